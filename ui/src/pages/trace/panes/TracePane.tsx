import { Drawer } from '@mantine/core';
import type { TraceDetail } from '@/api/types';
import { AssessmentList } from '@/components/assessments/AssessmentList';
import type { SpanTree } from '@/lib/spanTree';
import type { PaneName } from '../traceView';
import { CostPane } from './CostPane';
import { LogsPane } from './LogsPane';

const TITLES: Record<PaneName, string> = {
  feedback: 'Feedback on this trace',
  logs: 'Logs of this trace',
  cost: 'Tokens and cost by model',
};

/** What belongs to the whole trace and needs more room than its header has. */
export function TracePane({
  pane,
  trace,
  tree,
  onClose,
  onSpan,
}: {
  pane: PaneName | undefined;
  trace: TraceDetail;
  tree: SpanTree;
  onClose: () => void;
  onSpan: (spanId: string) => void;
}) {
  const toSpan = (spanId: string) => {
    onClose();
    onSpan(spanId);
  };
  return (
    <Drawer
      opened={pane !== undefined}
      onClose={onClose}
      position="right"
      size={pane === 'feedback' ? 460 : 720}
      title={pane && TITLES[pane]}
      styles={{ title: { fontWeight: 620 } }}
    >
      {pane === 'feedback' && (
        <AssessmentList
          traceId={trace.trace_id}
          spanId={null}
          assessments={trace.assessments}
          onSpan={toSpan}
        />
      )}
      {pane === 'logs' && <LogsPane traceId={trace.trace_id} tree={tree} onSpan={toSpan} />}
      {pane === 'cost' && <CostPane tree={tree} />}
    </Drawer>
  );
}
