import { expect, it } from 'vitest';
import { eachInBrowser, holdLive, open, untilTold } from './browser';
import { chat, say, TraceUnderTest, unique } from './otlp';

eachInBrowser();

it('shows what was sent, newest first, and opens it', async () => {
  const name = unique('answer');
  const trace = new TraceUnderTest();
  trace.span(name, {
    duration: 1_240,
    attributes: chat({
      model: 'gpt-4o',
      input: [say('user', 'Where do bears sleep?')],
      output: [say('assistant', 'In dens.')],
      inputTokens: 900,
      outputTokens: 334,
    }),
  });
  await trace.send();
  const page = await open('/');
  const row = page.getByRole('row', { name });
  await row.waitFor();
  const text = await row.innerText();
  for (const part of ['Where do bears sleep?', 'In dens.', '1.24 s', '1.2k', 'gpt-4o', 'OK']) {
    expect(text).toContain(part);
  }
  await page.getByRole('link', { name }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
  expect(new URL(page.url()).pathname).toBe(`/traces/${trace.traceId}`);
});

it('keeps its filters in the address', async () => {
  const [good, bad] = [unique('good run'), unique('bad run')];
  const session = unique('filtered');
  const of = { 'gen_ai.conversation.id': session };
  const ok = new TraceUnderTest();
  ok.span(good, { attributes: of });
  const failed = new TraceUnderTest();
  failed.span(bad, { attributes: of, error: 'out of stock' });
  await Promise.all([ok.send(), failed.send()]);

  const page = await open('/traces');
  const field = page.getByRole('textbox', { name: 'Filter traces' });
  await field.waitFor();
  await page.keyboard.press('/');
  await expect.poll(() => field.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.type(`session:${session}`);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: `Remove session ${session}` }).waitFor();
  await page.getByRole('row', { name: good }).waitFor();
  await page.getByRole('row', { name: bad }).waitFor();
  await page.getByText('Errors', { exact: true }).click();
  await page.getByRole('row', { name: good }).waitFor({ state: 'detached' });
  expect(await page.getByRole('row', { name: bad }).innerText()).toContain('out of stock');
  expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({ session, status: 'ERROR' });

  await page.reload();
  await page.getByRole('row', { name: bad }).waitFor();
  expect(await page.getByRole('row', { name: good }).count()).toBe(0);
  await page.getByRole('button', { name: `Remove session ${session}` }).click();
  await page.waitForURL((address) => !address.searchParams.has('session'));
});

it('says when nothing matches, and clears the filters', async () => {
  await new TraceUnderTest().send();
  const present = new TraceUnderTest();
  present.span(unique('present'));
  await present.send();
  const page = await open('/traces?name=no-such-trace');
  await page.getByText('No trace matches these filters').waitFor();
  await page.getByRole('button', { name: 'Clear the filters' }).click();
  await page.getByRole('table', { name: 'Traces' }).waitFor();
});

it('loads page after page while one scrolls', async () => {
  const user = unique('reader');
  const sent = Array.from({ length: 130 }, (_, index) => {
    const trace = new TraceUnderTest(Date.now() - 300_000 + index * 1_000);
    trace.span(`turn ${index}`, { attributes: { 'user.id': user } });
    return trace.send();
  });
  await Promise.all(sent);
  const page = await open(`/traces?user=${encodeURIComponent(user)}`);
  await page.getByRole('link', { name: 'turn 129', exact: true }).waitFor();
  const first = page.getByRole('link', { name: 'turn 0', exact: true });
  const table = page.getByRole('table', { name: 'Traces' });
  await expect
    .poll(async () => {
      await table.hover();
      await page.mouse.wheel(0, 3_000);
      return first.isVisible();
    })
    .toBe(true);
});

it('shows a trace while it runs, without being asked', async () => {
  const name = unique('slow agent');
  const page = await open('/traces');
  await page
    .getByRole('table', { name: 'Traces' })
    .or(page.getByText('Waiting for the first trace'))
    .waitFor();
  const trace = new TraceUnderTest(Date.now());
  const root = trace.span(name, { duration: null });
  await trace.send();
  const row = page.getByRole('row', { name });
  await row.getByText('Running').waitFor({ state: 'attached' });
  await trace.send([{ ...root, endTimeUnixNano: `${Date.now() + 5}000000` }]);
  await row.getByText('OK').waitFor({ state: 'attached' });
});

it('shows what came after it was read and before it listened', async () => {
  const user = unique('prompt');
  const send = (name: string) => {
    const trace = new TraceUnderTest();
    trace.span(name, { attributes: { 'user.id': user } });
    return trace.send();
  };
  await send('read');
  const page = await open('/setup');
  const listen = await holdLive(page);
  await page.goto(`/traces?user=${encodeURIComponent(user)}`);
  await page.getByRole('row', { name: 'read' }).waitFor();
  await untilTold(() => send('between'));
  listen();
  await page.getByRole('row', { name: 'between' }).waitFor();
});

it('can be walked through by keyboard', async () => {
  const user = unique('walker');
  for (const at of [1, 2, 3]) {
    const trace = new TraceUnderTest(Date.now() - at * 10_000);
    trace.span(`step ${at}`, { attributes: { 'user.id': user } });
    await trace.send();
  }
  const page = await open(`/traces?user=${encodeURIComponent(user)}`);
  await page.getByRole('link', { name: 'step 1' }).waitFor();
  const focused = () => page.evaluate(() => document.activeElement?.textContent);
  await page.keyboard.press('j');
  await expect.poll(focused).toBe('step 1');
  await page.keyboard.press('j');
  await expect.poll(focused).toBe('step 2');
  await page.keyboard.press('k');
  await expect.poll(focused).toBe('step 1');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'step 1' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'step 3' }).waitFor();
  expect(new URL(page.url()).searchParams.get('user')).toBe(user);
});

it('shows the columns that one chooses, also next time', async () => {
  const trace = new TraceUnderTest();
  trace.span(unique('columns'));
  await trace.send();
  const page = await open('/traces');
  await page.getByRole('columnheader', { name: 'Tokens' }).waitFor();
  await page.getByRole('button', { name: 'Choose columns' }).click();
  await page.getByRole('checkbox', { name: 'Tokens' }).uncheck();
  await page.getByRole('checkbox', { name: 'Service' }).check();
  await page.getByRole('columnheader', { name: 'Tokens' }).waitFor({ state: 'detached' });
  await page.reload();
  await page.getByRole('columnheader', { name: 'Service' }).waitFor();
  expect(await page.getByRole('columnheader', { name: 'Tokens' }).count()).toBe(0);
});

it('takes the filter language, and shows where it cannot be read', async () => {
  const [kept, other] = [unique('kept run'), unique('other run')];
  for (const name of [kept, other]) {
    const trace = new TraceUnderTest();
    trace.span(name, { attributes: { 'app.region': name === kept ? unique('eu') : 'us' } });
    await trace.send();
  }
  const page = await open('/traces');
  await page.getByRole('row', { name: kept }).waitFor();
  const field = page.getByLabel('Filter traces');
  await field.fill(`name = '${kept}' AND span.attributes.\`app.region\` LIKE 'eu%'`);
  await field.press('Enter');
  await page.getByRole('row', { name: other }).waitFor({ state: 'detached' });
  await page.getByRole('row', { name: kept }).waitFor();
  expect(new URL(page.url()).searchParams.get('filter')).toContain(kept);
  await page.goto('/traces?filter=stauts%20%3D%201');
  await page.getByRole('alert').getByText('did you mean status').waitFor();
});
