import { Button, SegmentedControl } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconArrowUp } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useMemo, useRef } from 'react';
import { ApiError } from '@/api/client';
import type { TraceState } from '@/api/types';
import { LiveToggle } from '@/components/LiveToggle';
import { ProjectSelect } from '@/components/ProjectSelect';
import { RangeSelect } from '@/components/RangeSelect';
import { useKeys } from '@/components/shortcuts';
import { Loading, Trouble } from '@/components/Trouble';
import { plural } from '@/lib/format';
import { isFiltered, joined, type TraceSearch } from '@/lib/urlSearch';
import { FirstTrace } from '../setup/FirstTrace';
import { ColumnMenu } from './ColumnMenu';
import { COLUMNS, DEFAULT_COLUMNS } from './columns';
import { FilterBar } from './FilterBar';
import { FilterTrouble } from './FilterTrouble';
import { NothingFound } from './NothingFound';
import classes from './TracesPage.module.css';
import { TraceTable } from './TraceTable';
import { useTraceList } from './useTraceList';

const route = getRouteApi('/traces');

export function TracesPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (next: TraceSearch) => navigate({ search: next, replace: true });
  const scroller = useRef<HTMLDivElement>(null);
  const atTop = useCallback(() => (scroller.current?.scrollTop ?? 0) < 8, []);
  const list = useTraceList(search, atTop);
  const [shown, setShown] = useLocalStorage({ key: 'spoor.trace-columns', defaultValue: DEFAULT_COLUMNS });
  const columns = useMemo(() => COLUMNS.filter((column) => shown.includes(column.id)), [shown]);
  const names = useMemo(() => [...new Set(list.traces.map((trace) => trace.name))], [list.traces]);
  const setLive = (live: boolean) => change({ ...search, live: live ? undefined : 'off' });
  useKeys({ l: () => setLive(search.live === 'off') });

  const { fetchNextPage, isFetchingNextPage, hasNextPage } = list;
  const onNearEnd = useCallback(() => {
    if (!isFetchingNextPage) fetchNextPage();
  }, [fetchNextPage, isFetchingNextPage]);

  if (list.isSuccess && list.traces.length === 0 && !isFiltered(search)) return <FirstTrace waiting />;
  return (
    <div className={classes.page}>
      <div className={classes.bar} role="search">
        <FilterBar search={search} names={names} onChange={change} />
        <SegmentedControl
          size="xs"
          aria-label="Status"
          data={STATUS_CHOICES}
          value={search.status ?? ''}
          onChange={(status) =>
            change({ ...search, status: (status || undefined) as TraceState | undefined })
          }
        />
        <ProjectSelect value={search.project} onChange={(project) => change({ ...search, project })} />
        <RangeSelect
          value={search}
          onChange={({ range, from, to }) => change({ ...search, range, from, to })}
        />
        <LiveToggle live={search.live !== 'off'} onChange={setLive} />
        <ColumnMenu shown={shown} onChange={setShown} />
      </div>
      {list.isPending ? (
        <Loading />
      ) : list.isError ? (
        list.error instanceof ApiError && list.error.position !== undefined ? (
          <FilterTrouble error={list.error} filter={joined(search.filter ?? []) ?? ''} />
        ) : (
          <Trouble error={list.error} retry={() => list.refetch()} />
        )
      ) : list.traces.length === 0 ? (
        <NothingFound clear={() => change({ live: search.live })} />
      ) : (
        <TraceTable
          traces={list.traces}
          columns={columns}
          scroller={scroller}
          hasMore={hasNextPage}
          onNearEnd={onNearEnd}
        />
      )}
      {list.waiting > 0 && (
        <Button
          className={classes.waiting}
          size="xs"
          radius="xl"
          leftSection={<IconArrowUp size={14} />}
          onClick={async () => {
            await list.refresh();
            scroller.current?.scrollTo({ top: 0 });
          }}
        >
          {plural(list.waiting, 'new trace')}
        </Button>
      )}
    </div>
  );
}

const STATUS_CHOICES = [
  { value: '', label: 'All' },
  { value: 'ERROR', label: 'Errors' },
  { value: 'IN_PROGRESS', label: 'Running' },
  { value: 'OK', label: 'OK' },
];
