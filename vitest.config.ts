import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'tests/**/*.test.ts', 'bench/**/*.test.ts'],
    // Two cores: one file beside another is all that the timing of real sockets stands.
    maxWorkers: 2,
    maxConcurrency: 3,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
