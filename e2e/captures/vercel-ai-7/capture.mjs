import { createOpenAI } from '@ai-sdk/openai';
import { OpenTelemetry } from '@ai-sdk/otel';
import * as exporter from '@opentelemetry/exporter-trace-otlp-http';
import * as node from '@opentelemetry/sdk-trace-node';
import { embed, generateText, registerTelemetry, stepCountIs, streamText, tool } from 'ai';
import { z } from 'zod';
import { tracing } from '../otel.mjs';
import { record } from '../recorder.mjs';

const recorder = await record('vercel-ai-7');
const provider = tracing(node, exporter, recorder);
registerTelemetry(new OpenTelemetry());
const openai = createOpenAI({ baseURL: recorder.openai, apiKey: 'none' });
const telemetry = { isEnabled: true, functionId: 'weather' };
const tools = {
  get_weather: tool({
    description: 'The weather in a city',
    inputSchema: z.object({ city: z.string() }),
    execute: async ({ city }) => ({ city, celsius: 18 }),
  }),
};

await generateText({
  model: openai.chat('gpt-4o-mini'), instructions: 'You know the weather.', prompt: 'What is the weather in Paris?',
  tools, stopWhen: stepCountIs(3), temperature: 0.2, telemetry,
});
const stream = streamText({ model: openai('gpt-5-mini'), prompt: 'Tell me a story of a stream.', telemetry });
await stream.consumeStream();
await embed({ model: openai.embedding('text-embedding-3-small'), value: 'a sentence', telemetry });
await generateText({ model: openai.chat('error-500'), prompt: 'Fail, please.', maxRetries: 0, telemetry }).catch(() => {});

await provider.forceFlush();
await recorder.finish();
