import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { systemActor } from '../../src/kernel/actor.ts';
import { enteredQuery } from '../../src/server/database/entered-query.ts';
import { settingsOf } from '../../src/server/database/entering.ts';
import { loneRead } from '../../src/server/database/lone-read.ts';
import { planOf } from '../../src/server/database/plan.ts';
import { createPool } from '../../src/server/database/pool.ts';
import { createDatabase } from '../support/database.ts';

test('a read of its own is entered, alone, read-only, and leaves nothing behind', async () => {
  const database = await createDatabase();
  const pool = createPool(database.adminUrl, 1, () => undefined);
  const actor = systemActor(randomUUID());
  const backend = planOf(sql`select pg_backend_pid() as pid`);
  const [{ pid } = { pid: 0 }] = await loneRead<{ pid: number }>(pool, actor, backend, []);
  const entered = planOf(
    sql`select app.tenant() as tenant, app.side() as side, current_setting('transaction_read_only') as "readOnly"`,
  );
  expect(await loneRead(pool, actor, entered, [])).toEqual([
    { tenant: actor.tenantId, side: 'system', readOnly: 'on' },
  ]);
  // What the next borrower of the connection finds.
  const left = await pool.query(
    `select current_setting('app.tenant', true) as tenant, current_setting('transaction_read_only') as "readOnly"`,
  );
  expect(left.rows).toEqual([{ tenant: '', readOnly: 'off' }]);

  const divide = planOf(sql`select 1 / ${sql.placeholder('0')}::int as answer`);
  expect(await loneRead(pool, actor, divide, [1])).toEqual([{ answer: 1 }]);
  // Refused in a statement that the connection knew: it stays.
  await expect(loneRead(pool, actor, divide, [0])).rejects.toMatchObject({ code: '22012' });
  expect(await loneRead(pool, actor, divide, [1])).toEqual([{ answer: 1 }]);
  expect(await loneRead(pool, actor, backend, [])).toEqual([{ pid }]);
  // Refused in one that it met for the first time: what it has prepared is not known, so it goes.
  const unknown = planOf(sql`select * from nowhere`);
  await expect(loneRead(pool, actor, unknown, [])).rejects.toMatchObject({ code: '42P01' });
  const [after] = await loneRead<{ pid: number }>(pool, actor, backend, []);
  expect(after!.pid).not.toBe(pid);
  // A tenant's write through it fails, and many at once do not meet.
  await expect(loneRead(pool, actor, planOf(sql`delete from idempotency_keys`), [])).rejects.toMatchObject({
    code: '25006',
  });
  const tenants = Array.from({ length: 50 }, () => systemActor(randomUUID()));
  const seen = await Promise.all(tenants.map((one) => loneRead<{ tenant: string }>(pool, one, entered, [])));
  expect(seen.map(([row]) => row!.tenant)).toEqual(tenants.map(({ tenantId }) => tenantId));
  await pool.end();
});

test('a question without a name and without values is entered too, and answered', async () => {
  const database = await createDatabase();
  const client = await createPool(database.adminUrl, 1, () => undefined).connect();
  const actor = systemActor(randomUUID());
  const text = 'select app.enter($1, $2, $3, $4, $5, $6, $7, $8, $9)';
  const entrance = { name: 'entrance', text, values: settingsOf(actor, undefined) };
  for (const name of [undefined, 'named', undefined]) {
    const question = { text: 'select app.tenant() as tenant', values: [], ...(name && { name }) };
    const { rows } = await enteredQuery(client, entrance, question);
    expect(rows).toEqual([{ tenant: actor.tenantId }]);
  }
  client.release(true);
});
