import pg from 'pg';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findViolations } from '../support/invariants.ts';
import { startService, type Client, type Service } from '../support/service.ts';
import { ok } from '../support/weeks.ts';
import { asked, sorted, type Asked } from './figures-asked.ts';
import {
  cents,
  counted,
  dayThere,
  listed,
  percentile,
  type Counted,
  type Listed,
} from './figures-by-hand.ts';
import { openMoney, type Money } from './money-ground.ts';
import { moneySteps, type MoneyStepName } from './money-steps.ts';
import { seeded, type Chance } from './seeded.ts';
import { unfinishedSteps } from './unfinished-weeks.ts';
import { besideOwn, certify, diverseOf, findAmiss, tellWorkforce } from './workforce-figures.ts';

// STEPS=2000 takes that many; SEED=7 draws others.
const steps = Number(process.env['STEPS'] ?? 30);
const seed = Number(process.env['SEED'] ?? 1);
const zone = 'America/New_York';

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

async function live(money: Money, chance: Chance): Promise<void> {
  const all = { ...moneySteps, ...unfinishedSteps };
  for (let step = 0; step < steps; step += 1) {
    const name = chance.pick(drawn);
    const answer = await all[name](money, chance);
    if (answer && answer.status >= 300)
      expect([409, 412, 422], `${name}: ${answer.text}`).toContain(answer.status);
    if (!chance.percent(30)) continue;
    money.now = Temporal.Instant.from(money.now)
      .add({ hours: 1 + chance.whole(30) })
      .toString();
    await service.moveClock(money.weeks.tenantId, money.now);
  }
  await service.drain(money.weeks.tenantId);
}

/** What the lists of the service hold, and nothing that its figures are made of. */
async function looked(manager: Client) {
  const [items, sheets, lines, disputes, measures, exceptions] = await Promise.all(
    [
      '/billing-items',
      '/timesheets',
      '/timesheet-lines',
      '/timesheet-disputes',
      '/workforce-measures',
      '/time-exceptions',
    ].map((path) => listed(manager, path)),
  );
  const histories = new Map<string, Listed[]>();
  for (const { id } of sheets!)
    histories.set(id, ok(await manager.get(`/timesheets/${id}/history?limit=200`)).entries);
  return {
    items: items!,
    sheets: sheets!,
    lines: lines!,
    disputes: disputes!,
    measures: measures!,
    exceptions: exceptions!,
    histories,
  };
}
type Looked = Awaited<ReturnType<typeof looked>>;

const stands = ({ state, approvedAt }: Listed) =>
  approvedAt !== null && ['approved', 'invoiced', 'disputed'].includes(state);
const worked = ['regular', 'overtime', 'double_time', 'holiday', 'callback', 'orientation'];
const plus = (day: string, days: number) => Temporal.PlainDate.from(day).add({ days }).toString();
const accrued = ({ state }: Listed) => ['approved', 'invoiced', 'paid'].includes(state);
const invoiced = ({ state }: Listed) => ['invoiced', 'paid'].includes(state);

type Of = 'vendorId' | 'unitId' | 'facilityId' | undefined;

function charges(
  { items }: Looked,
  of: Of,
  counts: (item: Listed) => boolean,
  amount: 'amount' | 'feeAmount',
): Counted[] {
  return items.filter(counts).map((item) => ({
    day: item['workDateTo'],
    group: of ? item[of] : null,
    numerator: cents(item[amount]),
  }));
}

/** What each cost center bears of charges, and what none does. */
function shares({ items }: Looked): Counted[] {
  return items.filter(accrued).flatMap(({ workDateTo: day, amount, allocation }) => {
    const borne = (allocation as Listed[]).map((share) => ({
      day,
      group: share['costCenterId'] as string,
      numerator: cents(share['amount']),
    }));
    const rest = borne.reduce((left, { numerator }) => left - numerator, cents(amount));
    return [...borne, { day, group: null, numerator: rest }];
  });
}

