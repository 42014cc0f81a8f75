import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';
import LongestFirst from './test/support/longest-first.ts';

// Asks what a connection keeps prepared, which depends on all that its process asked before.
const alone = ['test/database/lone-read.test.ts'];

const shared = {
  pool: 'forks',
  testTimeout: 30_000,
  hookTimeout: 60_000,
  env: { NODE_ENV: 'test', TZ: 'UTC' },
} as const;
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
