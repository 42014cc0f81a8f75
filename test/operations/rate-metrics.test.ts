import { beforeAll, describe, expect, test } from 'vitest';
import { createPlacementMarket, type PlacementMarket } from '../support/placements.ts';
import { startService, type Client, type Service } from '../support/service.ts';
import type { Row } from '../support/world.ts';
import { seeded } from '../simulation/seeded.ts';

let service: Service;
let market: PlacementMarket;
let setId: string;

const rounds = 36;
const chance = seeded(8);
const between = (low: number, high: number) => low + chance.whole(high - low + 1);
const among = <One>(...values: One[]): One => chance.pick(values);
const after = (from: string, days: number) => Temporal.PlainDate.from(from).add({ days }).toString();
const rate = (low: number, high: number) => (between(low * 100, high * 100) / 100).toFixed(2);

/** Terms of one assignment, each from a day until the next. */
interface Terms {
  from: string;
  billRate: string;
  hoursPerWeek: string;
  last: string;
}

async function place(order: Row, assignment: Row, terms: readonly Terms[]): Promise<string> {
  const orderId = await market.row('orders', order);
  const of = { order_id: orderId, worker_id: await market.row('workers', { npi: null }) };
  const position = { position_id: await market.row('positions', { order_id: orderId }) };
  const representation = {
    representation_id: await market.row('representations', { worker_id: of.worker_id }),
  };
  const submission = { submission_id: await market.row('submissions', { ...of, ...representation }) };
  const offer = { offer_id: await market.row('offers', { ...of, ...position, ...submission }) };
  const days = { starts_on: terms[0]!.from, ends_on: terms.at(-1)!.last, started_on: null };
  const made = await market.row('assignments', {
    ...of,
    ...position,
    ...submission,
    ...offer,
    ...days,
    ...assignment,
  });
  for (const [at, { from, billRate, hoursPerWeek, last }] of terms.entries())
    await market.row('assignment_revisions', {
      assignment_id: made,
      worker_id: of.worker_id,
      number: at + 1,
      effective: `[${from},${terms[at + 1]?.from ?? ''})`,
      bill_rate: billRate,
      hours_per_week: hoursPerWeek,
      ends_on: terms[at + 1] ? terms.at(-1)!.last : last,
    });
  return made;
}

const week = (assignmentId: string, weekStartsOn: string, about: Row) =>
  market.row('timesheets', {
    assignment_id: assignmentId,
    week_starts_on: weekStartsOn,
    week_starts_at: `${weekStartsOn}T05:00:00Z`,
    week_ends_at: `${after(weekStartsOn, 7)}T05:00:00Z`,
    state: 'approved',
    submitted_at: `${after(weekStartsOn, 7)}T15:00:00Z`,
    approved_at: `${after(weekStartsOn, 8)}T15:00:00Z`,
    ...about,
  });

const list = async (path: string, client = market.manager): Promise<any[]> => {
  const answer = await client.get(`${path}${path.includes('?') ? '&' : '?'}limit=200`);
  expect(answer.status, answer.text).toBe(200);
  return answer.body.data;
};
const figures = async (query: string, client: Client = market.manager): Promise<any[]> => {
  const answer = await client.get(`/reports/query?${query}`);
  expect(answer.status, answer.text).toBe(200);
  return answer.body.rows;
};

beforeAll(async () => {
  service = await startService();
  market = await createPlacementMarket(service);
  const set = await market.manager.post('/benchmark-sets', {
    name: 'Market',
    source: 'Council',
    basis: 'published',
    measure: 'bill_rate',
  });
  setId = set.body.id;
  await market.manager.post(`/benchmark-sets/${setId}/activate`);
  const chosen = await market.manager.post('/savings-benchmarks', {
    programId: market.id('programs'),
    benchmarkSetId: setId,
    effectiveFrom: '2026-01-02',
  });
  expect(chosen.status, chosen.text).toBe(201);
});

