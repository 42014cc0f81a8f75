import { beforeAll, describe, expect, test } from 'vitest';
import { createPlacementMarket, type Agency, type PlacementMarket } from '../support/placements.ts';
import { startService, type Answer, type Client, type Service } from '../support/service.ts';
import { shiftMarket } from '../support/shifts.ts';

let service: Service;
let market: PlacementMarket;
let agency: Agency;
let admin: Client;

beforeAll(async () => {
  service = await startService();
  market = await createPlacementMarket(service);
  agency = await market.agency();
  admin = await market.member('tenant_admin');
});

const ok = (answer: Answer) => {
  expect(answer.status, answer.text).toBeLessThan(300);
  return answer.body;
};
const setting = async (blindReview: string) => {
  const programId = market.id('programs');
  const { version } = ok(await admin.get(`/programs/${programId}`));
  ok(await admin.patch(`/programs/${programId}`, { blindReview }, { 'if-match': `"${version}"` }));
};
const terms = { billRate: '98', startsOn: '2026-02-01', endsOn: '2026-05-02', hoursPerWeek: '36' };
const time = { startsAt: '2026-01-20T15:00:00Z', endsAt: '2026-01-20T15:30:00Z' };

async function presented() {
  const orderId = await market.order(1, [agency]);
  const { representationId } = await market.represent(agency);
  const told = { orderId, representationId, billRate: '98', availableOn: '2026-02-01' };
  const { id } = ok(await agency.recruiter.post('/submissions', told));
  ok(await market.manager.post(`/submissions/${id}/present`));
  return { orderId, id: id as string };
}

/** Every way in which the client’s side could come to read whose a candidate is; what it answers, joined. */
async function everyWay({ orderId, id }: { orderId: string; id: string }, client: Client): Promise<string> {
  const links = 'vendorId subVendorId vendor { id name }';
  const texts = [
    `/submissions/${id}`,
    `/submissions/${id}?include=vendor,offers,interviews`,
    `/submissions?orderId=${orderId}&include=vendor`,
    `/submissions/${id}/history`,
    `/offers?submissionId=${id}&include=vendor,rounds`,
    `/offer-rounds?submissionId=${id}&include=vendor`,
    `/interviews?submissionId=${id}&include=vendor`,
    `/orders/${orderId}?include=submissions,offers,interviews`,
    '/events?limit=200',
  ].map(async (path) => (await client.get(path)).text);
  const exported = ['/submissions', '/offers', '/interviews'].flatMap((path) =>
    ['text/csv', 'application/x-ndjson'].map(
      async (accept) => (await client.get(`${path}?orderId=${orderId}&limit=100`, { accept })).text,
    ),
  );
  const document = `{ submission(id: "${id}") { ${links} offers(first: 5) { nodes { vendorId vendor { id } rounds(first: 5) { nodes { vendorId vendor { id } } } } }
    interviews(first: 5) { nodes { vendorId vendor { id } } } order { submissions(first: 5) { nodes { ${links} } } } }
    vendors(first: 50) { nodes { submissions(first: 50) { nodes { id } } offers(first: 50) { nodes { submissionId } } interviews(first: 50) { nodes { submissionId } } } } }`;
  const answer = await client.graphql(document);
  expect(answer.body.errors, answer.text).toBeUndefined();
  const { submission, vendors } = answer.body.data;
  // A vendor that leads to the candidate is as good as its name.
  const leads = JSON.stringify(vendors).includes(id);
  const all = [
    ...(await Promise.all([...texts, ...exported])),
    JSON.stringify(submission),
    leads ? agency.id : '',
  ];
  return all.join('\n');
}

const filtered = async (client: Client, id: string) =>
  Promise.all(
    [`/submissions?vendorId=${agency.id}`, `/submissions?vendor.id=${agency.id}`].map(async (path) =>
      ((await client.get(`${path}&limit=200`)).body.data ?? []).some((one: any) => one.id === id),
    ),
  );

async function expectBlind(made: { orderId: string; id: string }) {
  const seen = await everyWay(made, market.requester);
  expect(seen).toContain(made.id);
  expect(seen).not.toContain(agency.id);
  expect(seen).not.toContain(agency.recruiter.actor.membershipId);
  expect(await filtered(market.requester, made.id)).toEqual([false, false]);
}

async function expectShown(made: { orderId: string; id: string }) {
  expect(await everyWay(made, market.requester)).toContain(agency.id);
  expect(await filtered(market.requester, made.id)).toEqual([true, true]);
  expect(ok(await market.requester.get(`/submissions/${made.id}`)).vendorId).toBe(agency.id);
}

