import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Trace } from '@/api/types';
import { StateMark } from '@/components/StateMark';
import { CostText, Tokens } from '@/components/TokensCost';
import { formatDuration, formatExact, oneLine } from '@/lib/format';
import { formatMoment, nanosToMillis } from '@/lib/time';

export interface Column {
  id: string;
  label: string;
  /** A CSS grid track. */
  track: string;
  numeric?: boolean;
  /** Its label is for screen readers alone: what it shows speaks for itself. */
  silent?: boolean;
  cell: (trace: Trace) => ReactNode;
}

const dash = <span className="faint">–</span>;
const textOr = (text: string | null) =>
  text === null || text === '' ? dash : <span title={text}>{oneLine(text)}</span>;

function Models({ models }: { models: string[] }) {
  const [first, ...others] = models;
  if (first === undefined) return dash;
  return (
    <span title={models.join(', ')}>
      {first}
      {others.length > 0 && <span className="faint"> +{others.length}</span>}
    </span>
  );
}

/** All columns of the trace list, in their order. */
export const COLUMNS: Column[] = [
  {
    id: 'time',
    label: 'Time',
    track: '108px',
    cell: (trace) => (
      <span className="numeric faint" title={trace.start_time}>
        {formatMoment(nanosToMillis(trace.start_time_unix_nano), Date.now())}
      </span>
    ),
  },
  {
    id: 'status',
    label: 'Status',
    track: '14px',
    silent: true,
    cell: (trace) => <StateMark state={trace.state} words={false} />,
  },
  {
    id: 'name',
    label: 'Name',
    track: 'minmax(140px, 1.25fr)',
    cell: (trace) => (
      <Link
        to="/traces/$traceId"
        params={{ traceId: trace.trace_id }}
        data-row-link
        title={trace.service_name ? `${trace.name} · ${trace.service_name}` : trace.name}
      >
        {trace.name}
      </Link>
    ),
  },
  {
    id: 'input',
    label: 'Input',
    track: 'minmax(130px, 1.6fr)',
    cell: (trace) => textOr(trace.input_preview),
  },
  {
    id: 'output',
    label: 'Output',
    track: 'minmax(130px, 1.6fr)',
    cell: (trace) =>
      trace.state === 'ERROR' && trace.error_message ? (
        <span style={{ color: 'var(--bad)' }} title={trace.error_message}>
          {oneLine(trace.error_message)}
        </span>
      ) : (
        textOr(trace.output_preview)
      ),
  },
  {
    id: 'duration',
    label: 'Duration',
    track: '82px',
    numeric: true,
    cell: (trace) => (trace.end_time_unix_nano === null ? dash : formatDuration(trace.duration_ns)),
  },
  {
    id: 'spans',
    label: 'Spans',
    track: '58px',
    numeric: true,
    cell: (trace) => formatExact(trace.span_count),
  },
  {
    id: 'tokens',
    label: 'Tokens',
    track: '66px',
    numeric: true,
    cell: (trace) => <Tokens usage={trace.usage} />,
  },
  {
    id: 'cost',
    label: 'Cost',
    track: '84px',
    numeric: true,
    cell: (trace) => <CostText usd={trace.cost_usd} unpricedCalls={trace.unpriced_calls} />,
  },
  {
    id: 'model',
    label: 'Model',
    track: 'minmax(120px, 0.9fr)',
    cell: (trace) => <Models models={trace.models} />,
  },
  { id: 'session', label: 'Session', track: 'minmax(80px, 0.5fr)', cell: (trace) => textOr(trace.session) },
  { id: 'user', label: 'User', track: 'minmax(56px, 0.35fr)', cell: (trace) => textOr(trace.user) },
  {
    id: 'service',
    label: 'Service',
    track: 'minmax(80px, 130px)',
    cell: (trace) => textOr(trace.service_name),
  },
  {
    id: 'tags',
    label: 'Tags',
    track: 'minmax(90px, 180px)',
    cell: (trace) =>
      textOr(
        Object.entries(trace.tags)
          .map(([key, value]) => (value === 'true' ? key : `${key}=${value}`))
          .join(', '),
      ),
  },
  {
    id: 'environment',
    label: 'Environment',
    track: 'minmax(80px, 110px)',
    cell: (trace) => textOr(trace.environment),
  },
  {
    id: 'id',
    label: 'Trace id',
    track: '90px',
    cell: (trace) => <span className="mono faint">{trace.trace_id.slice(0, 8)}</span>,
  },
];

/** The name leads to the trace, so it is always there. */
export const FIXED_COLUMN = 'name';

export const DEFAULT_COLUMNS = COLUMNS.map((column) => column.id).filter(
  (id) => !['service', 'tags', 'environment', 'id'].includes(id),
);
