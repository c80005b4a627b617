import { Button, Group, SegmentedControl, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Assessment } from '@/api/types';
import { readValue, writeValue } from '@/lib/assessments';
import { toText } from '@/lib/values';

export interface Said {
  name: string;
  kind: Assessment['kind'];
  value: unknown;
  rationale: string | null;
}

/** Says something of a trace or a span: under which name, what, and why. Name and kind of a given one stay. */
export function AssessmentForm({
  title,
  given,
  onSubmit,
  onCancel,
}: {
  title: string;
  given?: Assessment;
  onSubmit: (said: Said) => Promise<void>;
  onCancel: () => void;
}) {
  const [kind, setKind] = useState<Assessment['kind']>(given?.kind ?? 'FEEDBACK');
  const [name, setName] = useState(given?.name ?? '');
  const [value, setValue] = useState(given ? writeValue(given.value) : '');
  const [rationale, setRationale] = useState(given?.rationale ?? '');
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const submit = async () => {
    setBusy(true);
    try {
      await onSubmit({
        name: name.trim(),
        kind,
        value: readValue(value),
        rationale: rationale.trim() || null,
      });
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : String(error));
      setBusy(false);
    }
  };
  return (
    <form
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Stack gap={8}>
        {!given && (
          <Group gap={8} align="flex-end" wrap="nowrap">
            <TextInput
              size="xs"
              flex={1}
              label="Name"
              placeholder="correctness"
              required
              maxLength={250}
              value={name}
              autoFocus
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <SegmentedControl
              size="xs"
              aria-label="Kind"
              data={[
                { value: 'FEEDBACK', label: 'Feedback' },
                { value: 'EXPECTATION', label: 'Expectation' },
              ]}
              value={kind}
              onChange={(next) => setKind(next as Assessment['kind'])}
            />
          </Group>
        )}
        <Textarea
          size="xs"
          label="Value"
          description={
            value.trim() === '' ? 'true, 0.8, a text, or JSON' : `kept as ${kindOf(readValue(value))}`
          }
          required
          autosize
          maxRows={12}
          autoFocus={given !== undefined}
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
        <Textarea
          size="xs"
          label="Why"
          autosize
          maxRows={12}
          value={rationale}
          onChange={(event) => setRationale(event.currentTarget.value)}
        />
        {trouble && (
          <Text size="xs" c="var(--bad)" role="alert">
            {trouble}
          </Text>
        )}
        <Group gap={6}>
          <Button type="submit" size="xs" loading={busy} disabled={value.trim() === '' || name.trim() === ''}>
            Save
          </Button>
          <Button size="xs" variant="default" onClick={onCancel}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  return typeof value === 'string' ? `text: ${toText(value).slice(0, 40)}` : `a ${typeof value}`;
}
