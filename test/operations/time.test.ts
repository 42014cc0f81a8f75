import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { payRules } from '../../src/bin/sandbox/lakeshore.ts';
import { systemActor } from '../../src/kernel/actor.ts';
import { formatHours, hoursShown } from '../../src/kernel/hours.ts';
import type { Client } from '../support/service.ts';
import { keepTime, ok, week } from '../support/timesheets.ts';

const keeping = keepTime();

describe("clinician A's week", () => {
  test('is 41.25 hours and 4,264.75, and 4,228.00 once the out-punch is agreed', async () => {
    const { path, worker, sheet } = await keeping.opened();
    expect(sheet).toMatchObject({
      state: 'open',
      weekStartsAt: '2026-02-01T05:00:00Z',
      weekEndsAt: '2026-02-08T05:00:00Z',
      allowedActions: ['record', 'submit'],
    });
    ok(await worker.put(`${path}/entries`, { entries: week() }));
    const handed = ok(await worker.post(`${path}/submit`));
    expect(handed).toMatchObject({ state: 'submitted', minutes: 2475, hours: '41.25', revision: 1 });
    expect(handed).not.toHaveProperty('gross');
    expect(ok(await keeping.requester.get(path))).toMatchObject({
      gross: '4264.75',
      currency: 'USD',
      allowedActions: ['approve', 'reject', 'dispute'],
    });
    const done = ok(await keeping.requester.post(`${path}/approve`));
    expect(done).toMatchObject({ state: 'approved', approvedBy: keeping.requester.actor.membershipId });

    const explained = ok(await keeping.manager.get(`${path}/explain`));
    expect(explained).toMatchObject({
      gross: '4264.75',
      hours: '41.25',
      currency: 'USD',
      policy: { name: 'Lakeshore Columbus', version: 1 },
      rates: [{ number: 1, effectiveFrom: '2026-02-01', billRate: '98.0000' }],
    });
    expect(
      explained.charges.map((line: any) => [line.lineKey, line.hours, line.amount, line.citation]),
    ).toEqual([
      ['regular:98.0000', '40.00', '3920.00', '29 USC 207(a)(1)'],
      ['overtime:147.0000', '1.25', '183.75', '29 USC 207(a)(1); 29 CFR 778.101'],
      ['differential:night:3.0000', '39.50', '118.50', 'agreement'],
      ['differential:weekend:2.5000', '17.00', '42.50', 'agreement'],
    ]);
    expect(explained.intervals[1]).toMatchObject({
      countedFrom: '2026-02-04T00:00:00Z',
      countedTo: '2026-02-04T12:45:00Z',
      workedMinutes: 735,
      mealMinutes: 30,
      isCarriedIn: false,
    });

    const { now } = ok(await keeping.manager.get('/me'));
    await new Promise((resolve) => setTimeout(resolve, 5));
    const disputed = ok(
      await keeping.approver.post(`${path}/dispute`, {
        reason: 'Left at 07:30',
        proposedEntries: week('07:30'),
      }),
    );
    expect(disputed).toMatchObject({ state: 'disputed', gross: '4264.75', revision: 1 });
    const agreed = ok(await keeping.recruiter.post(`${path}/resolve-dispute`, { decision: 'accept' }));
    expect(agreed).toMatchObject({ state: 'approved', gross: '4228.00', hours: '41.00', revision: 2 });
    const before = ok(await keeping.manager.get(`${path}?asOf=${now}`));
    expect(before).toMatchObject({ gross: '4264.75', hours: '41.25', revision: 1, state: 'approved' });
    expect(ok(await keeping.manager.get(`${path}/explain?revision=1`)).gross).toBe('4264.75');
    expect(ok(await keeping.manager.get(`${path}/explain`)).gross).toBe('4228.00');
    const events = await keeping.service.as(systemActor(keeping.world.tenantId), (tx) =>
      tx.rows<{ type: string; data: any }>(
        sql`select type, data from events where subject_id = ${path.split('/')[2]} order by position`,
      ),
    );
    expect(events.map(({ type }) => type)).toEqual([
      'timesheet.opened',
      'timesheet.recorded',
      'timesheet.submitted',
      'timesheet.rated',
      'timesheet.approved',
      'timesheet.disputed',
      'timesheet.adjusted',
    ]);
    expect(events.at(-1)!.data).toEqual({ revision: 2, replaces: 1 });
  });

  test('shows the worker minutes and never what they are billed at', async () => {
    const { path, worker } = await keeping.approved();
    const explained = await worker.get(`${path}/explain`);
    expect(ok(explained).charges.map((line: any) => [line.hourType, line.minutes])).toEqual([
      ['regular', 2400],
      ['overtime', 75],
      ['differential', 2370],
      ['differential', 1020],
    ]);
    const nested = await worker.graphql(
      `{ timesheet(id: "${path.split('/')[2]}") { minutes gross currency lines(first: 20) { nodes { hourType minutes billRate amount } } } }`,
    );
    expect(nested.body.errors).toBeUndefined();
    const { lines, ...rest } = nested.body.data.timesheet;
    expect(rest).toEqual({ minutes: 2475, gross: null, currency: null });
    expect(lines.nodes.length).toBeGreaterThan(8);
    expect(lines.nodes.every((line: any) => line.billRate === null && line.amount === null)).toBe(true);
    const listed = await worker.get(`/timesheet-lines?timesheetId=${path.split('/')[2]}`);
    // What it is paid is its own to know.
    const { pay, ...told } = explained.body;
    expect(pay.total).toBe('2512.50');
    for (const text of [JSON.stringify(told), listed.text])
      expect(text).not.toMatch(/98\.|147\.|"(rate|billRate|baseRate|amount|gross|lineKey|multiplier)"/);
    expect((await worker.get('/timesheets?sort=gross')).body.code).toBe('field_not_available');
    expect((await worker.get('/pay-policies')).status).toBe(403);
  });

  test('has one approval of fifty at once', async () => {
    const { path } = await keeping.submitted();
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => keeping.approver.post(`${path}/approve`)),
    );
    const statuses = Map.groupBy(answers, ({ status }) => status);
    expect(Object.fromEntries([...statuses].map(([status, all]) => [status, all.length]))).toEqual({
      200: 1,
      409: 49,
    });
  });
});

