import { observeOpenAI } from '@langfuse/openai';
import { LangfuseSpanProcessor } from '@langfuse/otel';
import { propagateAttributes, startActiveObservation } from '@langfuse/tracing';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import OpenAI from 'openai';
import { record } from '../recorder.mjs';

const recorder = await record('langfuse');
const processor = new LangfuseSpanProcessor({
  exporter: new OTLPTraceExporter({ url: `${recorder.otlp}/v1/traces` }), exportMode: 'immediate',
  publicKey: 'pk-none', secretKey: 'sk-none', baseUrl: recorder.otlp, environment: 'test', release: 'r1',
});
const provider = new NodeTracerProvider({ spanProcessors: [processor] });
provider.register();
const client = observeOpenAI(new OpenAI({ baseURL: recorder.openai, apiKey: 'none', maxRetries: 0 }));
const tools = [{ type: 'function', function: { name: 'get_weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } } }];

await startActiveObservation('weather agent', root => propagateAttributes(
  { userId: 'user-1', sessionId: 'session-1', tags: ['weather', 'test'], metadata: { plan: 'free' }, traceName: 'weather' },
  async () => {
    const messages = [{ role: 'system', content: 'You know the weather.' }, { role: 'user', content: 'What is the weather in Paris?' }];
    root.update({ input: messages });
    const first = await client.chat.completions.create({ model: 'gpt-4o-mini', temperature: 0.2, messages, tools });
    const [call] = first.choices[0].message.tool_calls;
    await startActiveObservation('get_weather', tool => tool.update({ input: { city: 'Paris' }, output: { celsius: 18 } }), { asType: 'tool' });
    messages.push(first.choices[0].message, { role: 'tool', tool_call_id: call.id, content: '{"celsius":18}' });
    const second = await client.chat.completions.create({ model: 'gpt-4o-mini', messages, tools });
    root.update({ output: second.choices[0].message });
  }), { asType: 'agent' });
for await (const chunk of await client.chat.completions.create({
  model: 'gpt-5-mini', stream: true, stream_options: { include_usage: true }, messages: [{ role: 'user', content: 'Tell me a story of a stream.' }],
})) void chunk;
await client.embeddings.create({ model: 'text-embedding-3-small', input: 'a sentence' });
await client.chat.completions.create({ model: 'error-500', messages: [{ role: 'user', content: 'Fail, please.' }] }).catch(() => {});
await startActiveObservation('priced', generation => generation.update({
  model: 'own-model', input: 'How much?', output: 'This much.', modelParameters: { temperature: 0.5 },
  usageDetails: { input: 18, output: 17, total: 99, input_cached_tokens: 64 }, costDetails: { total: 0.0125 },
  prompt: { name: 'greeting', version: 3, isFallback: false },
}), { asType: 'generation' });

await provider.forceFlush();
await recorder.finish();
