import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Assessment, ListedTrace } from '@/api/types';
import { AssessmentMark } from '@/components/assessments/AssessmentMark';
import { StateMark } from '@/components/StateMark';
import { Tokens } from '@/components/TokensCost';
import { TraceCost } from '@/components/TraceCost';
import { formatDuration, formatExact, oneLine } from '@/lib/format';
import { keyed } from '@/lib/searchFilter';
import { formatMoment, nanosToMillis } from '@/lib/time';

export interface Column {
  id: string;
  label: string;
  /** A CSS grid track. */
  track: string;
  numeric?: boolean;
  /** The field of the filter language by whose value the list can be sorted. */
  order?: string;
  /** Whether a first click on it puts the largest first. */
  largestFirst?: boolean;
  /** Its label is for screen readers alone: what it shows speaks for itself. */
  silent?: boolean;
  cell: (trace: ListedTrace) => ReactNode;
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
    order: 'time',
    largestFirst: true,
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
    order: 'name',
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
    order: 'duration',
    largestFirst: true,
    track: '82px',
    numeric: true,
    cell: (trace) => (trace.end_time_unix_nano === null ? dash : formatDuration(trace.duration_ns)),
  },
  {
    id: 'spans',
    label: 'Spans',
    order: 'span_count',
    largestFirst: true,
    track: '58px',
    numeric: true,
    cell: (trace) => formatExact(trace.span_count),
  },
  {
    id: 'tokens',
    label: 'Tokens',
    order: 'tokens.total',
    largestFirst: true,
    track: '66px',
    numeric: true,
    cell: (trace) => <Tokens usage={trace.usage} />,
  },
  {
    id: 'cost',
    label: 'Cost',
    order: 'cost',
    largestFirst: true,
    track: '84px',
    numeric: true,
    cell: (trace) => <TraceCost trace={trace} />,
  },
  {
    id: 'model',
    label: 'Model',
    track: 'minmax(120px, 0.9fr)',
    cell: (trace) => <Models models={trace.models} />,
  },
  {
    id: 'session',
    label: 'Session',
    order: 'session',
    track: 'minmax(80px, 0.5fr)',
    cell: (trace) => textOr(trace.session),
  },
  {
    id: 'user',
    label: 'User',
    order: 'user',
    track: 'minmax(56px, 0.35fr)',
    cell: (trace) => textOr(trace.user),
  },
  {
    id: 'service',
    label: 'Service',
    order: 'service',
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
    id: 'feedback',
    label: 'Feedback',
    track: 'minmax(90px, 200px)',
    cell: (trace) => {
      const valid = validOf(trace);
      return valid.length === 0
        ? dash
        : valid.map((each) => <AssessmentMark key={each.assessment_id} assessment={each} named />);
    },
  },
  {
    id: 'environment',
    label: 'Environment',
    order: 'environment',
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

/** Judgements of the trace itself and of its spans that count. */
function validOf(trace: ListedTrace): Assessment[] {
  return (trace.assessments ?? []).filter((each) => each.valid);
}

/** A column for one tag, or for one name of feedback: "tag:env", "feedback:rating". */
function columnOf(id: string): Column | undefined {
  const [, kind, key] = /^(tag|feedback):(.+)$/s.exec(id) ?? [];
  if (key === undefined) return undefined;
  const track = 'minmax(70px, 150px)';
  if (kind === 'tag')
    return {
      id,
      label: key,
      order: keyed('tag', key),
      track,
      cell: (trace) => textOr(trace.tags[key] ?? null),
    };
  return {
    id,
    label: key,
    track,
    cell: (trace) => {
      const named = validOf(trace).filter((each) => each.name === key);
      return named.length === 0
        ? dash
        : named.map((each) => <AssessmentMark key={each.assessment_id} assessment={each} />);
    },
  };
}

/** The columns of these ids, in the order of all columns; those of tags and feedback come last. */
export function columnsOf(ids: readonly string[]): Column[] {
  return [
    ...COLUMNS.filter((column) => column.id === FIXED_COLUMN || ids.includes(column.id)),
    ...ids.flatMap((id) => columnOf(id) ?? []),
  ];
}

/** What columns the tags and the feedback of these traces could have, by id. */
export function offeredColumns(traces: readonly ListedTrace[]): { tags: string[]; feedback: string[] } {
  const names = (all: string[]) => [...new Set(all)].sort().slice(0, MOST_OFFERED);
  return {
    tags: names(traces.flatMap((trace) => Object.keys(trace.tags).map((key) => `tag:${key}`))),
    feedback: names(traces.flatMap((trace) => validOf(trace).map((each) => `feedback:${each.name}`))),
  };
}

const MOST_OFFERED = 20;

/** The name leads to the trace, so it is always there. */
export const FIXED_COLUMN = 'name';

export const DEFAULT_COLUMNS = COLUMNS.map((column) => column.id).filter(
  (id) => !['service', 'tags', 'feedback', 'environment', 'id'].includes(id),
);
