import { beforeAll, expect, test } from 'vitest';
import { deadlocksIn } from '../support/deadlocks.ts';
import { createPlacementMarket, type Agency, type PlacementMarket } from '../support/placements.ts';
import { place } from '../support/placing.ts';
import { startService, type Service } from '../support/service.ts';

let service: Service;
let market: PlacementMarket;
let agency: Agency;

beforeAll(async () => {
  service = await startService();
  market = await createPlacementMarket(service);
  agency = await market.agency();
});

const reason = { reason: 'Both at once.' };

/** A person whom the client itself is to hire. */
async function hired(): Promise<{ orderId: string; id: string }> {
  const none = { bill_rate: null, max_bill_rate: null, guaranteed_hours: null, posted_rate_from: null };
  const unposted = { posted_rate_to: null, pay_rate_from: null, pay_rate_to: null };
  const salary = { type: 'direct_hire', salary_from: '90000', salary_to: '100000' };
  const orderId = await market.order(1, [agency], { ...none, ...unposted, ...salary });
  const { representationId } = await market.represent(agency);
  const proposal = { orderId, representationId, annualSalary: '96000', availableOn: '2026-02-01' };
  const { body: submission } = await agency.recruiter.post('/submissions', proposal);
  await market.manager.post(`/submissions/${submission.id}/present`);
  const terms = { annualSalary: '96000', startsOn: '2026-02-01', hoursPerWeek: '40' };
  const { body: offer } = await market.manager.post('/offers', { submissionId: submission.id, ...terms });
  await agency.recruiter.post(`/offers/${offer.id}/accept`);
  expect((await market.requester.post(`/offers/${offer.id}/confirm`)).status).toBe(200);
  const { body } = await market.manager.get(`/placements?offerId=${offer.id}`);
  return { orderId, id: body.data[0].id };
}

test.each([
  [
    'an assignment falls off',
    10,
    () => place(market, agency),
    (id: string) => agency.recruiter.post(`/assignments/${id}/cancel`, reason),
  ],
  [
    'its client cancels an assignment',
    4,
    () => place(market, agency),
    (id: string) => market.requester.post(`/assignments/${id}/cancel`, reason),
  ],
  [
    'a worker does not show',
    4,
    () => place(market, agency),
    (id: string) => market.manager.post(`/assignments/${id}/report-no-show`, reason),
  ],
  ['a hire falls off', 4, hired, (id: string) => market.manager.post(`/placements/${id}/fall-off`, reason)],
])('an order is canceled while %s: one waits for the other', async (_, rounds, placed, undo) => {
  for (let round = 0; round < rounds; round += 1) {
    const { orderId, id } = await placed();
    const cancel = () => market.manager.post(`/orders/${orderId}/cancel`, reason);
    const both = round % 2 === 0 ? [undo(id), cancel()] : [cancel(), undo(id)];
    const answers = await Promise.all(both);
    const [undone, canceled] = round % 2 === 0 ? answers : answers.toReversed();
    expect(canceled!.status, canceled!.text).toBe(200);
    if (undone!.status !== 200) expect(undone!.body.code, undone!.text).toBe('step_not_allowed');
    const { body } = await market.manager.get(`/positions?orderId=${orderId}`);
    expect(body.data).toMatchObject([{ state: 'canceled' }]);
  }
});

test('none of them waited in a circle, which Postgres would have broken', async () => {
  expect(await deadlocksIn(service)).toBe(0);
});
