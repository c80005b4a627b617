import { useQuery } from '@tanstack/react-query';
import { logsQuery } from '@/api/queries';
import { LogList } from '@/components/logs/LogList';
import { Loading, Trouble } from '@/components/Trouble';
import type { SpanTree } from '@/lib/spanTree';

/** Everything that was logged with this trace's id, also beside spans that did not arrive. */
export function LogsPane({
  traceId,
  tree,
  onSpan,
}: {
  traceId: string;
  tree: SpanTree;
  onSpan: (spanId: string) => void;
}) {
  const { data, error, refetch } = useQuery(logsQuery(traceId));
  if (error) return <Trouble error={error} retry={() => refetch()} />;
  if (!data) return <Loading />;
  return (
    <LogList
      logs={data.logs}
      more={data.more}
      originNano={tree.originNano}
      spanName={(spanId) => tree.byId.get(spanId)?.span.name}
      onSpan={onSpan}
    />
  );
}
