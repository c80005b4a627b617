import { Alert, Stack, Table, Text } from '@mantine/core';
import { IconCoinOff } from '@tabler/icons-react';
import { useMemo } from 'react';
import { CostText, TokenTable } from '@/components/TokensCost';
import { plural } from '@/lib/format';
import { type ModelCost, modelCosts } from '@/lib/modelCosts';
import type { SpanTree } from '@/lib/spanTree';

/** What each model took, and by which price. */
export function CostPane({ tree }: { tree: SpanTree }) {
  const costs = useMemo(() => modelCosts([...tree.byId.values()].map((node) => node.span)), [tree]);
  const unpriced = costs.filter((cost) => cost.unpricedCalls > 0);
  if (costs.length === 0) {
    return (
      <Text size="sm" className="faint">
        No span of this trace says how many tokens it used.
      </Text>
    );
  }
  return (
    <Stack gap="md">
      {unpriced.length > 0 && (
        <Alert
          variant="outline"
          color="yellow"
          icon={<IconCoinOff size={18} />}
          title="Not all of it has a price"
        >
          {unpriced
            .map(
              (cost) => `${plural(cost.unpricedCalls, 'call')} of ${cost.model ?? 'a model without a name'}`,
            )
            .join(', ')}{' '}
          cost something that no price table here knows. The sum leaves that out.
        </Alert>
      )}
      <Table fz="sm" verticalSpacing={6} aria-label="Cost by model">
        <Table.Thead>
          <Table.Tr>
            {['Model', 'Calls', 'Tokens', 'Cost'].map((label, index) => (
              <Table.Th key={label} fz="xs" fw={550} className="faint" ta={index === 0 ? 'left' : 'right'}>
                {label}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {costs.map((cost) => (
            <Row key={`${cost.provider} ${cost.model}`} cost={cost} />
          ))}
        </Table.Tbody>
      </Table>
    </Stack>
  );
}

function Row({ cost }: { cost: ModelCost }) {
  return (
    <Table.Tr style={{ verticalAlign: 'top' }}>
      <Table.Td>
        <Text fw={560}>{cost.model ?? 'no model named'}</Text>
        <Text size="xs" className="faint">
          {cost.provider}
        </Text>
      </Table.Td>
      <Table.Td ta="right" className="numeric">
        {cost.calls}
      </Table.Td>
      <Table.Td>
        <TokenTable usage={cost.usage} />
      </Table.Td>
      <Table.Td ta="right">
        <CostText
          usd={cost.usd}
          unpricedCalls={cost.unpricedCalls}
          unpricedModels={cost.model === null ? [] : [cost.model]}
        />
        {cost.priceRows.map((row) => (
          <Text key={row} size="xs" className="faint mono" title="The row of the price table">
            {row}
          </Text>
        ))}
      </Table.Td>
    </Table.Tr>
  );
}
