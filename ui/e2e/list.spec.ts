import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { eachInBrowser, open } from './browser';
import { chat, TraceUnderTest, unique } from './otlp';

eachInBrowser();

/** Traces of one user that nobody else has, a minute apart, the last one failed. */
async function tracesOf(user: string, names: string[]): Promise<TraceUnderTest[]> {
  const traces = names.map((name, index) => {
    const trace = new TraceUnderTest(Date.now() - (names.length - index) * 60_000);
    trace.span(name, {
      attributes: { 'user.id': user },
      error: index === names.length - 1 ? 'out of stock' : undefined,
    });
    return trace;
  });
  for (const trace of traces) await trace.send();
  return traces;
}

const listOf = (user: string) => `/traces?user=${encodeURIComponent(user)}`;

it('completes the filter language by keyboard, from the field to the value', async () => {
  const user = unique('writer');
  await tracesOf(user, ['fine run', 'failed run']);
  const page = await open(listOf(user));
  await page.getByRole('row', { name: 'fine run' }).waitFor();
  const field = page.getByLabel('Filter traces');
  await field.click();
  await page.keyboard.type('error_c');
  await page.getByRole('option', { name: /error_count/ }).click();
  await expect.poll(() => field.inputValue()).toBe('error_count ');
  await page.getByRole('option', { name: 'filter > ', exact: false }).first().waitFor();
  await page.keyboard.type("> 0 AND status = 'err");
  await page
    .getByRole('option', { name: /'ERROR'/ })
    .first()
    .waitFor();
  await page.keyboard.press('ArrowDown');
  await page.getByRole('option', { name: /^filter\s*'ERROR'$/ }).click();
  await expect.poll(() => field.inputValue()).toBe("error_count > 0 AND status = 'ERROR' ");
  await page.keyboard.press('Enter');
  await page.getByRole('row', { name: 'fine run' }).waitFor({ state: 'detached' });
  await page.getByRole('row', { name: 'failed run' }).waitFor();
});

it('explains a filter that cannot be read before it is applied, and mends it', async () => {
  const user = unique('typist');
  await tracesOf(user, ['kept', 'failed']);
  const page = await open(listOf(user));
  await page.getByRole('row', { name: 'kept' }).waitFor();
  const field = page.getByLabel('Filter traces');
  await field.fill("stauts = 'ERROR'");
  await page.getByRole('status').getByText('did you mean status').waitFor();
  await page.keyboard.press('Enter');
  // It is not applied, and nothing that was written is lost.
  expect(new URL(page.url()).searchParams.has('filter')).toBe(false);
  await page.getByRole('button', { name: 'Write status' }).click();
  await expect.poll(() => field.inputValue()).toBe("status = 'ERROR'");
  await field.press('Enter');
  await page.getByRole('row', { name: 'kept' }).waitFor({ state: 'detached' });
  // A chip can be taken up again.
  await page.getByRole('button', { name: "Edit filter status = 'ERROR'" }).click();
  await expect.poll(() => field.inputValue()).toBe("status = 'ERROR'");
  await page.getByRole('row', { name: 'kept' }).waitFor();
});

it('shows when the traces were, and takes a part of that time', async () => {
  const user = unique('clock');
  await tracesOf(user, ['oldest', 'middle', 'newest']);
  const page = await open(listOf(user));
  const strip = page.getByRole('region', { name: 'Traces over time' });
  await strip.getByText('3 traces').waitFor();
  await strip.getByText('1 failed').waitFor();
  const bars = strip.getByRole('listbox');
  await bars.focus();
  const counts = () => bars.getByRole('option', { name: /: 1 trace/ }).count();
  await expect.poll(counts).toBe(3);
  // From the last step to the left, until the newest is marked and the one before is not.
  await page.keyboard.press('ArrowRight');
  const marked = bars
    .getByRole('option', { selected: true })
    .and(bars.getByRole('option', { name: /: 1 trace/ }));
  for (let step = 0; step < 60 && (await marked.count()) === 0; step++)
    await page.keyboard.press('Shift+ArrowLeft');
  expect(await marked.count()).toBe(1);
  await page.keyboard.press('Enter');
  await page.getByRole('row', { name: 'middle' }).waitFor({ state: 'detached' });
  await page.getByRole('row', { name: 'newest' }).waitFor();
  expect(new URL(page.url()).searchParams.has('from')).toBe(true);
  await strip.getByText('1 trace', { exact: true }).waitFor();
  await page.goBack();
  await page.getByRole('row', { name: 'oldest' }).waitFor();

  const box = await bars.boundingBox();
  if (!box) throw new Error('no bars');
  await page.mouse.move(box.x + 2, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x + 40, box.y + 10);
  await page.mouse.up();
  await page.getByRole('row', { name: 'newest' }).waitFor({ state: 'detached' });
  await page.getByRole('row', { name: 'oldest' }).waitFor();
  await strip.getByRole('button', { name: 'Whole range' }).click();
  await page.getByRole('row', { name: 'newest' }).waitFor();
});

