import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../../src/kernel/actor.ts';
import { createPlacementMarket, type Agency, type PlacementMarket } from '../support/placements.ts';
import { startService, type Service } from '../support/service.ts';
import { shiftMarket, type Nurse, type ShiftMarket } from '../support/shifts.ts';

let service: Service;
let market: PlacementMarket;
let shifts: ShiftMarket;
let first: Agency;
let second: Agency;
let ana: Nurse;
let ben: Nurse;
let orderId: string;

beforeAll(async () => {
  service = await startService();
  market = await createPlacementMarket(service);
  shifts = shiftMarket(market);
  first = await market.agency();
  second = await market.agency();
  ana = await shifts.nurse(first);
  ben = await shifts.nurse(second);
  orderId = await shifts.order([first, second]);
});

const book = ({ agency, representationId }: Nurse, shiftId: string, more: object = {}) =>
  agency.recruiter.post(`/shifts/${shiftId}/book`, { representationId, ...more });
const request = ({ agency, representationId }: Nurse, shiftId: string, more: object = {}) =>
  agency.recruiter.post(`/shifts/${shiftId}/request`, { representationId, ...more });
const system = (statement: ReturnType<typeof sql>) =>
  service.as(systemActor(market.tenantId), (tx) => tx.rows(statement));
const asked = { instantBook: false };

describe('a shift that whoever asks first has', () => {
  test('is booked by a vendor for its worker, who is placed on the order by it', async () => {
    const id = await shifts.shift(orderId, '2026-01-12');
    const booked = await book(ana, id);
    expect(booked.status, booked.text).toBe(200);
    expect(booked.body).toMatchObject({ state: 'scheduled', vendorId: first.id, billRate: '98.0000' });
    const mine = await ana.client.get(`/shifts/${id}`);
    expect(mine.body).toMatchObject({ state: 'scheduled', payRate: '60.0000', workerId: ana.workerId });
    expect(mine.body).not.toHaveProperty('billRate');
    const placed = await market.manager.get(`/assignments/${booked.body.assignmentId}`);
    expect(placed.body).toMatchObject({ orderId, state: 'active', workerId: ana.workerId });
  });

  test('is booked by the worker itself, through the vendor that speaks for it; GraphQL', async () => {
    const id = await shifts.shift(orderId, '2026-01-13');
    const booked = await ana.client.graphql(
      `mutation { bookShift(input: { shiftId: "${id}" }) { shift { state payRate billRate representationId } } }`,
    );
    expect(booked.body.data?.bookShift.shift, booked.text).toEqual({
      state: 'SCHEDULED',
      payRate: '60.0000',
      billRate: null,
      representationId: ana.representationId,
    });
  });

  test('is the client’s nobody’s to book, and one that is not at once is requested', async () => {
    const id = await shifts.shift(orderId, '2026-01-14', asked);
    expect((await market.requester.post(`/shifts/${id}/book`, {})).body.code).toBe('permission_missing');
    expect((await book(ana, id)).body.code).toBe('not_instant_book');
    const version = await first.recruiter.post(
      `/shifts/${id}/book`,
      { representationId: ana.representationId },
      { 'if-match': '"9"' },
    );
    expect(version.body.code).toBe('stale_version');
    const foreign = await first.recruiter.post(`/shifts/${id}/book`, {
      representationId: ben.representationId,
    });
    expect(foreign.body.errors?.[0], foreign.text).toMatchObject({ pointer: '/representationId' });
    const missing = await first.recruiter.post(`/shifts/${randomUUID()}/book`, {
      representationId: ana.representationId,
    });
    expect([missing.status, missing.body.code]).toEqual([404, 'not_found']);
  });
});

