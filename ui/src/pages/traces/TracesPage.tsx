import { Button } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconArrowUp } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useMemo, useRef } from 'react';
import { ApiError } from '@/api/client';
import { useKeys } from '@/components/shortcuts';
import { Loading, Trouble } from '@/components/Trouble';
import { plural } from '@/lib/format';
import { isFiltered, joined, type TraceSearch } from '@/lib/urlSearch';
import { FirstTrace } from '../setup/FirstTrace';
import { SelectionBar } from './bulk/SelectionBar';
import { useSelection } from './bulk/useSelection';
import { columnsOf, DEFAULT_COLUMNS } from './columns';
import { FilterTrouble } from '@/components/filter/FilterTrouble';
import { HistogramStrip } from './histogram/HistogramStrip';
import { ListBar } from './ListBar';
import { NothingFound } from './NothingFound';
import { readOrder, writeOrder } from './order';
import classes from './TracesPage.module.css';
import { TraceTable } from './TraceTable';
import { useTraceList } from './useTraceList';

const route = getRouteApi('/traces');

/** The traces of a search: how many and when, and one a row. */
export function TracesPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (next: TraceSearch) => navigate({ search: next, replace: true });
  const scroller = useRef<HTMLDivElement>(null);
  const atTop = useCallback(() => (scroller.current?.scrollTop ?? 0) < 8, []);
  const list = useTraceList(search, atTop);
  const [chosen, setChosen] = useLocalStorage({ key: 'spoor.trace-columns', defaultValue: DEFAULT_COLUMNS });
  const shown = search.cols ?? chosen;
  const columns = useMemo(() => columnsOf(shown), [shown]);
  const selection = useSelection(list.traces);
  useKeys({ l: () => change({ ...search, live: search.live === 'off' ? undefined : 'off' }) });

  const { fetchNextPage, isFetchingNextPage, hasNextPage } = list;
  const onNearEnd = useCallback(() => {
    if (!isFetchingNextPage) fetchNextPage();
  }, [fetchNextPage, isFetchingNextPage]);

  if (list.isSuccess && list.traces.length === 0 && !isFiltered(search)) return <FirstTrace waiting />;
  const unreadable =
    search.filter && list.error instanceof ApiError && list.error.position !== undefined ? list.error : null;
  return (
    <div className={classes.page}>
      <ListBar
        search={search}
        traces={list.traces}
        columns={shown}
        onChange={(next) => {
          selection.clear();
          change(next);
        }}
        onColumns={(ids) => {
          setChosen(ids);
          if (search.cols) change({ ...search, cols: undefined });
        }}
      />
      {/* A step in the browser's history: going back shows the range of before. */}
      {!unreadable && (
        <HistogramStrip
          search={search}
          onRange={(range) => navigate({ search: { ...search, from: range?.from, to: range?.to } })}
        />
      )}
      {list.isPending ? (
        <Loading />
      ) : unreadable ? (
        <FilterTrouble
          error={unreadable}
          filter={joined(search.filter ?? []) ?? ''}
          onFix={(filter) => change({ ...search, filter: [filter] })}
          onClear={() => change({ ...search, filter: undefined })}
        />
      ) : list.isError ? (
        <Trouble error={list.error} retry={() => list.refetch()} />
      ) : list.traces.length === 0 ? (
        <NothingFound
          searchedAll={
            search.from === undefined && search.to === undefined && (search.range ?? 'all') === 'all'
          }
          clear={() => change({ live: search.live, cols: search.cols, order: search.order })}
          widen={() => change({ ...search, range: undefined, from: undefined, to: undefined })}
        />
      ) : (
        <TraceTable
          traces={list.traces}
          columns={columns}
          selection={selection}
          order={readOrder(search.order)}
          scroller={scroller}
          hasMore={hasNextPage}
          onOrder={(order) => {
            scroller.current?.scrollTo({ top: 0 });
            change({ ...search, order: writeOrder(order) });
          }}
          onNearEnd={onNearEnd}
        />
      )}
      <SelectionBar
        selection={selection}
        search={search}
        loadedCount={list.traces.length}
        hasMore={hasNextPage}
      />
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