describe('step 16', () => {
  test('the savings of A are 468 contracted hours × (106.78 − 98)', async () => {
    const cell = { benchmarkSetId: setId, profession: 'rn', specialty: 'icu', state: 'OH', p50: '106.78' };
    const told = await market.manager.post('/market-rates', { ...cell, effectiveFrom: '2026-01-01' });
    expect(told.status, told.text).toBe(201);
    const terms = [
      { from: '2026-02-02', billRate: '98', hoursPerWeek: '36', last: '2026-05-03' },
      { from: '2026-05-04', billRate: '96', hoursPerWeek: '36', last: '2026-06-28' },
    ];
    const a = await place({ profession: 'rn', specialty: 'icu' }, { state: 'active' }, terms);
    const query = 'metrics=savings_vs_benchmark_contracted&from=2026-02-02&to=2026-03-31';
    expect(await figures(query)).toMatchObject([
      { value: '4109.04', currency: 'USD', unit: 'money', definitionId: 'savings_vs_benchmark_contracted@1' },
    ]);
    const gql = await market.finance.graphql(
      `{ metricQuery(metrics: ["savings_vs_benchmark_contracted"], from: "2026-02-02", to: "2026-03-31") { rows { value currency } } }`,
    );
    expect(gql.body.data?.metricQuery.rows, gql.text).toEqual([{ value: '4109.04', currency: 'USD' }]);
    // 8 weeks × 36 at 96.
    const extended = 'metrics=savings_vs_benchmark_contracted&from=2026-05-01&to=2026-06-30';
    expect((await figures(extended))[0].value).toBe('3104.64');
    await week(a, '2026-02-01', { minutes: 2475, worker_id: await workerOf(a) });
    const worked = await figures('metrics=savings_vs_benchmark_worked&from=2026-02-01&to=2026-02-28');
    // 41.25 hours.
    expect(worked[0].value).toBe('362.18');
  });

  test('and are no business of a vendor, a requester or a credentialing specialist', async () => {
    const { recruiter } = await market.agency();
    const credentialing = await market.member('credentialing');
    for (const client of [recruiter, market.requester, credentialing])
      for (const metric of ['rate_compliance', 'savings_vs_benchmark_contracted', 'rate_to_benchmark']) {
        const refused = await client.get(`/reports/query?metrics=${metric}`);
        expect([403, 422], refused.text).toContain(refused.status);
        expect(refused.text).not.toContain('4109.04');
      }
  });
});

const workerOf = async (assignmentId: string): Promise<string> =>
  (await market.manager.get(`/assignments/${assignmentId}?fields=workerId`)).body.workerId;

