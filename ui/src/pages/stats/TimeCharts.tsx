import { BarChart, LineChart } from '@mantine/charts';
import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatCount, formatDuration } from '@/lib/format';
import { axisLabel, axisTicks, type Step, stepLabel } from '@/lib/series';
import classes from './StatsPage.module.css';

interface Props {
  series: Step[];
  bucketSeconds: number;
}

const HEIGHT = 190;
/** A day and an hour at each tick fit beside each other. */
const PARTS = 4;

export function TracesChart(props: Props) {
  return (
    <Card title="Traces">
      <BarChart
        {...shared(props)}
        type="stacked"
        valueFormatter={formatCount}
        series={[
          { name: 'good', label: 'Good', color: 'moss.5' },
          { name: 'errors', label: 'Failed', color: 'red.6' },
        ]}
      />
    </Card>
  );
}

export function TokensChart(props: Props) {
  return (
    <Card title="Tokens">
      <BarChart
        {...shared(props)}
        type="stacked"
        valueFormatter={formatCount}
        series={[
          { name: 'inputTokens', label: 'Input', color: 'violet.4' },
          { name: 'outputTokens', label: 'Output', color: 'violet.7' },
        ]}
      />
    </Card>
  );
}

export function LatencyChart(props: Props) {
  return (
    <Card title="Duration of traces">
      <LineChart
        {...shared(props)}
        connectNulls
        withDots={props.series.filter((step) => step.p50Ms !== null).length < 30}
        dotProps={{ r: 2.5, strokeWidth: 0 }}
        strokeWidth={1.8}
        curveType="monotone"
        valueFormatter={(ms) => formatDuration(ms * 1e6)}
        yAxisProps={{ width: 58, tickCount: 4, tickFormatter: axisDuration }}
        series={[
          { name: 'p50Ms', label: 'Median', color: 'moss.5' },
          { name: 'p95Ms', label: '95th percentile', color: 'yellow.6' },
          { name: 'p99Ms', label: '99th percentile', color: 'red.6' },
        ]}
      />
    </Card>
  );
}

function shared({ series, bucketSeconds }: Props) {
  const spanSeconds = series.length * bucketSeconds;
  const ticks = axisTicks(series, bucketSeconds, PARTS);
  return {
    h: HEIGHT,
    data: series,
    dataKey: 'startMillis',
    withLegend: true,
    legendProps: { verticalAlign: 'top' as const, height: 30 },
    tickLine: 'none' as const,
    gridAxis: 'x' as const,
    yAxisProps: { width: 58, tickCount: 4, allowDecimals: false },
    xAxisProps: {
      ticks,
      interval: 0 as const,
      // Half of the longest label beside the first and the last step.
      padding: { left: 16, right: 16 },
      tickFormatter: (millis: number) => axisLabel(millis, ticks, bucketSeconds, spanSeconds),
    },
    tooltipProps: {
      labelFormatter: (millis: ReactNode) => stepLabel(Number(millis), bucketSeconds, spanSeconds),
    },
  };
}

/** A duration in few characters, for an axis. */
function axisDuration(ms: number): string {
  if (ms === 0) return '0';
  return ms < 60_000 ? formatDuration(ms * 1e6) : `${Number((ms / 60_000).toFixed(1))} min`;
}

function Card({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.card} aria-label={title}>
      <Text component="h2" size="sm" fw={600} mb={8}>
        {title}
      </Text>
      {children}
    </section>
  );
}
