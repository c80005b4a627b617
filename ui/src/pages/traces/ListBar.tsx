import { SegmentedControl } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { ListedTrace, TraceState } from '@/api/types';
import { LiveToggle } from '@/components/LiveToggle';
import { ProjectSelect } from '@/components/ProjectSelect';
import { RangeSelect } from '@/components/RangeSelect';
import type { TraceSearch } from '@/lib/urlSearch';
import { ColumnMenu } from './ColumnMenu';
import { FilterBar } from '@/components/filter/FilterBar';
import classes from './TracesPage.module.css';
import { ViewMenu } from './views/ViewMenu';

/** Everything that says which traces are listed, and how. */
export function ListBar({
  search,
  traces,
  columns,
  onChange,
  onColumns,
}: {
  search: TraceSearch;
  traces: ListedTrace[];
  columns: string[];
  onChange: (search: TraceSearch) => void;
  onColumns: (ids: string[]) => void;
}) {
  const navigate = useNavigate();
  const names = useMemo(() => [...new Set(traces.map((trace) => trace.name))], [traces]);
  return (
    <div className={classes.bar} role="search">
      <FilterBar
        search={search}
        names={names}
        onChange={onChange}
        onFind={(text) =>
          navigate({
            to: '/search',
            search: { ...search, text, cols: undefined, order: undefined, live: undefined },
          })
        }
      />
      <SegmentedControl
        size="xs"
        aria-label="Status"
        data={STATUS_CHOICES}
        value={search.status ?? ''}
        onChange={(status) =>
          onChange({ ...search, status: (status || undefined) as TraceState | undefined })
        }
      />
      <ProjectSelect value={search.project} onChange={(project) => onChange({ ...search, project })} />
      <RangeSelect
        value={search}
        onChange={({ range, from, to }) => onChange({ ...search, range, from, to })}
      />
      <LiveToggle
        live={search.live !== 'off'}
        onChange={(live) => onChange({ ...search, live: live ? undefined : 'off' })}
      />
      <ViewMenu search={search} columns={columns} onOpen={onChange} />
      <ColumnMenu shown={columns} traces={traces} onChange={onColumns} />
    </div>
  );
}

const STATUS_CHOICES = [
  { value: '', label: 'All' },
  { value: 'ERROR', label: 'Errors' },
  { value: 'IN_PROGRESS', label: 'Running' },
  { value: 'OK', label: 'OK' },
];
