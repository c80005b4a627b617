#!/usr/bin/env node
// A server that speaks OpenAI's wire format on loopback, so that real clients can be driven without a key or a network.
//
//   node server.mjs [--port 0]        prints the base URL, http://127.0.0.1:PORT/v1
//
// POST /v1/chat/completions, /v1/responses (both also as streams), /v1/embeddings; GET /v1/models.
// With tools on offer the first one is called, once its result is in the conversation a text answers.
// Models named o1…, gpt-5… spend 32 reasoning tokens; prompts of 16 tokens or more are half cached.
// A model named error-STATUS answers with that HTTP status; error-stream breaks off in the middle of a stream.
// GET /calls lists what was answered, with the usage that was told; DELETE /calls forgets it.
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';
import { answer, embeddingOf, piecesOf, textOf, tokensOf } from './answers.mjs';

const MAX_REQUEST_BYTES = 16 * 1024 * 1024;
const MAX_CALLS = 10_000;

/** Starts the server; resolves to {url, port, calls, close}. */
export function start({ port = 0, host = '127.0.0.1' } = {}) {
  const state = { calls: [], serial: 0 };
  const server = createServer((request, response) => {
    handle(request, response, state).catch(error => {
      if (!response.headersSent) sendError(response, 400, 'invalid_request_error', error.message);
      else response.destroy();
    });
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve({
      port: server.address().port,
      url: `http://${host}:${server.address().port}/v1`,
      calls: state.calls,
      close: () => new Promise(done => { server.closeAllConnections(); server.close(done); }),
    }));
  });
}

async function handle(request, response, state) {
  const path = new URL(request.url, 'http://localhost').pathname;
  if (path === '/calls') {
    if (request.method === 'DELETE') state.calls.length = 0;
    return sendJson(response, 200, state.calls);
  }
  if (path === '/v1/models') {
    return sendJson(response, 200, { object: 'list', data: [{ id: 'gpt-4o-mini', object: 'model', created: 0, owned_by: 'spoor' }] });
  }
  const route = { '/v1/chat/completions': chat, '/v1/responses': responses, '/v1/embeddings': embeddings }[path];
  if (!route || request.method !== 'POST') return sendError(response, 404, 'invalid_request_error', `no ${request.method} ${path}`);
  const body = JSON.parse(await bodyOf(request));
  const failure = /^error-(\d{3})$/.exec(body.model ?? '');
  if (failure) {
    record(state, { path, model: body.model, status: Number(failure[1]) });
    return sendError(response, Number(failure[1]), 'server_error', `the model ${body.model} always fails`);
  }
  return route(body, response, { state, path, serial: ++state.serial });
}

