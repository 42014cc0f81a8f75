import pg from 'pg';
import { openGround } from './support/ground.ts';

// node test/bench/eligibility.ts [rounds]: who of 1,000 workers may work a shift, over HTTP on both surfaces, in a tenant of
// 7,000 workers with ten credentials each (70,000 rows) and ten demands; medians and the slowest, in milliseconds.
const rounds = Number(process.argv[2] ?? 30);

const ground = await openGround('program_manager');
const { url, tenantId, token } = ground;

const owner = new pg.Client(url);
await owner.connect();
const tenant = `'${tenantId}'::uuid`;
await owner.query(`begin;
  select app.enter(${tenant}, 'system', null, null, null, null, null, null, null);
  insert into programs (tenant_id, id, name, time_zone, state, created_at, updated_at)
    values (${tenant}, uuidv7(), 'Lakeshore', 'America/New_York', 'active', now(), now());
  insert into facilities (tenant_id, id, program_id, name, state, time_zone, created_at, updated_at)
    select ${tenant}, uuidv7(), id, 'Columbus', 'OH', 'America/New_York', now(), now() from programs;
  insert into credential_types (tenant_id, code, name, kind, created_at, updated_at)
    select ${tenant}, 'type_' || n, 'Type ' || n, case n when 0 then 'license' when 1 then 'immunization' else 'certification' end, now(), now()
    from generate_series(0, 9) n;
  insert into requirements (tenant_id, type_id, severity, proof, required_at, effective, created_at, updated_at)
    select ${tenant}, id, 'hard', 'document', 'start', '[2026-01-01,)', now(), now() from credential_types;
  insert into workers (tenant_id, display_name, home_state, profession, created_at, updated_at)
    select ${tenant}, 'Worker ' || n, 'TX', 'rn', now(), now() from generate_series(1, 7000) n;
  insert into credentials (tenant_id, worker_id, type_id, kind, profession, number, issuing_state, multistate, primary_state,
      issued_on, expires_on, proof, state, created_at, updated_at)
    select ${tenant}, w.id, t.id, t.kind, 'rn', 'N-' || left(w.id::text, 8), case t.kind when 'license' then 'TX' end,
      t.kind = 'license', case t.kind when 'license' then 'TX' end, '2025-01-01',
      date '2026-01-01' + (get_byte(uuid_send(w.id), 15) * 12), 'primary_source', 'verified', now(), now()
    from workers w cross join credential_types t;
  commit`);
await owner.query('vacuum analyze');
const facility = (await owner.query<{ id: string }>('select id from facilities')).rows[0]!.id;
const ids = (await owner.query<{ id: string }>('select id from workers order by id limit 1000')).rows.map(
  ({ id }) => id,
);
const { rows: counted } = await owner.query<{ n: string }>('select count(*) as n from credentials');
await owner.end();

const running = await ground.start();
const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };

const rest = () =>
  fetch(`${running.address}/v1/eligibility/workers?facilityId=${facility}&profession=rn&first=1000`, {
    headers,
  });
const graphql = () =>
  fetch(`${running.address}/graphql`, {
    method: 'POST',
    headers,
    body: JSON.stringify({
      query: `query ($f: ID!, $w: [ID!]) { eligibilityOfWorkers(facilityId: $f, profession: "rn", workerIds: $w) {
        workers { workerId eligible items { what status why fix by } } } }`,
      variables: { f: facility, w: ids },
    }),
  });
const one = () =>
  fetch(`${running.address}/v1/eligibility?facilityId=${facility}&workerId=${ids[0]}`, { headers });

async function measure(
  name: string,
  ask: () => Promise<Response>,
  check: (body: any) => number,
): Promise<void> {
  const times: number[] = [];
  let said = 0;
  let bytes = 0;
  for (let round = -5; round < rounds; round += 1) {
    const from = performance.now();
    const answer = await ask();
    const text = await answer.text();
    const took = performance.now() - from;
    if (!answer.ok) throw new Error(`${name}: ${answer.status} ${text.slice(0, 300)}`);
    said = check(JSON.parse(text));
    bytes = text.length;
    if (round >= 0) times.push(took);
  }
  times.sort((a, b) => a - b);
  const shown = [times[times.length >> 1]!, times.at(-1)!].map((time) => time.toFixed(1));
  console.log(
    `${name}: median ${shown[0]} ms, slowest ${shown[1]} ms; ${said} judged, ${Math.round(bytes / 1024)} KiB`,
  );
}

console.log(`${counted[0]!.n} credentials`);
try {
  await measure('REST, a page of 1,000 of a profession', rest, (body) => body.workers.length);
  await measure('GraphQL, 1,000 by id', graphql, (body) => {
    if (body.errors) throw new Error(JSON.stringify(body.errors));
    return body.data.eligibilityOfWorkers.workers.length;
  });
  await measure('REST, one worker', one, () => 1);
} finally {
  await running.stop();
  await ground.clear();
}
