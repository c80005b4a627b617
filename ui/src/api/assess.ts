import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from './client';
import type { LoadedTrace } from './traceReader';
import type { AssessmentPatch, NewAssessment, SpanDetail } from './types';

/** One change to the judgements of a trace. */
export type AssessmentChange =
  { make: NewAssessment } | { change: string; to: AssessmentPatch } | { remove: string };

/** Changes judgements of a trace; all that shows them is brought up to date without reading the trace again. */
export function useAssess(traceId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (change: AssessmentChange) => {
      await send(traceId, change);
      await renew(client, traceId);
    },
  });
}

async function send(traceId: string, change: AssessmentChange): Promise<void> {
  if ('make' in change) {
    const params = { path: { trace_id: traceId } };
    await unwrap(api.POST('/api/v1/traces/{trace_id}/assessments', { params, body: change.make }));
    return;
  }
  const address = '/api/v1/traces/{trace_id}/assessments/{assessment_id}';
  const path = { trace_id: traceId, assessment_id: 'change' in change ? change.change : change.remove };
  if ('change' in change) await unwrap(api.PATCH(address, { params: { path }, body: change.to }));
  else await unwrap(api.DELETE(address, { params: { path } }));
}

async function renew(client: QueryClient, traceId: string): Promise<void> {
  const params = { path: { trace_id: traceId } };
  const { assessments } = await unwrap(api.GET('/api/v1/traces/{trace_id}/assessments', { params }));
  client.setQueryData<LoadedTrace>(
    ['trace', traceId],
    (loaded) => loaded && { ...loaded, trace: { ...loaded.trace, assessments } },
  );
  client.setQueriesData<SpanDetail>(
    { queryKey: ['trace', traceId, 'span'] },
    (span) => span && { ...span, assessments: assessments.filter((each) => each.span_id === span.span_id) },
  );
  await Promise.all(['traces', 'session'].map((key) => client.invalidateQueries({ queryKey: [key] })));
}
