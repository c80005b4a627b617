import { Alert, Stack, Table, Text } from '@mantine/core';
import { IconCoinOff } from '@tabler/icons-react';
import type { Cost, SpanDetail } from '@/api/types';
import { TokenTable } from '@/components/TokensCost';
import { formatCost } from '@/lib/format';

/** The tokens of a call, bucket by bucket, what they cost, and by which price. */
export function UsageTab({ span }: { span: SpanDetail }) {
  const { usage, cost } = span;
  return (
    <Stack gap="md" maw={420}>
      {cost?.source === 'UNPRICED' && (
        <Alert variant="outline" color="yellow" icon={<IconCoinOff size={18} />} title="Unpriced">
          No price table here knows {span.model ?? 'a model without a name'}
          {span.provider && ` of ${span.provider}`}, so this call counts as unpriced and not as free.
        </Alert>
      )}
      {usage && (
        <section aria-label="Tokens">
          <TokenTable usage={usage} />
        </section>
      )}
      {!span.usage_counts && (
        <Text size="sm" className="faint">
          These tokens repeat what the spans below used, so the trace does not count them again.
        </Text>
      )}
      {cost && cost.source !== 'UNPRICED' && <Price cost={cost} />}
    </Stack>
  );
}

function Price({ cost }: { cost: Cost }) {
  return (
    <Table fz="xs" withRowBorders={false} verticalSpacing={1} aria-label="Cost">
      <Table.Tbody>
        <Table.Tr fw={650}>
          <Table.Td>Cost</Table.Td>
          <Table.Td ta="right" className="numeric" title={cost.usd === null ? undefined : `$${cost.usd}`}>
            {cost.usd === null ? '–' : formatCost(cost.usd)}
          </Table.Td>
        </Table.Tr>
        <Table.Tr>
          <Table.Td>{cost.source === 'GIVEN' ? 'Given by the sender' : 'Computed by'}</Table.Td>
          <Table.Td ta="right" className="mono">
            {cost.price_row}
          </Table.Td>
        </Table.Tr>
      </Table.Tbody>
    </Table>
  );
}
