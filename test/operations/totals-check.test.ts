import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { facts } from '../../src/domain/reports/store/facts/index.ts';
import { systemActor } from '../../src/kernel/actor.ts';
import { startService, type Client, type Service } from '../support/service.ts';
import { createWeeks, ok, shift, type Placed, type Supplier, type Weeks } from '../support/weeks.ts';

let service: Service;
let weeks: Weeks;
let other: Supplier;
let recruiters: Client[];
let atlasPlaced: Placed;

/** Every view of sums with the view whose rows it sums, and what both sum. */
const pairs = facts.flatMap((fact) =>
  (fact.totals ?? []).map((totals) => ({
    fact: fact.name,
    totals: totals.name,
    measures: Object.entries(totals.columns)
      .filter(([name, { type }]) => name in fact.columns && ['bigint', 'numeric'].includes(type))
      .map(([name]) => name),
  })),
);

beforeAll(async () => {
  service = await startService();
  weeks = await createWeeks(service);
  other = await weeks.supplier({ fee_percent: '5' });
  recruiters = [weeks.atlas.recruiter, other.recruiter];
  atlasPlaced = await weeks.placed();
  await weeks.approved(atlasPlaced);
  await weeks.approved(await weeks.placed(other), [shift('2026-02-09', '08:00', '12:00')], '2026-02-08');
});

const check = (client: Client) => client.get('/reports/totals-check');
const asked = '{ verifyTotals { areEqual rows { fact totals cells differing } } }';

test('is for the program’s manager and the administrator, of the whole tenant, alike on both surfaces', async () => {
  const { tenantId, programId, manager } = weeks;
  for (const client of [manager, await service.member(tenantId, { role: 'tenant_admin' })]) {
    const told = ok(await check(client));
    expect(told.areEqual).toBe(true);
    const kept = facts.flatMap(({ totals = [], people = [] }) => [
      ...totals.map(({ name }) => name),
      ...people.map(({ cube }) => `${cube}_people`),
    ]);
    expect(told.rows.map(({ totals }: any) => totals)).toEqual(kept);
    const graph = await client.graphql(asked);
    const { asOf: _, ...rest } = told;
    expect(graph.body.data?.['verifyTotals'], graph.text).toEqual(rest);
  }
  const others = [...recruiters, weeks.finance, weeks.approver];
  for (const role of ['requester', 'analyst', 'integration', 'credentialing'] as const)
    others.push(await service.member(tenantId, { role, programIds: [programId] }));
  for (const client of others) {
    expect(await check(client)).toMatchObject({ status: 403, body: { code: 'permission_missing' } });
    expect((await client.graphql(asked)).body.errors?.[0]?.extensions).toMatchObject({
      code: 'permission_missing',
    });
  }
  const bound = await service.member(tenantId, { role: 'program_manager', programIds: [programId] });
  expect(await check(bound)).toMatchObject({ status: 403, body: { code: 'whole_tenant_only' } });
  const unseen = (await bound.graphql(asked)).body.errors?.[0]?.extensions;
  expect(unseen).toMatchObject({ code: 'whole_tenant_only' });
});

