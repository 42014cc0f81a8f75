import { mkdtempSync } from 'node:fs';
import pg from 'pg';
import { startEmbedded } from '/work/main/src/server/database/embedded.ts';
import { migrate } from '/work/main/src/server/database/migrate.ts';
import { createWorld, enter } from '/work/main/test/support/world.ts';
const server = await startEmbedded({ dataDirectory: mkdtempSync('/tmp/h4/g/pg-') + '/p', durable: false });
await migrate(server.url);
const c = new pg.Client(server.url); await c.connect();
const w = await createWorld(c);
for (const t of ['assignments', 'workers', 'orders']) {
  await c.query(`insert into row_versions (tenant_id, table_name, row_id, valid_from, program_id, facility_id, unit_id, vendor_id, worker_id, "row")
   select tenant_id, 'x_' || table_name, uuidv7(), valid_from, program_id, facility_id, unit_id, vendor_id, worker_id, "row" || jsonb_build_object('id', uuidv7()) from row_versions, generate_series(1, 20000) where table_name = $1`, [t]);
  await c.query('analyze row_versions');
  const absent = t === 'assignments' ? '{"version":1,"suspended_days":"{}"}' : t === 'orders' ? '{"version":1,"currency":"USD"}' : '{"version":1,"specialties":[],"experience":[],"taxonomy_codes":[]}';
  const old = t === 'workers' ? `left join workers p on p.tenant_id = v.tenant_id and p.id = v.row_id, jsonb_populate_record(p, v."row") kept` : `, jsonb_populate_record(null::${t}, v."row") kept`;
  const now = t === 'workers' ? `left join workers p on p.tenant_id = v.tenant_id and p.id = v.row_id, jsonb_populate_record(p, '${absent}'::jsonb || v."row") kept` : `, jsonb_populate_record((select jsonb_populate_record(null::${t}, '${absent}')), v."row") kept`;
  const select = t === 'workers' ? ['count(kept.display_name), count(kept.npi), count(kept.archived_at)', `count(kept.display_name), count(case when v."row" ?| '{npi,npi_digest}' then kept.npi end), count(case when v."row" ?| '{archived_at,archived_at_digest}' then kept.archived_at end)`] : ['count(kept.*)', 'count(kept.*)'];
  for (const [name, from, what] of [['old', old, select[0]], ['new', now, select[1]]]) {
    const ms: number[] = [];
    for (let i = 0; i < 7; i++) { const b = performance.now(); await c.query(`select ${what} from row_versions v ${from} where v.table_name = 'x_${t}'`); ms.push(performance.now() - b); }
    console.log(t, name, ms.toSorted((a, b) => a - b)[3]!.toFixed(0), 'ms for 20,000');
  }
}
await c.end(); await server.stop();
