import { expect, it } from 'vitest';
import { eachInBrowser, holdLive, open, untilTold } from './browser';
import { chat, say, TraceUnderTest, unique } from './otlp';

eachInBrowser();

/** An agent that asks a model, calls a tool that fails, and answers. */
async function agentTrace() {
  const trace = new TraceUnderTest();
  const session = unique('conversation');
  const root = trace.span(unique('shop agent'), {
    duration: 2_000,
    attributes: { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.conversation.id': session },
  });
  const plan = trace.span('plan', { parent: root, at: 10, duration: 900 });
  const model = trace.span('chat gpt-4o', {
    parent: plan,
    at: 20,
    duration: 800,
    attributes: chat({
      model: 'gpt-4o',
      input: [
        say('system', 'You sell tents.'),
        ...Array.from({ length: 8 }, (_, index) =>
          say(index % 2 ? 'assistant' : 'user', `old line ${index}`),
        ),
        say('user', 'Is the **Moor** tent in stock?'),
      ],
      output: [
        {
          role: 'assistant',
          parts: [{ type: 'tool_call', id: 'call_1', name: 'look_up', arguments: { sku: 'MOOR-2P' } }],
          finish_reason: 'tool_call',
        },
      ],
    }),
  });
  const tool = trace.span('execute_tool look_up', {
    parent: root,
    at: 950,
    duration: 400,
    attributes: { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': 'look_up' },
    error: 'warehouse is closed',
    events: [
      {
        name: 'exception',
        attributes: {
          'exception.type': 'shop.ClosedException',
          'exception.message': 'warehouse is closed',
          'exception.stacktrace':
            'shop.ClosedException: warehouse is closed\n\tat shop.Warehouse.find(Warehouse.java:31)\n\tat java.base/java.lang.Thread.run(Thread.java:1)',
        },
      },
    ],
  });
  await trace.send();
  return { trace, session, root, plan, model, tool };
}

it('lays the spans out as a tree that is walked by keyboard', async () => {
  const { trace, root, plan } = await agentTrace();
  const page = await open(`/traces/${trace.traceId}`);
  const selected = page.getByRole('row', { selected: true });
  await expect.poll(() => selected.getAttribute('aria-level')).toBe('1');
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => selected.innerText()).toContain('plan');
  await page.waitForURL((address) => address.searchParams.get('span') === plan.spanId);
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => selected.getAttribute('aria-expanded')).toBe('false');
  await page.getByRole('row', { name: 'chat gpt-4o' }).waitFor({ state: 'detached' });
  await page.keyboard.press('ArrowRight');
  await page.getByRole('row', { name: 'chat gpt-4o' }).waitFor();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.waitForURL((address) => address.searchParams.get('span') === root.spanId);
  await page.keyboard.press('e');
  await expect.poll(() => selected.innerText()).toContain('look_up');
});

it('reads a model call as a conversation', async () => {
  const { trace, model } = await agentTrace();
  const page = await open(`/traces/${trace.traceId}?span=${model.spanId}`);
  const panel = page.getByRole('region', { name: 'Selected span' });
  const input = panel.getByRole('region', { name: 'Input' });
  await input.getByText('You sell tents.').waitFor();
  await input.getByText('Moor', { exact: true }).waitFor();
  expect(await input.getByText('old line 0').count()).toBe(0);
  await input.getByRole('button', { name: /earlier messages/ }).click();
  await input.getByText('old line 0').waitFor();
  const output = panel.getByRole('region', { name: 'Output' });
  await output.getByText('look_up').waitFor();
  await output.getByText('MOOR-2P').waitFor();
});

it('leads to what failed and shows why', async () => {
  const { trace, tool } = await agentTrace();
  const page = await open(`/traces/${trace.traceId}`);
  await page.getByRole('row', { name: /look_up/ }).click({ position: { x: 120, y: 14 } });
  await page.waitForURL((address) => address.searchParams.get('span') === tool.spanId);
  await page.getByRole('tab', { name: /Events/ }).click();
  await page.getByText('shop.ClosedException', { exact: true }).waitFor();
  const stack = page.getByRole('group', { name: 'Stack trace' });
  expect(await stack.innerText()).toContain('at shop.Warehouse.find(Warehouse.java:31)');
  // The address alone brings another reader to the same place.
  const other = await open(page.url().replace(/^https?:\/\/[^/]+/, ''));
  await other.getByRole('group', { name: 'Stack trace' }).waitFor();
});

