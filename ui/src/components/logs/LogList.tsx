import { Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { LogRecord } from '@/api/types';
import { plural } from '@/lib/format';
import { SEVERITIES } from '@/lib/severity';
import { LogRow } from './LogRow';
import classes from './logs.module.css';

/** Log records by time, which can be narrowed to the severe ones. */
export function LogList({
  logs,
  more = false,
  originNano,
  spanName,
  onSpan,
}: {
  logs: readonly LogRecord[];
  /** Whether there are others that were not read. */
  more?: boolean;
  /** Epoch nanoseconds of the trace's start. */
  originNano: bigint;
  spanName?: (spanId: string) => string | undefined;
  onSpan?: (spanId: string) => void;
}) {
  const [least, setLeast] = useState('0');
  const shown = logs.filter((log) => log.severity_number >= Number(least));
  if (logs.length === 0) {
    return (
      <Text size="sm" className="faint">
        Nothing was logged. Log records sent to /v1/logs with the ids of a trace and a span are shown here.
      </Text>
    );
  }
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <SegmentedControl
          size="xs"
          aria-label="Least severity"
          data={SEVERITIES.map(({ label, least }) => ({ label, value: String(least) }))}
          value={least}
          onChange={setLeast}
        />
        <Text size="xs" className="faint numeric" role="status">
          {plural(shown.length, 'record')}
          {more ? ', and more that are not shown' : ''}
        </Text>
      </Group>
      <ol className={classes.list} aria-label="Log records">
        {shown.map((log, index) => (
          <LogRow
            key={index}
            log={log}
            originNano={originNano}
            spanName={log.span_id === null ? undefined : spanName?.(log.span_id)}
            onSpan={onSpan}
          />
        ))}
      </ol>
    </Stack>
  );
}
