import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { open, url, eachInBrowser } from './browser';
import { chat, say, TraceUnderTest, unique } from './otlp';

eachInBrowser();

it('reads a session as one conversation', async () => {
  const session = unique('visit');
  const model = 'gpt-4o';
  for (const [index, word] of ['first', 'second'].entries()) {
    const trace = new TraceUnderTest(Date.now() - 20_000 + index * 5_000);
    trace.span(`turn ${word}`, {
      attributes: {
        ...chat({
          model,
          input: [say('user', `${word} question`)],
          output: [say('assistant', `${word} answer`)],
        }),
        'gen_ai.conversation.id': session,
      },
    });
    await trace.send();
  }
  const page = await open('/sessions');
  await page.getByRole('link', { name: session }).click();
  await page.getByRole('heading', { level: 1, name: session }).waitFor();
  await page.getByRole('main').getByText('2 traces').waitFor();
  const spoken = page.getByText(/^(first|second) (question|answer)$/);
  await expect
    .poll(() => spoken.allInnerTexts())
    .toEqual(['first question', 'first answer', 'second question', 'second answer']);
  await page.getByRole('link', { name: 'turn second' }).click();
  await page.getByRole('link', { name: session }).waitFor();
});

/** A trace of one span in a session. */
async function turn(session: string, name: string): Promise<void> {
  const trace = new TraceUnderTest();
  trace.span(name, { attributes: { 'gen_ai.conversation.id': session } });
  await trace.send();
}

it('listens once while a session grows', async () => {
  const session = unique('growing');
  await turn(session, 'turn one');
  const page = await open('/');
  let listened = 0;
  page.on('request', (request) => {
    if (request.url().includes('/api/v1/live') && request.url().includes('session=')) listened++;
  });
  await page.goto(`/sessions/${encodeURIComponent(session)}`);
  await page.getByRole('link', { name: 'turn one' }).waitFor();
  for (const name of ['turn two', 'turn three', 'turn four']) {
    await turn(session, name);
    await page.getByRole('link', { name }).waitFor();
  }
  expect(listened).toBe(1);
});

it('listens again when it was refused', async () => {
  const session = unique('patient');
  await turn(session, 'turn one');
  const page = await open('/');
  let requests = 0;
  await page.route(
    (address) => address.pathname === '/api/v1/live',
    // As a server that is not ready does: a browser gives up after any answer but 200.
    (route) => (requests++ === 0 ? route.fulfill({ status: 404 }) : route.continue()),
  );
  await page.goto(`/sessions/${encodeURIComponent(session)}`);
  await page.getByRole('link', { name: 'turn one' }).waitFor();
  await expect.poll(() => requests).toBeGreaterThan(0);
  await turn(session, 'turn two');
  await page.getByRole('link', { name: 'turn two' }).waitFor();
  expect(requests).toBeGreaterThan(1);
});

it('counts by model and leads to the traces behind the count', async () => {
  const model = unique('model').replace(' ', '-');
  for (let index = 0; index < 3; index++) {
    const trace = new TraceUnderTest();
    trace.span(`call ${index}`, {
      attributes: chat({ model, input: [], output: [], inputTokens: 1_000, outputTokens: 500 }),
      error: index === 0 ? 'rate limited' : undefined,
    });
    await trace.send();
  }
  const page = await open('/stats');
  const row = page.getByRole('table', { name: 'Models' }).getByRole('row', { name: model });
  await row.waitFor();
  const cells = await row.getByRole('cell').allInnerTexts();
  expect(cells.slice(0, 3)).toEqual([model, '3', '33 %']);
  expect(cells).toContain('4.5k');
  await row.getByRole('link', { name: model }).click();
  await page.getByRole('button', { name: `Remove model ${model}` }).waitFor();
  await page.getByRole('row', { name: 'call 2' }).waitFor();
});

it('tells how to send a first trace, with a command that does', async () => {
  const page = await open('/setup');
  await page.getByRole('tab', { name: 'curl' }).click();
  const command = await page.getByRole('tabpanel').locator('pre').innerText();
  expect(command).toContain(url);
  const answer = execFileSync('bash', ['-c', command], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  expect(answer).not.toContain('error');
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await page
    .getByRole('row', { name: /chat gpt-4o/ })
    .first()
    .waitFor();
});

it('is light or dark as one likes, also next time', async () => {
  const page = await open('/setup', { colorScheme: 'dark' });
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.getByRole('button', { name: 'Switch to light' }).waitFor();
  const dark = await background();
  await page.keyboard.press('d');
  await page.getByRole('button', { name: 'Switch to dark' }).waitFor();
  expect(await background()).not.toBe(dark);
  await page.reload();
  await page.getByRole('button', { name: 'Switch to dark' }).waitFor();
});

it('explains its shortcuts', async () => {
  const page = await open('/sessions');
  await page.getByRole('navigation').waitFor();
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await dialog.getByText('Go to the filter or search field').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
});

it('filters sessions like traces, and keeps that in the address', async () => {
  const [calm, angry] = [unique('calm'), unique('angry')];
  const user = unique('visitor');
  for (const session of [calm, angry]) {
    const trace = new TraceUnderTest();
    trace.span(`talk ${session}`, {
      attributes: { 'session.id': session, 'user.id': user },
      error: session === angry ? 'hung up' : undefined,
    });
    await trace.send();
  }
  const page = await open('/sessions');
  const field = page.getByRole('textbox', { name: 'Filter sessions' });
  await field.fill(`user:${user}`);
  await field.press('Enter');
  await page.getByRole('button', { name: `Remove user ${user}` }).waitFor();
  await page.getByRole('link', { name: calm }).waitFor();
  await field.fill('error_count > 0');
  await field.press('Enter');
  await page.getByRole('link', { name: calm }).waitFor({ state: 'detached' });
  await page.getByRole('link', { name: angry }).waitFor();
  expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({ user, filter: 'error_count > 0' });
  await page.reload();
  await page.getByRole('link', { name: angry }).waitFor();
  expect(await page.getByRole('link', { name: calm }).count()).toBe(0);

  await field.fill('error_count > 100');
  await field.press('Enter');
  await page.getByText('No session matches').waitFor();
  await page.getByRole('button', { name: 'Clear the filters' }).click();
  await page.getByRole('link', { name: calm }).waitFor();
});
