import { Center, Code, Stack, Text, Title } from '@mantine/core';
import type { ApiError } from '@/api/client';

/** Where a filter cannot be read, and what was expected there. */
export function FilterTrouble({ error, filter }: { error: ApiError; filter: string }) {
  const mark = `${' '.repeat(Math.min(error.position ?? 0, filter.length))}^`;
  return (
    <Center h="100%" role="alert">
      <Stack gap="sm" maw={720} p="xl">
        <Title order={4}>This filter cannot be read</Title>
        <Code block>{`${filter}\n${mark}`}</Code>
        <Text className="faint">{error.message}</Text>
      </Stack>
    </Center>
  );
}
