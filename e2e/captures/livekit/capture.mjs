// LiveKit's agents without voice: an agent session that is told texts, the model behind OpenAI's wire format.
import * as exporter from '@opentelemetry/exporter-trace-otlp-http';
import * as node from '@opentelemetry/sdk-trace-node';
import { z } from 'zod';
import { tracing } from '../otel.mjs';
import { record } from '../recorder.mjs';

const recorder = await record('livekit');
const provider = tracing(node, exporter, recorder);
const { initializeLogger, llm, telemetry, voice } = await import('@livekit/agents');
const { LLM } = await import('@livekit/agents-plugin-openai');
initializeLogger({ pretty: false, level: 'error' });
// Content stays on the spans: the provider is given without a way to add the kit's filter.
telemetry.setTracerProvider(provider);

const getWeather = llm.tool({
  name: 'get_weather', description: 'The weather in a city',
  parameters: z.object({ city: z.string() }),
  execute: async ({ city }) => ({ city, celsius: 18 }),
});
const model = name => new LLM({ model: name, baseURL: recorder.openai, apiKey: 'none', maxRetries: 0 });

/** A session of its own for each model. */
async function talk(name, tools, question) {
  const session = new voice.AgentSession({ llm: model(name), connOptions: { llmConnOptions: { maxRetry: 0, retryIntervalMs: 1, timeoutMs: 10_000 } } });
  await session.start({ agent: new voice.Agent({ instructions: 'You know the weather.', tools }) });
  await session.run({ userInput: question }).wait().catch(() => {});
  await session.close();
}

await talk('gpt-4o-mini', [getWeather], 'What is the weather in Paris?');
await talk('gpt-5-mini', [], 'Tell me a story of a stream.');
await talk('error-500', [], 'Fail, please.');
await provider.forceFlush();
await recorder.finish();