/** A decimal as a whole number of so many places. */
const units = (text: string, places: number): bigint => {
  const [whole, fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(places, '0').slice(0, places));
};
const quotient = (numerator: bigint, denominator: bigint): bigint => {
  const size = numerator < 0n ? -numerator : numerator;
  const rounded = (2n * size + denominator) / (2n * denominator);
  return numerator < 0n ? -rounded : rounded;
};
const money = (cents: bigint): string => {
  const digits = (cents < 0n ? -cents : cents).toString().padStart(3, '0');
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

describe('any terms', () => {
  let made: { weeks: { assignmentId: string; start: string; minutes: Map<string, number> }[] };

  beforeAll(async () => {
    const cells: object[] = [];
    for (const specialty of ['icu', 'pcu', null])
      for (const state of ['OH', null])
        for (const effectiveFrom of ['2026-02-15', '2026-03-20', '2026-05-01'])
          if (chance.percent(70))
            cells.push({
              benchmarkSetId: setId,
              profession: 'rn',
              specialty,
              state,
              effectiveFrom,
              p50: rate(80, 120),
            });
    const told = await market.manager.post('/market-rates/bulk', { items: cells });
    expect(told.body.failed, told.text).toBe(0);
    made = { weeks: [] };
    for (let round = 0; round < rounds; round += 1) {
      const from = after('2026-01-05', between(0, 140));
      const weeks = between(2, 26);
      const cut = between(1, weeks * 7 - 1);
      const last = after(from, weeks * 7 - 1 - between(0, 6));
      const first = { from, billRate: rate(85, 115), hoursPerWeek: among('36', '24', '40', '37.5'), last };
      const next = { from: after(from, cut), billRate: rate(85, 115), hoursPerWeek: among('36', '12'), last };
      const terms = chance.percent(40) && next.from <= last ? [first, next] : [first];
      const order = {
        profession: among('rn', 'rn', 'rn', 'lpn'),
        specialty: among('icu', 'pcu', 'ed', null),
        max_bill_rate: among(null, rate(95, 110), rate(115, 120)),
        bill_rate: '80',
      };
      const id = await place(
        order,
        { state: among('pending', 'active', 'active', 'canceled', 'no_show') },
        terms,
      );
      for (const week of chance.percent(60) ? [0, 7] : []) {
        const sunday = Temporal.PlainDate.from(after(terms.at(-1)!.from, week - 7));
        const start = sunday.subtract({ days: sunday.dayOfWeek % 7 }).toString();
        made.weeks.push({
          assignmentId: id,
          start,
          minutes: new Map([
            [after(start, 1), 720],
            [after(start, 5), 745],
          ]),
        });
      }
    }
    for (const { assignmentId, start, minutes } of made.weeks) {
      const worker = { worker_id: await workerOf(assignmentId) };
      const total = [...minutes.values()].reduce((sum, one) => sum + one, 0);
      const timesheet = await week(assignmentId, start, { ...worker, minutes: total });
      for (const [day, worked] of minutes)
        for (const [type, differential] of [
          ['regular', null],
          ['differential', 'night'],
        ] as const)
          await market.row('timesheet_lines', {
            ...worker,
            timesheet_id: timesheet,
            work_date: day,
            minutes: worked,
            hour_type: type,
            differential_code: differential,
          });
    }
  }, 60_000);

  test('come to the same from the lists', async () => {
    const orders = new Map((await list('/orders')).map((row) => [row.id, row]));
    const assignments = new Map((await list('/assignments')).map((row) => [row.id, row]));
    const revisions = (await list('/assignment-revisions')).filter(({ state }) => state === 'in_force');
    const cells = await list(`/market-rates?benchmarkSetId=${setId}`);
    const facilities = new Map((await list('/facilities')).map((row) => [row.id, row]));
    const median = (order: any, on: string): string | null => {
      if (on < '2026-01-02') return null;
      const fit = cells.filter(
        (cell) =>
          cell.profession === order.profession &&
          [null, order.specialty].includes(cell.specialty) &&
          [null, facilities.get(order.facilityId).state].includes(cell.state) &&
          cell.effectiveFrom <= on,
      );
      const rank = (cell: any) => [
        cell.specialty === null ? 1 : 0,
        cell.state === null ? 1 : 0,
        -Number(cell.effectiveFrom.replaceAll('-', '')),
      ];
      const [best] = fit.toSorted((one, other) => {
        const [left, right] = [rank(one), rank(other)];
        const at = left.findIndex((value, place) => value !== right[place]);
        return at < 0 ? 0 : left[at]! - right[at]!;
      });
      return best?.p50 ?? null;
    };
    const months = new Map<
      string,
      { cents: bigint | null; fit: number; all: number; paid: bigint; market: bigint }
    >();
    const live = (row: any) => ['pending', 'active', 'suspended', 'ended'].includes(row.state);
    for (const revision of revisions) {
      const assignment = assignments.get(revision.assignmentId)!;
      if (!live(assignment)) continue;
      const order = orders.get(assignment.orderId)!;
      const { effectiveFrom: from, effectiveTo: to } = revision;
      const month = `${from.slice(0, 7)}-01`;
      const sum = months.get(month) ?? { cents: null, fit: 0, all: 0, paid: 0n, market: 0n };
      months.set(month, sum);
      const last = to === null || revision.endsOn < to ? revision.endsOn : to;
      const days = Temporal.PlainDate.from(from).until(last).days + 1;
      const hours = quotient(units(revision.hoursPerWeek, 2) * BigInt(Math.max(days, 0)), 7n);
      const p50 = median(order, from);
      if (p50 !== null) {
        const difference = units(p50, 4) - units(revision.billRate, 4);
        sum.cents = (sum.cents ?? 0n) + quotient(hours * difference, 10_000n);
        sum.paid += hours * units(revision.billRate, 4);
        sum.market += hours * units(p50, 4);
      }
      if (
        from <= assignment.startsOn &&
        (to === null || to >= assignment.startsOn) &&
        order.maxBillRate !== null
      ) {
        sum.all += 1;
        if (Number(revision.billRate) <= Number(order.maxBillRate)) sum.fit += 1;
      }
    }
    const answered = await figures(
      'metrics=savings_vs_benchmark_contracted,rate_compliance,rate_to_benchmark&grain=month&from=2026-01-01&to=2026-12-31',
    );
    const of = (metric: string, month: string) =>
      answered.find((row) => row.metric === metric && row.period === month);
    expect(months.size).toBeGreaterThan(3);
    for (const [month, { cents, fit, all, paid, market: at }] of months) {
      expect(of('savings_vs_benchmark_contracted', month)?.value ?? '0.00', month).toBe(money(cents ?? 0n));
      const compliance = of('rate_compliance', month);
      expect([compliance?.numerator ?? '0', compliance?.denominator ?? '0'], month).toEqual([
        String(fit),
        String(all),
      ]);
      const ratio = of('rate_to_benchmark', month);
      if (at > 0n) expect(Number(ratio.value), month).toBeCloseTo(Number(paid) / Number(at), 5);
    }

    let worked = 0n;
    for (const { assignmentId, start, minutes } of made.weeks) {
      const assignment = assignments.get(assignmentId)!;
      const order = orders.get(assignment.orderId)!;
      const own = revisions.filter((revision) => revision.assignmentId === assignmentId);
      const sole = own.length === 1;
      for (const { effectiveFrom: from, effectiveTo: to, billRate } of own) {
        if (from > after(start, 6) || (to !== null && to < start)) continue;
        const total = [...minutes]
          .filter(
            ([day]) =>
              sole ||
              (day >= from && (to === null || day <= to)) ||
              (day < assignment.startsOn && from === assignment.startsOn),
          )
          .reduce((sum, [, one]) => sum + one, 0);
        const p50 = median(order, from);
        if (p50 !== null) worked += quotient(BigInt(total) * (units(p50, 4) - units(billRate, 4)), 6_000n);
      }
    }
    expect(worked).not.toBe(0n);
    // A's week of step 16 stands beside.
    worked += 36_218n;
    const [sum] = await figures('metrics=savings_vs_benchmark_worked&from=2026-01-01&to=2026-12-31');
    expect(sum.value).toBe(money(worked));
  });

  test('are what the export and GraphQL say', async () => {
    const query = 'metrics=savings_vs_benchmark_contracted&by=profession&from=2026-01-01&to=2026-12-31';
    const rows = await figures(query, market.finance);
    const file = await market.finance.get(`/reports/query?${query}`, { accept: 'text/csv' });
    const [head, ...lines] = file.text.trim().split(/\r?\n/);
    const column = head!.split(',').indexOf('value');
    expect(lines.map((line) => line.split(',')[column])).toEqual(rows.map(({ value }) => value));
    const { body } = await market.finance.graphql(
      `{ metricQuery(metrics: ["savings_vs_benchmark_contracted"], by: [PROFESSION], from: "2026-01-01", to: "2026-12-31") { rows { profession value } } }`,
    );
    expect(body.data.metricQuery.rows).toEqual(rows.map(({ profession, value }) => ({ profession, value })));
  });
});
