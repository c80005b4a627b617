import { expect, it } from 'vitest';
import { eachInBrowser, open } from './browser';
import { TraceUnderTest, unique } from './otlp';

eachInBrowser();

/** Traces of one user that nobody else has, the first being the oldest. */
async function send(user: string, runs: { name: string; duration: number }[]): Promise<void> {
  for (const [index, { name, duration }] of runs.entries()) {
    const trace = new TraceUnderTest(Date.now() - (runs.length - index) * 60_000);
    trace.span(name, { duration, attributes: { 'user.id': user } });
    await trace.send();
  }
}

it('sorts by a column, by mouse and by keyboard, and keeps that in the address', async () => {
  const user = unique('sorter');
  await send(user, [
    { name: 'beta', duration: 300 },
    { name: 'alpha', duration: 900 },
    { name: 'gamma', duration: 100 },
  ]);
  const page = await open(`/traces?user=${encodeURIComponent(user)}`);
  const names = () => page.getByRole('row').getByRole('link').allInnerTexts();
  const sortOf = (name: string) => page.getByRole('columnheader', { name }).getAttribute('aria-sort');
  await page.getByRole('row', { name: 'beta' }).waitFor();
  expect(await names()).toEqual(['gamma', 'alpha', 'beta']);
  expect(await sortOf('Time')).toBe('descending');
  expect(await sortOf('Duration')).toBe('none');
  // What has no order is no button.
  expect(await page.getByRole('columnheader', { name: 'Input' }).getByRole('button').count()).toBe(0);

  const duration = page.getByRole('button', { name: 'Duration' });
  await duration.click();
  await expect.poll(names).toEqual(['alpha', 'beta', 'gamma']);
  expect(await sortOf('Duration')).toBe('descending');
  expect(await sortOf('Time')).toBe('none');
  expect(new URL(page.url()).searchParams.get('order')).toBe('duration DESC');

  await page.keyboard.press('Enter');
  await expect.poll(names).toEqual(['gamma', 'beta', 'alpha']);
  expect(await sortOf('Duration')).toBe('ascending');

  await page.reload();
  await page.getByRole('row', { name: 'beta' }).waitFor();
  await expect.poll(names).toEqual(['gamma', 'beta', 'alpha']);

  await page.getByRole('button', { name: 'Name' }).focus();
  await page.keyboard.press('Space');
  await expect.poll(names).toEqual(['alpha', 'beta', 'gamma']);
  expect(await sortOf('Name')).toBe('ascending');
  await page.keyboard.press('Space');
  await expect.poll(names).toEqual(['gamma', 'beta', 'alpha']);
  await page.keyboard.press('Space');
  await expect.poll(names).toEqual(['gamma', 'alpha', 'beta']);
  expect(new URL(page.url()).searchParams.has('order')).toBe(false);
});

it('announces what comes into a sorted list instead of putting it on top', async () => {
  const user = unique('sorted live');
  await send(user, [
    { name: 'long', duration: 5_000 },
    { name: 'short', duration: 50 },
  ]);
  const page = await open(`/traces?user=${encodeURIComponent(user)}&order=duration+DESC`);
  const names = () => page.getByRole('row').getByRole('link').allInnerTexts();
  await page.getByRole('row', { name: 'short' }).waitFor();
  expect(await names()).toEqual(['long', 'short']);
  await send(user, [{ name: 'middle', duration: 500 }]);
  await page.getByRole('button', { name: '1 new trace' }).click();
  await expect.poll(names).toEqual(['long', 'middle', 'short']);
});

it('says what is wrong with an order that it does not know', async () => {
  const page = await open('/traces?order=shoe+size');
  await page.getByText("Unknown field 'shoe'").waitFor();
});
