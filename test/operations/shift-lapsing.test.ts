import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createPlacementMarket, type Agency, type PlacementMarket } from '../support/placements.ts';
import { startService, type Client, type Service } from '../support/service.ts';
import { shiftMarket, type ShiftMarket } from '../support/shifts.ts';

let service: Service;
let market: PlacementMarket;
let shifts: ShiftMarket;
let agency: Agency;
let admin: Client;
let orderId: string;
/** The assignment of a nurse who begins each test anew. */
let assignmentId: string;
let book: (day: string) => Promise<string>;

const ok = <Given extends { status: number; text: string; body: any }>(answer: Given, status = 200): any => {
  expect(answer.status, answer.text).toBe(status);
  return answer.body;
};
const shiftOf = async (id: string) => ok(await market.manager.get(`/shifts/${id}`));
const leadHours = async (lapseLeadHours: number | null) => {
  const programId = market.id('programs');
  const { version } = ok(await admin.get(`/programs/${programId}`));
  ok(await admin.patch(`/programs/${programId}`, { lapseLeadHours }, { 'if-match': `"${version}"` }));
};
const suspend = async () =>
  ok(await market.manager.post(`/assignments/${assignmentId}/suspend`, { reason: 'A complaint.' }));
const resume = async () =>
  ok(await market.manager.post(`/assignments/${assignmentId}/resume`, { reason: 'It was unfounded.' }));
const told = async (id: string) =>
  ok(await market.manager.get(`/shifts/${id}/history`))
    .entries.flatMap(({ events }: any) => events.map(({ type }: any) => type))
    .filter((type: string) => /endangered|risk_cleared|unassigned|interrupted/.test(type));

beforeAll(async () => {
  service = await startService();
  market = await createPlacementMarket(service);
  shifts = shiftMarket(market);
  agency = await market.agency();
  admin = await market.member('tenant_admin');
  orderId = await shifts.order([agency]);
});

beforeEach(async () => {
  const { representationId } = await shifts.nurse(agency);
  book = async (day) => {
    const id = await shifts.shift(orderId, day);
    const booked = ok(await agency.recruiter.post(`/shifts/${id}/book`, { representationId }));
    assignmentId ||= booked.assignmentId;
    return id;
  };
  assignmentId = '';
});

// Shifts are from 07:00 to 19:00 in New York, 12:00Z to 24:00Z; the clock begins at 2026-01-10T12:00Z.
describe('who may not work for now', () => {
  test('loses at once what begins within the lead time, and the rest when that comes', async () => {
    await leadHours(48);
    const soon = await book('2026-01-12');
    const next = await book('2026-01-14');
    const last = await book('2026-01-20');
    await suspend();
    const nobody = { state: 'open', workerId: null, assignmentId: null, atRisk: false };
    expect(await shiftOf(soon)).toMatchObject(nobody);
    for (const id of [next, last])
      expect(await shiftOf(id)).toMatchObject({ state: 'scheduled', atRisk: true, assignmentId });
    await service.moveClock(market.tenantId, '2026-01-12T11:59:59Z');
    expect(await shiftOf(next)).toMatchObject({ state: 'scheduled', atRisk: true });
    await service.moveClock(market.tenantId, '2026-01-12T12:00:00Z');
    expect(await shiftOf(next)).toMatchObject(nobody);
    expect(await shiftOf(last)).toMatchObject({ state: 'scheduled', atRisk: true });
    expect(await told(soon)).toEqual(['shift.unassigned']);
    expect(await told(next)).toEqual(['shift.unassigned', 'shift.endangered']);
    expect((await agency.recruiter.get('/shifts?state=open')).text).toContain(next);
  });

  test('keeps what was at risk once it works again, also when the lead time comes', async () => {
    await leadHours(24);
    const kept = await book('2026-01-22');
    await suspend();
    expect(await shiftOf(kept)).toMatchObject({ state: 'scheduled', atRisk: true });
    await service.moveClock(market.tenantId, '2026-01-18T12:00:00Z');
    await resume();
    expect(await shiftOf(kept)).toMatchObject({ state: 'scheduled', atRisk: false, assignmentId });
    await service.moveClock(market.tenantId, '2026-01-21T13:00:00Z');
    expect(await shiftOf(kept)).toMatchObject({ state: 'scheduled', atRisk: false, assignmentId });
    expect(await told(kept)).toEqual(['shift.risk_cleared', 'shift.endangered']);
  });

  test('is suspended once more: the lead time of then counts', async () => {
    await leadHours(24);
    const shift = await book('2026-02-03');
    await suspend();
    await service.moveClock(market.tenantId, '2026-01-30T12:00:00Z');
    await resume();
    await leadHours(72);
    await service.moveClock(market.tenantId, '2026-01-30T13:00:00Z');
    await suspend();
    expect(await shiftOf(shift)).toMatchObject({ state: 'scheduled', atRisk: true });
    await service.moveClock(market.tenantId, '2026-01-31T12:00:00Z');
    expect(await shiftOf(shift)).toMatchObject({ state: 'open', workerId: null });
  });

  test('ends the shift that it works at that instant, with what was worked of it', async () => {
    await leadHours(null);
    const running = await book('2026-02-10');
    const ahead = await book('2026-02-12');
    await service.moveClock(market.tenantId, '2026-02-10T12:00:00Z');
    ok(await agency.recruiter.post(`/shifts/${running}/start`));
    await service.moveClock(market.tenantId, '2026-02-10T15:30:00Z');
    await suspend();
    expect(await shiftOf(running)).toMatchObject({
      state: 'completed',
      actualStartsAt: '2026-02-10T12:00:00Z',
      actualEndsAt: '2026-02-10T15:30:00Z',
      assignmentId,
    });
    expect(await told(running)).toEqual(['shift.interrupted']);
    expect(await shiftOf(ahead)).toMatchObject({ state: 'open', workerId: null, atRisk: false });
    expect((await agency.recruiter.post(`/shifts/${running}/complete`, {})).body.code).toBe(
      'step_not_allowed',
    );
  });
});
