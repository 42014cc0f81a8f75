import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { createPlacementMarket, type Agency, type PlacementMarket } from '../support/placements.ts';
import { startService, type Service } from '../support/service.ts';
import { shiftMarket, type Nurse, type ShiftMarket } from '../support/shifts.ts';

let service: Service;
let market: PlacementMarket;
let shifts: ShiftMarket;
let agency: Agency;
let nurse: Nurse;
let orderId: string;

beforeAll(async () => {
  service = await startService();
  market = await createPlacementMarket(service);
  shifts = shiftMarket(market);
  agency = await market.agency();
  nurse = await shifts.nurse(agency);
  orderId = await shifts.order([agency]);
});

const nights = {
  weekdays: ['saturday'],
  startTime: '19:00',
  endTime: '07:30',
  mealMinutes: 30,
  firstOn: '2026-01-10',
  lastOn: '2026-04-30',
};
const made = async (query: string) =>
  (await market.manager.get(`/shifts?${query}&sort=startsAt&limit=200`)).body.data as Record<
    string,
    unknown
  >[];

describe('shifts that come again', () => {
  test('are made eight weeks ahead by the facility’s clock, and on as time goes by', async () => {
    const pattern = await market.manager.post('/shift-patterns', { orderId, ...nights, headcount: 2 });
    expect(pattern.status, pattern.text).toBe(201);
    expect(pattern.body).toMatchObject({
      state: 'active',
      expandedTo: '2026-03-07',
      timeZone: 'America/New_York',
    });
    const first = await made(`patternId=${pattern.body.id}`);
    // Saturdays from 01-10, which has begun nowhere yet, to 03-07, two each.
    expect(first).toHaveLength(18);
    expect(first[0]).toMatchObject({
      localDate: '2026-01-10',
      startsAt: '2026-01-11T00:00:00Z',
      endsAt: '2026-01-11T12:30:00Z',
      hours: '12.00',
      billRate: '98.0000',
      state: 'open',
    });
    // The clock goes forward in the night of Saturday 03-07.
    expect(first.at(-1)).toMatchObject({
      startsAt: '2026-03-08T00:00:00Z',
      endsAt: '2026-03-08T11:30:00Z',
      hours: '11.00',
    });
    expect((await agency.recruiter.get(`/shifts?orderId=${orderId}`)).body.data).toHaveLength(18);
    await service.moveClock(market.tenantId, '2026-02-08T12:00:00Z');
    const later = await made(`patternId=${pattern.body.id}`);
    expect(later.length).toBeGreaterThan(18);
    expect(later.at(-1)).toMatchObject({ localDate: '2026-04-04', startsAt: '2026-04-04T23:00:00Z' });
    expect(new Set(later.map(({ id }) => id)).size).toBe(later.length);
    // Those that nobody took until they began are unfilled.
    expect(later[0]).toMatchObject({ state: 'unfilled', allowedActions: [] });
    const ended = await market.requester.post(`/shift-patterns/${pattern.body.id}/end`);
    expect(ended.body, ended.text).toMatchObject({ state: 'ended' });
    expect((await market.requester.post(`/shift-patterns/${pattern.body.id}/end`)).body.code).toBe(
      'step_not_allowed',
    );
    // What it made stays, unless told otherwise.
    const states = async (id: string) => new Set((await made(`patternId=${id}`)).map(({ state }) => state));
    expect(await states(pattern.body.id)).toEqual(new Set(['unfilled', 'open']));
    const wrong = (await market.manager.post('/shift-patterns', { orderId, ...nights, headcount: 50 })).body;
    const gone = await market.requester.graphql(
      `mutation($input: EndShiftPatternInput!) { endShiftPattern(input: $input) { shiftPattern { state } } }`,
      { input: { shiftPatternId: wrong.id, cancelOpen: true } },
    );
    expect(gone.body.data?.endShiftPattern.shiftPattern, gone.text).toEqual({ state: 'ENDED' });
    expect(await states(wrong.id)).toEqual(new Set(['canceled']));
  });

  test('are refused where they make no sense', async () => {
    const attempt = async (more: object) =>
      (await market.manager.post('/shift-patterns', { orderId, ...nights, lastOn: '2026-12-31', ...more }))
        .body;
    expect(await attempt({ endTime: '19:00' })).toMatchObject({ code: 'pattern_too_long' });
    expect(await attempt({ lastOn: '2026-01-17' })).toMatchObject({ code: 'pattern_is_empty' });
    expect(await attempt({ lastOn: '2027-01-31' })).toMatchObject({ errors: [{ pointer: '/lastOn' }] });
    expect(await attempt({ weekdays: ['monday', 'monday'] })).toMatchObject({ code: 'invalid_input' });
    expect(await attempt({ billRate: '102.01' })).toMatchObject({ code: 'over_max' });
    expect(await attempt({ orderId: randomUUID() })).toMatchObject({ errors: [{ pointer: '/orderId' }] });
    expect((await agency.recruiter.post('/shift-patterns', { orderId, ...nights })).body.code).toBe(
      'permission_missing',
    );
  });

  test('of a placed worker are its schedule, at the terms of each day, and meet no other shift of it', async () => {
    const assignmentId = market.id('assignments');
    const rule = { ...nights, weekdays: ['monday', 'tuesday'], firstOn: '2026-02-09', lastOn: '2026-03-31' };
    // The placement has a shift of its own on 2026-02-02 already; further ones are of later days.
    const scheduled = await market.requester.graphql(
      `mutation($input: ScheduleShiftsInput!) { scheduleShifts(input: $input) { shiftPattern { id assignmentId } } }`,
      { input: { assignmentId, ...rule, weekdays: ['MONDAY', 'TUESDAY'] } },
    );
    const { id } = scheduled.body.data?.scheduleShifts.shiftPattern ?? {};
    expect(id, scheduled.text).toBeDefined();
    const rows = await made(`patternId=${id}`);
    expect(rows).toHaveLength(16);
    expect(rows[0]).toMatchObject({
      state: 'scheduled',
      assignmentId,
      billRate: '98.0000',
      localDate: '2026-02-09',
    });
    const again = await market.requester.post(`/assignments/${assignmentId}/schedule`, rule);
    expect([again.status, again.body.code], again.text).toEqual([409, 'worker_not_available']);
    // A suspended worker loses what is to come: canceled, for opened it would show rivals what was held, and at what rate.
    const suspended = await market.manager.post(`/assignments/${assignmentId}/suspend`, {
      reason: 'License lapsed.',
    });
    expect(suspended.status, suspended.text).toBe(200);
    const lost = await made(`patternId=${id}`);
    expect(lost.every(({ state, canceledBy }) => state === 'canceled' && canceledBy === 'operator')).toBe(
      true,
    );
  });

  test('of somebody who may not work for now wait, and go on with who works again', async () => {
    const assignment = `/assignments/${market.id('assignments')}`;
    const stated = async (verb: 'suspend' | 'resume') => {
      const moved = await market.manager.post(`${assignment}/${verb}`, { reason: 'License.' });
      expect(moved.status, moved.text).toBe(200);
    };
    await stated('resume');
    const rule = { ...nights, weekdays: ['thursday'], firstOn: '2026-02-12' };
    const { id } = (await market.requester.post(`${assignment}/schedule`, rule)).body;
    const before = await made(`patternId=${id}`);
    expect(before).toHaveLength(8);
    await stated('suspend');
    await service.moveClock(market.tenantId, '2026-03-20T12:00:00Z');
    const waiting = await made(`patternId=${id}`);
    expect(waiting.map(({ state }) => state)).toEqual(before.map(() => 'canceled'));
    await stated('resume');
    await service.moveClock(market.tenantId, '2026-03-22T12:00:00Z');
    const scheduled = (await made(`patternId=${id}&state=scheduled`)).map(({ localDate }) => localDate);
    expect(scheduled).toEqual(['2026-04-09', '2026-04-16', '2026-04-23', '2026-04-30']);
    // Other terms are those of the shifts from their first day on.
    const terms = { effectiveFrom: '2026-04-15', billRate: '96', reason: 'Agreed.' };
    const revised = await market.manager.post(`${assignment}/revise`, terms);
    expect(revised.status, revised.text).toBe(200);
    const rates = (await made(`patternId=${id}&state=scheduled`)).map(({ baseRate, billRate }) => [
      baseRate,
      billRate,
    ]);
    const [old, fresh] = ['98.0000', '96.0000'].map((rate) => [rate, rate]);
    expect(rates).toEqual([old, fresh, fresh, fresh]);
  });

  test('keep to the days of their order and to what it pays at most, whatever these become', async () => {
    const other = await shifts.order([agency]);
    const tuesdays = { ...nights, weekdays: ['tuesday'], firstOn: '2026-03-24', lastOn: '2026-12-31' };
    const priced = { orderId: other, ...tuesdays, billRate: '101' };
    const pattern = (await market.manager.post('/shift-patterns', priced)).body.id;
    const [taken, late] = [await shifts.shift(other, '2026-06-02'), await shifts.shift(other, '2026-06-03')];
    const booked = await nurse.client.post(`/shifts/${taken}/book`);
    expect(booked.status, booked.text).toBe(200);
    const { version } = (await market.manager.get(`/orders/${other}`)).body;
    const changed = await market.manager.patch(
      `/orders/${other}`,
      { maxBillRate: '99', endsOn: '2026-05-31' },
      { 'if-match': `"${version}"` },
    );
    expect(changed.status, changed.text).toBe(200);
    const gone = { state: 'canceled', canceledBy: 'order', cancelReason: 'schedule_changed' };
    expect((await market.manager.get(`/shifts/${late}`)).body).toMatchObject(gone);
    expect((await market.manager.get(`/shifts/${taken}`)).body.state).toBe('scheduled');
    await service.moveClock(market.tenantId, '2026-04-26T12:00:00Z');
    const rows = await made(`patternId=${pattern}`);
    expect(rows.at(-1)).toMatchObject({ localDate: '2026-05-26', billRate: '99.0000' });
  });
});

