// OpenTelemetry's own instrumentation of openai: messages come as log records, beside the spans.
import { metrics, trace } from '@opentelemetry/api';
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-http';
import * as exporter from '@opentelemetry/exporter-trace-otlp-http';
import { OpenAIInstrumentation } from '@opentelemetry/instrumentation-openai';
import { LoggerProvider, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs';
import * as node from '@opentelemetry/sdk-trace-node';
import { createRequire } from 'node:module';
import { tracing } from '../otel.mjs';
import { record } from '../recorder.mjs';

const recorder = await record('otel-js-openai');
const provider = tracing(node, exporter, recorder);
const logs = new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter: new OTLPLogExporter({ url: `${recorder.otlp}/v1/logs` }) })] });
const instrumentation = new OpenAIInstrumentation({ captureMessageContent: true });
instrumentation.setTracerProvider(provider);
instrumentation.setLoggerProvider(logs);
instrumentation.setMeterProvider(metrics.getMeterProvider());
const OpenAI = createRequire(import.meta.url)('openai');
const client = new OpenAI({ baseURL: recorder.openai, apiKey: 'none', maxRetries: 0 });
const tools = [{ type: 'function', function: { name: 'get_weather', description: 'The weather in a city', parameters: { type: 'object', properties: { city: { type: 'string' } } } } }];

await trace.getTracer('app').startActiveSpan('weather agent', async root => {
  const messages = [{ role: 'system', content: 'You know the weather.' }, { role: 'user', content: 'What is the weather in Paris?' }];
  const first = await client.chat.completions.create({ model: 'gpt-4o-mini', temperature: 0.2, messages, tools });
  const [call] = first.choices[0].message.tool_calls;
  messages.push(first.choices[0].message, { role: 'tool', tool_call_id: call.id, content: '{"celsius":18}' });
  await client.chat.completions.create({ model: 'gpt-4o-mini', messages, tools });
  root.end();
});
for await (const chunk of await client.chat.completions.create({
  model: 'gpt-5-mini', stream: true, stream_options: { include_usage: true }, messages: [{ role: 'user', content: 'Tell me a story of a stream.' }],
})) void chunk;
await client.embeddings.create({ model: 'text-embedding-3-small', input: 'a sentence' });
await client.chat.completions.create({ model: 'error-500', messages: [{ role: 'user', content: 'Fail, please.' }] }).catch(() => {});

await provider.forceFlush();
await logs.forceFlush();
await recorder.finish();
