import { expect, it } from 'vitest';
import { eachInBrowser, open } from './browser';
import { TraceUnderTest, unique } from './otlp';

eachInBrowser();

it('hides a project with its traces, with a count, and brings it back', async () => {
  const project = unique('shop');
  const name = unique('sale');
  const trace = new TraceUnderTest();
  trace.span(name);
  await trace.send(trace.spans, project);

  const page = await open('/traces');
  await page.getByRole('row', { name }).waitFor();
  await page.getByRole('link', { name: 'Projects' }).click();
  await page.getByRole('heading', { level: 1, name: 'Projects' }).waitFor();
  // Where traces go that name none cannot be deleted.
  expect(await page.getByRole('button', { name: 'Delete Default' }).count()).toBe(0);
  await page.getByRole('button', { name: `Delete ${project}` }).click();
  const dialog = page.getByRole('dialog', { name: `Delete the project ${project}?` });
  await dialog.getByText('Its 1 trace will be hidden').waitFor();
  await dialog.getByRole('button', { name: 'Delete it' }).click();
  await page.getByRole('link', { name: project }).waitFor({ state: 'detached' });
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await page
    .getByRole('table', { name: 'Traces' })
    .or(page.getByRole('button', { name: 'curl' }))
    .first()
    .waitFor();
  expect(await page.getByRole('row', { name }).count()).toBe(0);

  await page.keyboard.press('g');
  await page.keyboard.press('p');
  await page.getByLabel('Show deleted ones').check();
  expect(new URL(page.url()).searchParams.get('deleted')).toBe('true');
  await page.getByRole('button', { name: `Restore ${project}` }).click();
  await page.getByRole('link', { name: project, exact: true }).click();
  await page.getByRole('row', { name }).waitFor();
});
