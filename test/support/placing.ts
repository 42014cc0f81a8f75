import { expect } from 'vitest';
import type { Agency, PlacementMarket } from './placements.ts';

export const terms = { billRate: '98', startsOn: '2026-02-01', endsOn: '2026-05-02', hoursPerWeek: '36' };

export interface Placed {
  orderId: string;
  workerId: string;
  submissionId: string;
  offerId: string;
  /** The assignment; of a direct hire, the placement. */
  id: string;
}

/** Places a worker of an agency on a new order of one position, from an order to a confirmed offer, over HTTP. */
export async function place(
  market: PlacementMarket,
  agency: Agency,
  {
    represented,
    offered = terms,
  }: { represented?: { workerId: string; representationId: string }; offered?: Record<string, unknown> } = {},
): Promise<Placed> {
  const orderId = await market.order(1, [agency]);
  const { workerId, representationId } = represented ?? (await market.represent(agency));
  const submission = await agency.recruiter.post('/submissions', {
    orderId,
    representationId,
    billRate: '98',
    availableOn: '2026-02-01',
  });
  expect(submission.status, submission.text).toBe(201);
  const { id: submissionId } = submission.body;
  await market.manager.post(`/submissions/${submissionId}/present`);
  const offer = await market.manager.post('/offers', { submissionId, ...offered });
  expect(offer.status, offer.text).toBe(201);
  const offerId: string = offer.body.id;
  await agency.recruiter.post(`/offers/${offerId}/accept`);
  const confirmed = await market.requester.post(`/offers/${offerId}/confirm`);
  expect(confirmed.status, confirmed.text).toBe(200);
  const { body } = await market.manager.get(`/assignments?offerId=${offerId}`);
  return { orderId, workerId, submissionId, offerId, id: body.data[0].id };
}

/** Agrees with an agency, from 2026 on, on what more the test says. */
export async function agree(market: PlacementMarket, agency: Agency, more: object): Promise<string> {
  const admin = await market.member('tenant_admin');
  const agreed = await admin.post('/agreements', {
    programId: market.id('programs'),
    vendorId: agency.id,
    feeModel: 'none',
    paymentTermsDays: 30,
    effectiveFrom: '2026-01-01',
    ...more,
  });
  expect(agreed.status, agreed.text).toBe(201);
  return agreed.body.id;
}

/** Sets the program's settings, at the version it has. */
export async function setProgram(market: PlacementMarket, settings: object): Promise<void> {
  const admin = await market.member('tenant_admin');
  const path = `/programs/${market.id('programs')}`;
  const { version } = (await admin.get(path)).body;
  const set = await admin.patch(path, settings, { 'if-match': `"${version}"` });
  expect(set.status, set.text).toBe(200);
}
