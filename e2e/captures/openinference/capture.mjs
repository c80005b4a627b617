import { setMetadata, setSession, setTags, setUser } from '@arizeai/openinference-core';
import { OpenAIInstrumentation } from '@arizeai/openinference-instrumentation-openai';
import { context, trace } from '@opentelemetry/api';
import * as exporter from '@opentelemetry/exporter-trace-otlp-http';
import * as node from '@opentelemetry/sdk-trace-node';
import OpenAI from 'openai';
import { tracing } from '../otel.mjs';
import { record } from '../recorder.mjs';

const recorder = await record('openinference');
const provider = tracing(node, exporter, recorder);
new OpenAIInstrumentation({ tracerProvider: provider }).manuallyInstrument(OpenAI);
const client = new OpenAI({ baseURL: recorder.openai, apiKey: 'none', maxRetries: 0 });
const tracer = trace.getTracer('app');
const tools = [{
  type: 'function',
  function: {
    name: 'get_weather', description: 'The weather in a city',
    parameters: { type: 'object', properties: { city: { type: 'string' } } },
  },
}];

let scope = setSession(context.active(), { sessionId: 'session-1' });
scope = setUser(scope, { userId: 'user-1' });
scope = setMetadata(scope, { plan: 'free' });
scope = setTags(scope, ['weather', 'test']);
await context.with(scope, () => tracer.startActiveSpan('weather agent', {
  attributes: { 'openinference.span.kind': 'AGENT', 'agent.name': 'weather', 'input.value': 'What is the weather in Paris?' },
}, async root => {
  const messages = [{ role: 'system', content: 'You know the weather.' }, { role: 'user', content: 'What is the weather in Paris?' }];
  const first = await client.chat.completions.create({ model: 'gpt-4o-mini', temperature: 0.2, messages, tools });
  const [call] = first.choices[0].message.tool_calls;
  await tracer.startActiveSpan('get_weather', {
    attributes: { 'openinference.span.kind': 'TOOL', 'tool.name': 'get_weather', 'input.value': call.function.arguments, 'input.mime_type': 'application/json' },
  }, span => { span.setAttribute('output.value', '{"celsius":18}'); span.end(); });
  messages.push(first.choices[0].message, { role: 'tool', tool_call_id: call.id, content: '{"celsius":18}' });
  const second = await client.chat.completions.create({ model: 'gpt-4o-mini', messages, tools });
  root.setAttribute('output.value', second.choices[0].message.content);
  root.end();
}));
await client.chat.completions.create({
  model: 'gpt-4o-mini',
  messages: [{ role: 'user', content: [{ type: 'text', text: 'What is in this picture?' }, { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } }] }],
});
for await (const chunk of await client.chat.completions.create({
  model: 'gpt-5-mini', stream: true, stream_options: { include_usage: true }, messages: [{ role: 'user', content: 'Tell me a story of a stream.' }],
})) void chunk;
await client.responses.create({ model: 'gpt-5-mini', instructions: 'Answer briefly.', input: 'Where does a river begin?' });
await client.embeddings.create({ model: 'text-embedding-3-small', input: 'a sentence' });
await client.chat.completions.create({ model: 'error-500', messages: [{ role: 'user', content: 'Fail, please.' }] }).catch(() => {});

await provider.forceFlush();
await recorder.finish();
