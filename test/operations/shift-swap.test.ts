import { beforeAll, expect, test } from 'vitest';
import { createPlacementMarket, type Agency, type PlacementMarket } from '../support/placements.ts';
import { startService, type Service } from '../support/service.ts';
import { shiftMarket, type Nurse, type ShiftMarket } from '../support/shifts.ts';

let service: Service;
let market: PlacementMarket;
let shifts: ShiftMarket;
let agency: Agency;
let rival: Agency;
let ana: Nurse;
let ben: Nurse;
let cleo: Nurse;
let orderId: string;

beforeAll(async () => {
  service = await startService();
  market = await createPlacementMarket(service);
  shifts = shiftMarket(market);
  agency = await market.agency();
  rival = await market.agency();
  ana = await shifts.nurse(agency);
  ben = await shifts.nurse(agency);
  cleo = await shifts.nurse(rival);
  orderId = await shifts.order([agency, rival]);
});

const ok = <Given extends { status: number; text: string; body: any }>(answer: Given, status = 200): any => {
  expect(answer.status, answer.text).toBe(status);
  return answer.body;
};

async function booked(day: string, nurse: Nurse) {
  const id = await shifts.shift(orderId, day);
  const { representationId } = nurse;
  ok(await nurse.agency.recruiter.post(`/shifts/${id}/book`, { representationId }));
  return id;
}
const holder = async (id: string) => ok(await market.manager.get(`/shifts/${id}`)).workerId;
const propose = (nurse: Nurse, body: object) =>
  nurse.client.post('/shift-swaps', { reason: 'A wedding.', ...body });

test('two workers of a vendor trade shifts of one night once the client approves', async () => {
  const given = await booked('2026-01-12', ana);
  const other = await booked('2026-01-12', ben);
  const swap = ok(await propose(ana, { shiftId: given, otherShiftId: other }), 201);
  expect(swap).toMatchObject({
    state: 'proposed',
    workerId: ana.workerId,
    otherWorkerId: ben.workerId,
    proposedBySide: 'worker',
    expiresAt: '2026-01-12T12:00:00Z',
  });
  const path = `/shift-swaps/${swap.id}`;
  expect(ok(await ben.client.get(path))).toMatchObject({ otherStartsAt: '2026-01-12T12:00:00Z' });
  expect((await cleo.client.get(path)).status).toBe(404);
  expect((await rival.recruiter.get(path)).status).toBe(404);
  expect((await market.requester.post(`${path}/approve`)).body.code).toBe('step_not_allowed');
  expect((await ana.client.post(`${path}/accept`)).body.code).toBe('swap_not_yours');
  ok(await ben.client.post(`${path}/accept`));
  expect((await ben.client.post(`${path}/approve`)).status).toBe(403);
  const stale = await market.requester.post(`${path}/approve`, {}, { 'if-match': '"1"' });
  expect(stale.status, stale.text).toBe(412);
  const asked = `mutation ($id: ID!) { approveShiftSwap(input: { shiftSwapId: $id }) { shiftSwap { state } } }`;
  const approved = await market.requester.graphql(asked, { id: swap.id });
  expect(approved.body.data?.approveShiftSwap?.shiftSwap, approved.text).toEqual({ state: 'APPROVED' });
  expect(await holder(given)).toBe(ben.workerId);
  expect(await holder(other)).toBe(ana.workerId);
  expect(ok(await ben.client.get(`/shifts/${given}`)).state).toBe('scheduled');
  const { assignmentId } = ok(await market.manager.get(`/shifts/${given}`));
  expect(ok(await market.manager.get(`/assignments/${assignmentId}`)).workerId).toBe(ben.workerId);
});

