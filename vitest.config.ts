import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    isolate: false,
    // Tests wait more than they work: by itself, Vitest leaves one of two cores idle.
    maxWorkers: 2,
    // Patience costs nothing when all is well, and machines are busy.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 10_000 } },
    maxConcurrency: 3,
  },
});
