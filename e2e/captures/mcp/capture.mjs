// A client and a server of the Model Context Protocol, joined in memory, with Traceloop's instrumentation of the client.
import { McpInstrumentation } from '@traceloop/instrumentation-mcp';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { trace } from '@opentelemetry/api';
import * as exporter from '@opentelemetry/exporter-trace-otlp-http';
import * as node from '@opentelemetry/sdk-trace-node';
import { z } from 'zod';
import { tracing } from '../otel.mjs';
import { record } from '../recorder.mjs';

const recorder = await record('mcp');
const provider = tracing(node, exporter, recorder);
const instrumentation = new McpInstrumentation();
instrumentation.setTracerProvider(provider);
instrumentation.manuallyInstrument({ Client });
const server = new McpServer({ name: 'weather', version: '1' });
server.registerTool('get_weather', { description: 'The weather in a city', inputSchema: { city: z.string() } },
  async ({ city }) => ({ content: [{ type: 'text', text: JSON.stringify({ city, celsius: 18 }) }] }));
server.registerTool('fail', { description: 'Always fails', inputSchema: {} }, async () => { throw new Error('out of order'); });
const [near, far] = InMemoryTransport.createLinkedPair();
const client = new Client({ name: 'app', version: '1' });
await server.connect(far);
await client.connect(near);

await trace.getTracer('app').startActiveSpan('weather agent', async root => {
  await client.listTools();
  await client.callTool({ name: 'get_weather', arguments: { city: 'Paris' } });
  await client.callTool({ name: 'fail', arguments: {} }).catch(() => {});
  root.end();
});

await provider.forceFlush();
await recorder.finish();
