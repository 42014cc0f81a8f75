import { describe, expect, test } from 'vitest';
import { payRules } from '../../src/bin/sandbox/lakeshore.ts';
import { at, keepTime, ok, type Opened } from '../support/timesheets.ts';

const keeping = keepTime();

/** A day's work by the wall clock of Lakeshore, without a meal. */
const work = (day: string, from: string, to: string, more: object = {}) => ({
  startsAt: at(`${day}T${from}`),
  endsAt: at(`${day}T${to}`),
  ...more,
});
const tenHours = (...days: string[]) => days.map((day) => work(day, '07:00', '17:00'));

const sheetOf = async ({ path }: Opened) => ok(await keeping.manager.get(path));
const linesOf = async ({ sheet }: Opened) => {
  const { revision } = ok(await keeping.manager.get(`/timesheets/${sheet.id}`));
  const { data } = ok(
    await keeping.manager.get(`/timesheet-lines?timesheetId=${sheet.id}&revision=${revision}&limit=100`),
  );
  const totals = new Map<string, number>();
  for (const { hourType, differentialCode, minutes, billRate } of data) {
    const key = [hourType, differentialCode, billRate].filter(Boolean).join(' ');
    totals.set(key, (totals.get(key) ?? 0) + minutes);
  }
  return Object.fromEntries(totals);
};
const payOf = async ({ path }: Opened) => {
  const { pay } = ok(await keeping.manager.get(`${path}/explain`));
  return Object.fromEntries(
    pay.lines.map(({ earning, minutes, amount }: any) => [earning, `${minutes} ${amount}`]),
  );
};

describe('the worker’s other assignments', () => {
  const terms = { bill_rate: '90', pay_rate: '50' };
  const pair = async () => {
    const first = await keeping.opened();
    const second = await keeping.opened('2026-02-01', await keeping.beside(first, terms));
    return { first, second };
  };
  const early = tenHours('2026-02-02', '2026-02-03', '2026-02-04');
  const late = tenHours('2026-02-05', '2026-02-06');

  test('count toward the limit and the regular rate, in whatever order the weeks are handed in', async () => {
    const one = await pair();
    await keeping.submitted(early, one.first);
    await keeping.submitted(late, one.second);
    const other = await pair();
    await keeping.submitted(late, other.second);
    expect(await linesOf(other.second)).toEqual({ 'regular 90.0000': 1200 });
    await keeping.submitted(early, other.first);
    for (const { first, second } of [one, other]) {
      expect(await linesOf(first)).toEqual({ 'regular 98.0000': 1800 });
      expect(await linesOf(second)).toEqual({ 'overtime 135.0000': 600, 'regular 90.0000': 600 });
      // 30 h at 60 and 20 h at 50: the regular rate is 56 an hour, half of it is 28 for each of 10 hours.
      expect(await payOf(second)).toEqual({
        regular: '600 500.00',
        overtime: '600 500.00',
        overtime_premium: '600 280.00',
      });
      const explained = ok(await keeping.manager.get(`${second.path}/explain`));
      expect(explained).toMatchObject({ elsewhereMinutes: 1800, pay: { regularRate: '56.0000' } });
      expect(explained.elsewhere).toBeUndefined();
      expect(ok(await first.worker.get(`${second.path}/explain`)).elsewhere).toHaveLength(3);
    }
  });

  test('follow each other: approved ones as their next version, and back where hours are taken away', async () => {
    const { first, second } = await pair();
    await keeping.approved(late, second);
    await keeping.approved(early, first);
    expect(await sheetOf(second)).toMatchObject({ revision: 2, state: 'approved', payTotal: '1280.00' });
    const taken = { entries: tenHours('2026-02-02'), reason: 'Was not here' };
    ok(await keeping.manager.post(`${first.path}/adjust`, taken));
    expect(await sheetOf(second)).toMatchObject({ revision: 3, state: 'approved', payTotal: '1000.00' });
    expect(await linesOf(second)).toEqual({ 'regular 90.0000': 1200 });
  });

  test('bring other pay into the regular rate, and waiting on call at its own rate', async () => {
    const paidOnCall = ok(
      await keeping.manager.get(`/pay-policies?programId=${keeping.id('programs')}&limit=100`),
    ).data.find(({ name }: any) => name === 'Lakeshore Columbus');
    const onCall = { payRate: '8', continuesDuringCallback: true };
    const { first, second } = await pair();
    const own = { programId: keeping.id('programs'), workerId: first.workerId, name: 'On call' };
    const rules = { ...paidOnCall.rules, onCall };
    ok(await keeping.manager.post('/pay-policies', { ...own, rules, effectiveFrom: '2026-01-01' }), 201);
    const third = await keeping.opened('2026-02-08', second);
    const next = await keeping.opened('2026-02-08', first);
    const bonus = { code: 'extra_shift', amount: '100.00', day: '2026-02-09', treatment: 'include' };
    ok(await keeping.recruiter.put(`${third.path}/other-pay`, { items: [bonus] }));
    const waiting = work('2026-02-08', '00:00', '10:00', { kind: 'on_call' });
    await keeping.submitted([waiting, ...tenHours('2026-02-09')], third);
    await keeping.submitted(tenHours('2026-02-10', '2026-02-11', '2026-02-12', '2026-02-13'), next);
    // 40 h at 60, 10 h at 50, 10 h on call at 8 and the bonus: 3,080.00 of 50 h are 61.60 an hour.
    expect(await payOf(next)).toEqual({
      regular: '1800 1800.00',
      overtime: '600 600.00',
      overtime_premium: '600 308.00',
    });
    expect(await sheetOf(third)).toMatchObject({ payTotal: '680.00' });
  });

  test('wait for the end of a dispute', async () => {
    const { first, second } = await pair();
    await keeping.submitted(late, second);
    const dispute = { reason: 'Left early', proposedEntries: tenHours('2026-02-05') };
    ok(await keeping.approver.post(`${second.path}/dispute`, dispute));
    await keeping.submitted(early, first);
    expect(await sheetOf(second)).toMatchObject({ revision: 1, state: 'disputed', payTotal: '1000.00' });
    ok(await keeping.manager.post(`${second.path}/resolve-dispute`, { decision: 'uphold' }));
    expect(await sheetOf(second)).toMatchObject({ state: 'submitted', payTotal: '1280.00' });
  });

  test('do not count while they are open, nor for another vendor', async () => {
    const first = await keeping.opened();
    await keeping.submitted(early, first);
    const foreign = await keeping.opened('2026-02-01', await keeping.assigned(first));
    await keeping.submitted(late, foreign);
    expect(await linesOf(foreign)).toEqual({ 'regular 98.0000': 1200 });
    const own = await keeping.opened('2026-02-01', await keeping.beside(first, terms));
    ok(await first.worker.put(`${own.path}/entries`, { entries: [work('2026-02-07', '07:00', '12:00')] }));
    expect(await linesOf(first)).toEqual({ 'regular 98.0000': 1800 });
  });
});

