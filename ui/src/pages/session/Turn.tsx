import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { spanQuery } from '@/api/queries';
import type { ListedTrace, Message, SpanDetail, Trace } from '@/api/types';
import { Thumbs } from '@/components/assessments/Thumbs';
import { Conversation } from '@/components/conversation/Conversation';
import { StateMark } from '@/components/StateMark';
import { Tokens } from '@/components/TokensCost';
import { TraceCost } from '@/components/TraceCost';
import { formatDuration } from '@/lib/format';
import { formatMoment, nanosToMillis } from '@/lib/time';
import { isEmptyValue, toText } from '@/lib/values';
import classes from './SessionPage.module.css';

/** One trace as a turn of the conversation: what was asked, what was answered. */
export function Turn({ trace }: { trace: ListedTrace }) {
  const root = useQuery({
    ...spanQuery(trace.trace_id, trace.root_span_id ?? ''),
    enabled: trace.root_span_id !== null,
  });
  const messages = turnMessages(trace, root.data);
  return (
    <article aria-label={`Trace ${trace.name}`}>
      <div className={classes.mark}>
        <StateMark state={trace.state} words={trace.state !== 'OK'} />
        <Link to="/traces/$traceId" params={{ traceId: trace.trace_id }} data-row-link>
          {trace.name}
        </Link>
        <span>{formatMoment(nanosToMillis(trace.start_time_unix_nano), Date.now())}</span>
        {trace.end_time_unix_nano !== null && <span>{formatDuration(trace.duration_ns)}</span>}
        <Tokens usage={trace.usage} split />
        <TraceCost trace={trace} />
        <span style={{ marginLeft: 'auto' }}>
          <Thumbs traceId={trace.trace_id} what="turn" assessments={trace.assessments ?? []} />
        </span>
      </div>
      <Conversation messages={messages} />
    </article>
  );
}

/**
 * What was new in this turn: the last thing the user said and what came back, from the root span; from the previews
 * until it is there, or when it says nothing.
 */
function turnMessages(trace: Trace, root: SpanDetail | undefined): Message[] {
  const content = root?.content;
  const asked = content?.input_messages.findLast((message) => message.role === 'user');
  const input = asked ?? textMessage('user', content?.inputs, trace.input_preview);
  const answered = content?.output_messages ?? [];
  const output =
    answered.length > 0 ? answered : [textMessage('assistant', content?.outputs, trace.output_preview)];
  const failed =
    trace.state === 'ERROR' && trace.error_message ? [message('error', trace.error_message)] : [];
  return [input, ...output, ...failed].filter((each) => each !== null);
}

function textMessage(role: string, value: unknown, preview: string | null): Message | null {
  const text = isEmptyValue(value) ? preview : toText(value);
  return text ? message(role, text) : null;
}

function message(role: string, text: string): Message {
  return { role, name: null, parts: [{ kind: 'text', text }], finish_reason: null };
}
