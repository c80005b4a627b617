import { trace } from '@opentelemetry/api';
import { logs } from '@opentelemetry/api-logs';
import { record } from '../recorder.mjs';

const recorder = await record('openlit');
const { default: { default: Openlit } } = await import('openlit'); // a CommonJS module
const { default: OpenAI } = await import('openai');
await Openlit.init({ otlpEndpoint: recorder.otlp, applicationName: 'weather', environment: 'test', disableBatch: true, disableMetrics: true, instrumentations: { openai: OpenAI } });
const client = new OpenAI({ baseURL: recorder.openai, apiKey: 'none', maxRetries: 0 });
const tools = [{ type: 'function', function: { name: 'get_weather', description: 'The weather in a city', parameters: { type: 'object', properties: { city: { type: 'string' } } } } }];

const messages = [{ role: 'system', content: 'You know the weather.' }, { role: 'user', content: 'What is the weather in Paris?' }];
const first = await client.chat.completions.create({ model: 'gpt-4o-mini', temperature: 0.2, user: 'user-1', messages, tools });
const [call] = first.choices[0].message.tool_calls;
messages.push(first.choices[0].message, { role: 'tool', tool_call_id: call.id, content: '{"celsius":18}' });
await client.chat.completions.create({ model: 'gpt-4o-mini', messages, tools });
for await (const chunk of await client.chat.completions.create({
  model: 'gpt-5-mini', stream: true, stream_options: { include_usage: true }, messages: [{ role: 'user', content: 'Tell me a story of a stream.' }],
})) void chunk;
await client.embeddings.create({ model: 'text-embedding-3-small', input: 'a sentence' });
await client.chat.completions.create({ model: 'error-500', messages: [{ role: 'user', content: 'Fail, please.' }] }).catch(() => {});

await trace.getTracerProvider().getDelegate().forceFlush();
await logs.getLoggerProvider().forceFlush?.();
await recorder.finish();
