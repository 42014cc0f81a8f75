import { defineConfig } from 'vitest/config';
import whole from '../../vitest.config.ts';

/** The races of the torture, which `npm test` does not run. */
export default defineConfig({
  ...whole,
  test: { ...whole.test, include: ['test/torture/business-races.ts'], testTimeout: 600_000 },
});
