import { defineConfig } from 'vitest/config';

// The UI in a real browser, on a real server: `npm run e2e`, once `mvn package` has made the program.
export default defineConfig({
  test: {
    include: ['e2e/**/*.spec.ts'],
    globalSetup: 'e2e/server.ts',
    // How long a slow machine may take; whatever is waited for is there as soon as it is there.
    testTimeout: 120_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 15_000 } },
    // One browser at a time: what is measured here must not compete with itself.
    fileParallelism: false,
  },
});
