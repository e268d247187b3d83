import { defineConfig } from 'vitest/config';
import { LongestFirst } from './tests/support/longestFirst.ts';

/** Files that leave nothing behind share a process: tables of languages and schemas are read once, not two hundred times. */
const sharing = ['src/{components,lib,services,simulator,types}/**/*.test.ts'];

export default defineConfig({
  test: {
    // Two cores: one file beside another is all that the timing of real sockets stands.
    maxWorkers: 2,
    maxConcurrency: 3,
    sequence: { sequencer: LongestFirst },
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'sharing', include: sharing, isolate: false } },
      {
        extends: true,
        test: {
          name: 'apart',
          include: ['src/**/*.test.ts', 'tests/**/*.test.ts', 'bench/**/*.test.ts'],
          exclude: ['**/node_modules/**', ...sharing],
        },
      },
    ],
  },
});