function hoursOf({ sheets, lines }: Looked, of: Of): Counted[] {
  const known = new Map(sheets.map((sheet) => [sheet['id'], sheet]));
  return lines
    .filter(({ timesheetId, revision, hourType }) => {
      const sheet = known.get(timesheetId);
      // The world's own lines are of a week that was cleared away.
      return sheet && stands(sheet) && sheet['revision'] === revision && worked.includes(hourType);
    })
    .map((line) => ({
      day: line['workDate'],
      group: of ? line[of] : null,
      numerator: ['overtime', 'double_time'].includes(line['hourType']) ? line['minutes'] : 0,
      denominator: line['minutes'],
    }));
}

const told = (history: readonly Listed[], type: string): Listed[] =>
  history.filter(({ events }) => (events as Listed[]).some((event) => event['type'] === type));
const handedIn = (history: readonly Listed[]): string[] =>
  told(history, 'timesheet.submitted')
    .map(({ at }) => at as string)
    .toSorted(Temporal.Instant.compare);
const wasSentBack = (history: readonly Listed[]) => told(history, 'timesheet.rejected').length > 0;

function weeksOf(
  { sheets, histories, disputes }: Looked,
  of: Of,
  figure: 'onTime' | 'firstPass' | 'disputed',
): Counted[] {
  return sheets.map((sheet): Counted => {
    const ends = plus(sheet['weekStartsOn'], 6);
    const due = plus(ends, 3);
    const history = histories.get(sheet['id'])!;
    const [first] = handedIn(history);
    const group = of ? sheet[of] : null;
    if (figure === 'onTime')
      return { day: due, group, numerator: first && dayThere(first, zone) <= due ? 1 : 0, denominator: 1 };
    const submitted = first ? 1 : 0;
    const isFirst = stands(sheet) && sheet['revision'] === 1 && !wasSentBack(history);
    if (figure === 'firstPass')
      return { day: ends, group, numerator: isFirst ? 1 : 0, denominator: submitted };
    const disputed = new Set(
      disputes.filter(({ timesheetId }) => timesheetId === sheet['id']).map(({ revision }) => revision),
    );
    return { day: ends, group, numerator: disputed.size, denominator: submitted * sheet['revision'] };
  });
}

const dimensionOf = { vendorId: 'vendor', unitId: 'unit', facilityId: 'facility' } as const;

type Expected = Record<string, (of: Of) => Counted[]>;

const expectations = (seen: Looked): Expected => ({
  spend_accrued: (of) => charges(seen, of, accrued, 'amount'),
  spend_invoiced: (of) => charges(seen, of, invoiced, 'amount'),
  msp_fee_accrued: (of) => charges(seen, of, accrued, 'feeAmount'),
  msp_fee_invoiced: (of) => charges(seen, of, invoiced, 'feeAmount'),
  service_credits: (of) =>
    charges(seen, of, (item) => accrued(item) && item['kind'] === 'service_credit', 'amount').map((one) => ({
      ...one,
      numerator: -BigInt(one.numerator!),
    })),
  overtime: (of) => hoursOf(seen, of),
  timesheet_on_time: (of) => weeksOf(seen, of, 'onTime'),
  first_pass_approval: (of) => weeksOf(seen, of, 'firstPass'),
  dispute_rate: (of) => weeksOf(seen, of, 'disputed'),
});

/** Compares figures with those counted by hand, and says how many there were. */
async function compare(
  client: Client,
  expected: Expected,
  { of, grain, more }: Asked & { of?: Of },
): Promise<number> {
  const by = of && dimensionOf[of];
  const found = await asked(client, Object.keys(expected), { by, grain, more: more ?? '' });
  let compared = 0;
  for (const [metric, things] of Object.entries(expected)) {
    const figures = counted(things(of), grain);
    expect(sorted(found.get(metric)!), `${metric} by ${by} by ${grain} ${more}`).toEqual(sorted(figures));
    compared += figures.size;
  }
  return compared;
}

async function compareAll(client: Client, seen: Looked): Promise<number> {
  const expected = expectations(seen);
  let compared = 0;
  for (const of of [undefined, 'vendorId', 'unitId', 'facilityId'] as const)
    for (const grain of ['none', 'week', 'month'] as const)
      compared += await compare(client, expected, { of, grain });
  const byCenter = await asked(client, ['spend_accrued'], { by: 'cost_center', grain: 'month' });
  expect(sorted(byCenter.get('spend_accrued')!)).toEqual(sorted(counted(shares(seen), 'month')));
  return compared;
}