describe('to a rival', () => {
  test('a taken shift is one that there is not', async () => {
    const id = await shifts.shift(orderId, '2026-01-15');
    expect((await book(ana, id)).status).toBe(200);
    const taken = await second.recruiter.get(`/shifts/${id}`);
    const never = await second.recruiter.get(`/shifts/${randomUUID()}`);
    const without = ({ body }: typeof taken) => ({ ...body, requestId: '', instance: '' });
    expect(without(taken)).toEqual(without(never));
    const late = await book(ben, id);
    expect([late.status, late.body.code]).toEqual([404, 'not_found']);
  });

  test('a requested shift is open, in every word, version, count and history', async () => {
    const id = await shifts.shift(orderId, '2026-01-16', asked);
    const everything = async () => {
      const read = await second.recruiter.get(`/shifts/${id}`);
      const list = await second.recruiter.get(`/shifts?orderId=${orderId}&state=open`);
      const history = await second.recruiter.get(`/shifts/${id}/history`);
      const events = await second.recruiter.get('/events');
      const board = await second.recruiter.get(`/shift-board?representationId=${ben.representationId}`);
      return [read.body, list.body, history.body, events.body, board.body];
    };
    const before = await everything();
    const made = await request(ana, id);
    expect(made.status, made.text).toBe(200);
    expect(await everything()).toEqual(before);
    expect((await first.recruiter.get(`/shifts/${id}`)).body.state).toBe('requested');
    expect((await ana.client.get(`/shifts/${id}`)).body.state).toBe('requested');
    expect((await market.requester.get(`/shifts/${id}`)).body.state).toBe('requested');
    expect((await second.recruiter.get(`/shift-requests/${made.body.id}`)).status).toBe(404);
    await first.recruiter.post(`/shift-requests/${made.body.id}/withdraw`);
    expect(await everything()).toEqual(before);
    expect((await market.requester.get(`/shifts/${id}`)).body.state).toBe('open');
  });

  test('a worker who works for somebody else is not available, and no more is said of it', async () => {
    const shared = await shifts.nurse(first);
    const { representationId } = await market.represent(second, shared.workerId);
    const other = { ...shared, agency: second, representationId };
    const meets = await shifts.shift(orderId, '2026-01-19');
    const near = await shifts.shift(orderId, '2026-01-19', { startTime: '20:00', endTime: '23:00' });
    expect((await book(shared, await shifts.shift(orderId, '2026-01-19'))).status).toBe(200);
    const answers = [await book(other, meets), await book(other, near)].map(({ status, body }) => [
      status,
      body.code,
      body.neighbors,
      body.detail,
    ]);
    const told = 'The worker is not available at that time.';
    expect(answers[0]!.slice(0, 3)).toEqual([409, 'worker_not_available', undefined]);
    expect(answers[1]).toEqual(answers[0]);
    expect(JSON.stringify(answers)).not.toContain(first.id);
    const own = await book(shared, near);
    expect(own.body).toMatchObject({ code: 'rest_too_short', neighbors: [{ restMinutes: 60 }] });
    const fit = await second.recruiter.get(`/shifts/${near}/fit?representationId=${representationId}`);
    expect(fit.body).toMatchObject({ fits: false, weekMinutes: 180, overtimeMinutes: 0 });
    expect(fit.body.checks.filter(({ outcome }: { outcome: string }) => outcome !== 'passed')).toEqual([
      expect.objectContaining({
        check: 'availability',
        code: 'worker_not_available',
        why: told,
        neighbors: [],
      }),
    ]);
    // Another vendor's claim on the same worker and shift is answered alike.
    const wanted = await shifts.shift(orderId, '2026-02-16', asked);
    expect((await request(shared, wanted)).status).toBe(200);
    expect((await request(shared, wanted)).body.code).toBe('shift_request_exists');
    expect((await request(other, wanted)).body.code).toBe('worker_not_available');
  });
});

