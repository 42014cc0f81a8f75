import { afterAll, beforeAll, expect, test } from 'vitest';
import { adminClient } from '../support/database.ts';
import { sweep } from '../support/invariants.ts';
import { startService, type Service } from '../support/service.ts';
import { compare } from './compare.ts';
import { faultKinds, Faults, letFail } from './faults.ts';
import { Run } from './run.ts';

// SEED=7 runs that seed alone, to the letter as it ran among the others.
const chosen = process.env['SEED'];
const seeds = chosen === undefined ? Array.from({ length: 20 }, (_, at) => at + 1) : [Number(chosen)];
// BATCHES=500 makes a seed longer.
const batches = Number(process.env['BATCHES'] ?? 30);

const faults = new Faults();
let service: Service;

beforeAll(async () => {
  // What breaks here breaks on purpose.
  service = await startService({ LOG_LEVEL: 'silent' });
  await letFail(await adminClient(service.database));
  faults.haunt(service.app.pools.requests);
  faults.haunt(service.app.pools.jobs);
});

test.each(seeds)(
  'seed %i: whatever breaks, the service is as the model says',
  async (seed) => {
    const run = await Run.open(service, seed);
    faults.begin(seed);
    try {
      await run.go(batches);
      faults.end();
      await expect
        .poll(
          async () => {
            await run.hasten();
            await run.drain();
            return run.owed();
          },
          { timeout: 30_000, interval: 20 },
        )
        .toBe(0);
      await compare(run);
      expect(await sweep(service.database.adminUrl, run.scene.tenantId)).toEqual([]);
    } catch (error) {
      process.stderr.write(`SEED=${seed}\n${run.history.slice(-25).join('\n')}\n`);
      throw error;
    } finally {
      faults.end();
    }
  },
  60_000,
);

afterAll(() => {
  // A fault that never befell proves nothing.
  if (seeds.length < 20) return;
  for (const kind of faultKinds) expect(faults.befell[kind], kind).toBeGreaterThan(5);
});
