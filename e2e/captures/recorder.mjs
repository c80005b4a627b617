// Starts what a capture needs: an OpenAI-format server and a collector that keeps the spans and logs an SDK sends.
//
//   const recorder = await record('vercel-ai-6');
//   … run the SDK against recorder.openai, exporting to recorder.otlp …
//   await recorder.finish();        // writes the OTLP JSON next to the golden tests
import { createServer } from 'node:http';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { start } from '../openai-server/server.mjs';
import { decode } from './otlp-protobuf.mjs';

const CAPTURES = join(dirname(fileURLToPath(import.meta.url)), '../../dialects/src/test/resources/captures');

/** Resource attributes that tell of the machine, not of the SDK. */
const OF_THE_MACHINE = /^(process|host|os|container)\.|^service\.instance\.id$/;

export async function record(name) {
  const openai = await start();
  if (process.env.OTLP_ENDPOINT) return forward(openai, process.env.OTLP_ENDPOINT);
  const traces = { resourceSpans: [] };
  const logs = { resourceLogs: [] };
  const collector = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    let body = Buffer.concat(chunks);
    if (request.headers['content-encoding'] === 'gzip') body = gunzipSync(body);
    const isJson = (request.headers['content-type'] ?? '').includes('json');
    if (request.url.endsWith('/traces')) traces.resourceSpans.push(...(read(body, isJson, 'Traces').resourceSpans ?? []));
    else if (request.url.endsWith('/logs')) logs.resourceLogs.push(...(read(body, isJson, 'Logs').resourceLogs ?? []));
    const isProtobuf = (request.headers['content-type'] ?? '').includes('protobuf');
    response.writeHead(200, { 'content-type': isProtobuf ? 'application/x-protobuf' : 'application/json' });
    response.end(isProtobuf ? '' : '{}');
  });
  await new Promise(resolve => collector.listen(0, '127.0.0.1', resolve));
  const otlp = `http://127.0.0.1:${collector.address().port}`;
  return {
    openai: openai.url,
    otlp,
    traces,
    logs,
    calls: openai.calls,
    /** Writes what came, and ends the process, since some SDKs keep timers. */
    async finish() {
      await openai.close();
      collector.closeAllConnections();
      collector.close();
      const capture = tidy({ traces, logs, calls: openai.calls }, [otlp, openai.url]);
      mkdirSync(CAPTURES, { recursive: true });
      writeFileSync(join(CAPTURES, `${name}.json`), JSON.stringify(capture, null, 1) + '\n');
      const spans = capture.traces.resourceSpans.flatMap(r => r.scopeSpans).flatMap(s => s.spans);
      console.log(`${name}: ${spans.length} spans, ${capture.logs.resourceLogs.flatMap(r => r.scopeLogs).flatMap(s => s.logRecords).length} logs, ${capture.calls.length} calls`);
      process.exit(0);
    },
  };
}

/** Lets the SDK send to a server instead, and prints what the models said, for a test to compare. */
function forward(openai, otlp) {
  return {
    openai: openai.url,
    otlp,
    calls: openai.calls,
    async finish() {
      await openai.close();
      console.log(JSON.stringify(openai.calls));
      process.exit(0);
    },
  };
}

function read(body, isJson, type) {
  return isJson ? JSON.parse(body.toString('utf8')) : decode(type, body);
}

/** Leaves out what differs from machine to machine and says nothing of the SDK. */
function tidy(capture, addresses) {
  for (const part of [...capture.traces.resourceSpans, ...capture.logs.resourceLogs]) {
    if (part.resource?.attributes) {
      part.resource.attributes = part.resource.attributes.filter(attribute => !OF_THE_MACHINE.test(attribute.key));
    }
  }
  let text = JSON.stringify(capture);
  for (const address of addresses) text = text.replaceAll(new URL(address).host, '127.0.0.1:4000');
  text = text.replaceAll(process.cwd(), '/app');
  return JSON.parse(text);
}
