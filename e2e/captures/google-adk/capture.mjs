// Google's Agent Development Kit, with a model of our own behind its interface: the spans are the kit's.
import * as exporter from '@opentelemetry/exporter-trace-otlp-http';
import * as node from '@opentelemetry/sdk-trace-node';
import { tracing } from '../otel.mjs';
import { record } from '../recorder.mjs';

const recorder = await record('google-adk');
process.env.ADK_CAPTURE_MESSAGE_CONTENT_IN_SPANS = 'true';
const provider = tracing(node, exporter, recorder);
const { BaseLlm, FunctionTool, InMemoryRunner, LlmAgent } = await import('@google/adk');

class Weather extends BaseLlm {
  /** Calls the tool first; once its result is in the conversation a text answers. */
  async *generateContentAsync({ contents }) {
    const answered = contents.at(-1)?.parts?.some(part => part.functionResponse);
    yield {
      content: { role: 'model', parts: [answered ? { text: 'It is 18 °C in Paris.' } : { functionCall: { name: 'get_weather', args: { city: 'Paris' } } }] },
      usageMetadata: answered
        ? { promptTokenCount: 88, cachedContentTokenCount: 44, candidatesTokenCount: 8, thoughtsTokenCount: 16, totalTokenCount: 112 }
        : { promptTokenCount: 28, candidatesTokenCount: 7, totalTokenCount: 35 },
      finishReason: 'STOP',
      turnComplete: true,
    };
  }
}

const getWeather = new FunctionTool({
  name: 'get_weather', description: 'The weather in a city',
  parameters: { type: 'OBJECT', properties: { city: { type: 'STRING' } } },
  execute: async ({ city }) => ({ city, celsius: 18 }),
});
const agent = new LlmAgent({ name: 'weather', model: new Weather({ model: 'gemini-2.5-flash' }), instruction: 'You know the weather.', tools: [getWeather] });
const runner = new InMemoryRunner({ agent, appName: 'weather' });
await runner.sessionService.createSession({ appName: 'weather', userId: 'user-1', sessionId: 'session-1' });
for await (const event of runner.runAsync({
  userId: 'user-1', sessionId: 'session-1', newMessage: { role: 'user', parts: [{ text: 'What is the weather in Paris?' }] },
})) if (event.errorMessage) throw new Error(event.errorMessage);

await provider.forceFlush();
await recorder.finish();
