import { Button, Center, Stack, Text } from '@mantine/core';
import { IconMapSearch } from '@tabler/icons-react';

export function NothingFound({ clear }: { clear: () => void }) {
  return (
    <Center h="100%">
      <Stack align="center" gap="xs">
        <IconMapSearch size={36} stroke={1.3} />
        <Text fw={550}>No trace matches these filters</Text>
        <Button variant="light" size="xs" onClick={clear}>
          Clear the filters
        </Button>
      </Stack>
    </Center>
  );
}
