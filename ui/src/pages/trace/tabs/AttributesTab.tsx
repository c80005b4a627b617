import { Stack, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { SpanDetail } from '@/api/types';
import { toText } from '@/lib/values';
import { AttributeTable } from './AttributeTable';

/** All attributes as they were sent, with a field to narrow them. */
export function AttributesTab({ span }: { span: SpanDetail }) {
  const [text, setText] = useState('');
  const lower = text.toLowerCase();
  const entries = Object.entries(span.attributes).filter(
    ([key, value]) =>
      lower === '' || key.toLowerCase().includes(lower) || toText(value).toLowerCase().includes(lower),
  );
  const { dropped } = span;
  return (
    <Stack gap="sm">
      {Object.keys(span.attributes).length > 8 && (
        <TextInput
          size="xs"
          aria-label="Search attributes"
          placeholder="Search attributes"
          leftSection={<IconSearch size={13} />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
      <AttributeTable key={lower} attributes={Object.fromEntries(entries)} />
      {entries.length === 0 && (
        <Text className="faint">{text ? 'No attribute has this text' : 'No attributes'}</Text>
      )}
      {dropped.attributes > 0 && (
        <Text size="xs" c="var(--busy)">
          The sender dropped {dropped.attributes} more, because of its own limits.
        </Text>
      )}
      <Text size="xs" className="faint">
        Read as: {span.summary.dialect}
        {span.original_name !== span.name && <>, sent as “{span.original_name}”</>}
      </Text>
    </Stack>
  );
}
