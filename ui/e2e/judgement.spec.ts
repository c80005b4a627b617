import { expect, it } from 'vitest';
import { eachInBrowser, open, url } from './browser';
import { chat, say, TraceUnderTest, unique } from './otlp';

eachInBrowser();

/** A call of a model within an agent, which a tool's failure ended. */
async function agent(attributes: Record<string, string> = {}) {
  const trace = new TraceUnderTest();
  const root = trace.span('agent', { duration: 900, attributes, error: 'gave up' });
  const call = trace.span('ask', {
    parent: root,
    at: 10,
    duration: 300,
    attributes: chat({ model: 'gpt-4o', input: [say('user', 'Hi')], output: [say('assistant', 'Hello')] }),
  });
  const tool = trace.span('look up stock', {
    parent: root,
    at: 400,
    duration: 100,
    error: 'warehouse is closed',
  });
  await trace.send();
  return { trace, root, call, tool };
}

it('rates a trace and a span, with a comment, and shows that as a column', async () => {
  const user = unique('rater');
  const { trace, call } = await agent({ 'user.id': user });
  const page = await open(`/traces/${trace.traceId}?span=${call.spanId}`);
  const bad = page.getByRole('button', { name: 'Rate the trace: bad' });
  await bad.click();
  await page.getByRole('button', { name: 'Rate the trace: bad', pressed: true }).waitFor();
  await page.getByRole('textbox', { name: /Why/ }).fill('It gave up too early.');
  await page.getByRole('button', { name: 'Save the comment' }).click();
  await page.getByRole('textbox', { name: /Why/ }).waitFor({ state: 'hidden' });
  const good = page.getByRole('button', { name: 'Rate the span: good' });
  await good.click();
  await page.getByRole('button', { name: 'Rate the span: good', pressed: true }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Feedback 2' }).click();
  const pane = page.getByRole('dialog', { name: 'Feedback on this trace' });
  await pane.getByText('It gave up too early.').waitFor();
  await pane.getByRole('button', { name: 'of a span' }).waitFor();

  await page.goto(`/traces?user=${encodeURIComponent(user)}`);
  await page.getByRole('button', { name: 'Choose columns' }).click();
  await page.getByRole('checkbox', { name: 'rating' }).check();
  await page.keyboard.press('Escape');
  const cell = page.getByRole('row', { name: 'agent' });
  await cell.getByRole('img', { name: 'rating: no' }).waitFor();
  await cell.getByRole('img', { name: 'rating: yes' }).waitFor();
});

it('adds, changes and deletes what is said of a span, with values of any kind', async () => {
  const { trace, call } = await agent();
  const page = await open(`/traces/${trace.traceId}?span=${call.spanId}&tab=feedback`);
  const panel = page.getByRole('region', { name: 'Selected span' });
  await panel.getByRole('button', { name: 'Add an assessment' }).click();
  await panel.getByText('Expectation', { exact: true }).click();
  await panel.getByRole('textbox', { name: 'Name' }).fill('answer');
  await panel.getByRole('textbox', { name: 'Value' }).fill('{"word": "Hello", "tries": [1, 2]}');
  await panel.getByText('kept as an object').waitFor();
  await panel.getByRole('button', { name: 'Save' }).click();
  const card = panel.getByRole('article', { name: 'answer' });
  await card.getByText('expectation').waitFor();
  await card.getByText('Hello').waitFor();
  await card.getByRole('button', { name: 'Edit answer' }).click();
  await card.getByRole('textbox', { name: 'Value' }).fill('0.25');
  await card.getByRole('textbox', { name: 'Why' }).fill('half as good');
  await card.getByRole('button', { name: 'Save' }).click();
  await card.getByText('0.25').waitFor();
  await card.getByText('half as good').waitFor();
  await card.getByRole('button', { name: 'Delete answer' }).click();
  await card.waitFor({ state: 'detached' });
});

it('overrules a judge, and shows what was replaced', async () => {
  const { trace } = await agent();
  const response = await fetch(`${url}/api/v1/traces/${trace.traceId}/assessments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'relevance', value: 'high', source: { type: 'LLM_JUDGE', id: 'judge-1' } }),
  });
  expect(response.ok).toBe(true);
  const page = await open(`/traces/${trace.traceId}?pane=feedback`);
  const pane = page.getByRole('dialog', { name: 'Feedback on this trace' });
  await pane.getByText('by the judge judge-1').waitFor();
  await pane.getByRole('button', { name: 'Overrule relevance' }).click();
  await pane.getByRole('textbox', { name: 'Value' }).fill('low');
  await pane.getByRole('button', { name: 'Save' }).click();
  const replaced = pane.getByRole('article', { name: 'relevance, replaced' });
  await replaced.getByText('high').waitFor();
  await pane.getByRole('article', { name: 'relevance', exact: true }).getByText('low').waitFor();
  await pane.getByRole('button', { name: 'Delete relevance' }).first().click();
  await replaced.waitFor({ state: 'detached' });
  await pane.getByRole('article', { name: 'relevance', exact: true }).getByText('high').waitFor();
});

it('rates the turns of a session', async () => {
  const session = unique('talk');
  await agent({ 'session.id': session });
  const page = await open(`/sessions/${encodeURIComponent(session)}`);
  await page.getByRole('button', { name: 'Rate the turn: good' }).click();
  const pressed = page.getByRole('button', { name: 'Rate the turn: good', pressed: true });
  await pressed.waitFor();
  await page.reload();
  await pressed.waitFor();
});

it('shows log records beside their span, and all of the trace together', async () => {
  const { trace, call, tool } = await agent();
  await trace.log('asking the model', { span: call, at: 20 });
  await trace.log('stock database is away', { span: tool, at: 410, severity: 17 });
  await trace.log('process began');
  const page = await open(`/traces/${trace.traceId}?span=${call.spanId}&tab=logs`);
  const panel = page.getByRole('region', { name: 'Selected span' });
  await panel.getByRole('button', { name: /INFO\s*asking the model/ }).waitFor();
  expect(await panel.getByText('stock database is away').count()).toBe(0);
  await page.getByRole('button', { name: 'Logs', exact: true }).click();
  const pane = page.getByRole('dialog', { name: 'Logs of this trace' });
  await pane.getByText('process began').waitFor();
  expect(await pane.getByRole('listitem').allInnerTexts()).toHaveLength(3);
  await pane.getByText('Error', { exact: true }).click();
  await pane.getByText('process began').waitFor({ state: 'detached' });
  await pane.getByRole('button', { name: /stock database is away/ }).click();
  await pane.getByText('code.function').waitFor();
  await pane.getByRole('button', { name: 'look up stock' }).click();
  await page.waitForURL((address) => address.searchParams.get('span') === tool.spanId);
});

it('says which span is to blame, and goes from failure to failure', async () => {
  const { trace, root, tool } = await agent();
  const page = await open(`/traces/${trace.traceId}`);
  await page.getByRole('button', { name: /look up stock: .*Show the span/ }).click();
  await page.waitForURL((address) => address.searchParams.get('span') === tool.spanId);
  await page.getByRole('button', { name: '2 failed' }).click();
  await page.waitForURL((address) => address.searchParams.get('span') === root.spanId);
  await page.getByRole('button', { name: 'Collapse agent' }).click();
  await page.keyboard.press('e');
  await page.waitForURL((address) => address.searchParams.get('span') === tool.spanId);
  await page.getByRole('row', { name: 'look up stock' }).waitFor();
});

it('shows tokens by bucket, the price that was used, and whose price is missing', async () => {
  const model = unique('home-made').replace(' ', '-');
  const trace = new TraceUnderTest();
  const root = trace.span('agent');
  trace.span('priced', { parent: root, attributes: chat({ model: 'gpt-4o', input: [], output: [] }) });
  const own = trace.span('unpriced', { parent: root, attributes: chat({ model, input: [], output: [] }) });
  await trace.send();
  const page = await open(`/traces/${trace.traceId}?span=${own.spanId}&tab=usage`);
  await page.getByRole('alert').getByText(`No price table here knows ${model}`).waitFor();
  await page.getByRole('button', { name: /^\$/ }).click();
  const pane = page.getByRole('dialog', { name: 'Tokens and cost by model' });
  await pane.getByText(`1 call of ${model}`).waitFor();
  const priced = pane.getByRole('row', { name: /^gpt-4o/ });
  expect(await priced.innerText()).toMatch(/\$0\.0\d+/);
  expect(await pane.getByRole('row', { name: new RegExp(`^${model}`) }).innerText()).toContain('unpriced');
});
