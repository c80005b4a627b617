import { Button, Text, Tooltip } from '@mantine/core';
import { IconZoomOut } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { histogramQuery } from '@/api/queries';
import { formatExact, plural } from '@/lib/format';
import { stepLabel } from '@/lib/series';
import type { TraceSearch } from '@/lib/urlSearch';
import { Bars } from './Bars';
import classes from './HistogramStrip.module.css';

const RENEW_MILLIS = 10_000;

/** How many traces the list holds, and when they were; a part of the time can be chosen with the pointer or the keys. */
export function HistogramStrip({
  search,
  onRange,
}: {
  search: TraceSearch;
  onRange: (range: { from: number; to: number } | undefined) => void;
}) {
  const live = search.live !== 'off' && search.to === undefined;
  const { data, error } = useQuery({
    ...histogramQuery(search),
    refetchInterval: live ? RENEW_MILLIS : false,
  });
  const chosen = search.from !== undefined || search.to !== undefined;
  const spanSeconds = data ? (data.steps.length * data.stepMillis) / 1000 : 0;
  const label = (millis: number) => stepLabel(millis, (data?.stepMillis ?? 0) / 1000, spanSeconds);
  const first = data?.steps[0];
  const last = data?.steps.at(-1);
  return (
    <section className={classes.strip} aria-label="Traces over time">
      <div className={classes.counts} role="status">
        {data && (
          <>
            <Text fw={640} className="numeric">
              {plural(data.count, 'trace')}
            </Text>
            <Text size="xs" c={data.errors > 0 ? 'var(--bad)' : undefined} className="numeric faint">
              {data.errors > 0 ? `${formatExact(data.errors)} failed` : 'none failed'}
            </Text>
          </>
        )}
        {error && !data && (
          <Text size="xs" className="faint">
            {error.message}
          </Text>
        )}
      </div>
      <div className={classes.chart}>
        {data && <Bars histogram={data} label={label} onRange={onRange} />}
        <div className={classes.ends} aria-hidden="true">
          {data && first && last && (
            <>
              <span>{label(first.startMillis)}</span>
              <span>{label(last.startMillis + data.stepMillis)}</span>
            </>
          )}
        </div>
      </div>
      {chosen && (
        <Tooltip label="Back to the whole range">
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            className={classes.whole}
            leftSection={<IconZoomOut size={13} />}
            onClick={() => onRange(undefined)}
          >
            Whole range
          </Button>
        </Tooltip>
      )}
    </section>
  );
}
