import { expect, it } from 'vitest';
import { eachInBrowser, open } from './browser';
import { chat, say, TraceUnderTest, unique } from './otlp';

eachInBrowser();

/** A trace in which a word is said deep in a long answer, and another one stands in an attribute alone. */
async function told(word: string) {
  const trace = new TraceUnderTest();
  const root = trace.span(unique('storyteller'));
  const call = trace.span('chat', {
    parent: root,
    attributes: {
      ...chat({
        model: 'gpt-4o',
        input: [say('user', 'Tell me of the forest.')],
        output: [say('assistant', `${'Trees stood there. '.repeat(400)}Then came the ${word} and left.`)],
      }),
      'app.note': `${word}-note`,
    },
  });
  await trace.send();
  return { trace, root, call };
}

it('finds a text in what was sent and opens it there, marked', async () => {
  const word = unique('heron').replace(' ', '');
  const { trace, call } = await told(word);
  const page = await open('/traces');
  await page.getByLabel('Filter traces').fill(word.toUpperCase());
  await page.getByRole('option', { name: /^find/ }).click();
  await page.waitForURL((address) => address.pathname === '/search');
  const hit = page.getByRole('list', { name: 'Traces found' }).getByRole('listitem');
  await hit.getByText(word, { exact: true }).first().waitFor();
  await page.getByText('One trace holds it; all was searched.').waitFor();
  await hit.getByRole('link').click();
  await page.waitForURL((address) => address.pathname === `/traces/${trace.traceId}`);
  expect(new URL(page.url()).searchParams.get('span')).toBe(call.spanId);
  const marks = page.getByRole('group', { name: 'Marked text' });
  await marks.getByText('1 place').waitFor();
  // The end of the long answer is out of sight at first; the mark brings it in.
  await page.getByText(`Then came the ${word} and left.`).waitFor();
  await expect
    .poll(() => page.evaluate(() => [...(CSS.highlights.get('spoor-mark') ?? [])].map(String)))
    .toEqual([word]);
  await page.goBack();
  await hit.getByRole('link').waitFor();
});

it('minds capitals, filters and what is not there', async () => {
  const word = unique('Otter').replace(' ', '');
  const { root } = await told(word);
  const page = await open(`/search?text=${word.toLowerCase()}`);
  const hits = page.getByRole('list', { name: 'Traces found' }).getByRole('listitem');
  await hits.first().waitFor();
  await page.getByRole('button', { name: 'Match case' }).click();
  await page.getByText('Nothing that was sent holds this text.', { exact: false }).waitFor();
  await page.getByRole('button', { name: 'Match case' }).click();
  await hits.first().waitFor();
  const filter = page.getByLabel('Only among traces');
  await filter.fill("status = 'ERROR'");
  await filter.press('Enter');
  await page.getByText('Nothing that was sent holds this text.', { exact: false }).waitFor();
  await page.getByRole('button', { name: "Remove filter status = 'ERROR'" }).click();
  await hits.getByRole('link', { name: String(root.name) }).waitFor();
  expect(new URL(page.url()).searchParams.get('text')).toBe(word.toLowerCase());
});

it('goes from place to place, and finds the content that was opened', async () => {
  const word = unique('badger').replace(' ', '');
  const { trace, call } = await told(word);
  const page = await open(`/traces/${trace.traceId}?span=${call.spanId}&tab=attributes&mark=${word}`);
  const marks = page.getByRole('group', { name: 'Marked text' });
  await marks.getByText('2 places').waitFor();
  const current = () =>
    page.evaluate(() => {
      const [range] = [...(CSS.highlights.get('spoor-mark-current') ?? [])] as Range[];
      return range?.startContainer.nodeValue?.slice(0, 12);
    });
  const first = await current();
  await marks.getByRole('button', { name: 'Next place' }).click();
  await expect.poll(current).not.toBe(first);
  await marks.getByRole('button', { name: 'Mark nothing' }).click();
  await marks.waitFor({ state: 'detached' });
  await page.getByLabel('Search spans').fill(word);
  await page.getByText('1 found').waitFor();
});
