import fastify from 'fastify';
import pg from 'pg';
import { peerOf } from './questions.ts';

// The handler a careful person writes by hand: the service's role and row security, settings for the transaction alone,
// one prepared statement that yields JSON. Nothing else: no authentication, no limits, no validation.
const { url, port, poolSize, tenantId, membershipId } = peerOf(process.argv[2]);
const pool = new pg.Pool({
  connectionString: url,
  max: poolSize,
  options: '-c role=requisite_service -c timezone=UTC',
  pipeline: true,
} as pg.PoolConfig);

const settings = {
  name: 'settings',
  text: `select set_config('app.tenant', $1, true), set_config('app.side', 'operator', true), set_config('app.membership', $2, true),
    set_config('app.programs', '', true), set_config('app.facilities', '', true), set_config('app.units', '', true),
    set_config('app.vendor', '', true), set_config('app.worker', '', true)`,
  values: [tenantId, membershipId],
};

const instant = (column: string) => `translate(${column}::timestamp::text, ' ', 'T') || 'Z'`;
const order = `json_build_object('id', o.id, 'version', o.version, 'programId', o.program_id, 'facilityId', o.facility_id, 'unitId', o.unit_id,
  'type', o.type, 'title', o.title, 'profession', o.profession, 'specialty', o.specialty, 'positions', o.positions, 'startsOn', o.starts_on,
  'endsOn', o.ends_on, 'weeks', o.weeks, 'hoursPerWeek', o.hours_per_week::text, 'billRate', o.bill_rate::text, 'maxBillRate', o.max_bill_rate::text,
  'currency', o.currency, 'estimatedCost', o.estimated_cost::text, 'description', o.description, 'state', o.state,
  'releasedAt', ${instant('o.released_at')}, 'createdAt', ${instant('o.created_at')}, 'updatedAt', ${instant('o.updated_at')})`;

const statements = {
  get: `select ${order}::text as j from orders o where o.tenant_id = $1 and o.id = $2`,
  list: `select json_build_object('data', json_agg(l.j))::text as j from (select ${order} as j from orders o
    where o.tenant_id = $1 and o.state = 'open' order by o.created_at, o.id limit 50) l`,
  nested: `select json_build_object('data', json_build_object('orders', json_build_object('nodes', json_agg(l.j))))::text as j from (select json_build_object(
      'id', o.id, 'title', o.title, 'profession', o.profession, 'startsOn', o.starts_on, 'endsOn', o.ends_on, 'state', upper(o.state),
      'billRate', o.bill_rate::text, 'estimatedCost', o.estimated_cost::text, 'createdAt', ${instant('o.created_at')},
      'submissions', json_build_object('nodes', (select coalesce(json_agg(k.j), '[]') from (select json_build_object(
        'id', s.id, 'state', upper(s.state), 'billRate', s.bill_rate::text, 'availableOn', s.available_on, 'presentedAt', ${instant('s.presented_at')},
        'createdAt', ${instant('s.created_at')},
        'worker', (select json_build_object('id', w.id, 'displayName', w.display_name, 'homeState', w.home_state, 'profession', w.profession, 'specialties', w.specialties)
          from workers w where w.tenant_id = s.tenant_id and w.id = s.worker_id),
        'vendor', (select json_build_object('id', v.id, 'name', v.name, 'kind', upper(v.kind), 'state', upper(v.state))
          from vendors v where v.tenant_id = s.tenant_id and v.id = s.vendor_id)) as j
        from submissions s where s.tenant_id = o.tenant_id and s.order_id = o.id order by s.id limit 10) k))) as j
    from orders o where o.tenant_id = $1 order by o.starts_on, o.id limit 50) l`,
};

/** Begin, settings, statement, commit, each awaited; or all four sent at once. */
async function answer(name: string, text: string, values: unknown[], together: boolean): Promise<string> {
  const client = await pool.connect();
  try {
    if (together) {
      const [, , { rows }] = await Promise.all([
        client.query('begin read only'),
        client.query(settings),
        client.query<{ j: string }>({ name, text, values }),
        client.query('commit'),
      ]);
      return rows[0]!.j;
    }
    await client.query('begin read only');
    await client.query(settings);
    const { rows } = await client.query<{ j: string }>({ name, text, values });
    await client.query('commit');
    return rows[0]!.j;
  } finally {
    client.release();
  }
}

// A program with its event, its history (by the table's trigger) and its idempotency key: one statement.
const write = {
  name: 'write',
  text: `with claimed as (
      insert into idempotency_keys (tenant_id, membership_id, operation, key, fingerprint, answer) values ($1, $2, 'createProgram', $3, 'f', '{}') returning key),
    made as (insert into programs (tenant_id, name, time_zone, state, created_at, updated_at)
      select $1, $4, $5, 'active', now(), now() from claimed returning *),
    told as (insert into events (tenant_id, type, sides, program_id, subject_noun, subject_id, subject_version, actor_kind, membership_id, operation, request_id, at, data)
      select $1, 'program.created', '{operator,client}', m.id, 'program', m.id, 1, 'membership', $2, 'createProgram', 'r', now(), '{}' from made m)
    select json_build_object('id', m.id, 'version', m.version, 'name', m.name, 'currency', m.currency, 'timeZone', m.time_zone,
      'requesterSeesPay', m.requester_sees_pay, 'state', m.state)::text as j from made m`,
};

const app = fastify();
const json = 'application/json; charset=utf-8';
for (const [path, together] of [
  ['', false],
  ['/together', true],
] as const) {
  app.get<{ Params: { id: string } }>(`${path}/get/:id`, async ({ params }, reply) =>
    reply.type(json).send(await answer('get', statements.get, [tenantId, params.id], together)),
  );
  app.get(`${path}/list`, async (_, reply) =>
    reply.type(json).send(await answer('list', statements.list, [tenantId], together)),
  );
  app.post(`${path}/nested`, async (_, reply) =>
    reply.type(json).send(await answer('nested', statements.nested, [tenantId], together)),
  );
}
app.post<{ Body: { name: string; timeZone: string } }>('/write', async ({ body, headers }, reply) => {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(settings);
    const { rows } = await client.query<{ j: string }>({
      ...write,
      values: [tenantId, membershipId, headers['idempotency-key'], body.name, body.timeZone],
    });
    await client.query('commit');
    return reply.status(201).type(json).send(rows[0]!.j);
  } finally {
    client.release();
  }
});
await app.listen({ port, host: '127.0.0.1' });
