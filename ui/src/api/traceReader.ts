import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { ItemStreamParser } from '@/lib/itemStream';
import { ApiError, eventIdOf, type Followed } from './client';
import type { SpanHeader, TraceDetail } from './types';

/** A trace of which all or, while it is being read, the first spans are here. */
export type LoadedTrace = Followed<{
  trace: TraceDetail;
  spans: SpanHeader[];
  complete: boolean;
}>;

/**
 * Reads a trace and hands over what is there: soon for the first screen, then each time it has doubled, so that a trace
 * of 30,000 spans is drawn a few times and not hundreds of times.
 */
export async function readTrace(
  traceId: string,
  signal: AbortSignal,
  partly: (loaded: LoadedTrace) => void,
): Promise<LoadedTrace> {
  const response = await fetch(`/api/v1/traces/${encodeURIComponent(traceId)}`, { signal });
  if (!response.ok || !response.body) {
    throw ApiError.of(response.status, await response.json().catch(() => undefined));
  }
  const parser = new ItemStreamParser<TraceDetail, SpanHeader>('spans');
  const spans: SpanHeader[] = [];
  let showAt = FIRST_SCREEN_SPANS;
  for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
    for (const span of parser.push(piece)) spans.push(span);
    if (parser.object && spans.length >= showAt) {
      partly({ trace: parser.object, spans: spans.slice(), complete: false });
      showAt = spans.length * 2;
      await drawn();
    }
  }
  if (!parser.object || !parser.done) {
    throw new ApiError(response.status, 'UNKNOWN', 'The answer ended before the trace did.');
  }
  return { trace: parser.object, spans, complete: true, eventId: eventIdOf(response) };
}

const FIRST_SCREEN_SPANS = 200;

/**
 * Pieces that are already here would be read without a break; the screen is to be drawn before them. Components learn of
 * the data in a timeout, draw it in the next frame, and have drawn it by the one after.
 */
function drawn(): Promise<void> {
  return new Promise((resolve) => {
    // A page in the background draws nothing.
    const late = setTimeout(resolve, MAX_DRAWING_MS);
    setTimeout(() =>
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          clearTimeout(late);
          resolve();
        }),
      ),
    );
  });
}

const MAX_DRAWING_MS = 300;

export function traceQuery(client: QueryClient, traceId: string) {
  const queryKey = ['trace', traceId];
  return queryOptions({
    queryKey,
    queryFn: ({ signal }) =>
      readTrace(traceId, signal, (loaded) => {
        // A reload replaces the whole at its end; only a first load is shown in parts.
        const shown = client.getQueryData<LoadedTrace>(queryKey);
        if (!shown?.complete) client.setQueryData(queryKey, loaded);
      }),
    staleTime: 10_000,
  });
}