it('finds spans by their text', async () => {
  const { trace } = await agentTrace();
  const page = await open(`/traces/${trace.traceId}`);
  await page.getByRole('row', { name: /look_up/ }).waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('GPT-4');
  await page.getByText('1 found').waitFor();
  expect(await page.getByRole('row', { name: /look_up/ }).count()).toBe(0);
  expect(await page.getByRole('row', { name: 'plan' }).count()).toBe(1);
  await page.keyboard.press('Escape');
  await page.getByRole('row', { name: /look_up/ }).waitFor();
});

it('takes tags and a rating', async () => {
  const { trace } = await agentTrace();
  const page = await open(`/traces/${trace.traceId}`);
  await page.getByRole('button', { name: 'Add a tag' }).click();
  await page.getByRole('textbox', { name: 'Tag' }).fill('reviewed');
  await page.getByRole('textbox', { name: 'Value' }).fill('by-ui');
  const add = page.getByRole('button', { name: 'Add the tag' });
  await add.click();
  await add.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Change tag reviewed' }).click();
  await page.getByRole('textbox', { name: 'Value' }).fill('by ui');
  await page.getByRole('button', { name: 'Change the tag' }).click();
  await page.getByText('reviewed=by ui').waitFor();
  const good = (pressed: boolean) => page.getByRole('button', { name: 'Rate the trace: good', pressed });
  await good(false).click();
  await good(true).waitFor();
  await page.reload();
  await page.getByText('reviewed=by ui').waitFor();
  await good(true).click();
  await good(false).waitFor();
  await page.getByRole('button', { name: 'Remove tag reviewed' }).click();
  await page.getByText('reviewed=by ui').waitFor({ state: 'detached' });
});

it('is deleted only after it was asked for', async () => {
  const { trace } = await agentTrace();
  const page = await open(`/traces/${trace.traceId}`);
  await page.getByRole('button', { name: 'Delete the trace' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Keep it' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Delete the trace' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete it' }).click();
  await page.waitForURL((address) => address.pathname === '/traces');
  await page.goto(`/traces/${trace.traceId}`);
  await page.getByRole('alert').getByText('Not found').waitFor();
});

it('grows while the trace runs', async () => {
  const trace = new TraceUnderTest(Date.now());
  const root = trace.span(unique('long agent'), { duration: null });
  await trace.send();
  const page = await open('/setup');
  const listen = await holdLive(page);
  await page.goto(`/traces/${trace.traceId}`);
  await page.getByText('1 span', { exact: true }).waitFor();
  // Before it listens, and then.
  const early = trace.span('early step', { parent: root, at: 3 });
  await untilTold(() => trace.send([early]));
  listen();
  await page.getByRole('row', { name: 'early step' }).waitFor();
  await trace.send([trace.span('late step', { parent: root, at: 5 })]);
  await page.getByRole('row', { name: 'late step' }).waitFor();
});

it('shows that a trace does not exist', async () => {
  const page = await open('/traces/0123456789abcdef0123456789abcdef');
  await page.getByRole('alert').getByText('Not found').waitFor();
});

it('shows a trace of 30,000 spans, a screen at a time', async () => {
  const trace = new TraceUnderTest();
  const root = trace.span(unique('crawl'), { duration: 600_000 });
  for (let index = 1; index < 30_000; index++) {
    trace.span(`page ${index}`, {
      parent: index % 10 === 0 ? root : trace.spans[index - (index % 10)],
      at: index * 19,
      attributes: { 'http.request.method': 'GET', 'url.full': `https://example.org/${index}` },
    });
  }
  await trace.send();
  const page = await open('/traces');
  const times: number[] = [];
  for (let round = 0; round < 3; round++) {
    const started = performance.now();
    await page.goto(`/traces/${trace.traceId}`);
    await page.getByRole('row', { name: 'page 5', exact: false }).first().waitFor();
    times.push(performance.now() - started);
    await page.getByText('30,000 spans').waitFor();
  }
  console.log(`first screen of 30,000 spans: ${times.map((time) => Math.round(time)).join(', ')} ms`);
  // Only what is in sight is drawn, which is what makes it quick.
  expect(await page.getByRole('row').count()).toBeLessThan(300);
  await page.keyboard.press('End');
  await page.getByRole('row', { name: 'page 29999' }).waitFor();
});