it('tags what is selected, and shows the tag as a column', async () => {
  const user = unique('tagger');
  await tracesOf(user, ['one', 'two', 'three']);
  const page = await open(listOf(user));
  await page.getByRole('checkbox', { name: 'Select one' }).check();
  await page.getByRole('checkbox', { name: 'Select three' }).check();
  const bar = page.getByRole('toolbar', { name: 'Selected traces' });
  await bar.getByText('2 selected').waitFor();
  await bar.getByRole('button', { name: 'Tag' }).click();
  const dialog = page.getByRole('dialog', { name: 'Tag 2 traces' });
  await dialog.getByRole('textbox', { name: 'Tag' }).fill('review');
  await dialog.getByRole('textbox', { name: 'Value' }).fill('open');
  await dialog.getByRole('button', { name: 'Tag 2 traces' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Choose columns' }).click();
  await page.getByRole('checkbox', { name: 'review' }).check();
  await page.getByRole('columnheader', { name: 'review' }).waitFor();
  await page.getByRole('row', { name: 'one' }).getByText('open', { exact: true }).waitFor();
  expect(await page.getByRole('row', { name: 'two' }).getByText('open', { exact: true }).count()).toBe(0);
});

it('deletes all that match, also what is not loaded, after it told how many', async () => {
  const user = unique('tidy');
  const sent = Array.from({ length: 120 }, (_, index) => {
    const trace = new TraceUnderTest(Date.now() - 400_000 + index * 1_000);
    trace.span(`run ${index}`, { attributes: { 'user.id': user } });
    return trace.send();
  });
  await Promise.all(sent);
  const page = await open(listOf(user));
  await page.getByRole('link', { name: 'run 119' }).waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  const bar = page.getByRole('toolbar', { name: 'Selected traces' });
  await bar.getByText('1 selected').waitFor();
  await page.getByRole('checkbox', { name: 'Select all loaded traces' }).check();
  await bar.getByRole('button', { name: 'Select all 120 that match' }).click();
  await bar.getByText('All 120 selected').waitFor();
  await bar.getByRole('button', { name: 'Delete' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete 120 traces?' });
  await dialog.getByRole('button', { name: 'Keep them' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('link', { name: 'run 119' }).waitFor();
  await bar.getByRole('button', { name: 'Delete' }).click();
  await dialog.getByRole('button', { name: 'Delete 120 traces' }).click();
  await page.getByText('No trace matches these filters').waitFor();
  await bar.waitFor({ state: 'detached' });
});

it('exports a selection, and all that match, as lines of JSON', async () => {
  const user = unique('taker');
  const [first] = await tracesOf(user, ['kept', 'taken', 'taken too']);
  const page = await open(listOf(user));
  const bar = page.getByRole('toolbar', { name: 'Selected traces' });
  const saved = async (format: RegExp) => {
    await bar.getByRole('button', { name: 'Export' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: format }).click(),
    ]);
    const lines = (await readFile(await download.path(), 'utf8')).trimEnd().split('\n');
    return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  };
  await page.getByRole('checkbox', { name: 'Select kept' }).check();
  const one = await saved(/OTLP/);
  expect(one).toHaveLength(1);
  expect(JSON.stringify(one[0])).toContain(first?.spans[0]?.spanId);
  await page.getByRole('checkbox', { name: 'Select all loaded traces' }).check();
  const all = await saved(/API/);
  expect(all.map((trace) => trace.name)).toEqual(['taken too', 'taken', 'kept']);
});

it('keeps views: saved, opened, renamed, handed on and deleted', async () => {
  const user = unique('keeper');
  const [good, failed] = [unique('good'), unique('failed')];
  await tracesOf(user, [good, failed]);
  const page = await open(`${listOf(user)}&status=ERROR`);
  await page.getByRole('row', { name: failed }).waitFor();
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('textbox', { name: 'Name of the view' }).fill('What failed');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('button', { name: 'Rename What failed' }).click();
  await page.getByRole('textbox', { name: 'New name of What failed' }).fill('Failures');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Rename Failures' }).waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Export views' }).click(),
  ]);
  const file = await download.path();

  await page.goto('/traces');
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('button', { name: 'Failures', exact: true }).click();
  await page.getByRole('row', { name: good }).waitFor({ state: 'detached' });
  await page.getByRole('row', { name: failed }).waitFor();
  expect(await page.getByRole('row', { name: good }).count()).toBe(0);

  const other = await open('/traces');
  await other.getByRole('button', { name: 'Views' }).click();
  const [chooser] = await Promise.all([
    other.waitForEvent('filechooser'),
    other.getByRole('button', { name: 'Import views' }).click(),
  ]);
  await chooser.setFiles({ name: 'views.json', mimeType: 'application/json', buffer: await readFile(file) });
  await other.getByRole('button', { name: 'Delete Failures' }).click();
  await other.getByRole('button', { name: 'Failures', exact: true }).waitFor({ state: 'detached' });
});

it('names the model that has no price', async () => {
  const model = unique('home-made').replace(' ', '-');
  const user = unique('payer');
  const trace = new TraceUnderTest();
  trace.span('call', { attributes: { ...chat({ model, input: [], output: [] }), 'user.id': user } });
  await trace.send();
  const page = await open(listOf(user));
  await page.getByRole('row', { name: 'call' }).getByText('unpriced').hover();
  await page.getByRole('tooltip', { name: `1 model call without a known price: ${model}` }).waitFor();
  await page.getByRole('row', { name: 'call' }).click();
  await page.getByRole('button', { name: `unpriced ${model}` }).waitFor();
});

it('says of a session which of its models have no price', async () => {
  const model = unique('home-made').replace(' ', '-');
  const session = unique('talk');
  const trace = new TraceUnderTest();
  trace.span('call', { attributes: { ...chat({ model, input: [], output: [] }), 'session.id': session } });
  await trace.send();
  const page = await open('/sessions');
  await page.getByRole('row', { name: session }).getByText('unpriced').hover();
  await page.getByRole('tooltip', { name: `1 model call without a known price: ${model}` }).waitFor();
});
