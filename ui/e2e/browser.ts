import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';

/** What `CHROMIUM` names, or Chromium or Chrome where Linux packages put them. */
const EXECUTABLE =
  process.env.CHROMIUM ??
  ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path)) ??
  '/usr/bin/chromium';
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const url = inject('url');

let browser: Browser;
const troubles: string[] = [];

/** Starts a browser for the tests of a file; each test fails if a page logged an error or called another host. */
export function eachInBrowser(): void {
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: EXECUTABLE, args: FLAGS });
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await printPages();
    await Promise.all(browser.contexts().map((context) => context.close()));
    expect(troubles.splice(0)).toEqual([]);
  });
  afterAll(() => browser.close());
}

/** What stood on the pages when a test failed, to tell why. */
async function printPages(): Promise<void> {
  for (const page of browser.contexts().flatMap((context) => context.pages())) {
    const text = await page.locator('body').innerText();
    console.log(`${page.url()}\n${text.slice(0, 2_000)}`);
  }
}

/** Requests of the page to listen wait until the returned function is called. */
export async function holdLive(page: Page): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(
    (address) => address.pathname === '/api/v1/live',
    async (route) => {
      await released;
      await route.continue();
    },
  );
  return release;
}

/** Does what the server tells of, and waits until it has told all who listen. */
export async function untilTold(change: () => Promise<unknown>): Promise<void> {
  const lastEvent = async () => (await fetch(`${url}/api/v1/status`)).headers.get('spoor-event-id');
  const before = await lastEvent();
  await change();
  await expect.poll(lastEvent).not.toBe(before);
}

/** A page of a new visitor, without anything remembered. */
export async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width: 1440, height: 860 },
    colorScheme: 'light',
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('console', (message) => {
    // The browser logs every answer of 404 or 400, also where the page shows it as it should.
    if (message.type() === 'error' && !/status of 40[04]/.test(message.text())) troubles.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:')) troubles.push(request.url());
  });
  await page.goto(path);
  return page;
}
