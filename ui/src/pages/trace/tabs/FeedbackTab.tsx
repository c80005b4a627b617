import type { SpanDetail } from '@/api/types';
import { AssessmentList } from '@/components/assessments/AssessmentList';

/** What people, judges and code said of this span. */
export function FeedbackTab({ span }: { span: SpanDetail }) {
  return <AssessmentList traceId={span.trace_id} spanId={span.span_id} assessments={span.assessments} />;
}
