import pg from 'pg';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findViolations } from '../support/invariants.ts';
import { startService, type Client, type Service } from '../support/service.ts';
import { ok } from '../support/weeks.ts';
import type { Listed } from './figures-by-hand.ts';
import { openMoney, type Money } from './money-ground.ts';
import { moneySteps, type MoneyStepName } from './money-steps.ts';
import { askAtRandom } from './recounting.ts';
import { seeded, type Chance } from './seeded.ts';
import { timeRecountsOf } from './time-recounts.ts';
import { historiesOf, timeSeenBy } from './time-seen.ts';
import { unfinishedSteps } from './unfinished-weeks.ts';
import { certify, findAmiss, tellWorkforce } from './workforce-figures.ts';
import { dimensionsOf } from '../../src/domain/reports/asking/available.ts';
import { metrics } from '../../src/domain/reports/metrics/catalog/index.ts';
import type { Metric } from '../../src/domain/reports/metrics/metric.ts';
import { groupsOf, keptPeopleOf } from '../../src/domain/reports/store/question/leaves.ts';
import { systemActor } from '../../src/kernel/actor.ts';
import type { Context } from '../../src/kernel/operation.ts';

// STEPS=2000 takes that many; SEED=7 draws others.
const steps = Number(process.env['STEPS'] ?? 30);
const seed = Number(process.env['SEED'] ?? 1);

let service: Service;
let admin: pg.Client;

beforeAll(async () => {
  service = await startService();
  admin = new pg.Client(service.database.adminUrl);
  await admin.connect();
});
afterAll(() => admin.end());

const drawn: readonly (MoneyStepName | keyof typeof unfinishedSteps)[] = [
  'work',
  'work',
  'work',
  'agree',
  'adjust',
  'run',
  'memo',
  'spend',
  'send',
  'send',
  'unsend',
  'regroup',
  'leave',
  'wait',
  'wait',
  'sendBack',
];

/** Lives through the steps; answers the instants at which something had changed. */
async function live(money: Money, chance: Chance): Promise<string[]> {
  const instants: string[] = [];
  const all = { ...moneySteps, ...unfinishedSteps };
  for (let step = 0; step < steps; step += 1) {
    const name = chance.pick(drawn);
    const answer = await all[name](money, chance);
    if (answer && answer.status >= 300)
      expect([409, 412, 422], `${name}: ${answer.text}`).toContain(answer.status);
    if (!chance.percent(30)) continue;
    instants.push(money.now);
    money.now = Temporal.Instant.from(money.now)
      .add({ hours: 1 + chance.whole(30) })
      .toString();
    await service.moveClock(money.weeks.tenantId, money.now);
  }
  await service.drain(money.weeks.tenantId);
  return instants;
}

/** Asks as each role, now and as of instants, what it may ask, and counts by hand from what it lists. */
async function compareRoles(money: Money, chance: Chance, instants: readonly string[]) {
  const { manager, finance, atlas, tenantId } = money.weeks;
  const histories = await historiesOf(manager);
  const { rows: made } = await admin.query(
    'select id, authors[1] as maker from orders where tenant_id = $1',
    [tenantId],
  );
  const makers = new Map(made.map(({ id, maker }) => [id as string, maker as string]));
  const payable = await service.member(tenantId, { role: 'vendor_finance', vendorId: atlas.id });
  const wrong: string[] = [];
  const compared: Record<string, number> = {};
  const ask = async (
    who: string,
    client: Client,
    times: number,
    { without, asOf }: Partial<Parameters<typeof timeSeenBy>[1]> = {},
  ) => {
    const recounts = timeRecountsOf(
      await timeSeenBy(client, { histories, makers, ...(without && { without }), ...(asOf && { asOf }) }),
    );
    const span = { first: '2026-01-20', last: '2026-03-05' };
    const figures = await askAtRandom({
      client,
      recounts,
      chance,
      times,
      span,
      who,
      wrong,
      ...(asOf && { asOf }),
    });
    compared[who] = (compared[who] ?? 0) + figures;
  };
  await ask('manager', manager, 36);
  for (let past = 0; past < 2; past += 1)
    await ask('manager then', manager, 10, { asOf: chance.pick(instants) });
  const unread = ['vendorDocuments'] as const;
  await ask('finance', finance, 12, { without: unread });
  const ours = [...unread, 'workforceMeasures', 'panelMemberships'] as const;
  await ask('vendor', atlas.recruiter, 8, { without: ours });
  await ask('vendor finance', payable, 12, { without: ours });
  await ask('vendor then', payable, 6, { without: ours, asOf: chance.pick(instants) });
  expect(wrong.slice(0, 30)).toEqual([]);
  return compared;
}