describe('a shift that is given to one of those who ask', () => {
  test('goes to whom the requester accepts; rivals and the worker’s overlapping requests are superseded', async () => {
    const id = await shifts.shift(orderId, '2026-01-21', asked);
    const overlapping = await shifts.shift(orderId, '2026-01-21', {
      ...asked,
      startTime: '15:00',
      endTime: '23:00',
    });
    const elsewhere = await shifts.shift(orderId, '2026-01-24', asked);
    const mine = await request(ana, id, { note: 'Knows the unit.' });
    expect(mine.status, mine.text).toBe(200);
    const rival = await request(ben, id);
    const alsoMine = await request(ana, overlapping);
    const kept = await request(ana, elsewhere);
    const seen = await market.requester.get(`/shift-requests/${mine.body.id}`);
    expect(seen.body).toMatchObject({ displayName: expect.any(String), note: 'Knows the unit.' });
    expect(seen.body).not.toHaveProperty('representationId');
    const fit = await market.requester.get(`/shifts/${id}/fit?shiftRequestId=${mine.body.id}`);
    expect(fit.body, fit.text).toMatchObject({ fits: true, representationId: null });
    expect((await first.recruiter.post(`/shift-requests/${mine.body.id}/accept`)).body.code).toBe(
      'permission_missing',
    );
    const accepted = await market.requester.post(`/shift-requests/${mine.body.id}/accept`);
    expect(accepted.status, accepted.text).toBe(200);
    expect(accepted.body).toMatchObject({ state: 'accepted', allowedActions: [] });
    const stateOf = async (requestId: string) =>
      (await market.manager.get(`/shift-requests/${requestId}`)).body.state;
    expect(await stateOf(rival.body.id)).toBe('superseded');
    expect(await stateOf(alsoMine.body.id)).toBe('superseded');
    expect(await stateOf(kept.body.id)).toBe('requested');
    expect((await market.manager.get(`/shifts/${id}`)).body).toMatchObject({
      state: 'scheduled',
      workerId: ana.workerId,
    });
    const again = await market.requester.post(`/shift-requests/${mine.body.id}/accept`);
    expect([again.status, again.body.code]).toEqual([409, 'step_not_allowed']);
    expect((await second.recruiter.get(`/shift-requests/${rival.body.id}`)).body).toMatchObject({
      state: 'superseded',
      reason: null,
    });
  });

  test('is declined with a reason, or withdrawn by who asked alone', async () => {
    const id = await shifts.shift(orderId, '2026-01-28', asked);
    const mine = await request(ana, id);
    const theirs = await request(ben, id);
    expect((await second.recruiter.post(`/shift-requests/${mine.body.id}/withdraw`)).status).toBe(404);
    const declined = await market.requester.graphql(
      `mutation { declineShiftRequest(input: { shiftRequestId: "${theirs.body.id}", reason: "Needs ICU." }) { shiftRequest { state reason } } }`,
    );
    expect(declined.body.data?.declineShiftRequest.shiftRequest, declined.text).toEqual({
      state: 'DECLINED',
      reason: 'Needs ICU.',
    });
    const withdrawn = await ana.client.post(`/shift-requests/${mine.body.id}/withdraw`);
    expect(withdrawn.body, withdrawn.text).toMatchObject({ state: 'withdrawn' });
    expect((await request(ana, id)).status).toBe(200);
  });
});

