import { expect, it } from 'vitest';
import { eachInBrowser, open } from './browser';
import { chat, TraceUnderTest } from './otlp';

eachInBrowser();

/** One red pixel. */
const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';

// That nothing is asked of another host, every test here checks, see `open`.
it('shows a picture that was sent along, small, and one that lies elsewhere only as a link', async () => {
  const trace = new TraceUnderTest();
  const parts = [
    { type: 'text', content: 'What is this? ![spy](https://pictures.example/spy.png)' },
    { type: 'blob', modality: 'image', mime_type: 'image/png', content: PIXEL },
    { type: 'uri', modality: 'image', mime_type: 'image/png', uri: 'https://pictures.example/cat.png' },
  ];
  const output = [
    {
      role: 'assistant',
      parts: [
        { type: 'reasoning', content: 'A pixel, and it is red.' },
        { type: 'text', content: 'A red pixel.' },
      ],
    },
  ];
  trace.span('look', { attributes: chat({ model: 'gpt-4o', input: [{ role: 'user', parts }], output }) });
  await trace.send();
  const page = await open(`/traces/${trace.traceId}`);
  const picture = page.getByRole('img', { name: 'As sent to the model' });
  await picture.waitFor();
  expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1);
  await page.getByRole('button', { name: 'Show the picture large' }).click();
  await page.getByRole('button', { name: 'Show the picture small' }).waitFor();
  const link = page.getByRole('link', { name: 'https://pictures.example/cat.png' });
  expect(await link.getAttribute('rel')).toContain('noreferrer');
  expect(await page.getByRole('img', { name: 'spy' }).count()).toBe(0);
  // How a model came to its answer is there for who asks.
  const reasoning = page.getByRole('button', { name: /^Reasoning/ });
  expect(await reasoning.getAttribute('aria-expanded')).toBe('false');
  await reasoning.click();
  await expect.poll(() => reasoning.getAttribute('aria-expanded')).toBe('true');
});
