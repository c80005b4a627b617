import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { plural } from '@/lib/format';
import type { Histogram } from '@/lib/histogram';
import type { Step } from '@/lib/series';
import classes from './HistogramStrip.module.css';

/** Two steps, both included, in either order. */
interface Brush {
  anchor: number;
  end: number;
}

/**
 * One bar a step. Drag over them, or go with the arrow keys, Shift for several and Enter to choose: the time of the marked
 * steps is handed over.
 */
export function Bars({
  histogram,
  label,
  onRange,
}: {
  histogram: Histogram;
  label: (millis: number) => string;
  onRange: (range: { from: number; to: number }) => void;
}) {
  const { steps, stepMillis } = histogram;
  const frame = useRef<HTMLDivElement>(null);
  const [brush, setBrush] = useState<Brush | null>(null);
  const most = steps.reduce((max, step) => Math.max(max, step.good + step.errors), 1);
  const from = brush ? Math.min(brush.anchor, brush.end) : -1;
  const to = brush ? Math.max(brush.anchor, brush.end) : -1;

  const stepAt = (event: PointerEvent) => {
    const box = frame.current?.getBoundingClientRect();
    if (!box) return 0;
    const at = Math.floor(((event.clientX - box.left) / box.width) * steps.length);
    return Math.min(steps.length - 1, Math.max(0, at));
  };
  const choose = () => {
    const [first, last] = [steps[from], steps[to]];
    setBrush(null);
    if (first && last) onRange({ from: first.startMillis, to: last.startMillis + stepMillis });
  };
  const press = (event: KeyboardEvent) => {
    const move = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (move !== undefined) {
      event.preventDefault();
      const end = brush ? Math.min(steps.length - 1, Math.max(0, brush.end + move)) : steps.length - 1;
      setBrush({ anchor: event.shiftKey && brush ? brush.anchor : end, end });
    } else if (event.key === 'Enter' && brush) {
      event.preventDefault();
      choose();
    } else if (event.key === 'Escape' && brush) {
      event.stopPropagation();
      setBrush(null);
    }
  };
  return (
    <div
      ref={frame}
      className={classes.bars}
      role="listbox"
      aria-label="Steps of time: arrows move, Shift marks several, Enter shows only their traces"
      aria-multiselectable="true"
      aria-activedescendant={brush ? `step-${brush.end}` : undefined}
      tabIndex={0}
      onKeyDown={press}
      onBlur={() => setBrush(null)}
      onPointerDown={(event) => {
        if (event.button !== 0 || steps.length === 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        const at = stepAt(event);
        setBrush({ anchor: at, end: at });
      }}
      onPointerMove={(event) => {
        if (brush && frame.current?.hasPointerCapture(event.pointerId))
          setBrush({ ...brush, end: stepAt(event) });
      }}
      onPointerUp={(event) => {
        if (frame.current?.hasPointerCapture(event.pointerId)) choose();
      }}
    >
      {steps.map((step, index) => (
        <div
          key={step.startMillis}
          id={`step-${index}`}
          className={classes.step}
          role="option"
          aria-selected={index >= from && index <= to}
          aria-label={describe(step, label)}
          title={describe(step, label)}
        >
          <Bar step={step} most={most} />
        </div>
      ))}
    </div>
  );
}

function describe(step: Step, label: (millis: number) => string): string {
  const failed = step.errors > 0 ? `, ${step.errors.toLocaleString('en-US')} failed` : '';
  return `${label(step.startMillis)}: ${plural(step.good + step.errors, 'trace')}${failed}`;
}

/** What is there at all is seen, be it one trace beside thousands. */
function Bar({ step, most }: { step: Step; most: number }) {
  const height = (count: number) => (count === 0 ? 0 : `max(2px, ${(100 * count) / most}%)`);
  return (
    <>
      <span className={classes.errors} style={{ height: height(step.errors) }} />
      <span className={classes.good} style={{ height: height(step.good) }} />
    </>
  );
}
