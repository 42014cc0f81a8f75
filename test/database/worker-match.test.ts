import type pg from 'pg';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createDatabase, serviceClient } from '../support/database.ts';
import { createWorld, enter, type Row, type World } from '../support/world.ts';

let client: pg.Client;
let world: World;

beforeAll(async () => {
  client = await serviceClient(await createDatabase());
  await createWorld(client);
  world = await createWorld(client);
});
beforeEach(async () => {
  await client.query('begin');
  await enter(client, world.tenantId, { side: 'system' });
});
afterEach(() => client.query('rollback'));

interface Person {
  name?: string;
  bornOn?: string | null;
  npi?: string | null;
  lastFour?: string | null;
}

/** Asks as a vendor that represents nobody. The person known is Ana Nurse, 1990-04-01, NPI 1234567893, 1234. */
async function match({
  name = 'ana nurse',
  bornOn = null,
  npi = null,
  lastFour = null,
}: Person): Promise<Row> {
  await enter(client, world.tenantId, { side: 'vendor', vendorId: '00000000-0000-4000-8000-000000000000' });
  const { rows } = await client.query<Row>('select * from app.match_worker($1, $2, $3, $4)', [
    name,
    bornOn,
    npi,
    lastFour,
  ]);
  expect(rows).toHaveLength(1);
  return rows[0]!;
}

describe('the match of a person', () => {
  test.each<[string, string, Person]>([
    ['yes', 'NPI', { name: 'another name', npi: '1234567893' }],
    ['yes', 'name and birth date', { bornOn: '1990-04-01' }],
    ['yes', 'name, birth date and last four', { bornOn: '1990-04-01', lastFour: '1234' }],
    ['review', 'name and birth date against the last four', { bornOn: '1990-04-01', lastFour: '4321' }],
    ['review', 'name and birth date against the NPI', { bornOn: '1990-04-01', npi: '1093817465' }],
    ['review', 'name and last four without a birth date', { lastFour: '1234' }],
    ['no', 'name alone', {}],
    ['no', 'name and last four against the birth date', { bornOn: '1991-04-01', lastFour: '1234' }],
    [
      'no',
      'birth date and last four under another name',
      { name: 'bea nurse', bornOn: '1990-04-01', lastFour: '1234' },
    ],
  ])('is %s by %s', async (verdict, _, person) => {
    expect(await match(person)).toEqual({
      verdict,
      worker_id: verdict === 'no' ? null : world.rows['workers']!['id'],
    });
  });

  test('prefers a certain person to a possible one', async () => {
    const namesake = await world.copy('workers', { npi: null });
    await world.copy('worker_identities', { id: namesake['id'], birth_date: null });
    expect(await match({ bornOn: '1990-04-01', lastFour: '1234' })).toEqual({
      verdict: 'yes',
      worker_id: world.rows['workers']!['id'],
    });
  });

  test('of a few finds them by index, also where it was first asked when nobody was there', async () => {
    const few = JSON.stringify([
      { place: 0, name: 'ana nurse', birth_date: '1990-04-01' },
      { place: 1, name: 'nobody at all', npi: '1093817465' },
    ]);
    const ask = () => client.query<Row>('select place from app.match_candidates($1::json)', [few]);
    for (let round = 0; round < 10; round += 1) expect((await ask()).rows).toEqual([{ place: 0 }]);
    await client.query(`with people as (insert into workers (tenant_id, display_name, home_state, profession, created_at, updated_at)
        select app.tenant(), 'P', 'OH', 'rn', app.now(), app.now() from generate_series(1, 5000) returning tenant_id, id)
      insert into worker_identities (tenant_id, id, first_name, last_name, normalized_name, created_at, updated_at)
        select tenant_id, id, 'P', id::text, 'p ' || id, app.now(), app.now() from people`);
    const read = async () => {
      const { rows } = await client.query<{
        read: number;
      }>(`select sum(coalesce(idx_tup_fetch, 0) + seq_tup_read)::int as read
        from pg_stat_xact_user_tables where relname in ('workers', 'worker_identities')`);
      return rows[0]!.read;
    };
    const before = await read();
    expect((await ask()).rows).toEqual([{ place: 0 }]);
    expect((await read()) - before).toBeLessThan(20);
  });

  test('knows nobody of another tenant', async () => {
    await enter(client, '00000000-0000-4000-8000-000000000000', { side: 'system' });
    const { rows } = await client.query(
      `select verdict from app.match_worker('ana nurse', '1990-04-01', null, null)`,
    );
    expect(rows).toEqual([{ verdict: 'no' }]);
  });
});

describe('whether a worker is represented on an order', () => {
  async function representedFor(vendorId: unknown): Promise<boolean> {
    await enter(client, world.tenantId, { side: 'vendor', vendorId });
    const { rows } = await client.query<{ answer: boolean }>('select app.represented_on($1, $2) as answer', [
      world.rows['orders']!['id'],
      world.rows['workers']!['id'],
    ]);
    return rows[0]!.answer;
  }

  test("is answered of others' live submissions only", async () => {
    const rival = '00000000-0000-4000-8000-000000000000';
    expect(await representedFor(rival)).toBe(true);
    expect(await representedFor(world.rows['vendors']!['id'])).toBe(false);
    await enter(client, world.tenantId, { side: 'system' });
    await world.change('submissions', { state: 'withdrawn' });
    expect(await representedFor(rival)).toBe(false);
  });
});

test('every table that carries a worker follows a merge, but what says how it was then', async () => {
  const { rows } = await client.query<{ name: string }>(`
    select c.relname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attname = 'worker_id' and a.attgenerated = ''
      and c.relname not in (select name from app.tables_of_workers()) order by 1`);
  expect(rows.map(({ name }) => name)).toEqual([
    'events',
    'invoice_lines',
    'payroll_export_lines',
    'people_totals',
    'row_versions',
    'submission_progress',
    'worker_matches',
  ]);
});
