import { Button, Divider, Group, Popover, Stack, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCheck, IconClock } from '@tabler/icons-react';
import { useState } from 'react';
import { formatMoment, RANGES, type RangeName, type TimeRange } from '@/lib/time';

/** Chooses a range of time: one that moves with the clock, or two moments. */
export function RangeSelect({
  value,
  fallback = 'all',
  onChange,
}: {
  value: TimeRange;
  fallback?: RangeName;
  onChange: (range: TimeRange) => void;
}) {
  const [opened, { toggle, close }] = useDisclosure();
  const choose = (range: TimeRange) => {
    onChange(range);
    close();
  };
  return (
    <Popover opened={opened} onChange={(open) => !open && close()} position="bottom-end" trapFocus>
      <Popover.Target>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconClock size={14} stroke={1.7} />}
          onClick={toggle}
          aria-label={`Time range: ${describe(value, fallback)}`}
        >
          {describe(value, fallback)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="xs">
        <Stack gap={2}>
          {(Object.keys(RANGES) as RangeName[]).map((name) => {
            const current =
              value.from === undefined && value.to === undefined && (value.range ?? fallback) === name;
            return (
              <Button
                key={name}
                variant="subtle"
                color="gray"
                size="xs"
                justify="space-between"
                c="var(--mantine-color-text)"
                rightSection={current ? <IconCheck size={14} /> : null}
                onClick={() => choose({ range: name === fallback ? undefined : name })}
              >
                {RANGES[name].label}
              </Button>
            );
          })}
          <Divider my={6} />
          <Moments value={value} onChoose={choose} />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function Moments({ value, onChoose }: { value: TimeRange; onChoose: (range: TimeRange) => void }) {
  const [from, setFrom] = useState(toField(value.from));
  const [to, setTo] = useState(toField(value.to));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onChoose({ from: fromField(from), to: fromField(to) });
      }}
    >
      <Stack gap={6}>
        <TextInput
          type="datetime-local"
          step={1}
          size="xs"
          label="From"
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          type="datetime-local"
          step={1}
          size="xs"
          label="To"
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button type="submit" size="xs" variant="light" disabled={from === '' && to === ''}>
            Apply
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function describe(value: TimeRange, fallback: RangeName): string {
  if (value.from === undefined && value.to === undefined) return RANGES[value.range ?? fallback].label;
  const now = Date.now();
  const moment = (millis: number | undefined) => (millis === undefined ? '…' : formatMoment(millis, now));
  return `${moment(value.from)} – ${moment(value.to)}`;
}

/** Local time as the browser's field wants it. */
function toField(millis: number | undefined): string {
  if (millis === undefined) return '';
  return new Date(millis - new Date(millis).getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

function fromField(text: string): number | undefined {
  const millis = new Date(text).getTime();
  return Number.isNaN(millis) ? undefined : millis;
}
