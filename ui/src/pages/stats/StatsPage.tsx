import '@mantine/charts/styles.css';
import { Button, Center, SimpleGrid, Stack, Text, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { histogramQuery, statsQuery } from '@/api/queries';
import { ProjectSelect } from '@/components/ProjectSelect';
import { RangeSelect } from '@/components/RangeSelect';
import { Loading, Trouble } from '@/components/Trouble';
import { formatCost, formatCount, formatDuration, formatShare, plural } from '@/lib/format';
import type { RangeSearch } from '@/lib/urlSearch';
import { GroupTable } from './GroupTable';
import classes from './StatsPage.module.css';
import { Tile } from './Tile';
import { LatencyChart, TokensChart, TracesChart } from './TimeCharts';

const route = getRouteApi('/stats');
const FALLBACK = '24h';

/** How things went over a range of time: counts, errors, tokens, cost and latency, over time and by group. */
export function StatsPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (next: RangeSearch) => navigate({ search: next, replace: true });
  const range = useMemo<RangeSearch>(
    () => (search.from || search.to ? search : { ...search, range: search.range ?? FALLBACK }),
    [search],
  );
  const totals = useQuery({ ...statsQuery(range, 'traces', 0), refetchInterval: 15_000 });
  const overTime = useQuery({ ...histogramQuery(range), refetchInterval: 15_000 });
  const byModel = useQuery(statsQuery(range, 'model', 0, 1000));
  const unpriced = (byModel.data?.rows ?? []).filter((row) => row.unpriced_calls > 0);
  const series = overTime.data?.steps ?? [];
  const width = (overTime.data?.stepMillis ?? 0) / 1000;

  const total = totals.data?.rows[0];
  const error = totals.error ?? overTime.error;
  return (
    <div className={classes.page}>
      <div className={classes.bar}>
        <Text fw={600}>Overview</Text>
        <span style={{ marginLeft: 'auto' }} />
        <ProjectSelect value={search.project} onChange={(project) => change({ ...search, project })} />
        <RangeSelect
          value={search}
          fallback={FALLBACK}
          onChange={({ range, from, to }) => change({ ...search, range, from, to })}
        />
      </div>
      {error ? (
        <Trouble error={error} retry={() => Promise.all([totals.refetch(), overTime.refetch()])} />
      ) : totals.isPending || overTime.isPending ? (
        <Loading />
      ) : !total || total.count === 0 ? (
        <Center h="100%">
          <Stack align="center" gap="xs">
            <Text className="faint">No traces in this range of time.</Text>
            {range.range !== 'all' && (
              <Button
                variant="light"
                size="xs"
                onClick={() => change({ ...search, range: 'all', from: undefined, to: undefined })}
              >
                Look at all time
              </Button>
            )}
          </Stack>
        </Center>
      ) : (
        <div className={classes.scroller}>
          <div className={classes.content}>
            <SimpleGrid cols={{ base: 2, md: 3, lg: 6 }} spacing="sm">
              <Tile label="Traces" value={formatCount(total.count)} />
              <Tile
                label="Failed"
                value={formatShare(total.errors / total.count)}
                note={plural(total.errors, 'trace')}
                bad={total.errors > 0}
              />
              <Tile label="Median duration" value={formatDuration(total.p50_ns)} />
              <Tile label="95th percentile" value={formatDuration(total.p95_ns)} />
              <Tile
                label="Tokens"
                value={formatCount(total.usage.total)}
                note={`${formatCount(total.usage.total_input)} in, ${formatCount(total.usage.total_output)} out`}
              />
              <Tile
                label="Cost"
                value={total.cost_usd === null ? '–' : formatCost(total.cost_usd)}
                note={
                  total.unpriced_calls > 0 && (
                    <Tooltip
                      multiline
                      maw={320}
                      label={`Without a known price: ${unpriced.map((row) => row.group).join(', ')}`}
                    >
                      <span style={{ color: 'var(--busy)' }}>
                        {plural(total.unpriced_calls, 'call')} unpriced
                      </span>
                    </Tooltip>
                  )
                }
              />
            </SimpleGrid>
            <SimpleGrid cols={{ base: 1, lg: 3 }} spacing="sm">
              <TracesChart series={series} bucketSeconds={width} />
              <LatencyChart series={series} bucketSeconds={width} />
              <TokensChart series={series} bucketSeconds={width} />
            </SimpleGrid>
            <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="sm">
              <GroupTable title="Models" search={range} groupBy="model" columns={['tokens', 'cost']} />
              <GroupTable title="Tools" search={range} groupBy="tool" columns={[]} />
              <GroupTable title="Spans by name" search={range} groupBy="span_name" columns={['tokens']} />
              <GroupTable title="Spans by type" search={range} groupBy="span_type" columns={['tokens']} />
            </SimpleGrid>
          </div>
        </div>
      )}
    </div>
  );
}
