import { setTimeout as sleep } from 'node:timers/promises';
import { sweep } from '../../support/invariants.ts';
import { must, percentile } from '../figures.ts';
import type { Part } from '../part.ts';
import { lossesOf, Writers } from '../writers.ts';

export const killService: Part = {
  name: 'kill-service',
  promise: '50 kill -9 of the service under 8 writers: nothing acknowledged is lost, nothing is done twice',
  async run(ground, extent) {
    let service = await ground.service();
    const { address } = service;
    const port = new URL(address).port;
    const writers = new Writers(ground, { address: () => address });
    writers.start(8);
    const ready: number[] = [];
    const cycles = extent.of(50, 3);
    for (let cycle = 0; cycle < cycles; cycle += 1) {
      await sleep(200 + 300 * Math.random());
      await service.kill();
      const began = performance.now();
      service = await ground.service({ PORT: port });
      ready.push(performance.now() - began);
    }
    await writers.stop();
    must((await service.stop()) === 0, 'the service ends with 0');
    const { lost, doubled } = await lossesOf(writers, ground);
    must(lost.length === 0, `0 acknowledged writes lost: ${lost.join(', ')}`);
    must(doubled.length === 0, `0 done twice or in halves: ${doubled.join(', ')}`);
    const broken = await sweep(ground.adminUrl, ground.tenantId);
    must(broken.length === 0, `every invariant holds: ${JSON.stringify(broken.slice(0, 5))}`);
    return `${cycles} kills, ${writers.acks} acknowledged, 0 lost, 0 double; ready again in ${percentile(ready, 0.5)} ms (median), ${percentile(ready, 1)} ms (longest)`;
  },
};
