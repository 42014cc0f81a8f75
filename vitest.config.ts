import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';
import LongestFirst from './test/support/longest-first.ts';

// They ask what depends on all that their process did before: what a connection keeps prepared, and the order in which
// shapes were first met.
const alone = ['test/database/lone-read.test.ts', 'test/contract/contracts.test.ts'];

const shared = {
  setupFiles: ['test/support/each-file.ts'],
  pool: 'forks' as const,
  testTimeout: 60_000,
  hookTimeout: 120_000,
  // What is waited for comes when it comes on a machine that has other work; how soon it must is for its test to measure.
  expect: { poll: { timeout: 15_000 } },
  env: { NODE_ENV: 'test', TZ: 'UTC' },
};
// mercurius loads graphql's CommonJS build; the tests must meet the same copy of its classes.
const resolve = { alias: { graphql: createRequire(import.meta.url).resolve('graphql') } };

export default defineConfig({
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    reporters: [['default', { summary: false }], './test/support/closing-line.ts'],
    sequence: { sequencer: LongestFirst },
    maxWorkers: 2,
    projects: [
      {
        resolve,
        // Files share their process: loading the service anew for each would take a third of the run.
        test: {
          ...shared,
          name: 'together',
          include: ['test/**/*.test.ts'],
          exclude: alone,
          isolate: false,
        },
      },
      { resolve, test: { ...shared, name: 'alone', include: alone, isolate: true } },
    ],
  },
});