test('whose rows there are follows the rows of two who prove to be one', async () => {
  const { tenantId, world } = weeks;
  const [survivor, merged] = [await weeks.placed(), await weeks.placed(other)];
  await weeks.approved(survivor);
  await weeks.approved(merged, [shift('2026-02-09', '08:00', '12:00')], '2026-02-08');
  await weeks.rows(() =>
    world.copy('attendance_events', { worker_id: merged.workerId, kind: 'call_off_worker' }),
  );
  const asSystem = <R extends object>(statement: ReturnType<typeof sql>) =>
    service.as(systemActor(tenantId), (tx) => tx.rows<R>(statement));
  const people = () =>
    asSystem<{
      cube: string;
      counted: number;
    }>(sql`select cube, sum(counted)::int as counted from people_totals
      where tenant_id = ${tenantId} and worker_id in (${merged.workerId}, ${survivor.workerId}) group by worker_id, cube having sum(counted) <> 0 order by cube`);
  expect((await people()).map(({ cube }) => cube)).toEqual([
    'accrued',
    'accrued',
    'approvals',
    'approvals',
    'bookings',
    'hours',
    'hours',
  ]);
  // A person is hired once on an order.
  await asSystem(
    sql`update submissions set state = 'withdrawn' where tenant_id = ${tenantId} and worker_id = ${merged.workerId}`,
  );
  await asSystem(
    sql`update workers set archived_at = app.now(), merged_into_id = ${survivor.workerId} where tenant_id = ${tenantId} and id = ${merged.workerId}`,
  );
  await asSystem(sql`select from app.follow_merge(${merged.workerId}, ${survivor.workerId})`);
  expect((await people()).map(({ cube }) => cube)).toEqual(['accrued', 'approvals', 'bookings', 'hours']);
  const told = ok(await check(await service.member(tenantId, { role: 'tenant_admin' })));
  expect(told.rows.filter(({ differing }: any) => differing > 0)).toEqual([]);
});

describe('row security lets each see sums of its own rows, or of none', () => {
  const everybody = {
    'a manager': () => ({ side: 'operator' as const }),
    'a client': () => ({ side: 'client' as const, programIds: [weeks.programId] }),
    'a client of a facility': () => ({
      side: 'client' as const,
      programIds: [weeks.programId],
      facilityIds: [String(weeks.world.rows['facilities']!['id'])],
    }),
    'a client of a unit': () => ({
      side: 'client' as const,
      programIds: [weeks.programId],
      facilityIds: [String(weeks.world.rows['facilities']!['id'])],
      unitIds: [weeks.unitId],
    }),
    'a client of another unit': () => ({
      side: 'client' as const,
      programIds: [weeks.programId],
      facilityIds: [String(weeks.world.rows['facilities']!['id'])],
      unitIds: ['00000000-0000-7000-8000-000000000001'],
    }),
    'a vendor': () => ({ side: 'vendor' as const, vendorId: weeks.atlas.id }),
    'another vendor': () => ({ side: 'vendor' as const, vendorId: other.id }),
  };

  test.each(Object.keys(everybody) as (keyof typeof everybody)[])('%s', async (who) => {
    const actor = { ...systemActor(weeks.tenantId), membershipId: null, ...everybody[who]() };
    const found = await service.as(actor, async (tx) => {
      const sums = async (view: string, measures: readonly string[]) => {
        const [row] = await tx.rows<Record<string, string>>(
          sql.raw(
            `select ${measures.map((one) => `trim_scale(coalesce(sum(${one}), 0)::numeric)::text as ${one}`).join(', ') || 'count(*)::text as rows'} from reporting.${view}`,
          ),
        );
        return row!;
      };
      const answers = [];
      for (const { fact, totals, measures } of pairs)
        answers.push({ totals, kept: await sums(totals, measures), rows: await sums(fact, measures) });
      return answers;
    });
    // What is not shown at all is asked of the rows.
    const shown = found.filter(({ kept }) => Object.values(kept).some((sum) => sum !== '0'));
    for (const { totals, kept, rows } of shown) expect(kept, totals).toEqual(rows);
    // What the facility's own staff worked is of no unit.
    if (who === 'a client of another unit')
      expect(shown.map(({ totals }) => totals)).toEqual(['workforce_by_month']);
    else expect(shown.length).toBeGreaterThan(3);
  });
});

test('sums that are folded while more is written stay equal', async () => {
  const fold = () => service.as(systemActor(weeks.tenantId), (tx) => tx.rows(sql`select app.fold_totals(1)`));
  const placed = await Promise.all([weeks.placed(), weeks.placed(other), weeks.placed()]);
  const folding = (async () => {
    for (let more = 0; more < 12; more += 1) await fold();
  })();
  await Promise.all([
    folding,
    ...placed.map((one) => weeks.approved(one, [shift('2026-02-03', '08:00', '13:00')], '2026-02-01')),
  ]);
  await Promise.all([fold(), fold()]);
  expect(ok(await check(weeks.manager))).toMatchObject({ areEqual: true });
});
