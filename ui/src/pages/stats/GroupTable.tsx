import { Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { statsQuery } from '@/api/queries';
import type { GroupBy, StatsRow } from '@/api/types';
import { typeLook } from '@/components/spanTypes';
import { CostText, Tokens } from '@/components/TokensCost';
import { formatDuration, formatExact, formatShare } from '@/lib/format';
import type { RangeSearch } from '@/lib/urlSearch';
import classes from './StatsPage.module.css';

/** The busiest models, tools, names or types, each with its count, errors and durations. */
export function GroupTable({
  title,
  search,
  groupBy,
  columns,
}: {
  title: string;
  search: RangeSearch;
  groupBy: GroupBy;
  columns: ('tokens' | 'cost')[];
}) {
  const { data } = useQuery({ ...statsQuery(search, groupBy, 0, 15), refetchInterval: 15_000 });
  const rows = (data?.rows ?? []).filter((row) => row.group !== null && row.group !== '');
  const labels = [
    'Calls',
    'Failed',
    'p50',
    'p95',
    ...columns.map((column) => (column === 'tokens' ? 'Tokens' : 'Cost')),
  ];
  return (
    <section className={classes.card} aria-label={title}>
      <Text component="h2" size="sm" fw={600} mb={4}>
        {title}
      </Text>
      {rows.length === 0 ? (
        <Text size="sm" className="faint">
          None in this range of time.
        </Text>
      ) : (
        <Table fz="xs" verticalSpacing={5} horizontalSpacing={8} aria-label={title}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th className="faint" fw={500}>
                Name
              </Table.Th>
              {labels.map((label) => (
                <Table.Th key={label} ta="right" className="faint" fw={500}>
                  {label}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Table.Tr key={row.group} className="numeric">
                <Table.Td className={classes.group} title={row.group ?? ''}>
                  <GroupName row={row} groupBy={groupBy} search={search} />
                </Table.Td>
                <Table.Td ta="right">{formatExact(row.count)}</Table.Td>
                <Table.Td ta="right" c={row.errors > 0 ? 'var(--bad)' : undefined}>
                  {row.errors === 0 ? <span className="faint">–</span> : formatShare(row.errors / row.count)}
                </Table.Td>
                <Table.Td ta="right">{formatDuration(row.p50_ns)}</Table.Td>
                <Table.Td ta="right">{formatDuration(row.p95_ns)}</Table.Td>
                {columns.map((column) => (
                  <Table.Td key={column} ta="right">
                    {column === 'tokens' ? (
                      <Tokens usage={row.usage} />
                    ) : (
                      <CostText
                        usd={row.cost_usd}
                        unpricedCalls={row.unpriced_calls}
                        unpricedModels={groupBy === 'model' && row.group !== null ? [row.group] : []}
                      />
                    )}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </section>
  );
}

function GroupName({ row, groupBy, search }: { row: StatsRow; groupBy: GroupBy; search: RangeSearch }) {
  const group = row.group ?? '';
  if (groupBy === 'model') {
    return (
      <Link to="/traces" search={{ ...search, model: group }} style={{ color: 'inherit' }}>
        {group}
      </Link>
    );
  }
  return groupBy === 'span_type' ? typeLook(group).label : group;
}
