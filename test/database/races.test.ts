import type pg from 'pg';
import { beforeAll, expect, test } from 'vitest';
import { adminClient, createDatabase, serviceClient } from '../support/database.ts';
import { placement } from '../support/hostile.ts';
import { createWorld, enter, type Row, type World } from '../support/world.ts';

let first: pg.Client;
let second: pg.Client;
let admin: pg.Client;
let world: World;

beforeAll(async () => {
  const database = await createDatabase();
  [first, second, admin] = await Promise.all([
    serviceClient(database),
    serviceClient(database),
    adminClient(database),
  ]);
  world = await createWorld(first);
});

async function begin(client: pg.Client): Promise<void> {
  await client.query('begin');
  await enter(client, world.tenantId, { side: 'system' });
}

/** Begins in both connections, so that neither sees what the other writes; answers the second's world. */
async function beginBoth(): Promise<World> {
  await begin(first);
  await begin(second);
  return world.through(second);
}

/** Starts what the second does, commits the first once the second waits for it, and answers how the second fared. */
async function firstWins(work: () => Promise<unknown>): Promise<pg.DatabaseError | 'committed'> {
  const { rows } = await second.query<{ pid: number }>('select pg_backend_pid() as pid');
  const outcome = work()
    .then(() => second.query('commit'))
    .then(
      () => 'committed' as const,
      (error: pg.DatabaseError) => error,
    );
  for (;;) {
    const waiting = await admin.query('select from pg_locks where pid = $1 and not granted', [rows[0]!.pid]);
    if (waiting.rowCount !== 0) break;
  }
  await first.query('commit');
  const answer = await outcome;
  await second.query('rollback');
  return answer;
}

test('two acceptances of the last opening: one assignment, one clean conflict', async () => {
  await begin(first);
  const opening = { position_id: (await world.copy('positions', { number: 2 }))['id'] };
  const placements: Row[] = [await placement(world, opening), await placement(world, opening)];
  await first.query('commit');

  const theirs = await beginBoth();
  await world.copy('assignments', placements[0]);
  const outcome = await firstWins(() => theirs.copy('assignments', placements[1]));
  expect(outcome).toMatchObject({ code: '23505', constraint: 'positions_one_assignment' });
});

test('two openings beyond the order, added at once: the second is refused', async () => {
  await begin(first);
  const { rows } = await first.query<{ count: string }>('select count(*) from positions');
  await world.change('orders', { positions: Number(rows[0]!.count) + 1 });
  await first.query('commit');

  const theirs = await beginBoth();
  await world.copy('positions', { number: 3 });
  await first.query('set constraints all immediate');
  const outcome = await firstWins(() => theirs.copy('positions', { number: 4 }));
  expect(outcome).toMatchObject({ code: '23514', constraint: 'orders_headcount' });
});

test('a line that joins a draft while it is issued: the totals count it', async () => {
  const theirs = await beginBoth();
  const item = await world.copy('billing_items', { line_key: 'overtime:147.0000' });
  await world.copy('invoice_lines', { number: 2, billing_item_id: item['id'] });
  const outcome = await firstWins(() =>
    theirs.change('invoices', {
      state: 'issued',
      number: '1',
      issued_at: '2026-03-01T00:00:00Z',
      issued_on: '2026-03-01',
    }),
  );
  expect(outcome).toMatchObject({ code: '23514', constraint: 'invoices_totals' });
});

test('an interview that is held and an offer that is taken at once: of how far the submission came both are told', async () => {
  const progress = async () =>
    (
      await admin.query(
        `select is_interviewed, is_interview_held, offers_extended, offers_accepted from submission_progress where submission_id = $1`,
        [world.rows['submissions']!['id']],
      )
    ).rows[0];
  await begin(first);
  await world.change('interviews', { state: 'canceled' });
  await world.change('offers', { state: 'declined' });
  await first.query('commit');
  expect(await progress()).toMatchObject({ is_interview_held: false, offers_accepted: 0 });

  const theirs = await beginBoth();
  await world.change('interviews', {
    state: 'completed',
    starts_at: '2026-02-12T15:00:00Z',
    ends_at: '2026-02-12T15:30:00Z',
    outcome: 'recommend',
  });
  const outcome = await firstWins(() => theirs.change('offers', { state: 'accepted' }));
  expect(outcome).toBe('committed');
  expect(await progress()).toEqual({
    is_interviewed: true,
    is_interview_held: true,
    offers_extended: 1,
    offers_accepted: 1,
  });
});
