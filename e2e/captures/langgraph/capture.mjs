// LangGraph on LangChain, through OpenInference's instrumentation of LangChain's callbacks.
import { LangChainInstrumentation } from '@arizeai/openinference-instrumentation-langchain';
import * as CallbackManager from '@langchain/core/callbacks/manager';
import { tool } from '@langchain/core/tools';
import { createReactAgent } from '@langchain/langgraph/prebuilt';
import { ChatOpenAI } from '@langchain/openai';
import * as exporter from '@opentelemetry/exporter-trace-otlp-http';
import * as node from '@opentelemetry/sdk-trace-node';
import { z } from 'zod';
import { tracing } from '../otel.mjs';
import { record } from '../recorder.mjs';

const recorder = await record('langgraph');
const provider = tracing(node, exporter, recorder);
new LangChainInstrumentation({ tracerProvider: provider }).manuallyInstrument(CallbackManager);
const configuration = { baseURL: recorder.openai };
const getWeather = tool(async ({ city }) => JSON.stringify({ city, celsius: 18 }), {
  name: 'get_weather', description: 'The weather in a city', schema: z.object({ city: z.string() }),
});
const llm = new ChatOpenAI({ model: 'gpt-4o-mini', apiKey: 'none', temperature: 0.2, maxRetries: 0, configuration });
const agent = createReactAgent({ llm, tools: [getWeather], prompt: 'You know the weather.' });
await agent.invoke({ messages: [{ role: 'user', content: 'What is the weather in Paris?' }] }, {
  runName: 'weather agent', configurable: { thread_id: 'session-1' }, metadata: { session_id: 'session-1', user_id: 'user-1', plan: 'free' }, tags: ['weather'],
});
const streaming = new ChatOpenAI({ model: 'gpt-5-mini', apiKey: 'none', maxRetries: 0, streamUsage: true, configuration });
for await (const chunk of await streaming.stream('Tell me a story of a stream.')) void chunk;
await new ChatOpenAI({ model: 'error-500', apiKey: 'none', maxRetries: 0, configuration }).invoke('Fail, please.').catch(() => {});

await provider.forceFlush();
await recorder.finish();