describe('a per-diem worker', () => {
  test('is charged and paid by each shift’s own price, also of two on one day and of hours over both', async () => {
    const placed = await keeping.assigned();
    const diem = await keeping.beside(placed, { bill_rate: '70', pay_rate: '40' });
    const shift = (day: string, from: string, to: string, bill: string, pay: string) =>
      keeping.inWorld(() =>
        keeping.world.copy('shifts', {
          assignment_id: diem.assignmentId,
          worker_id: diem.workerId,
          representation_id: null,
          starts_at: at(`${day}T${from}`),
          ends_at: at(`${day}T${to}`),
          local_date: day,
          base_rate: bill,
          bill_rate: bill,
          pay_rate: pay,
          state: 'completed',
          actual_starts_at: at(`${day}T${from}`),
          actual_ends_at: at(`${day}T${to}`),
        }),
      );
    await shift('2026-02-02', '07:00', '11:00', '80', '45');
    await shift('2026-02-02', '12:00', '16:00', '95', '55');
    await shift('2026-02-04', '07:00', '11:00', '80', '45');
    await shift('2026-02-04', '11:00', '15:00', '95', '55');
    const week = await keeping.opened('2026-02-01', diem);
    await keeping.submitted(
      [
        work('2026-02-02', '07:00', '11:00'),
        work('2026-02-02', '12:00', '16:00'),
        work('2026-02-04', '07:00', '15:00'),
        work('2026-02-05', '07:00', '09:00'),
      ],
      week,
    );
    expect(await linesOf(week)).toEqual({
      'regular 70.0000': 120,
      'regular 80.0000': 480,
      'regular 95.0000': 480,
    });
    // 8 h at 45, 8 h at 55 and 2 h at 40.
    expect(await sheetOf(week)).toMatchObject({ gross: '1540.00', payTotal: '880.00' });
  });
});