test('a shift is given for none, and each taker is judged anew', async () => {
  const given = await booked('2026-01-14', ana);
  const swap = ok(await propose(ana, { shiftId: given, otherWorkerId: ben.workerId }), 201);
  const twice = await propose(ana, { shiftId: given, otherWorkerId: ben.workerId });
  expect(twice.body.code).toBe('swap_exists');
  ok(await ben.agency.recruiter.post(`/shift-swaps/${swap.id}/accept`));
  // In between the other took a shift that leaves no rest.
  const close = await shifts.shift(orderId, '2026-01-15', { startTime: '00:00', endTime: '06:00' });
  ok(await agency.recruiter.post(`/shifts/${close}/book`, { representationId: ben.representationId }));
  const refused = await market.requester.post(`/shift-swaps/${swap.id}/approve`);
  expect(refused.body.code, refused.text).toBe('rest_too_short');
  expect(await holder(given)).toBe(ana.workerId);
  ok(await ben.client.post(`/shifts/${close}/release`, {}));
  ok(await market.requester.post(`/shift-swaps/${swap.id}/approve`));
  expect(await holder(given)).toBe(ben.workerId);
});

test('nothing is had across vendors, and a shift of a rival is not there', async () => {
  const given = await booked('2026-01-19', ana);
  const foreign = await booked('2026-01-19', cleo);
  const missing = '0198c0de-0000-7000-8000-00000000dead';
  const faults = async (body: object) => {
    const { status, body: told } = await propose(ana, { shiftId: given, ...body });
    expect(status).toBe(422);
    return told.errors;
  };
  expect(await faults({ otherShiftId: foreign })).toEqual(await faults({ otherShiftId: missing }));
  expect(await faults({ otherWorkerId: cleo.workerId })).toEqual(await faults({ otherWorkerId: missing }));
  expect((await propose(ben, { shiftId: given, otherWorkerId: ana.workerId })).status).toBe(422);
  expect(await faults({})).toMatchObject([{ code: 'invalid_value' }]);
});

test('a swap is declined, withdrawn, stale or over', async () => {
  const state = async (id: string) => ok(await market.manager.get(`/shift-swaps/${id}`)).state;
  const fresh = async (day: string) => {
    const shiftId = await booked(day, ana);
    const swap = ok(await propose(ana, { shiftId, otherWorkerId: ben.workerId }), 201);
    return { shiftId, id: swap.id as string };
  };
  const declined = await fresh('2026-01-21');
  const byVendor = await agency.recruiter.post('/shift-swaps', {
    shiftId: declined.shiftId,
    otherRepresentationId: ben.representationId,
    reason: 'Again.',
  });
  expect(byVendor.body.code).toBe('swap_exists');
  ok(await market.requester.post(`/shift-swaps/${declined.id}/decline`, { reason: 'Skill mix.' }));
  expect(await state(declined.id)).toBe('declined');

  const withdrawn = await fresh('2026-01-23');
  expect((await ben.client.post(`/shift-swaps/${withdrawn.id}/withdraw`)).body.code).toBe('swap_not_yours');
  ok(await ana.client.post(`/shift-swaps/${withdrawn.id}/withdraw`));
  expect(await state(withdrawn.id)).toBe('withdrawn');

  const stale = await fresh('2026-01-25');
  ok(await ben.client.post(`/shift-swaps/${stale.id}/accept`));
  ok(await ana.client.post(`/shifts/${stale.shiftId}/release`, {}));
  const refused = await market.requester.post(`/shift-swaps/${stale.id}/approve`);
  expect(refused.body.code, refused.text).toBe('swap_stale');
  expect(await state(stale.id)).toBe('expired');
  // Whoever has the shift next is free to offer it, and learns nothing of what was proposed before.
  const dan = await shifts.nurse(rival);
  const { representationId } = cleo;
  ok(await rival.recruiter.post(`/shifts/${stale.shiftId}/book`, { representationId }));
  const mine = ok(await propose(cleo, { shiftId: stale.shiftId, otherWorkerId: dan.workerId }), 201);
  expect(mine.state).toBe('proposed');

  const over = await fresh('2026-01-27');
  await service.moveClock(market.tenantId, '2026-01-27T12:00:00Z');
  expect(await state(over.id)).toBe('expired');
});
