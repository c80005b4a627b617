import { VisuallyHidden } from '@mantine/core';
import type { TraceState } from '@/api/types';
import classes from './StateMark.module.css';

const LABELS: Record<TraceState, string> = { OK: 'OK', ERROR: 'Error', IN_PROGRESS: 'Running' };

/** How a trace stands, as a dot with or without its word; never by colour alone. */
export function StateMark({ state, words = true }: { state: TraceState; words?: boolean }) {
  return (
    <span className={classes.mark} data-state={state} title={LABELS[state]}>
      <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
        {state === 'OK' && <circle cx="6" cy="6" r="3.2" />}
        {state === 'ERROR' && <path d="M6 1.2 11 10.4H1z" />}
        {state === 'IN_PROGRESS' && <circle cx="6" cy="6" r="3.4" fill="none" strokeWidth="1.8" />}
      </svg>
      {words ? <span>{LABELS[state]}</span> : <VisuallyHidden>{LABELS[state]}</VisuallyHidden>}
    </span>
  );
}