async function compareCycle(client: Client, { sheets }: Looked): Promise<void> {
  const hours = sheets
    .filter(({ approvedAt }) => approvedAt !== null)
    .map(({ submittedAt, approvedAt }) => (Date.parse(approvedAt) - Date.parse(submittedAt)) / 3_600_000);
  const { rows } = ok(await client.get('/reports/query?metrics=approval_cycle'));
  const mean = hours.reduce((sum, one) => sum + one, 0) / hours.length;
  expect(Number(rows[0].value)).toBeCloseTo(mean, 4);
  expect(Number(rows[0].median)).toBeCloseTo(percentile(hours, 0.5), 4);
  expect(Number(rows[0].p90)).toBeCloseTo(percentile(hours, 0.9), 4);
}

/** Hours in minutes; contingent work beside what was told of the client's own; spend with diverse vendors; what is amiss. */
async function compareOthers(client: Client, seen: Looked, more = ''): Promise<void> {
  for (const grain of ['none', 'month'] as const) {
    for (const of of [undefined, 'facilityId'] as const)
      await compare(
        client,
        Object.fromEntries(
          Object.entries(
            besideOwn({ ...seen, accrued: seen.items.filter(accrued), hours: hoursOf(seen, of) }, of),
          ).map(([name, things]) => [name, () => things]),
        ),
        { of, grain, more },
      );
    for (const of of [undefined, 'vendorId', 'facilityId'] as const) {
      const diverse = await diverseOf(client, seen.items.filter(accrued), of);
      expect(diverse.some(({ numerator }) => numerator !== 0n)).toBe(true);
      await compare(client, { diverse_spend: () => diverse }, { of, grain, more });
    }
  }
  for (const of of [undefined, 'vendorId', 'unitId'] as const) {
    const open = seen.exceptions
      .filter(({ state }) => state === 'open')
      .map((one) => ({ day: one['workDate'], group: of ? one[of] : null, numerator: 1 }));
    const found = await compare(client, { exceptions_open: () => open }, { of, grain: 'none', more });
    expect(found).toBeGreaterThan(0);
  }
  const hours = hoursOf(seen, undefined);
  const sum = (key: 'numerator' | 'denominator') =>
    hours.reduce((minutes, one) => minutes + Number(one[key]), 0) / 60;
  const { rows } = ok(await client.get(`/reports/query?metrics=hours_worked&metrics=overtime_hours${more}`));
  expect(Number(rows[0].value)).toBeCloseTo(sum('denominator'), 5);
  expect(Number(rows[1].value)).toBeCloseTo(sum('numerator'), 5);
}

const kept = ['spend_totals', 'hours_totals', 'timesheet_totals', 'timesheet_approvals', 'shift_totals'];

/** Counts all that there is anew, as the migration does that finds it. */
async function countAnew(): Promise<void> {
  const migration = readFileSync(new URL('../../migrations/0064_kept_totals.sql', import.meta.url), 'utf8');
  const [, block] = /(do \$\$\ndeclare\n {2}tenant uuid;[\s\S]*)$/.exec(migration)!;
  await admin.query(`begin; truncate ${kept.join(', ')}; set local role requisite_owner; ${block} commit`);
}

test('every figure of time and money is what its rows come to, whatever was done to them', async () => {
  const money = await openMoney(service, admin);
  const chance = seeded(seed);
  await live(money, chance);
  await tellWorkforce(money, chance);
  await certify(money);
  await findAmiss(money);
  const { manager, tenantId } = money.weeks;
  const seen = await looked(manager);
  expect(await compareAll(manager, seen)).toBeGreaterThan(80);
  // A past is counted from its versions: rows, and none of the sums that are kept.
  await compare(manager, expectations(seen), { of: 'vendorId', grain: 'month', more: `&asOf=${money.now}` });
  await compareCycle(manager, seen);
  await compareOthers(manager, seen);
  const equal = async () => {
    const verified = ok(await manager.get('/reports/totals-check'));
    expect(verified.rows.filter(({ differing }: Listed) => differing !== 0)).toEqual([]);
    expect(verified.rows.reduce((sum: number, { cells }: Listed) => sum + cells, 0)).toBeGreaterThan(30);
    expect(await findViolations(admin, tenantId, (name) => name.startsWith('kept_'))).toEqual([]);
  };
  await equal();
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