test('the night of an assignment’s last day is priced to its end, though the terms end with the day', async () => {
  const last = await keeping.opened('2026-04-26');
  const night = { startsAt: at('2026-05-02T19:00'), endsAt: at('2026-05-03T07:00') };
  await keeping.submitted([night], last);
  const next = await keeping.opened('2026-05-03', last);
  ok(await next.worker.post(`${next.path}/submit`));
  expect(await sheetOf(next)).toMatchObject({ hours: '7.00', payTotal: '420.00' });
  const { data } = ok(
    await keeping.manager.get(`/timesheet-lines?timesheetId=${next.sheet.id}&hourType=regular`),
  );
  expect(data).toMatchObject([{ workDate: '2026-05-03', billRate: '98.0000', minutes: 420 }]);
  const why = ok(await keeping.manager.get(`/timesheet-lines/${data[0].id}/explain`));
  expect(why.rates).toMatchObject([{ billRate: '98.0000', effectiveTo: '2026-05-02' }]);
});

describe('8 and 80', () => {
  const rules = {
    ...payRules,
    overtime: { system: 'flsa_8_80', payPeriodStartsOn: '2026-02-01' },
    differentials: [],
  };

  test('counts both weeks of the pay period: the second makes the first anew, and its limits are of 14 days', async () => {
    const placed = await keeping.assigned();
    const policy = { programId: keeping.id('programs'), workerId: placed.workerId, name: 'Hospital' };
    ok(await keeping.manager.post('/pay-policies', { ...policy, rules, effectiveFrom: '2026-01-01' }), 201);
    const days = (first: number, count: number) =>
      Array.from({ length: count }, (_, n) => `2026-02-${String(first + n).padStart(2, '0')}`);
    const eight = (day: string) => work(day, '07:00', '15:00');
    const one = await keeping.opened('2026-02-01', placed);
    const two = await keeping.opened('2026-02-08', placed);
    // 48 h and 40 h, none beyond 8 a day: 8 h beyond 80, the last of the 14 days.
    await keeping.submitted(days(2, 6).map(eight), one);
    expect(await linesOf(one)).toEqual({ 'regular 98.0000': 2880 });
    await keeping.submitted(days(9, 5).map(eight), two);
    expect(await linesOf(one)).toEqual({ 'regular 98.0000': 2880 });
    expect(await linesOf(two)).toEqual({ 'overtime 147.0000': 480, 'regular 98.0000': 1920 });
    // A bonus of the first week raises the regular rate of both: 88 h at 60 and 88.00 are 61 an hour.
    const items = [{ code: 'bonus', amount: '88.00', day: '2026-02-06', treatment: 'include' }];
    ok(await keeping.approver.post(`${one.path}/reject`, { reason: 'The bonus is missing' }));
    ok(await keeping.recruiter.put(`${one.path}/other-pay`, { items }));
    ok(await placed.worker.post(`${one.path}/submit`));
    expect(await payOf(two)).toMatchObject({ overtime_premium: '480 244.00' });
    expect(await payOf(one)).toMatchObject({ other: '0 88.00' });
  });
});

describe('a holiday of the other week of the 14 days', () => {
  test('is credited against overtime of this one', async () => {
    const path = `/programs/${keeping.id('programs')}/business-calendar`;
    const holidays = [{ on: '2026-02-03', name: 'Founding day' }];
    ok(await keeping.manager.put(path, { holidays }));
    const placed = await keeping.assigned();
    const policy = { programId: keeping.id('programs'), workerId: placed.workerId, name: 'Holidays' };
    const overtime = { system: 'flsa_8_80', payPeriodStartsOn: '2026-02-01' };
    const premiums = [{ code: 'holiday', multiplier: '1.5', treatment: 'credit', onHolidays: true }];
    const rules = { ...payRules, overtime, premiums, differentials: [] };
    ok(await keeping.manager.post('/pay-policies', { ...policy, rules, effectiveFrom: '2026-01-01' }), 201);
    const one = await keeping.opened('2026-02-01', placed);
    await keeping.submitted([work('2026-02-03', '07:00', '15:00')], one);
    const two = await keeping.opened('2026-02-08', placed);
    await keeping.submitted(tenHours('2026-02-09', '2026-02-10'), two);
    // 8 holiday hours paid 240.00 on top; the 4 hours beyond 8 a day are due 120.00, all of it paid already.
    expect(await payOf(one)).toEqual({ regular: '480 480.00', premium: '480 240.00' });
    expect(await payOf(two)).toMatchObject({ overtime: '240 240.00', overtime_premium: '240 0.00' });
  });
});

