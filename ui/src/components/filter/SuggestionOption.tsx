import { Combobox, Text } from '@mantine/core';
import type { Suggestion } from './filters';

/** A line of what a filter may become: of which kind, the text, and what it means. */
export function SuggestionOption({ suggestion }: { suggestion: Suggestion }) {
  const { key, field, value, hint } = suggestion;
  return (
    <Combobox.Option value={key}>
      <Text size="xs" span className="faint" w={64} display="inline-block">
        {field}
      </Text>
      <Text size="xs" span fw={500}>
        {value}
      </Text>
      {hint && (
        <Text size="xs" span className="faint" ml={10}>
          {hint}
        </Text>
      )}
    </Combobox.Option>
  );
}
