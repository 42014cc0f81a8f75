import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { sweep } from '../../support/invariants.ts';
import { counted, must } from '../figures.ts';
import type { Part } from '../part.ts';
import { lossesOf, Writers } from '../writers.ts';

/** What a client may be answered while its connections are cut: done, try again, or being done. */
const allowed = new Set(['200', '201', '503', '409']);

export const terminateBackends: Part = {
  name: 'terminate-backends',
  promise:
    'a random connection is ended every 200 ms for 2 minutes: no crash, no loss, 503 and no other failure',
  async run(ground, extent) {
    const service = await ground.service();
    const writers = new Writers(ground, { address: () => service.address });
    writers.start(8);
    const admin = new pg.Client(ground.adminUrl);
    await admin.connect();
    let ended = 0;
    const until = performance.now() + extent.of(120_000, 6_000);
    while (performance.now() < until) {
      const { rowCount } = await admin.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where usename = current_user and pid <> pg_backend_pid()
           and application_name like 'requisite%' order by random() limit 1`,
      );
      ended += rowCount ?? 0;
      must(service.child.exitCode === null, 'the service lives');
      await sleep(200);
    }
    await admin.end();
    await writers.stop();
    must((await service.stop()) === 0, 'the service ends with 0');
    const other = [...writers.statuses.keys()].filter((status) => !allowed.has(status));
    must(other.length === 0, `only 503: ${counted(writers.statuses)}`);
    const { lost, doubled } = await lossesOf(writers, ground);
    must(lost.length + doubled.length === 0, `0 lost, 0 double: ${[...lost, ...doubled].join(', ')}`);
    const broken = await sweep(ground.adminUrl, ground.tenantId);
    must(broken.length === 0, `every invariant holds: ${JSON.stringify(broken.slice(0, 5))}`);
    return `${ended} connections ended, ${writers.acks} acknowledged, 0 lost, 0 double, 0 crashes (${counted(writers.statuses)})`;
  },
};
