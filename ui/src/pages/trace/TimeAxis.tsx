import { tickLabel, ticks } from '@/lib/ticks';
import classes from './TimeAxis.module.css';

/** The ruler over the bars, with lines down through them. */
export function TimeAxis({ extentNs }: { extentNs: number }) {
  return (
    <div className={classes.axis} aria-hidden="true">
      <div className={classes.lane}>
        {ticks(extentNs, 5).map((tick) => (
          <span
            key={tick}
            className={classes.tick}
            data-last={tick > extentNs * 0.93 || undefined}
            style={{ left: `${(100 * tick) / extentNs}%` }}
          >
            {tickLabel(tick, extentNs)}
          </span>
        ))}
      </div>
    </div>
  );
}