async function bodyOf(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MAX_REQUEST_BYTES) throw new Error(`request over ${MAX_REQUEST_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function record(state, call) {
  if (state.calls.length < MAX_CALLS) state.calls.push(call);
}

function sendJson(response, status, value) {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}

function sendError(response, status, type, message) {
  sendJson(response, status, { error: { message, type, param: null, code: String(status) } });
}

const modelAnswering = model => (/\d{4}-\d\d-\d\d$/.test(model) ? model : `${model}-2024-07-18`);

// ---- chat completions

function chat(body, response, { state, path, serial }) {
  const result = answer({
    model: body.model,
    messages: body.messages,
    tools: (body.tools ?? []).map(tool => tool.function ?? tool),
    schema: body.response_format?.json_schema?.schema,
    serial,
    promptChars: JSON.stringify(body.messages).length,
  });
  const usage = {
    prompt_tokens: result.usage.input,
    completion_tokens: result.usage.output,
    total_tokens: result.usage.input + result.usage.output,
    prompt_tokens_details: { cached_tokens: result.usage.cached, audio_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: result.usage.reasoning, audio_tokens: 0 },
  };
  const model = modelAnswering(body.model);
  const head = { id: `chatcmpl-${serial}`, created: 1700000000 + serial, model };
  const finish = result.toolCalls.length ? 'tool_calls' : 'stop';
  const toolCalls = result.toolCalls.map(call => ({ id: call.id, type: 'function', function: { name: call.name, arguments: call.arguments } }));
  record(state, { path, model, status: 200, stream: !!body.stream, usage });
  if (!body.stream) {
    const message = { role: 'assistant', content: result.text || null, refusal: null };
    if (toolCalls.length) message.tool_calls = toolCalls;
    return sendJson(response, 200, { ...head, object: 'chat.completion', choices: [{ index: 0, message, logprobs: null, finish_reason: finish }], usage });
  }
  const send = eventStream(response);
  const chunk = (delta, reason = null) =>
    send({ ...head, object: 'chat.completion.chunk', choices: [{ index: 0, delta, logprobs: null, finish_reason: reason }], ...(body.stream_options?.include_usage ? { usage: null } : {}) });
  chunk({ role: 'assistant', content: toolCalls.length ? null : '' });
  if (body.model === 'error-stream') return setImmediate(() => response.destroy());
  toolCalls.forEach((call, index) => {
    chunk({ tool_calls: [{ index, id: call.id, type: 'function', function: { name: call.function.name, arguments: '' } }] });
    chunk({ tool_calls: [{ index, function: { arguments: call.function.arguments } }] });
  });
  piecesOf(result.text).forEach(piece => chunk({ content: piece }));
  chunk({}, finish);
  if (body.stream_options?.include_usage) send({ ...head, object: 'chat.completion.chunk', choices: [], usage });
  response.end('data: [DONE]\n\n');
}

function eventStream(response) {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  return (data, event) => response.write(`${event ? `event: ${event}\n` : ''}data: ${JSON.stringify(data)}\n\n`);
}

// ---- responses

function messagesOfResponses(body) {
  const items = typeof body.input === 'string' ? [{ role: 'user', content: body.input }] : body.input ?? [];
  return items.map(item => item.type === 'function_call_output'
    ? { role: 'tool', content: textOf(item.output) }
    : { role: item.role ?? 'assistant', content: item.content });
}

function responses(body, response, { state, path, serial }) {
  const result = answer({
    model: body.model,
    messages: messagesOfResponses(body),
    tools: (body.tools ?? []).filter(tool => tool.type === 'function'),
    schema: body.text?.format?.schema,
    serial,
    promptChars: JSON.stringify(body.input ?? '').length + (body.instructions ?? '').length,
  });
  const usage = {
    input_tokens: result.usage.input,
    input_tokens_details: { cached_tokens: result.usage.cached },
    output_tokens: result.usage.output,
    output_tokens_details: { reasoning_tokens: result.usage.reasoning },
    total_tokens: result.usage.input + result.usage.output,
  };
  const model = modelAnswering(body.model);
  const output = result.toolCalls.map(call => ({ id: `fc_${serial}`, type: 'function_call', status: 'completed', call_id: call.id, name: call.name, arguments: call.arguments }));
  if (result.text) output.push({ id: `msg_${serial}`, type: 'message', role: 'assistant', status: 'completed', content: [{ type: 'output_text', text: result.text, annotations: [], logprobs: [] }] });
  const whole = {
    id: `resp_${serial}`, object: 'response', created_at: 1700000000 + serial, status: 'completed', error: null,
    incomplete_details: null, instructions: body.instructions ?? null, model, output, parallel_tool_calls: true,
    previous_response_id: null, reasoning: { effort: null, summary: null }, store: false, temperature: body.temperature ?? 1,
    text: body.text ?? { format: { type: 'text' } }, tool_choice: 'auto', tools: body.tools ?? [], top_p: 1,
    truncation: 'disabled', usage, user: null, metadata: {},
  };
  record(state, { path, model, status: 200, stream: !!body.stream, usage });
  if (!body.stream) return sendJson(response, 200, whole);
  let number = 0;
  const raw = eventStream(response);
  const send = data => raw({ ...data, sequence_number: number++ }, data.type);
  const begun = { ...whole, status: 'in_progress', output: [], usage: null };
  send({ type: 'response.created', response: begun });
  send({ type: 'response.in_progress', response: begun });
  output.forEach((item, index) => streamItem(send, item, index));
  send({ type: 'response.completed', response: whole });
  response.end();
}

function streamItem(send, item, index) {
  const at = { item_id: item.id, output_index: index };
  if (item.type === 'function_call') {
    send({ type: 'response.output_item.added', output_index: index, item: { ...item, status: 'in_progress', arguments: '' } });
    send({ type: 'response.function_call_arguments.delta', ...at, delta: item.arguments });
    send({ type: 'response.function_call_arguments.done', ...at, name: item.name, arguments: item.arguments });
  } else {
    const [part] = item.content;
    send({ type: 'response.output_item.added', output_index: index, item: { ...item, status: 'in_progress', content: [] } });
    send({ type: 'response.content_part.added', ...at, content_index: 0, part: { ...part, text: '' } });
    piecesOf(part.text).forEach(piece => send({ type: 'response.output_text.delta', ...at, content_index: 0, delta: piece, logprobs: [] }));
    send({ type: 'response.output_text.done', ...at, content_index: 0, text: part.text, logprobs: [] });
    send({ type: 'response.content_part.done', ...at, content_index: 0, part });
  }
  send({ type: 'response.output_item.done', output_index: index, item });
}

// ---- embeddings

function embeddings(body, response, { state, path }) {
  const inputs = Array.isArray(body.input) ? body.input.map(String) : [String(body.input)];
  const tokens = inputs.reduce((sum, text) => sum + tokensOf(text), 0);
  const usage = { prompt_tokens: tokens, total_tokens: tokens };
  record(state, { path, model: body.model, status: 200, stream: false, usage });
  sendJson(response, 200, {
    object: 'list',
    model: body.model,
    data: inputs.map((text, index) => {
      const vector = embeddingOf(text, body.dimensions ?? 8);
      const embedding = body.encoding_format === 'base64' ? Buffer.from(new Float32Array(vector).buffer).toString('base64') : vector;
      return { object: 'embedding', index, embedding };
    }),
    usage,
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const at = process.argv.indexOf('--port');
  const { url } = await start({ port: at > 0 ? Number(process.argv[at + 1]) : 0 });
  console.log(url);
}
