import { record } from '../recorder.mjs';

const recorder = await record('traceloop');
const traceloop = await import('@traceloop/node-server-sdk');
const { default: OpenAI } = await import('openai');
traceloop.initialize({
  baseUrl: recorder.otlp, apiKey: 'none', appName: 'weather', disableBatch: true, silenceInitializationMessage: true,
  instrumentModules: { openAI: OpenAI }, traceloopSyncEnabled: false,
});
const client = new OpenAI({ baseURL: recorder.openai, apiKey: 'none', maxRetries: 0 });
const tools = [{ type: 'function', function: { name: 'get_weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } } }];

await traceloop.withAssociationProperties({ session_id: 'session-1', user_id: 'user-1', plan: 'free' }, () =>
  traceloop.withWorkflow({ name: 'weather' }, async question => {
    const messages = [{ role: 'system', content: 'You know the weather.' }, { role: 'user', content: question }];
    const first = await client.chat.completions.create({ model: 'gpt-4o-mini', temperature: 0.2, messages, tools });
    const [call] = first.choices[0].message.tool_calls;
    const result = await traceloop.withTool({ name: 'get_weather' }, async ({ city }) => ({ city, celsius: 18 }), { city: 'Paris' });
    messages.push(first.choices[0].message, { role: 'tool', tool_call_id: call.id, content: JSON.stringify(result) });
    const second = await client.chat.completions.create({ model: 'gpt-4o-mini', messages, tools });
    return second.choices[0].message.content;
  }, 'What is the weather in Paris?'));
for await (const chunk of await client.chat.completions.create({
  model: 'gpt-5-mini', stream: true, stream_options: { include_usage: true }, messages: [{ role: 'user', content: 'Tell me a story of a stream.' }],
})) void chunk;
await client.embeddings.create({ model: 'text-embedding-3-small', input: 'a sentence' });
await client.chat.completions.create({ model: 'error-500', messages: [{ role: 'user', content: 'Fail, please.' }] }).catch(() => {});

await traceloop.forceFlush();
await recorder.finish();
