import { Table, Tooltip } from '@mantine/core';
import type { Usage } from '@/api/types';
import { formatCost, formatCount, formatExact, plural } from '@/lib/format';
import classes from './TokensCost.module.css';

const BUCKETS: [keyof Usage, string][] = [
  ['input', 'Input'],
  ['cache_read', 'Cache read'],
  ['cache_write', 'Cache write'],
  ['input_audio', 'Audio in'],
  ['input_image', 'Image in'],
  ['output', 'Output'],
  ['reasoning', 'Reasoning'],
  ['output_audio', 'Audio out'],
  ['output_image', 'Image out'],
];

/** Tokens in short; in full, bucket by bucket, under the pointer. */
export function Tokens({ usage, split = false }: { usage: Usage; split?: boolean }) {
  if (usage.total === 0) return <span className="faint">–</span>;
  return (
    <Tooltip p={4} label={<TokenTable usage={usage} />}>
      <span className="numeric">
        {split
          ? `${formatCount(usage.total_input)} → ${formatCount(usage.total_output)}`
          : formatCount(usage.total)}
      </span>
    </Tooltip>
  );
}

/** Tokens bucket by bucket, without those that are empty. */
export function TokenTable({ usage }: { usage: Usage }) {
  const rows = BUCKETS.filter(([bucket]) => usage[bucket] > 0);
  return (
    <Table fz="xs" withRowBorders={false} verticalSpacing={1}>
      <Table.Tbody>
        {rows.map(([bucket, label]) => (
          <Table.Tr key={bucket}>
            <Table.Td>{label}</Table.Td>
            <Table.Td ta="right" className="numeric">
              {formatExact(usage[bucket])}
            </Table.Td>
          </Table.Tr>
        ))}
        <Table.Tr fw={650}>
          <Table.Td>Total</Table.Td>
          <Table.Td ta="right" className="numeric">
            {formatExact(usage.total)}
          </Table.Td>
        </Table.Tr>
      </Table.Tbody>
    </Table>
  );
}

/**
 * A cost, with a mark when part or all of it has no price, and whose price is missing: under the pointer, and beside the
 * mark where there is room for a name.
 */
export function CostText({
  usd,
  unpricedCalls,
  unpricedModels = [],
  named = false,
}: {
  usd: number | null;
  unpricedCalls: number;
  unpricedModels?: string[];
  named?: boolean;
}) {
  if (usd === null && unpricedCalls === 0) return <span className="faint">–</span>;
  if (unpricedCalls === 0 && usd !== null) return <span className="numeric">{formatCost(usd)}</span>;
  const whose = unpricedModels.length === 0 ? '' : `: ${unpricedModels.join(', ')}`;
  const [first, ...others] = unpricedModels;
  const name = named && first && (others.length === 0 ? first : `${first} and ${others.length} more`);
  return (
    <Tooltip
      multiline
      maw={320}
      label={`${plural(unpricedCalls, 'model call')} without a known price${whose}`}
    >
      <span className="numeric">
        {usd !== null && `${formatCost(usd)} + `}
        <span className={classes.unpriced}>
          {usd === null || name ? 'unpriced' : '?'}
          {name && ` ${name}`}
        </span>
      </span>
    </Tooltip>
  );
}
