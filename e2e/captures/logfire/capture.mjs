// Logfire's SDK for Node: its own spans with messages, levels and tags, and a pending span before each.
import { record } from '../recorder.mjs';

const recorder = await record('logfire');
process.env.OTEL_NODE_ENABLED_INSTRUMENTATIONS = 'http';
const logfire = await import('@pydantic/logfire-node');
logfire.configure({ token: 'none', serviceName: 'weather', environment: 'test', advanced: { baseUrl: recorder.otlp }, console: false, metrics: false });
await logfire.span('weather agent', {
  attributes: { city: 'Paris' }, tags: ['weather'],
  callback: async () => {
    logfire.info('asking for {city}', { city: 'Paris' }, { tags: ['weather'] });
    await logfire.span('running tool: get_weather', {
      attributes: { 'gen_ai.tool.name': 'get_weather', 'gen_ai.tool.call.id': 'call_1', tool_arguments: '{"city":"Paris"}', tool_response: '{"celsius":18}' },
      callback: async () => {},
    });
  },
});
try {
  await logfire.span('failing', { callback: async () => { throw new Error('out of order'); } });
} catch (error) {
  logfire.error('it failed: {reason}', { reason: error.message });
}
await logfire.forceFlush?.();
await logfire.shutdown?.();
await recorder.finish();
