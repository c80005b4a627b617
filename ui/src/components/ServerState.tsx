import { Group, HoverCard, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { statusQuery } from '@/api/queries';
import { formatBytes, formatExact, formatShare } from '@/lib/format';

/** One line on how the server stands; silent about the usual, loud about trouble. */
export function ServerState() {
  const { data, error } = useQuery(statusQuery());
  if (error) return <Notice tone="bad" text="Server away" />;
  if (!data) return null;
  const { store, ready } = data;
  const rebuilding = store.index_progress < 1;
  const notice = rebuilding
    ? `Index ${formatShare(store.index_progress)}`
    : !store.writable
      ? 'Read only'
      : !ready.ready
        ? 'Not ready'
        : null;
  const facts: [string, string][] = [
    ['Traces', formatExact(store.traces)],
    ['Spans', formatExact(store.spans)],
    ['Received', formatBytes(store.raw_bytes)],
    ['On disk', formatBytes(store.log_bytes + store.index_bytes)],
    ['Memory', `${formatBytes(data.memory.heap_used_bytes)} of ${formatBytes(data.memory.heap_max_bytes)}`],
    ['Version', data.version],
  ];
  return (
    <HoverCard position="bottom-end" openDelay={200} shadow="md">
      <HoverCard.Target>
        <span>
          {notice ? (
            <Notice tone={rebuilding ? 'busy' : 'bad'} text={notice} />
          ) : (
            <Text size="xs" className="faint numeric" px={8}>
              {formatExact(store.traces)} traces
            </Text>
          )}
        </span>
      </HoverCard.Target>
      <HoverCard.Dropdown p={6}>
        {(store.reason ?? ready.reason) && (
          <Text size="xs" c="var(--bad)" p={6} maw={320}>
            {store.reason ?? ready.reason}
          </Text>
        )}
        <Table fz="xs" withRowBorders={false} verticalSpacing={2}>
          <Table.Tbody>
            {facts.map(([label, value]) => (
              <Table.Tr key={label}>
                <Table.Td className="faint">{label}</Table.Td>
                <Table.Td className="numeric" ta="right">
                  {value}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </HoverCard.Dropdown>
    </HoverCard>
  );
}

function Notice({ tone, text }: { tone: 'bad' | 'busy'; text: string }) {
  return (
    <Group gap={6} px={8} role="status">
      <span style={{ width: 7, height: 7, borderRadius: 7, background: `var(--${tone})` }} />
      <Text size="xs" c={`var(--${tone})`} fw={550}>
        {text}
      </Text>
    </Group>
  );
}
