import { randomBytes } from 'node:crypto';
import { url } from './browser';

export type AttributeValue = string | number | boolean;

export interface SpanOptions {
  parent?: OtlpSpan;
  /** Milliseconds after the trace's start. */
  at?: number;
  /** Milliseconds; null while it runs. */
  duration?: number | null;
  attributes?: Record<string, AttributeValue>;
  /** The message of a failure. */
  error?: string;
  events?: { name: string; attributes: Record<string, AttributeValue> }[];
}

export interface OtlpSpan {
  traceId: string;
  spanId: string;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  [field: string]: unknown;
}

/** Builds the spans of one trace and sends them as OTLP JSON. */
export class TraceUnderTest {
  readonly traceId = randomBytes(16).toString('hex');
  readonly spans: OtlpSpan[] = [];
  private readonly startMillis: number;

  constructor(startMillis = Date.now() - 60_000) {
    this.startMillis = startMillis;
  }

  span(name: string, options: SpanOptions = {}): OtlpSpan {
    const { parent, at = 0, duration = 100, attributes = {}, error, events = [] } = options;
    const span: OtlpSpan = {
      traceId: this.traceId,
      spanId: randomBytes(8).toString('hex'),
      parentSpanId: parent?.spanId ?? '',
      name,
      kind: 1,
      startTimeUnixNano: this.nanos(at),
      endTimeUnixNano: duration === null ? '0' : this.nanos(at + duration),
      attributes: keyValues(attributes),
      status: error === undefined ? {} : { code: 2, message: error },
      events: events.map((event) => ({
        timeUnixNano: this.nanos(at + (duration ?? 0)),
        name: event.name,
        attributes: keyValues(event.attributes),
      })),
    };
    this.spans.push(span);
    return span;
  }

  /** Sends the given spans, or all of them, in requests of at most 5,000; `project` names one to be made. */
  async send(spans: OtlpSpan[] = this.spans, project?: string): Promise<this> {
    const path = project === undefined ? '' : `/projects/${encodeURIComponent(project)}`;
    for (let from = 0; from < spans.length; from += 5_000) {
      const scopeSpans = [{ scope: { name: 'ui-test' }, spans: spans.slice(from, from + 5_000) }];
      const resource = { attributes: keyValues({ 'service.name': 'ui-test' }) };
      const response = await fetch(`${url}${path}/v1/traces`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ resourceSpans: [{ resource, scopeSpans }] }),
      });
      const answer = await response.text();
      if (!response.ok || answer.includes('rejectedSpans')) throw new Error(`${response.status}: ${answer}`);
    }
    return this;
  }

  /** Sends a line of an application's log beside a span, or beside the trace. */
  async log(body: string, options: { span?: OtlpSpan; at?: number; severity?: number } = {}): Promise<void> {
    const { span, at = 0, severity = 9 } = options;
    const record = {
      traceId: this.traceId,
      spanId: span?.spanId ?? '',
      timeUnixNano: this.nanos(at),
      severityNumber: severity,
      body: anyValue(body),
      attributes: keyValues({ 'code.function': 'test' }),
    };
    const response = await fetch(`${url}/v1/logs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords: [record] }] }] }),
    });
    const answer = await response.text();
    if (!response.ok || answer.includes('rejectedLogRecords'))
      throw new Error(`${response.status}: ${answer}`);
  }

  private nanos(millis: number): string {
    return `${Math.round(this.startMillis + millis)}000000`;
  }
}

/** A name that no other test has. */
export function unique(name: string): string {
  return `${name} ${randomBytes(4).toString('hex')}`;
}

function keyValues(attributes: Record<string, AttributeValue>) {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: anyValue(value) }));
}

function anyValue(value: AttributeValue) {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
}

/** The attributes of a chat with a model, in OpenTelemetry's conventions. */
export function chat(options: {
  model: string;
  input: object[];
  output: object[];
  inputTokens?: number;
  outputTokens?: number;
}): Record<string, AttributeValue> {
  return {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'openai',
    'gen_ai.request.model': options.model,
    'gen_ai.response.model': options.model,
    'gen_ai.usage.input_tokens': options.inputTokens ?? 100,
    'gen_ai.usage.output_tokens': options.outputTokens ?? 20,
    'gen_ai.input.messages': JSON.stringify(options.input),
    'gen_ai.output.messages': JSON.stringify(options.output),
  };
}

export function say(role: string, content: string): object {
  return { role, parts: [{ type: 'text', content }] };
}
