import { Button, Center, Group, Stack, Text } from '@mantine/core';
import { IconMapSearch } from '@tabler/icons-react';

/** Nothing matches, and what can be done about it. */
export function NothingFound({
  searchedAll,
  clear,
  widen,
}: {
  /** Whether all of the time was looked at. */
  searchedAll: boolean;
  clear: () => void;
  widen: () => void;
}) {
  return (
    <Center h="100%">
      <Stack align="center" gap="xs">
        <IconMapSearch size={36} stroke={1.3} />
        <Text fw={550}>No trace matches {searchedAll ? 'these filters' : 'in this range of time'}</Text>
        <Group gap="xs">
          {!searchedAll && (
            <Button variant="light" size="xs" onClick={widen}>
              Look at all time
            </Button>
          )}
          <Button variant={searchedAll ? 'light' : 'default'} size="xs" onClick={clear}>
            Clear the filters
          </Button>
        </Group>
      </Stack>
    </Center>
  );
}