async function interviewed(id: string) {
  const asked = { submissionId: id, kind: 'phone', proposedTimes: [time], timeZone: 'America/New_York' };
  const { id: interviewId } = ok(await market.requester.post('/interviews', asked));
  ok(await agency.recruiter.post(`/interviews/${interviewId}/schedule`, { startsAt: time.startsAt }));
}

async function offered(id: string) {
  const offer = ok(await market.manager.post('/offers', { submissionId: id, ...terms }));
  ok(await agency.recruiter.post(`/offers/${offer.id}/counter`, { ...terms, billRate: '99' }));
  ok(await market.manager.post(`/offers/${offer.id}/accept-counter`));
  return offer.id as string;
}

describe('a client', () => {
  test('knows whose a candidate is where its program says nothing else', async () => {
    await expectShown(await presented());
  });

  test('does not until the candidate is shortlisted', async () => {
    await setting('until_shortlisted');
    const made = await presented();
    await expectBlind(made);
    // The MSP and the vendor itself know all the while.
    expect(ok(await market.manager.get(`/submissions/${made.id}`)).vendorId).toBe(agency.id);
    expect(ok(await agency.recruiter.get(`/submissions/${made.id}`)).vendorId).toBe(agency.id);
    expect(await filtered(market.manager, made.id)).toEqual([true, true]);
    ok(await market.requester.post(`/submissions/${made.id}/shortlist`));
    await expectShown(made);
    const turned = await presented();
    ok(await market.requester.post(`/submissions/${turned.id}/reject`, { reason: 'No ICU' }));
    await expectBlind(turned);
  });

  test('does not until the candidate is offered, whoever acts meanwhile', async () => {
    await setting('until_offered');
    const made = await presented();
    await interviewed(made.id);
    await expectBlind(made);
    await offered(made.id);
    await expectShown(made);
  });

  test('does not until the candidate is hired; nor of a past in which it was not known', async () => {
    await setting('until_hired');
    const made = await presented();
    await interviewed(made.id);
    const offerId = await offered(made.id);
    await expectBlind(made);
    await service.moveClock(market.tenantId, '2026-01-11T12:00:00Z');
    ok(await market.requester.post(`/offers/${offerId}/confirm`));
    const then = await market.requester.get(
      `/submissions/${made.id}?include=vendor&asOf=2026-01-11T11:00:00Z`,
    );
    expect(then.text).toContain(made.id);
    expect(then.text).not.toContain(agency.id);
    await expectShown(made);
  });

  test('gets an offer’s drafts as blind as the rest', async () => {
    const { id, orderId } = await presented();
    ok(await market.manager.post('/offers/drafts', { submissionId: id, ...terms }));
    await expectBlind({ id, orderId });
  });
});

test('whose a request for a shift is shows with the shift that it gives', async () => {
  await setting('until_hired');
  const shifts = shiftMarket(market);
  const orderId = await shifts.order([agency]);
  const { representationId } = await shifts.nurse(agency);
  const shiftId = await shifts.shift(orderId, '2026-01-26', { instantBook: false });
  const { id } = ok(await agency.recruiter.post(`/shifts/${shiftId}/request`, { representationId }));
  const read = async () => {
    const paths = [
      `/shift-requests/${id}?include=vendor`,
      `/shift-requests/${id}/history`,
      '/events?limit=200',
    ];
    const answers = paths.map(async (path) => (await market.requester.get(path)).text);
    const reverse = `{ vendors(first: 50) { nodes { shiftRequests(first: 50) { nodes { id } } } } }`;
    return [...(await Promise.all(answers)), (await market.requester.graphql(reverse)).text].join();
  };
  const unseen = await read();
  expect(unseen).not.toContain(agency.id);
  expect(unseen.match(new RegExp(`"shiftRequests":\\{"nodes":\\[\\{"id":"${id}"`))).toBeNull();
  const filtered = await market.requester.get(`/shift-requests?vendorId=${agency.id}`);
  expect(filtered.body.data).toEqual([]);
  expect(ok(await market.manager.get(`/shift-requests/${id}`)).vendorId).toBe(agency.id);
  ok(await market.requester.post(`/shift-requests/${id}/accept`));
  expect(ok(await market.requester.get(`/shift-requests/${id}`)).vendorId).toBe(agency.id);
});
