import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { SpanDetail } from '@/api/types';
import { AttributeTable } from './AttributeTable';

/** Where the span comes from: the process that sent it, and the library that made it. */
export function ResourceTab({ span }: { span: SpanDetail }) {
  const { resource, scope } = span;
  const place = {
    trace_id: span.trace_id,
    span_id: span.span_id,
    parent_span_id: span.parent_span_id ?? '–',
    kind: span.kind,
    start_time_unix_nano: span.start_time_unix_nano,
    end_time_unix_nano: span.end_time_unix_nano ?? '–',
    ...(span.trace_state ? { trace_state: span.trace_state } : {}),
    flags: span.flags,
  };
  return (
    <Stack gap="lg">
      <Part title="Span">
        <AttributeTable attributes={place} />
      </Part>
      <Part title="Resource">
        <AttributeTable attributes={withSchema(resource.attributes, resource.schema_url)} />
      </Part>
      <Part title="Scope">
        <AttributeTable
          attributes={withSchema(
            { name: scope.name, version: scope.version, ...scope.attributes },
            scope.schema_url,
          )}
        />
      </Part>
    </Stack>
  );
}

function withSchema(attributes: Record<string, unknown>, schemaUrl: string): Record<string, unknown> {
  return schemaUrl ? { ...attributes, schema_url: schemaUrl } : attributes;
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <Text component="h3" size="sm" fw={640} mb={4}>
        {title}
      </Text>
      {children}
    </section>
  );
}