test('every step is a mutation too', async () => {
  const { assignmentId, worker } = await keeping.assigned();
  const run = async (client: Client, name: string, input: object, fields = 'id state revision gross') => {
    const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input!`;
    const noun = name === 'createPayPolicy' ? 'payPolicy' : 'timesheet';
    const { body } = await client.graphql(
      `mutation($input: ${type}) { ${name}(input: $input) { ${noun} { ${fields} } events { type } } }`,
      { input },
    );
    expect(body.errors).toBeUndefined();
    return body.data[name][noun];
  };
  const { id: timesheetId } = await run(worker, 'openTimesheet', {
    assignmentId,
    weekStartsOn: '2026-02-01',
  });
  const on = (input: object = {}) => ({ timesheetId, ...input });
  await run(worker, 'recordTime', on({ entries: week() }));
  await run(worker, 'submitTimesheet', on());
  await run(keeping.requester, 'rejectTimesheet', on({ reason: 'Once more' }));
  await run(worker, 'submitTimesheet', on());
  expect(await run(keeping.requester, 'approveTimesheet', on())).toMatchObject({
    state: 'APPROVED',
    gross: '4264.75',
  });
  await run(keeping.requester, 'disputeTimesheet', on({ reason: 'Left', proposedEntries: week('07:30') }));
  await run(keeping.manager, 'resolveDispute', on({ decision: 'ACCEPT' }));
  const adjusted = await run(
    keeping.manager,
    'adjustTimesheet',
    on({ entries: week(), reason: 'Kiosk was right' }),
  );
  expect(adjusted).toMatchObject({ state: 'APPROVED', revision: 3, gross: '4264.75' });
  const rules = { ...payRules, overtime: { system: 'FLSA_40' }, attribution: 'SPLIT_AT_MIDNIGHT' };
  const screaming = {
    ...rules,
    workweekStart: { day: 'SUNDAY', time: '00:00' },
    differentials: rules.differentials.map(({ window, ...rest }) => ({
      ...rest,
      window: window.fromDay ? { ...window, fromDay: 'FRIDAY', toDay: 'MONDAY' } : window,
    })),
  };
  const policy = await run(
    keeping.manager,
    'createPayPolicy',
    { programId: keeping.id('programs'), name: 'GraphQL', rules: screaming, effectiveFrom: '2028-01-01' },
    'name rules { rounding { minutes } workweekStart { day } differentials { code window { fromDay } } }',
  );
  expect(policy.rules).toMatchObject({ rounding: { minutes: 15 }, workweekStart: { day: 'SUNDAY' } });
  const { body } = await keeping.manager.graphql(
    `{ explainTimesheet(timesheetId: "${timesheetId}", revision: 2) { gross hours charges { hourType amount window { from } } } }`,
  );
  expect(body.errors).toBeUndefined();
  expect(body.data!.explainTimesheet).toMatchObject({ gross: '4228.00', hours: '41.00' });
});

test('hours read the same from the database as from here', async () => {
  const minutes = Array.from({ length: 181 }, (_, at) => at);
  const column = hoursShown(sql`minute`);
  const rows = await keeping.service.as(systemActor(keeping.world.tenantId), (tx) =>
    tx.rows<{ hours: string }>(sql`select (${column})::text as hours from generate_series(0, 180) minute`),
  );
  expect(rows.map(({ hours }) => hours)).toEqual(minutes.map(formatHours));
});
