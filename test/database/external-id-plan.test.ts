import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { systemActor } from '../../src/kernel/actor.ts';
import { startService, type Service } from '../support/service.ts';

let service: Service;
let tenantId: string;

beforeAll(async () => {
  service = await startService();
  ({ tenantId } = await service.tenant());
});

// A first import fills a table that Postgres has never analyzed: another index made each name a search among all.
test('a name of another system is found by all of it, also where nothing is known of the table', async () => {
  const plan = await service.as(systemActor(tenantId), async (tx) => {
    await tx.rows(sql`set local plan_cache_mode = force_generic_plan`);
    await tx.rows(sql`set local enable_seqscan = off`);
    await tx.rows(sql`prepare look_up (uuid, text, text, text[]) as
      select i.subject_id from unnest($4) as a (id) join lateral (select e.subject_id from external_ids e where e.tenant_id = $1
        and e.owner_id = $1 and e.system = $2 and e.noun = $3 and e.external_id = a.id limit 1) i on true`);
    return tx.rows<{ 'QUERY PLAN': string }>(
      sql.raw(`explain execute look_up ('${tenantId}', 'hris', 'costCenter', '{a,b}')`),
    );
  });
  const text = plan.map((line) => line['QUERY PLAN']).join('\n');
  expect(text).toContain('external_ids_once');
  expect(text).toMatch(/Index Cond: .*external_id = /);
});
