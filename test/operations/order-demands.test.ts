import { beforeAll, describe, expect, test } from 'vitest';
import { demandsOf, type Demands } from '../support/demands.ts';
import { createPlacementMarket, type Agency, type PlacementMarket } from '../support/placements.ts';
import { startService, type Answer, type Client, type Service } from '../support/service.ts';
import { shiftMarket, type ShiftMarket } from '../support/shifts.ts';

let service: Service;
let market: PlacementMarket;
let shifts: ShiftMarket;
let demands: Demands;
let agency: Agency;
let credentialing: Client;
/** A type of credential that no place demands. */
let typeId: string;

beforeAll(async () => {
  service = await startService();
  market = await createPlacementMarket(service);
  shifts = shiftMarket(market);
  demands = demandsOf(market);
  agency = await market.agency();
  credentialing = await market.member('credentialing');
  typeId = await market.row('credential_types', {
    code: 'chemo',
    name: 'Chemotherapy',
    kind: 'certification',
    is_facility_bound: false,
    is_waivable: true,
  });
});

const demanding = () => market.order(1, [agency], { extra_credential_type_ids: [typeId] });
const propose = (orderId: string, representationId: string) =>
  agency.recruiter.post('/submissions', {
    orderId,
    representationId,
    billRate: '98',
    availableOn: '2026-02-01',
  });
const terms = { billRate: '98', startsOn: '2026-02-01', endsOn: '2026-05-02', hoursPerWeek: '36' };
const refused = (answer: Answer, reason: string) => {
  expect(answer.status, answer.text).toBe(409);
  expect(answer.body).toMatchObject({
    code: 'worker_not_eligible',
    items: [
      {
        what: 'chemo',
        requirementId: null,
        severity: 'hard',
        reason,
        why: expect.stringContaining('by the order'),
      },
    ],
  });
};
const done = (answer: Answer, status = 200): any => {
  expect(answer.status, answer.text).toBe(status);
  return answer.body;
};
const revoke = async (credentialId: string) =>
  done(await credentialing.post(`/credentials/${credentialId}/revoke`, { reason: 'Forged' }));

describe('what an order demands besides its place', () => {
  test('is asked at each gate from the proposal to the start, and of a placement that goes on', async () => {
    const orderId = await demanding();
    const { workerId, representationId } = await market.represent(agency);
    refused(await propose(orderId, representationId), 'not_held');
    const handedIn = { vendor_id: agency.id, representation_id: representationId };
    let credentialId = await demands.hold(typeId, workerId, handedIn);
    const lose = () => revoke(credentialId);
    const regain = async () => {
      credentialId = await demands.hold(typeId, workerId, { ...handedIn, expires_on: '2026-12-31' });
    };
    const { id: submissionId } = done(await propose(orderId, representationId), 201);
    await market.manager.post(`/submissions/${submissionId}/present`);
    await lose();
    refused(await market.manager.post('/offers', { submissionId, ...terms }), 'not_accepted');
    await regain();
    const offer = done(await market.manager.post('/offers', { submissionId, ...terms }), 201);
    done(await agency.recruiter.post(`/offers/${offer.id}/accept`));
    await lose();
    refused(await market.requester.post(`/offers/${offer.id}/confirm`), 'not_accepted');
    await regain();
    done(await market.requester.post(`/offers/${offer.id}/confirm`));
    const [placed] = done(await market.manager.get(`/assignments?offerId=${offer.id}`)).data;
    await service.moveClock(market.tenantId, '2026-02-01T14:00:00Z');
    await lose();
    const start = () => market.manager.post(`/assignments/${placed.id}/start`, { startedOn: '2026-02-01' });
    refused(await start(), 'not_accepted');
    await regain();
    done(await start());
    await lose();
    await service.drain(market.tenantId);
    expect(done(await market.manager.get(`/assignments/${placed.id}`))).toMatchObject({
      state: 'suspended',
      suspendedFor: 'eligibility',
    });
    refused(
      await market.manager.post(`/assignments/${placed.id}/resume`, { reason: 'Back' }),
      'not_accepted',
    );
    await regain();
    done(await market.manager.post(`/assignments/${placed.id}/resume`, { reason: 'Back' }));
  });

  test('is told by both questions of eligibility that name the order, to the vendor and to the operator', async () => {
    const orderId = await demanding();
    const { workerId, representationId } = await market.represent(agency);
    const gate = 'submission';
    const asked = async (client: Client, who: object, path = '/eligibility') =>
      done(await client.get(`${path}?${new URLSearchParams({ orderId, gate, ...who } as never).toString()}`));
    const missing = {
      eligible: false,
      items: expect.arrayContaining([expect.objectContaining({ what: 'chemo' })]),
    };
    expect(await asked(agency.recruiter, { representationId })).toMatchObject(missing);
    expect(await asked(market.manager, { workerId })).toMatchObject(missing);
    const { workers } = await asked(market.manager, { workerIds: workerId }, '/eligibility/workers');
    expect(workers).toEqual([expect.objectContaining(missing)]);
    const facilityId = market.id('facilities');
    const there = await market.manager.get(
      `/eligibility?facilityId=${facilityId}&workerId=${workerId}&gate=${gate}`,
    );
    expect(done(there).items.filter(({ what }: any) => what === 'chemo')).toEqual([]);
    await demands.hold(typeId, workerId, { vendor_id: agency.id, representation_id: representationId });
    expect(await asked(agency.recruiter, { representationId })).toMatchObject({ eligible: true });
  });

  test('is asked of a booking, and told by the fit and the board', async () => {
    const orderId = await shifts.order([agency], { extra_credential_type_ids: [typeId] });
    const other = await shifts.order([agency]);
    const nurse = await shifts.nurse(agency);
    const shiftId = await shifts.shift(orderId, '2026-02-10');
    const free = await shifts.shift(other, '2026-02-12');
    const { representationId, workerId, client } = nurse;
    const book = () => agency.recruiter.post(`/shifts/${shiftId}/book`, { representationId });
    const fit = async () =>
      done(await agency.recruiter.get(`/shifts/${shiftId}/fit?representationId=${representationId}`));
    const board = async () => {
      const { rows } = done(await client.get('/shift-board'));
      return new Map(rows.map((row: any) => [row.shiftId, row]));
    };
    refused(await book(), 'not_held');
    expect((await fit()).fits).toBe(false);
    const before = await board();
    expect(before.get(shiftId)).toMatchObject({ fits: false, checks: [{ check: 'eligibility' }] });
    expect(before.get(free)).toMatchObject({ fits: true });
    await demands.hold(typeId, workerId, { vendor_id: agency.id, representation_id: representationId });
    expect((await fit()).fits).toBe(true);
    done(await book());
  });
});
