import { Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconPoint } from '@tabler/icons-react';
import type { SpanDetail, SpanEvent } from '@/api/types';
import { CopyButton } from '@/components/CopyButton';
import { formatDuration } from '@/lib/format';
import { readStackTrace } from '@/lib/stackTrace';
import { AttributeTable } from './AttributeTable';
import classes from './tabs.module.css';

/** What happened during the span, in order; exceptions so that they can be read. */
export function EventsTab({ span, originNano }: { span: SpanDetail; originNano: bigint }) {
  return (
    <Stack gap="sm">
      {span.events.map((event, index) => (
        <article key={index} className={classes.card} data-failed={event.name === 'exception' || undefined}>
          <Group gap={6} wrap="nowrap">
            {event.name === 'exception' ? (
              <IconAlertTriangle size={15} color="var(--bad)" style={{ flex: 'none' }} />
            ) : (
              <IconPoint size={15} style={{ flex: 'none' }} />
            )}
            <Text fw={600} size="sm" className="ellipsis">
              {event.name === 'exception' ? textOf(event, 'exception.type') || 'exception' : event.name}
            </Text>
            <Text size="xs" className="faint numeric" ml="auto" title={event.time} style={{ flex: 'none' }}>
              +{formatDuration(Math.max(0, Number(BigInt(event.time_unix_nano) - originNano)))}
            </Text>
          </Group>
          {event.name === 'exception' ? (
            <Exception event={event} />
          ) : (
            <AttributeTable attributes={event.attributes} />
          )}
        </article>
      ))}
    </Stack>
  );
}

function Exception({ event }: { event: SpanEvent }) {
  const {
    'exception.type': _type,
    'exception.message': _message,
    'exception.stacktrace': _stack,
    ...rest
  } = event.attributes;
  const message = textOf(event, 'exception.message');
  const stack = textOf(event, 'exception.stacktrace');
  return (
    <>
      {message && (
        <Text size="sm" mt={4} c="var(--bad)" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {message}
        </Text>
      )}
      {stack && (
        <div style={{ position: 'relative' }}>
          <pre className={classes.stack} role="group" aria-label="Stack trace" tabIndex={0}>
            {readStackTrace(stack).map((line, index) => (
              <span key={index} data-kind={line.kind}>
                {line.text}
              </span>
            ))}
          </pre>
          <span style={{ position: 'absolute', top: 4, right: 4 }}>
            <CopyButton text={stack} label="Copy the stack trace" />
          </span>
        </div>
      )}
      {Object.keys(rest).length > 0 && <AttributeTable attributes={rest} />}
    </>
  );
}

function textOf(event: SpanEvent, key: string): string {
  const value = event.attributes[key];
  return typeof value === 'string' ? value : '';
}
