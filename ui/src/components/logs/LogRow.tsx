import { Anchor } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import type { LogRecord } from '@/api/types';
import { CopyButton } from '@/components/CopyButton';
import { JsonTree } from '@/components/JsonTree';
import { formatDuration, oneLine } from '@/lib/format';
import { severityName, severityTone } from '@/lib/severity';
import { isEmptyValue, toText } from '@/lib/values';
import classes from './logs.module.css';

/** A record in one line; all of it, with its attributes, when it is opened. */
export function LogRow({
  log,
  originNano,
  spanName,
  onSpan,
}: {
  log: LogRecord;
  originNano: bigint;
  spanName: string | undefined;
  onSpan?: (spanId: string) => void;
}) {
  const [open, setOpen] = useState(false);
  const { span_id, body } = log;
  const text = toText(body);
  return (
    <li className={classes.row} data-tone={severityTone(log.severity_number)}>
      <div className={classes.line}>
        <button type="button" className={classes.toggle} aria-expanded={open} onClick={() => setOpen(!open)}>
          <IconChevronRight size={12} style={{ rotate: open ? '90deg' : undefined }} aria-hidden="true" />
          <span className={classes.time} title={log.time ?? undefined}>
            {offset(log, originNano)}
          </span>
          <span className={classes.severity}>{severityName(log.severity_number, log.severity_text)}</span>
          <span className={classes.body}>
            {log.event_name && <span className={classes.event}>{log.event_name} </span>}
            {open ? null : oneLine(text.slice(0, 500))}
          </span>
        </button>
        {spanName !== undefined && span_id !== null && onSpan && (
          <Anchor
            component="button"
            type="button"
            size="xs"
            className={classes.span}
            onClick={() => onSpan(span_id)}
          >
            {spanName}
          </Anchor>
        )}
        <CopyButton text={text} label="Copy the record" size={18} />
      </div>
      {open && (
        <div className={classes.whole}>
          {typeof body === 'object' && body !== null ? (
            <JsonTree value={body} />
          ) : (
            <pre className={classes.text}>{text}</pre>
          )}
          {!isEmptyValue(log.attributes) && <JsonTree value={log.attributes} open={2} />}
        </div>
      )}
    </li>
  );
}

function offset(log: LogRecord, originNano: bigint): string {
  if (log.time_unix_nano === null) return '–';
  const ns = Number(BigInt(log.time_unix_nano) - originNano);
  return ns < 0 ? `−${formatDuration(-ns)}` : `+${formatDuration(ns)}`;
}
