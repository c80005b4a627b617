import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { SpanDetail } from '@/api/types';

const texts = new WeakMap<SpanDetail, string>();

/** Finds the spans whose content is here already and holds a text, given in lower case; of others only the header is known. */
export function useLoadedContent(traceId: string): (lowerText: string) => ReadonlySet<string> {
  const client = useQueryClient();
  return useCallback(
    (lowerText) => {
      const loaded = client.getQueriesData<SpanDetail>({ queryKey: ['trace', traceId, 'span'] });
      return new Set(
        loaded.flatMap(([, span]) => (span && textOf(span).includes(lowerText) ? span.span_id : [])),
      );
    },
    [client, traceId],
  );
}

/** All that was sent with a span, in lower case. */
function textOf(span: SpanDetail): string {
  let text = texts.get(span);
  if (text === undefined) {
    const { attributes, events, content, logs } = span;
    text = JSON.stringify([attributes, events, content, logs]).toLowerCase();
    texts.set(span, text);
  }
  return text;
}