describe('the day of the start', () => {
  test('holds more than a day’s minutes on call; a call of long ago is refused', async () => {
    const placed = await keeping.assigned();
    const policy = { programId: keeping.id('programs'), workerId: placed.workerId, name: 'By the start' };
    const onCall = { payRate: '4', billRate: '8', continuesDuringCallback: true };
    const rules = { ...payRules, attribution: 'day_of_start', onCall, differentials: [] };
    ok(await keeping.manager.post('/pay-policies', { ...policy, rules, effectiveFrom: '2026-01-01' }), 201);
    const week = await keeping.opened('2026-02-01', placed);
    const waiting = { kind: 'on_call' };
    const called = { kind: 'callback', calledAt: at('2026-02-02T06:59') };
    const early = await placed.worker.put(`${week.path}/entries`, {
      entries: [work('2026-02-03', '07:00', '08:00', called)],
    });
    expect(early.body.errors).toMatchObject([{ pointer: '/entries/0/calledAt', code: 'too_long_ago' }]);
    const over = { ...work('2026-02-02', '12:00', '12:00', waiting), endsAt: at('2026-02-03T12:00') };
    await keeping.submitted([work('2026-02-02', '00:00', '12:00', waiting), over], week);
    expect(await linesOf(week)).toEqual({ 'on_call 8.0000': 2160 });
  });
});

describe('Nevada', () => {
  test('goes on with the workday that began in the week before', async () => {
    const placed = await keeping.assigned();
    const policy = { programId: keeping.id('programs'), workerId: placed.workerId, name: 'Nevada' };
    const overtime = { system: 'nevada', nevadaMinimumWage: '60' };
    const rules = { ...payRules, overtime, differentials: [] };
    ok(await keeping.manager.post('/pay-policies', { ...policy, rules, effectiveFrom: '2026-01-01' }), 201);
    const before = await keeping.opened('2026-02-01', placed);
    await keeping.submitted([work('2026-02-07', '10:00', '20:00')], before);
    expect(await linesOf(before)).toEqual({ 'regular 98.0000': 480, 'overtime 147.0000': 120 });
    // The 24 hours from Saturday 10:00 have their 8 hours: until Sunday 10:00 all is overtime, NRS 608.0126.
    const after = await keeping.opened('2026-02-08', placed);
    await keeping.submitted([work('2026-02-08', '06:00', '14:00')], after);
    expect(await linesOf(after)).toEqual({ 'overtime 147.0000': 240, 'regular 98.0000': 240 });
  });
});

describe('rates of hour types', () => {
  test('are the card’s on the days on which it names them, else the policy’s multiple', async () => {
    const line = { programId: keeping.id('programs'), profession: 'rn', hourType: 'overtime' };
    const days = { effectiveFrom: '2026-02-13', effectiveTo: '2026-02-20' };
    ok(await keeping.manager.post('/rate-lines', { ...line, billRate: '130', ...days }), 201);
    const placed = await keeping.assigned();
    const eleven = (...of: string[]) => of.map((day) => work(day, '07:00', '18:00'));
    const before = await keeping.submitted(
      eleven('2026-02-02', '2026-02-03', '2026-02-04', '2026-02-05'),
      await keeping.opened('2026-02-01', placed),
    );
    expect(await linesOf(before)).toEqual({ 'overtime 147.0000': 240, 'regular 98.0000': 2400 });
    expect(ok(await keeping.manager.get(`${before.path}/explain`)).agreedRates).toBeUndefined();
    // The line begins on Friday: Thursday's hours beyond 40 are still the policy's multiple.
    const after = await keeping.submitted(
      eleven('2026-02-09', '2026-02-10', '2026-02-11', '2026-02-12', '2026-02-13'),
      await keeping.opened('2026-02-08', placed),
    );
    expect(await linesOf(after)).toEqual({
      'overtime 130.0000': 660,
      'overtime 147.0000': 240,
      'regular 98.0000': 2400,
    });
    const explained = ok(await keeping.manager.get(`${after.path}/explain`));
    expect(explained.agreedRates).toMatchObject([
      { hourType: 'overtime', billRate: '130.0000', multiplier: null, effectiveFrom: '2026-02-13' },
    ]);
    const told = await placed.worker.get(`${after.path}/explain`);
    expect(told.text).not.toContain('130.0000');
  });
});
