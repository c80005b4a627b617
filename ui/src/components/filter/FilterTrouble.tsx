import { Button, Center, Group, Stack, Text, Title } from '@mantine/core';
import type { ApiError } from '@/api/client';
import { FilterMistake } from './FilterMistake';

/** A filter that came with the address and cannot be read: where, why, and the ways out. */
export function FilterTrouble({
  error,
  filter,
  onFix,
  onClear,
}: {
  error: ApiError;
  filter: string;
  onFix: (filter: string) => void;
  onClear: () => void;
}) {
  return (
    <Center h="100%" role="alert">
      <Stack gap="sm" maw={720} p="xl">
        <Title order={4}>This filter cannot be read</Title>
        <FilterMistake filter={filter} error={error} onFix={onFix} />
        {error.expected && (
          <Text size="sm" className="faint">
            Expected there: {error.expected}
          </Text>
        )}
        <Group>
          <Button variant="default" size="xs" onClick={onClear}>
            Remove the filter
          </Button>
        </Group>
      </Stack>
    </Center>
  );
}
