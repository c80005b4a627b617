import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { start } from './server.mjs';

let server;
before(async () => { server = await start(); });
after(() => server.close());

const post = (path, body) => fetch(server.url + path, { method: 'POST', body: JSON.stringify(body) });
const tools = [{ type: 'function', function: { name: 'get_weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } } }];
const events = text => text.split('\n').filter(line => line.startsWith('data: {')).map(line => JSON.parse(line.slice(6)));

test('a tool on offer is called, then its result is told', async () => {
  const first = await (await post('/chat/completions', { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Weather?' }], tools })).json();
  const [call] = first.choices[0].message.tool_calls;
  assert.equal(call.function.arguments, '{"city":"Paris"}');
  const second = await (await post('/chat/completions', { model: 'gpt-4o-mini', tools, messages: [first.choices[0].message, { role: 'tool', tool_call_id: call.id, content: 'sunny' }] })).json();
  assert.equal(second.choices[0].message.content, 'The tool says: sunny');
});

test('a stream says the same as the whole, usage included', async () => {
  const request = { model: 'gpt-5', messages: [{ role: 'user', content: 'Say hello to everybody who reads this line.' }] };
  const whole = await (await post('/chat/completions', request)).json();
  const chunks = events(await (await post('/chat/completions', { ...request, stream: true, stream_options: { include_usage: true } })).text());
  assert.equal(chunks.map(chunk => chunk.choices[0]?.delta.content ?? '').join(''), whole.choices[0].message.content);
  assert.deepEqual(chunks.at(-1).usage, whole.usage);
  assert.ok(whole.usage.prompt_tokens_details.cached_tokens > 0);
  assert.equal(whole.usage.completion_tokens_details.reasoning_tokens, 32);
});

test('responses stream ends with the whole response', async () => {
  const request = { model: 'gpt-4o-mini', input: 'Hello there' };
  const whole = await (await post('/responses', request)).json();
  const last = events(await (await post('/responses', { ...request, stream: true })).text()).at(-1);
  assert.equal(last.type, 'response.completed');
  assert.deepEqual(last.response.usage, whole.usage);
});

test('embeddings have the asked-for length and are the same for the same text', async () => {
  const once = await (await post('/embeddings', { model: 'text-embedding-3-small', input: ['a', 'a'], dimensions: 4 })).json();
  assert.equal(once.data[0].embedding.length, 4);
  assert.deepEqual(once.data[0].embedding, once.data[1].embedding);
});

test('models named for an error fail with it, and broken JSON is refused', async () => {
  assert.equal((await post('/chat/completions', { model: 'error-429', messages: [] })).status, 429);
  assert.equal((await fetch(server.url + '/chat/completions', { method: 'POST', body: '{' })).status, 400);
});

test('what was told is listed', async () => {
  await fetch(server.url.replace('/v1', '/calls'), { method: 'DELETE' });
  const whole = await (await post('/chat/completions', { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hi' }] })).json();
  const calls = await (await fetch(server.url.replace('/v1', '/calls'))).json();
  assert.deepEqual(calls.map(call => call.usage), [whole.usage]);
});
