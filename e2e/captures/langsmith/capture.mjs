// LangSmith's tracing, sent by OpenTelemetry.
import { record } from '../recorder.mjs';

const recorder = await record('langsmith');
process.env.LANGSMITH_TRACING = 'true';
process.env.LANGSMITH_API_KEY = 'none';
process.env.LANGSMITH_ENDPOINT = recorder.otlp;
process.env.OTEL_EXPORTER_OTLP_ENDPOINT = recorder.otlp;
process.env.LANGSMITH_PROJECT = 'weather';
process.env.OTEL_ENABLED = 'true';
process.env.LANGSMITH_OTEL_ENABLED = 'true';
const { initializeOTEL } = await import('langsmith/experimental/otel/setup');
const { DEFAULT_LANGSMITH_SPAN_PROCESSOR: processor } = initializeOTEL();
const { traceable } = await import('langsmith/traceable');
const { wrapOpenAI } = await import('langsmith/wrappers');
const { default: OpenAI } = await import('openai');
const client = wrapOpenAI(new OpenAI({ baseURL: recorder.openai, apiKey: 'none', maxRetries: 0 }));
const tools = [{ type: 'function', function: { name: 'get_weather', description: 'The weather in a city', parameters: { type: 'object', properties: { city: { type: 'string' } } } } }];

const getWeather = traceable(async ({ city }) => ({ city, celsius: 18 }), { name: 'get_weather', run_type: 'tool' });
const agent = traceable(async question => {
  const messages = [{ role: 'system', content: 'You know the weather.' }, { role: 'user', content: question }];
  const first = await client.chat.completions.create({ model: 'gpt-4o-mini', temperature: 0.2, messages, tools });
  const [call] = first.choices[0].message.tool_calls;
  const weather = await getWeather(JSON.parse(call.function.arguments));
  messages.push(first.choices[0].message, { role: 'tool', tool_call_id: call.id, content: JSON.stringify(weather) });
  return (await client.chat.completions.create({ model: 'gpt-4o-mini', messages, tools })).choices[0].message.content;
}, { name: 'weather agent', tags: ['weather'], metadata: { session_id: 'session-1', user_id: 'user-1', plan: 'free' } });
await agent('What is the weather in Paris?');
const stream = traceable(async () => {
  let text = '';
  for await (const chunk of await client.chat.completions.create({
    model: 'gpt-5-mini', stream: true, stream_options: { include_usage: true }, messages: [{ role: 'user', content: 'Tell me a story of a stream.' }],
  })) text += chunk.choices[0]?.delta?.content ?? '';
  return text;
}, { name: 'story' });
await stream();
const failing = traceable(() => client.chat.completions.create({ model: 'error-500', messages: [{ role: 'user', content: 'Fail, please.' }] }), { name: 'failing' });
await failing().catch(() => {});

const { RunTree } = await import('langsmith/run_trees');
await RunTree.getSharedClient().awaitPendingTraceBatches();
await processor.forceFlush();
await recorder.finish();
