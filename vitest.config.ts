import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.test.ts', 'apps/*/src/**/*.test.ts'],
    setupFiles: ['tools/test-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A page says what has changed a moment later, on a busy machine some moments.
    expect: { poll: { timeout: 30_000 } },
    pool: 'forks',
    // No test file changes what another sees, and the modules are read once.
    isolate: false,
    maxWorkers: 2,
  },
});