/** Compares whose rows are kept with whose there are, as either tells small cells: for every metric of which they are kept. */
async function comparePeople(tenantId: string, now: string): Promise<void> {
  const actor = systemActor(tenantId);
  let compared = 0;
  for (const metric of metrics.filter(keptPeopleOf)) {
    const groups = (of: Metric) =>
      service.as(actor, async (tx) => {
        const context = { actor, tx, now } as unknown as Context;
        const [some] = await groupsOf([of], dimensionsOf(of.fact), {}, context);
        return some!.map((group) => {
          const people = group.people.flatMap(({ person, months }) =>
            months.map((month) => `${person} ${month}`),
          );
          return JSON.stringify({ ...group, people: people.toSorted() });
        });
      });
    const { fact } = metric;
    const [found, counted] = [
      await groups(metric),
      await groups({ ...metric, fact: { ...fact, people: [] } }),
    ];
    expect(found.toSorted(), metric.name).toEqual(counted.toSorted());
    compared += found.length;
  }
  expect(compared).toBeGreaterThan(20);
}

const kept = [
  'spend_totals',
  'hours_totals',
  'timesheet_totals',
  'timesheet_approvals',
  'shift_totals',
  'people_totals',
];

/** Counts all that there is anew, as the migrations do that find it. */
async function countAnew(): Promise<void> {
  const blockOf = (name: string) => {
    const migration = readFileSync(new URL(`../../migrations/${name}.sql`, import.meta.url), 'utf8');
    return /(do \$\$\ndeclare\n {2}tenant uuid;[\s\S]*)$/.exec(migration)![1]!;
  };
  const blocks = `${blockOf('0064_kept_totals')} ${blockOf('0076_people_totals')}`;
  await admin.query(`begin; truncate ${kept.join(', ')}; set local role requisite_owner; ${blocks} commit`);
}

test('every figure of time and money is what its rows come to, whatever was done to them', async () => {
  const money = await openMoney(service, admin);
  const chance = seeded(seed);
  // The world was made before its clock was set.
  await admin.query(
    `update row_versions set valid_from = '2026-01-01' where tenant_id = $1 and valid_from > '2026-06-01'`,
    [money.weeks.tenantId],
  );
  for (const [tier, { id }] of money.suppliers.entries())
    if (tier > 0)
      await money.weeks.rows(() => money.weeks.world.copy('panel_memberships', { vendor_id: id, tier }));
  const instants = await live(money, chance);
  await tellWorkforce(money, chance);
  await certify(money);
  await findAmiss(money);
  const { manager, tenantId } = money.weeks;
  const compared = await compareRoles(money, chance, instants);
  const counts = Object.entries(compared).map(([who, count]) => `${who} ${count}`);
  process.stdout.write(`seed ${seed}, ${steps} steps: figures of ${counts.join(', ')}\n`);
  for (const [who, count] of Object.entries(compared)) expect(count, who).toBeGreaterThan(5);
  const equal = async () => {
    const verified = ok(await manager.get('/reports/totals-check'));
    expect(verified.rows.filter(({ differing }: Listed) => differing !== 0)).toEqual([]);
    expect(verified.rows.reduce((sum: number, { cells }: Listed) => sum + cells, 0)).toBeGreaterThan(30);
    expect(await findViolations(admin, tenantId, (name) => name.startsWith('kept_'))).toEqual([]);
  };
  await equal();
  await comparePeople(tenantId, money.now);
  await admin.query('begin');
  await admin.query(`select set_config('app.tenant', $1, true), app.fold_totals(1)`, [tenantId]);
  await admin.query('commit');
  const { rows: cells } = await admin.query(
    `select count(*)::int as rows, count(distinct (cube, month, program_id, facility_id, unit_id, vendor_id, order_id, cost_center_id, engagement_kind, currency))::int as cells from spend_totals`,
  );
  expect(cells[0].rows).toBe(cells[0].cells);
  await equal();
  await countAnew();
  await equal();
  await admin.query(
    `update hours_totals set worked_minutes = worked_minutes + 1 where tenant_id = $1 and cube = 'unit'`,
    [tenantId],
  );
  expect(ok(await manager.get('/reports/totals-check'))).toMatchObject({ areEqual: false });
}, 600_000);
