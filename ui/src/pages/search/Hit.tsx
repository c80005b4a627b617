import { Link } from '@tanstack/react-router';
import type { SearchHit } from '@/api/types';
import { StateMark } from '@/components/StateMark';
import { typeLook } from '@/components/spanTypes';
import { plural } from '@/lib/format';
import { pieces } from '@/lib/places';
import { formatMoment, nanosToMillis } from '@/lib/time';
import type { TraceView } from '../trace/traceView';
import { hitTab } from './hitTab';
import classes from './SearchPage.module.css';

/** A trace that holds the text: where, and what stands around it. It opens at that place. */
export function Hit({ hit, text }: { hit: SearchHit; text: string }) {
  const { trace, span_id, span_name, span_type, field, snippet, match_count } = hit;
  const tab = hitTab(field);
  const view: TraceView =
    span_id === null
      ? { pane: 'logs', mark: text }
      : { span: span_id, mark: text, tab: tab === 'content' ? undefined : tab };
  const look = span_type === null ? null : typeLook(span_type);
  return (
    <li className={classes.hit}>
      <div className={classes.head}>
        <StateMark state={trace.state} words={false} />
        <Link
          to="/traces/$traceId"
          params={{ traceId: trace.trace_id }}
          search={view}
          className={classes.name}
          data-row-link
        >
          {trace.name}
        </Link>
        <span className="faint numeric" title={trace.start_time}>
          {formatMoment(nanosToMillis(trace.start_time_unix_nano), Date.now())}
        </span>
        {match_count > 1 && <span className="faint">in {plural(match_count, 'span')}</span>}
      </div>
      <div className={classes.place}>
        {look && (
          <look.icon
            size={13}
            stroke={1.8}
            style={{ color: look.color }}
            aria-label={look.label}
            role="img"
          />
        )}
        <span>{span_name ?? 'a log record'}</span>
        <span className="faint mono">{field}</span>
      </div>
      <p className={classes.snippet}>
        {pieces(snippet.text, snippet.highlights).map((piece, index) =>
          piece.marked ? <mark key={index}>{piece.text}</mark> : <span key={index}>{piece.text}</span>,
        )}
      </p>
    </li>
  );
}
