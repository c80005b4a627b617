import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    url: string;
  }
}

const LAUNCHER = fileURLToPath(new URL('../../spoor', import.meta.url));
/** The launcher builds the program first when its sources are newer. */
const START_MILLIS = 600_000;

/**
 * A server on a free port with a store that is gone at the end. `SPOOR_URL` names one that runs already, which then keeps
 * what the tests sent.
 */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (process.env.SPOOR_URL) {
    project.provide('url', process.env.SPOOR_URL);
    return undefined;
  }
  const server = spawn(LAUNCHER, ['serve', '--memory', '--port', '0', '--grpc-port', '-1'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => server.once('close', () => resolve()));
  project.provide('url', await addressOf(server));
  return async () => {
    server.kill('SIGTERM');
    await ended;
  };
}

/** The address that the server prints once it listens. */
function addressOf(server: ReturnType<typeof spawn>): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    const fail = (why: string) => {
      server.kill('SIGTERM');
      reject(new Error(`${LAUNCHER} serve ${why}:\n${printed}`));
    };
    const timer = setTimeout(() => fail('did not say where it listens'), START_MILLIS);
    const read = (chunk: Buffer) => {
      printed += chunk.toString();
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0];
      if (!url) return;
      clearTimeout(timer);
      resolve(url);
    };
    server.stdout?.on('data', read);
    server.stderr?.on('data', read);
    server.once('error', (error) => fail(error.message));
    server.once('exit', (code) => fail(`ended with ${code}`));
  });
}
