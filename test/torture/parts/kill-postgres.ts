import { setTimeout as sleep } from 'node:timers/promises';
import { sweep } from '../../support/invariants.ts';
import { counted, must, percentile } from '../figures.ts';
import type { Part } from '../part.ts';
import { lossesOf, Writers } from '../writers.ts';

const isReady = (address: string): Promise<boolean> =>
  fetch(`${address}/health/ready`, { signal: AbortSignal.timeout(1_000) }).then(
    async (response) => (await response.text(), response.ok),
    () => false,
  );

export const killPostgres: Part = {
  name: 'kill-postgres',
  promise:
    '50 kill -9 of Postgres under 8 writers: nothing acknowledged is lost, the service lives and is ready 5 s after',
  async run(ground, extent) {
    const service = await ground.service();
    const writers = new Writers(ground, { address: () => service.address });
    writers.start(8);
    const ready: number[] = [];
    const cycles = extent.of(50, 3);
    for (let cycle = 0; cycle < cycles; cycle += 1) {
      await sleep(300 + 500 * Math.random());
      await ground.killPostgres();
      const began = performance.now();
      while (!(await isReady(service.address))) {
        must(service.child.exitCode === null, 'the service lives');
        must(performance.now() - began < 5_000, 'ready at most 5 s after Postgres');
        await sleep(20);
      }
      ready.push(performance.now() - began);
    }
    await writers.stop();
    must((await service.stop()) === 0, 'the service ends with 0');
    const { lost, doubled } = await lossesOf(writers, ground);
    must(lost.length === 0, `0 acknowledged writes lost: ${lost.join(', ')}`);
    must(doubled.length === 0, `0 done twice or in halves: ${doubled.join(', ')}`);
    const broken = await sweep(ground.adminUrl, ground.tenantId);
    must(broken.length === 0, `every invariant holds: ${JSON.stringify(broken.slice(0, 5))}`);
    return `${cycles} kills, ${writers.acks} acknowledged, 0 lost, 0 double (${counted(writers.statuses)}); ready ${percentile(ready, 0.5)} ms (median), ${percentile(ready, 1)} ms (longest) after Postgres`;
  },
};
