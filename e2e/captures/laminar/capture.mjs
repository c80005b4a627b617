import { Laminar, observe } from '@lmnr-ai/lmnr';
import OpenAI from 'openai';
import { record } from '../recorder.mjs';

const recorder = await record('laminar');
Laminar.initialize({
  projectApiKey: 'none', baseUrl: recorder.otlp, httpPort: Number(new URL(recorder.otlp).port), forceHttp: true,
  instrumentModules: { OpenAI }, disableBatch: true, logLevel: 'error',
});
const client = new OpenAI({ baseURL: recorder.openai, apiKey: 'none', maxRetries: 0 });
const tools = [{ type: 'function', function: { name: 'get_weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } } }];

await observe({ name: 'weather agent', sessionId: 'session-1', userId: 'user-1', tags: ['weather'], metadata: { plan: 'free' } }, async question => {
  const messages = [{ role: 'user', content: question }];
  const first = await client.chat.completions.create({ model: 'gpt-4o-mini', temperature: 0.2, messages, tools });
  const [call] = first.choices[0].message.tool_calls;
  await observe({ name: 'get_weather', spanType: 'TOOL' }, async ({ city }) => ({ city, celsius: 18 }), { city: 'Paris' });
  messages.push(first.choices[0].message, { role: 'tool', tool_call_id: call.id, content: '{"celsius":18}' });
  const second = await client.chat.completions.create({ model: 'gpt-4o-mini', messages, tools });
  return second.choices[0].message.content;
}, 'What is the weather in Paris?');
await client.chat.completions.create({ model: 'gpt-5-mini', messages: [{ role: 'user', content: 'Think about rivers.' }] });

await Laminar.flush();
await recorder.finish();
