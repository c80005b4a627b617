import * as exporter from '@opentelemetry/exporter-trace-otlp-http';
import * as node from '@opentelemetry/sdk-trace-node';
import { z } from 'zod';
import { tracing } from '../otel.mjs';
import { record } from '../recorder.mjs';

const recorder = await record('strands');
const provider = tracing(node, exporter, recorder);
const { Agent, tool } = await import('@strands-agents/sdk');
const { OpenAIModel } = await import('@strands-agents/sdk/models/openai');
const getWeather = tool({
  name: 'get_weather', description: 'The weather in a city', inputSchema: z.object({ city: z.string() }),
  callback: ({ city }) => JSON.stringify({ city, celsius: 18 }),
});
const model = new OpenAIModel({ api: 'chat', apiKey: 'none', modelId: 'gpt-4o-mini', clientConfig: { baseURL: recorder.openai } });
const agent = new Agent({ name: 'weather', model, tools: [getWeather], systemPrompt: 'You know the weather.', printer: false, traceAttributes: { 'session.id': 'session-1', 'user.id': 'user-1' } });
await agent.invoke('What is the weather in Paris?');

await provider.forceFlush();
await recorder.finish();
