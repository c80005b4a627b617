import { ActionIcon, Group, Tooltip } from '@mantine/core';
import { IconThumbDown, IconThumbDownFilled, IconThumbUp, IconThumbUpFilled } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import type { Assessment, TraceDetail } from '@/api/types';

/** The name that this page's thumbs are stored under. */
const RATING = 'rating';

/** Thumbs up or down for the whole trace; pressing the chosen one again takes it back. */
export function RateTrace({ trace }: { trace: TraceDetail }) {
  const client = useQueryClient();
  const path = { trace_id: trace.trace_id };
  const current = trace.assessments.findLast(isRating);
  const rate = useMutation({
    mutationFn: async (good: boolean) => {
      const params = current && { path: { ...path, assessment_id: current.assessment_id } };
      if (params && current?.value === good) {
        await unwrap(api.DELETE('/api/v1/traces/{trace_id}/assessments/{assessment_id}', { params }));
      } else if (params) {
        await unwrap(
          api.PATCH('/api/v1/traces/{trace_id}/assessments/{assessment_id}', {
            params,
            body: { value: good },
          }),
        );
      } else {
        const body = { name: RATING, kind: 'FEEDBACK' as const, value: good };
        await unwrap(api.POST('/api/v1/traces/{trace_id}/assessments', { params: { path }, body }));
      }
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['trace', trace.trace_id], exact: true }),
  });
  return (
    <Group gap={2} wrap="nowrap">
      {[true, false].map((good) => {
        const chosen = current?.value === good;
        const label = good ? 'Good' : 'Bad';
        const Thumb = good
          ? chosen
            ? IconThumbUpFilled
            : IconThumbUp
          : chosen
            ? IconThumbDownFilled
            : IconThumbDown;
        return (
          <Tooltip key={label} label={rate.error ? rate.error.message : `${label} trace`}>
            <ActionIcon
              aria-label={`Rate the trace: ${label.toLowerCase()}`}
              aria-pressed={chosen}
              loading={rate.isPending && rate.variables === good}
              color={chosen ? (good ? 'moss' : 'red') : 'gray'}
              onClick={() => rate.mutate(good)}
            >
              <Thumb size={17} stroke={1.7} />
            </ActionIcon>
          </Tooltip>
        );
      })}
    </Group>
  );
}

function isRating(assessment: Assessment): boolean {
  return (
    assessment.valid &&
    assessment.span_id === null &&
    assessment.name === RATING &&
    assessment.source.type === 'HUMAN' &&
    typeof assessment.value === 'boolean'
  );
}
