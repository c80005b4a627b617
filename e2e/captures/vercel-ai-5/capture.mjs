import { createOpenAI } from '@ai-sdk/openai';
import * as exporter from '@opentelemetry/exporter-trace-otlp-http';
import * as node from '@opentelemetry/sdk-trace-node';
import { embed, generateObject, generateText, stepCountIs, streamText, tool } from 'ai';
import { z } from 'zod';
import { tracing } from '../otel.mjs';
import { record } from '../recorder.mjs';

const recorder = await record('vercel-ai-5');
const provider = tracing(node, exporter, recorder);
const openai = createOpenAI({ baseURL: recorder.openai, apiKey: 'none' });
const experimental_telemetry = {
  isEnabled: true,
  functionId: 'weather',
  metadata: { sessionId: 'session-1', userId: 'user-1', tags: ['weather', 'test'] },
};
const tools = {
  get_weather: tool({
    description: 'The weather in a city',
    inputSchema: z.object({ city: z.string() }),
    execute: async ({ city }) => ({ city, celsius: 18 }),
  }),
};

await generateText({
  model: openai.chat('gpt-4o-mini'), system: 'You know the weather.', prompt: 'What is the weather in Paris?',
  tools, stopWhen: stepCountIs(3), temperature: 0.2, experimental_telemetry,
});
const stream = streamText({ model: openai('gpt-5-mini'), prompt: 'Tell me a story of a stream.', experimental_telemetry });
await stream.consumeStream();
await generateObject({
  model: openai.chat('gpt-4o-mini'), schema: z.object({ city: z.string() }), prompt: 'Name a city.', experimental_telemetry,
});
await embed({ model: openai.textEmbeddingModel('text-embedding-3-small'), value: 'a sentence', experimental_telemetry });
await generateText({ model: openai.chat('error-500'), prompt: 'Fail, please.', maxRetries: 0, experimental_telemetry }).catch(() => {});

await provider.forceFlush();
await recorder.finish();