describe('before a booking it is checked', () => {
  test('whether the vendor may speak for the worker, the vendor supplies, and the order gives shifts', async () => {
    const id = await shifts.shift(orderId, '2026-02-02');
    const late = await shifts.nurse(first);
    await system(
      sql`update representations set right_to_represent_until = '2026-01-10T11:00Z' where id = ${late.representationId}`,
    );
    expect((await book(late, id)).body.code).toBe('representation_not_current');
    const third = await market.agency();
    const theirs = await shifts.nurse(third);
    const own = await shifts.order([third]);
    const offered = await shifts.shift(own, '2026-02-02');
    await system(sql`update vendors set state = 'suspended' where id = ${third.id}`);
    expect((await book(theirs, offered)).body.code).toBe('vendor_not_supplying');
    const held = await shifts.order([first]);
    const onHeld = await shifts.shift(held, '2026-02-02');
    await system(sql`update orders set state = 'on_hold', held_from = 'open' where id = ${held}`);
    expect((await book(ana, onHeld)).body.code).toBe('order_takes_no_shifts');
  });

  test('whether the worker is eligible there, do-not-return included, with the why of it', async () => {
    const unwanted = await shifts.nurse(first);
    const id = await shifts.shift(orderId, '2026-02-03');
    await market.row('do_not_returns', {
      worker_id: unwanted.workerId,
      vendor_id: first.id,
      assignment_id: null,
      state: 'active',
      lifted_at: null,
      lift_reason: null,
    });
    const refused = await book(unwanted, id);
    expect(refused.body, refused.text).toMatchObject({
      code: 'worker_not_eligible',
      items: [{ what: 'do_not_return' }],
    });
    const fit = await first.recruiter.get(`/shifts/${id}/fit?representationId=${unwanted.representationId}`);
    expect(fit.body.checks.find(({ check }: { check: string }) => check === 'eligibility')).toMatchObject({
      outcome: 'failed',
      code: 'worker_not_eligible',
    });
  });

  test('how far the week goes above 40 hours: warned of, or refused where the program says so', async () => {
    const busy = await shifts.nurse(first);
    for (const day of ['2026-02-09', '2026-02-10', '2026-02-11'])
      expect((await book(busy, await shifts.shift(orderId, day))).status).toBe(200);
    const id = await shifts.shift(orderId, '2026-02-12');
    const fit = await first.recruiter.get(`/shifts/${id}/fit?representationId=${busy.representationId}`);
    expect(fit.body).toMatchObject({ fits: true, weekMinutes: 2880, overtimeMinutes: 480 });
    expect(fit.body.checks.at(-1)).toMatchObject({ check: 'overtime', outcome: 'warned' });
    await system(sql`update programs set shift_overtime = 'block' where tenant_id = ${market.tenantId}`);
    expect((await book(busy, id)).body.code).toBe('overtime_not_allowed');
    await system(sql`update programs set shift_overtime = 'warn' where tenant_id = ${market.tenantId}`);
    expect((await book(busy, id)).status).toBe(200);
  });

  test('how far, by the workweek and the overtime of the pay policy in force at the facility', async () => {
    const facilityId = market.id('facilities');
    const policy = (system: string, effective: string, whose: object = { facility_id: facilityId }) =>
      market.row('pay_policies', {
        ...whose,
        effective,
        rules: JSON.stringify({
          overtime: { system },
          workweekStart: { day: 'wednesday', time: '00:00' },
          rounding: { minutes: 15 },
          attribution: 'split_at_midnight',
          differentials: [],
          billOvertimeMultiplier: '1.5',
        }),
      });
    const nurse = await shifts.nurse(first);
    await policy('flsa_40', '[2026-02-16,2026-02-25)');
    // Her own goes before the facility's.
    await policy('none', '[2026-02-21,2026-02-25)', { worker_id: nurse.workerId });
    for (const day of ['2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19'])
      expect((await book(nurse, await shifts.shift(orderId, day))).status).toBe(200);
    const seen = async (day: string) => {
      const id = await shifts.shift(orderId, day);
      const path = `/shifts/${id}/fit?representationId=${nurse.representationId}`;
      const { weekMinutes, overtimeMinutes } = (await first.recruiter.get(path)).body;
      const board = await nurse.client.get('/shift-board?until=2026-03-01T00:00:00Z');
      const row = board.body.rows.find(({ shiftId }: { shiftId: string }) => shiftId === id);
      expect(row.overtimeMinutes).toBe(overtimeMinutes);
      await book(nurse, id);
      return [weekMinutes, overtimeMinutes];
    };
    // Wednesday and Thursday of its own week, and not the Monday and Tuesday before.
    expect(await seen('2026-02-20')).toEqual([3 * 720, 0]);
    expect(await seen('2026-02-21')).toEqual([4 * 720, 0]);
  });
});

describe('at once', () => {
  const statuses = (answers: { status: number; body: { code?: string } }[]) =>
    answers.map(({ status, body }) => (status === 200 ? 'won' : body.code!)).toSorted();

  test('two who book one shift make one winner and one clean conflict', async () => {
    const rounds: string[][] = [];
    for (let round = 1; round <= 20; round += 1) {
      const day = Temporal.PlainDate.from('2026-03-02').add({ days: round }).toString();
      const id = await shifts.shift(orderId, day);
      rounds.push(statuses(await Promise.all([book(ana, id), book(ben, id)])));
    }
    const losers = rounds.flatMap((round) => round.filter((code) => code !== 'won'));
    expect(rounds.map((round) => round.filter((code) => code === 'won').length)).toEqual(rounds.map(() => 1));
    expect(losers.filter((code) => code !== 'shift_taken' && code !== 'not_found')).toEqual([]);
  });

  test('two acceptances of one shift, and two shifts of one worker, make one booking each', async () => {
    for (let round = 1; round <= 10; round += 1) {
      const day = Temporal.PlainDate.from('2026-04-02')
        .add({ days: 2 * round })
        .toString();
      const id = await shifts.shift(orderId, day, asked);
      const requests = await Promise.all([request(ana, id), request(ben, id)]);
      const accepted = await Promise.all(
        requests.map(({ body }) => market.requester.post(`/shift-requests/${body.id}/accept`)),
      );
      expect(statuses(accepted)[1]).toBe('won');
      expect(['step_not_allowed', 'shift_taken']).toContain(statuses(accepted)[0]);
      const next = Temporal.PlainDate.from(day).add({ months: 3 }).toString();
      const [one, other] = [
        await shifts.shift(orderId, next),
        await shifts.shift(orderId, next, { startTime: '12:00' }),
      ];
      expect(statuses(await Promise.all([book(ana, one), book(ana, other)]))).toEqual(
        ['won', 'worker_not_available'].toSorted(),
      );
    }
  });
});
