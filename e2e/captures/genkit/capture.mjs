import { openAICompatible } from '@genkit-ai/compat-oai';
import { trace } from '@opentelemetry/api';
import * as exporter from '@opentelemetry/exporter-trace-otlp-http';
import * as node from '@opentelemetry/sdk-trace-node';
import { genkit, z } from 'genkit';
import { tracing } from '../otel.mjs';
import { record } from '../recorder.mjs';

const recorder = await record('genkit');
const provider = tracing(node, exporter, recorder);
const ai = genkit({ plugins: [openAICompatible({ name: 'openai', apiKey: 'none', baseURL: recorder.openai })] });
const getWeather = ai.defineTool(
  { name: 'get_weather', description: 'The weather in a city', inputSchema: z.object({ city: z.string() }) },
  async ({ city }) => ({ city, celsius: 18 }));
const { modelRef } = await import('genkit/model');
const flow = ai.defineFlow({ name: 'weather', inputSchema: z.string(), outputSchema: z.string() }, async question => {
  const answer = await ai.generate({ model: modelRef({ name: 'openai/gpt-4o-mini' }), system: 'You know the weather.', prompt: question, tools: [getWeather], config: { temperature: 0.2 } });
  return answer.text;
});
console.log(await flow('What is the weather in Paris?'));

void trace;
await provider.forceFlush();
await recorder.finish();