describe('a shift by itself', () => {
  test('is added, changed and posted by the client’s side, and seen from then on', async () => {
    const id = await shifts.shift(orderId, '2026-05-05', { post: false });
    expect((await agency.recruiter.get(`/shifts/${id}`)).status).toBe(404);
    expect((await nurse.client.get(`/shifts/${id}`)).status).toBe(404);
    const { version } = (await market.requester.get(`/shifts/${id}`)).body;
    const changed = await market.requester.patch(
      `/shifts/${id}`,
      { endTime: '15:00', localDate: '2026-05-05', startTime: '07:00', billRate: '100' },
      { 'if-match': `"${version}"` },
    );
    expect(changed.body, changed.text).toMatchObject({
      hours: '8.00',
      baseRate: '100.0000',
      billRate: '100.0000',
    });
    const stale = await market.requester.patch(
      `/shifts/${id}`,
      { note: 'x' },
      { 'if-match': `"${version}"` },
    );
    expect(stale.body.code).toBe('stale_version');
    const posted = await market.requester.post(`/shifts/${id}/post`);
    expect(posted.body, posted.text).toMatchObject({ state: 'open', postedAt: expect.any(String) });
    expect((await market.requester.post(`/shifts/${id}/post`)).body.code).toBe('shift_posted');
    expect((await agency.recruiter.get(`/shifts/${id}`)).body).toMatchObject({ billRate: '100.0000' });
    expect((await nurse.client.get(`/shifts/${id}`)).body).toMatchObject({ state: 'open' });
    const events = await agency.recruiter.get('/events?types=shift.announced');
    expect(JSON.stringify(events.body)).toContain(id);
  });

  test('has what it was posted with once it is given back: the pay, the base rate and the boost on it', async () => {
    const id = await shifts.shift(orderId, '2026-05-07', { billRate: '90', payRate: '60' });
    await market.manager.post(`/shifts/${id}/boost`, { amount: '5', reason: 'Nobody asked.' });
    const change = async (changes: object) => {
      const { version } = (await market.manager.get(`/shifts/${id}`)).body;
      return market.manager.patch(`/shifts/${id}`, changes, { 'if-match': `"${version}"` });
    };
    const raised = await change({ billRate: '97' });
    expect(raised.body, raised.text).toMatchObject({ baseRate: '97.0000', billRate: '102.0000' });
    const { representationId } = nurse;
    const quote = await agency.recruiter.post(`/shifts/${id}/quote`, { representationId });
    const lowered = await change({ billRate: '80', payRate: '50' });
    expect(lowered.body, lowered.text).toMatchObject({ billRate: '85.0000', payRate: '50.0000' });
    const book = { representationId, quoteId: quote.body.id };
    const booked = await agency.recruiter.post(`/shifts/${id}/book`, book);
    expect(booked.body, booked.text).toMatchObject({ billRate: '102.0000', payRate: '60.0000' });
    const released = await agency.recruiter.post(`/shifts/${id}/release`, {});
    expect(released.status, released.text).toBe(200);
    const again = (await market.manager.get(`/shifts/${id}`)).body;
    expect(again).toMatchObject({ state: 'open', billRate: '97.0000', payRate: '50.0000' });
  });

  test('up to a thousand come in one call, each with its own answer', async () => {
    const rows = Array.from({ length: 1_000 }, (_, at) => ({
      orderId,
      localDate: Temporal.PlainDate.from('2026-06-01')
        .add({ days: at % 100 })
        .toString(),
      startTime: '07:00',
      endTime: at === 7 ? '07:00' : '19:00',
      mealMinutes: at === 8 ? 480 : 30,
      ...(at === 9 && { billRate: '103' }),
    }));
    rows[10]!.localDate = '2027-06-01';
    rows[11]!.localDate = '2025-06-01';
    const made = await market.manager.post('/shifts/bulk', { items: rows });
    expect(made.status, made.text.slice(0, 500)).toBe(200);
    const results = made.body.rows as { code: string | null }[];
    expect(results).toHaveLength(1_000);
    const refused = results.flatMap(({ code }, at) => (code ? [[at, code]] : []));
    expect(refused).toEqual([
      [9, 'over_max'],
      [10, 'invalid_input'],
      [11, 'invalid_input'],
    ]);
  });
});
