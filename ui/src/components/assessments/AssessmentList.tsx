import { Button, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useAssess } from '@/api/assess';
import type { Assessment } from '@/api/types';
import { inChains } from '@/lib/assessments';
import { AssessmentCard } from './AssessmentCard';
import { AssessmentForm } from './AssessmentForm';

/** What people, judges and code said of a trace or a span; more can be said, changed and taken back. */
export function AssessmentList({
  traceId,
  spanId,
  assessments,
  onSpan,
}: {
  traceId: string;
  /** The span that new ones are about; null for the trace. */
  spanId: string | null;
  assessments: readonly Assessment[];
  /** Goes to the span of an assessment, where those of several are shown. */
  onSpan?: (spanId: string) => void;
}) {
  const assess = useAssess(traceId);
  const [adding, setAdding] = useState(false);
  return (
    <Stack gap="sm">
      {assessments.length === 0 && !adding && (
        <Text size="sm" className="faint">
          Nobody has judged this yet. Feedback says how good it was, an expectation what would have been
          right.
        </Text>
      )}
      {inChains(assessments).map((assessment) => (
        <AssessmentCard
          key={assessment.assessment_id}
          assessment={assessment}
          onSpan={onSpan}
          onChange={assess.mutateAsync}
        />
      ))}
      {adding ? (
        <AssessmentForm
          title="Add an assessment"
          onCancel={() => setAdding(false)}
          onSubmit={async (said) => {
            await assess.mutateAsync({ make: { ...said, span_id: spanId } });
            setAdding(false);
          }}
        />
      ) : (
        <div>
          <Button
            size="xs"
            variant="light"
            leftSection={<IconPlus size={14} />}
            onClick={() => setAdding(true)}
          >
            Add an assessment
          </Button>
        </div>
      )}
    </Stack>
  );
}
