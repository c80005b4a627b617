// Sends one agent run through OpenTelemetry's JavaScript SDK: node send.mjs (proto|json|grpc) URL. Prints the trace's id.
import { SpanKind, SpanStatusCode, context, trace } from '@opentelemetry/api';
import { OTLPTraceExporter as GrpcExporter } from '@opentelemetry/exporter-trace-otlp-grpc';
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtoExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

const [, , protocol, url] = process.argv;
const exporters = {
  proto: () => new ProtoExporter({ url: `${url}/v1/traces` }),
  json: () => new JsonExporter({ url: `${url}/v1/traces`, compression: 'gzip' }),
  grpc: () => new GrpcExporter({ url }),
};
const provider = new NodeTracerProvider({ spanProcessors: [new BatchSpanProcessor(exporters[protocol]())] });
const tracer = provider.getTracer('app', '1.0');

const root = tracer.startSpan('invoke_agent weather', {
  attributes: { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': 'weather', 'gen_ai.conversation.id': `talk-${protocol}` },
});
const inRoot = trace.setSpan(context.active(), root);
const user = { role: 'user', parts: [{ type: 'text', content: 'Is it warm in Lisbon?' }] };
const call = { type: 'tool_call', id: 'call-1', name: 'get_weather', arguments: { city: 'Lisbon' } };
tracer.startSpan('chat gpt-5-mini', {
  kind: SpanKind.CLIENT,
  attributes: {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'openai',
    'gen_ai.request.model': 'gpt-5-mini',
    'gen_ai.input.messages': JSON.stringify([user]),
    'gen_ai.output.messages': JSON.stringify([{ role: 'assistant', parts: [call], finish_reason: 'tool_call' }]),
    'gen_ai.usage.input_tokens': 9020,
    'gen_ai.usage.output_tokens': 17,
  },
}, inRoot).end();
const tool = tracer.startSpan('execute_tool get_weather', {
  attributes: {
    'gen_ai.operation.name': 'execute_tool',
    'gen_ai.tool.name': 'get_weather',
    'gen_ai.tool.call.id': 'call-1',
    'gen_ai.tool.call.arguments': '{"city":"Lisbon"}',
  },
}, inRoot);
tool.recordException(new Error('the station is silent'));
tool.setStatus({ code: SpanStatusCode.ERROR, message: 'the station is silent' });
tool.end();
root.end();
await provider.forceFlush();
await provider.shutdown();
console.log(root.spanContext().traceId);
