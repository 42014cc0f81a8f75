import { beforeAll, expect, test } from 'vitest';
import { createPlacementMarket, type Agency, type PlacementMarket } from '../support/placements.ts';
import { startService, type Answer, type Service } from '../support/service.ts';

let service: Service;
let market: PlacementMarket;
let first: Agency;
let second: Agency;

beforeAll(async () => {
  service = await startService();
  market = await createPlacementMarket(service);
  first = await market.agency();
  second = await market.agency();
});

const terms = { billRate: '95', startsOn: '2026-02-01', endsOn: '2026-05-02', hoursPerWeek: '36' };
const ok = (answer: Answer) => {
  expect(answer.status, answer.text).toBeLessThan(300);
  return answer.body;
};

async function submit(agency: Agency, orderId: string, billRate: string, payRate = '60') {
  const { representationId } = await market.represent(agency);
  const told = { orderId, representationId, billRate, payRate, availableOn: '2026-02-01' };
  return ok(await agency.recruiter.post('/submissions', told)).id as string;
}

async function change(orderId: string, changes: object) {
  const { version } = ok(await market.manager.get(`/orders/${orderId}`));
  return ok(await market.manager.patch(`/orders/${orderId}`, changes, { 'if-match': `"${version}"` }));
}

const consent = (agency: Agency, id: string, told: object) =>
  agency.recruiter.post(`/submissions/${id}/consent-to-price`, told);

/** An order that posts 100, with a submission at 98 of each agency and one at 90. */
async function priced() {
  const orderId = await market.order(3, [first, second], {
    bill_rate: '98',
    posted_rate_from: '80',
    posted_rate_to: '100',
    max_bill_rate: '102',
  });
  const dear = await submit(first, orderId, '98');
  const cheap = await submit(first, orderId, '90');
  const rival = await submit(second, orderId, '97');
  for (const id of [dear, cheap, rival]) ok(await market.manager.post(`/submissions/${id}/present`));
  return { orderId, dear, cheap, rival };
}

test('a price that is cut is asked of whoever is dearer, and no offer is made until they go along', async () => {
  const { orderId, dear, cheap, rival } = await priced();
  const untouched = await first.recruiter.get(`/submissions/${cheap}`);
  await change(orderId, { postedRateTo: '95', billRate: '94' });
  const asked = ok(await first.recruiter.get(`/submissions/${dear}`));
  expect(asked).toMatchObject({
    consent: 'asked',
    consentPrice: '95.0000',
    consentAskedAt: '2026-01-10T12:00:00Z',
    allowedActions: ['consentToPrice', 'withdraw'],
  });
  expect((await first.recruiter.get(`/submissions/${cheap}`)).text).toBe(untouched.text);
  const manager = ok(await market.manager.get(`/submissions/${dear}`));
  expect(manager.allowedActions).not.toContain('extendOffer');
  expect(ok(await market.manager.get(`/submissions/${cheap}`)).allowedActions).toContain('extendOffer');
  const offer = () => market.manager.post('/offers', { submissionId: dear, ...terms });
  expect((await offer()).body).toMatchObject({ status: 409, code: 'consent_pending' });
  expect((await market.requester.get('/submissions?consent=asked')).body.code).toBe('field_not_available');

  const refused = async (told: object) => (await consent(first, dear, told)).body.errors?.[0];
  expect(await refused({ billRate: '95.0001' })).toMatchObject({ pointer: '/billRate', code: 'above_price' });
  expect(await refused({ billRate: '59' })).toMatchObject({ pointer: '/payRate', code: 'above_bill_rate' });
  expect(await refused({})).toMatchObject({ pointer: '/billRate', code: 'required' });
  expect(await refused({ annualSalary: '1' })).toMatchObject({ pointer: '/annualSalary' });
  expect((await consent(second, dear, { billRate: '95' })).status).toBe(404);
  expect(
    (await market.manager.post(`/submissions/${dear}/consent-to-price`, { billRate: '95' })).status,
  ).toBe(403);
  const stale = { 'if-match': '"1"' };
  const late = await first.recruiter.post(`/submissions/${dear}/consent-to-price`, { billRate: '95' }, stale);
  expect(late.status).toBe(412);

  const given = await first.recruiter.graphql(
    `mutation($i: ConsentToPriceInput!) { consentToPrice(input: $i) { submission { consent billRate payRate state aboveRange } events { type } } }`,
    { i: { submissionId: dear, billRate: '95', payRate: '58' } },
  );
  expect(given.body.data?.consentToPrice, given.text).toEqual({
    submission: {
      consent: 'GIVEN',
      billRate: '95.0000',
      payRate: '58.0000',
      state: 'PRESENTED',
      aboveRange: false,
    },
    events: [{ type: 'submission.consented' }],
  });
  expect((await consent(first, dear, { billRate: '94' })).body.code).toBe('consent_not_asked');
  expect((await offer()).status).toBe(201);

  // Each vendor hears of its own alone; the client that its candidate is to be had for less.
  const told = async (client: Agency['recruiter'], types: string) =>
    (await client.get(`/events?limit=200&types=${types}`)).body.events.map((one: any) => one.subject.id);
  await expect.poll(() => told(second.recruiter, 'submission.consent_asked')).toEqual([rival]);
  expect(await told(second.recruiter, 'submission.consented')).toEqual([]);
  await expect.poll(() => told(market.requester, 'submission.repriced')).toEqual([dear]);
  expect(await told(market.requester, 'submission.consent_asked,submission.consented')).toEqual([]);
});

test('a lower price is asked anew, a higher one not; an offer’s own terms stand', async () => {
  const { orderId, dear, cheap, rival } = await priced();
  ok(await market.manager.post('/offers', { submissionId: rival, ...terms }));
  await change(orderId, { postedRateTo: '96' });
  await change(orderId, { postedRateTo: '92' });
  expect(ok(await first.recruiter.get(`/submissions/${dear}`)).consentPrice).toBe('92.0000');
  await change(orderId, { postedRateTo: '97' });
  expect(ok(await first.recruiter.get(`/submissions/${dear}`))).toMatchObject({
    consent: 'asked',
    consentPrice: '92.0000',
  });
  expect(ok(await second.recruiter.get(`/submissions/${rival}`)).consent).toBe('none');
  expect(ok(await first.recruiter.get(`/submissions/${cheap}`)).consent).toBe('none');
  const withdrawn = await first.recruiter.post(`/submissions/${dear}/withdraw`, { reason: 'Too little' });
  expect(withdrawn.body.state).toBe('withdrawn');
});

test('fewer guaranteed hours are asked of all, at the price they have', async () => {
  const orderId = await market.order(2, [first], { guaranteed_hours: '36', posted_rate_to: '100' });
  const id = await submit(first, orderId, '90');
  await change(orderId, { guaranteedHours: '24' });
  const seen = ok(await first.recruiter.get(`/submissions/${id}`));
  expect(seen).toMatchObject({ consent: 'asked', consentPrice: '90.0000' });
  expect(ok(await consent(first, id, { billRate: '90' })).consent).toBe('given');
});
