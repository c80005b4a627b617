import { ActionIcon, Anchor, Badge, Button, Group, Progress, Text, Title, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconArrowLeft, IconDownload } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { SpanHeader, TraceDetail } from '@/api/types';
import { Thumbs } from '@/components/assessments/Thumbs';
import { CopyButton } from '@/components/CopyButton';
import { StateMark } from '@/components/StateMark';
import { Tokens } from '@/components/TokensCost';
import { TraceCost } from '@/components/TraceCost';
import { formatDuration, formatExact } from '@/lib/format';
import { formatAgo, formatMoment, nanosToMillis } from '@/lib/time';
import { DeleteTrace } from './DeleteTrace';
import { TagList } from './TagList';
import classes from './TraceHeader.module.css';
import type { PaneName } from './traceView';

/** The trace at a glance: what it was, how it went, what it took. */
export function TraceHeader({
  trace,
  complete,
  spanCount,
  blamed,
  onSelect,
  onPane,
}: {
  trace: TraceDetail;
  complete: boolean;
  spanCount: number;
  /** The deepest span that failed, once it is loaded. */
  blamed: SpanHeader | null;
  onSelect: (spanId: string) => void;
  onPane: (pane: PaneName) => void;
}) {
  const started = nanosToMillis(trace.start_time_unix_nano);
  const failed = trace.failed_span_id;
  return (
    <header className={classes.header}>
      <Group gap={10} wrap="nowrap">
        <Tooltip label="All traces (Esc)">
          <ActionIcon aria-label="All traces" renderRoot={(props) => <Link to="/traces" {...props} />}>
            <IconArrowLeft size={17} />
          </ActionIcon>
        </Tooltip>
        <Title order={1} size="h4" className="ellipsis" title={trace.name}>
          {trace.name}
        </Title>
        <StateMark state={trace.state} />
        <Group gap={2} wrap="nowrap">
          <Text size="xs" className="mono faint" visibleFrom="md">
            {trace.trace_id}
          </Text>
          <CopyButton text={trace.trace_id} label="Copy the trace id" />
        </Group>
        <Group gap={4} ml="auto" wrap="nowrap">
          <Thumbs traceId={trace.trace_id} what="trace" assessments={trace.assessments} />
          <PaneButton
            label={trace.assessments.length > 0 ? `Feedback ${trace.assessments.length}` : 'Feedback'}
            onClick={() => onPane('feedback')}
          />
          <PaneButton label="Logs" onClick={() => onPane('logs')} />
          <Tooltip label="Download as OTLP JSON">
            <ActionIcon
              aria-label="Download as OTLP JSON"
              component="a"
              href={`/api/v1/traces/${trace.trace_id}/otlp`}
              download={`${trace.trace_id}.otlp.json`}
            >
              <IconDownload size={17} stroke={1.7} />
            </ActionIcon>
          </Tooltip>
          <DeleteTrace traceId={trace.trace_id} spanCount={trace.span_count} />
        </Group>
      </Group>
      <dl className={classes.facts}>
        <Fact label="Started">
          <span title={trace.start_time}>
            {formatMoment(started, Date.now())}{' '}
            <span className="faint">({formatAgo(started, Date.now())})</span>
          </span>
        </Fact>
        <Fact label="Duration">
          {trace.end_time_unix_nano === null ? '–' : formatDuration(trace.duration_ns)}
        </Fact>
        <Fact label="Spans">
          {formatExact(trace.span_count)}
          {trace.error_count > 0 && (
            <span style={{ color: 'var(--bad)' }}> ({formatExact(trace.error_count)} failed)</span>
          )}
        </Fact>
        <Fact label="Tokens">
          <Tokens usage={trace.usage} split />
        </Fact>
        <Fact label="Cost">
          <button type="button" className={classes.cost} title="Cost by model" onClick={() => onPane('cost')}>
            <TraceCost trace={trace} named />
          </button>
        </Fact>
        {trace.models.length > 0 && <Fact label="Model">{trace.models.join(', ')}</Fact>}
        {trace.session && (
          <Fact label="Session">
            <Anchor
              inherit
              renderRoot={(props) => (
                <Link to="/sessions/$session" params={{ session: trace.session ?? '' }} {...props} />
              )}
            >
              {trace.session}
            </Anchor>
          </Fact>
        )}
        {trace.user && (
          <Fact label="User">
            <Anchor
              inherit
              renderRoot={(props) => <Link to="/traces" search={{ user: trace.user ?? '' }} {...props} />}
            >
              {trace.user}
            </Anchor>
          </Fact>
        )}
        {trace.service_name && <Fact label="Service">{trace.service_name}</Fact>}
        {trace.environment && <Fact label="Environment">{trace.environment}</Fact>}
        {trace.release && <Fact label="Release">{trace.release}</Fact>}
        <TagList traceId={trace.trace_id} tags={trace.tags} />
      </dl>
      {trace.state === 'ERROR' && trace.error_message && (
        <button
          type="button"
          className={classes.error}
          disabled={!failed}
          onClick={() => failed && onSelect(failed)}
        >
          <IconAlertTriangle size={15} stroke={1.8} />
          <span className="ellipsis">
            {blamed && <strong>{blamed.name}: </strong>}
            {trace.error_message}
          </span>
          {failed && (
            <Badge color="red" variant="light">
              Show the span
            </Badge>
          )}
        </button>
      )}
      {!complete && (
        <Progress
          className={classes.progress}
          size={2}
          value={(100 * spanCount) / Math.max(1, trace.span_count)}
          aria-label="Loading spans"
        />
      )}
    </header>
  );
}

function PaneButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button size="compact-xs" variant="subtle" color="gray" aria-haspopup="dialog" onClick={onClick}>
      {label}
    </Button>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className="ellipsis">{children}</dd>
    </div>
  );
}
