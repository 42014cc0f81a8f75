import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { metrics } from '../../src/domain/reports/metrics/catalog/index.ts';

/** Where figures are counted a second time, by other means than the catalog's SQL, and compared with what it answers. */
const recounts = [
  'simulation/hiring-figures.ts',
  'simulation/hiring-recounts.ts',
  'simulation/shift-figures.ts',
  'simulation/time-recounts.ts',
  'simulation/any-metrics-of-compliance.test.ts',
  'operations/personnel-files.test.ts',
  'operations/rate-metrics.test.ts',
].map((path) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8'));

test.each(metrics.map(({ name }) => name))('%s is counted a second time', (name) => {
  const named = new RegExp(`\\b${name}\\b`);
  expect(recounts.some((text) => named.test(text))).toBe(true);
});
