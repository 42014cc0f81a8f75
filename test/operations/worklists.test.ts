import { beforeAll, describe, expect, test } from 'vitest';
import { counted, needs } from '../../src/domain/worklists/model/needs.ts';
import { createPlacementMarket, type Agency, type PlacementMarket } from '../support/placements.ts';
import { registry, startService, type Client, type Service } from '../support/service.ts';

let service: Service;
let market: PlacementMarket;
let first: Agency;
let second: Agency;
let stranger: Client;
let analyst: Client;

beforeAll(async () => {
  service = await startService();
  market = await createPlacementMarket(service);
  first = await market.agency();
  second = await market.agency();
  stranger = await market.member('requester', { programIds: [market.id('programs')], unitIds: [] });
  analyst = await market.member('analyst');
});

async function submitted(title: string) {
  const orderId = await market.order(2, [first, second], { title });
  const { representationId } = await market.represent(first);
  const made = await first.recruiter.post('/submissions', {
    orderId,
    representationId,
    billRate: '98',
    availableOn: '2026-02-01',
  });
  expect(made.status, made.text).toBe(201);
  return { orderId, submissionId: made.body.id as string };
}

const search = async (client: Client, question: string) => {
  const answer = await client.get(`/work-lists/orders?${question}`);
  expect(answer.status, answer.text).toBe(200);
  return answer.body as { rows: any[]; nextCursor: string | null };
};
const titles = async (client: Client, question: string) =>
  (await search(client, question)).rows.map(({ title }) => title as string);

/** What waits for a member, by group. */
const waiting = async (client: Client) => {
  const answer = await client.get('/work-lists/what-needs-me?limit=100');
  expect(answer.status, answer.text).toBe(200);
  return Object.fromEntries(answer.body.groups.map((group: any) => [group.group, group])) as Record<
    string,
    any
  >;
};
const idsOf = (group: any): string[] => (group?.items ?? []).map(({ id }: { id: string }) => id);

describe('the work list of orders', () => {
  test('shows each viewer what it may know of a row', async () => {
    const { orderId, submissionId } = await submitted('Seen by many');
    const rowFor = async (client: Client) => (await search(client, 'text=Seen by many')).rows[0];
    expect(await rowFor(market.manager)).toMatchObject({
      id: orderId,
      state: 'open',
      facilityName: expect.any(String),
      openPositions: 2,
      submissions: [{ state: 'submitted', count: 1 }],
      toReview: 1,
      unreadMessages: 0,
    });
    expect(await rowFor(market.requester)).toMatchObject({ submissions: [], toReview: 0, openPositions: 2 });
    expect(await rowFor(first.recruiter)).toMatchObject({
      submissions: [{ state: 'submitted', count: 1 }],
      openPositions: null,
      toReview: 0,
    });
    expect(await rowFor(second.recruiter)).toMatchObject({ submissions: [], openPositions: null });
    expect(await rowFor(stranger)).toBeUndefined();
    await market.manager.post(`/submissions/${submissionId}/present`);
    expect(await rowFor(market.requester)).toMatchObject({
      submissions: [{ state: 'presented', count: 1 }],
      toReview: 1,
    });
  });

  test('does not move for a rival when another acts', async () => {
    const orderId = await market.order(2, [first, second], { title: 'Quiet to rivals' });
    const before = (await second.recruiter.get('/work-lists/orders?text=Quiet')).text;
    const { representationId } = await market.represent(first);
    const more = { billRate: '98', availableOn: '2026-02-01' };
    const { body } = await first.recruiter.post('/submissions', { orderId, representationId, ...more });
    await market.manager.post(`/submissions/${body.id}/present`);
    await market.manager.post('/threads', { orderId, vendorId: first.id, topic: 'Rate', body: 'Lower?' });
    expect((await second.recruiter.get('/work-lists/orders?text=Quiet')).text).toBe(before);
    expect((await search(first.recruiter, 'text=Quiet&hasUnread=true')).rows[0].unreadMessages).toBe(1);
  });

  test('is narrowed by what waits, by whose it is and by its terms', async () => {
    await submitted('Narrow A');
    await market.order(1, [second], {
      title: 'Narrow B',
      starts_on: '2026-03-09',
      ends_on: '2026-06-06',
      respond_by: '2026-01-20T12:00:00Z',
    });
    const found = (client: Client, more: string) => titles(client, `text=Narrow&sort=title&${more}`);
    expect(await found(market.manager, 'toReview=true')).toEqual(['Narrow A']);
    expect(await found(market.manager, 'startsFrom=2026-03-01')).toEqual(['Narrow B']);
    expect(await found(market.manager, 'respondBefore=2026-01-21T00:00:00Z')).toEqual(['Narrow B']);
    expect(await found(market.manager, 'state=open,filled&type=contract&hasOpenPositions=true')).toEqual([
      'Narrow A',
      'Narrow B',
    ]);
    expect(await found(market.manager, 'state=closed')).toEqual([]);
    expect(await found(first.recruiter, 'mine=true')).toEqual(['Narrow A']);
    expect(await found(second.recruiter, 'mine=false')).toEqual(['Narrow A', 'Narrow B']);
    expect(await found(market.requester, 'mine=true')).toEqual([]);
    expect(await found(market.manager, `unitId=${market.id('units')}&profession=rn`)).toEqual([
      'Narrow A',
      'Narrow B',
    ]);
    const refused = await first.recruiter.get('/work-lists/orders?hasOpenPositions=true');
    expect(refused.body.code).toBe('field_not_available');
  });

  test('is paged in each order, every row once, by a cursor that is only its reader’s', async () => {
    for (let n = 0; n < 5; n += 1) await market.order(1, [first], { title: `Paged ${n}` });
    for (const sort of ['newest', 'oldest', 'starts_first', 'respond_first', 'title']) {
      const met: string[] = [];
      let after = '';
      do {
        const page = await search(market.manager, `text=Paged&limit=2&sort=${sort}${after}`);
        met.push(...page.rows.map(({ title }) => title));
        after = page.nextCursor ? `&after=${encodeURIComponent(page.nextCursor)}` : '';
      } while (after);
      expect(met.toSorted(), sort).toEqual([0, 1, 2, 3, 4].map((n) => `Paged ${n}`));
    }
    const { nextCursor } = await search(market.manager, 'text=Paged&limit=2');
    const foreign = await first.recruiter.get(`/work-lists/orders?after=${encodeURIComponent(nextCursor!)}`);
    expect(foreign.status).toBe(422);
    const graphql = await market.manager.graphql(
      `{ searchOrders(text: "Paged", limit: 1) { rows { title state } nextCursor } }`,
    );
    expect(graphql.body.errors, graphql.text).toBeUndefined();
    expect(graphql.body.data.searchOrders.rows).toHaveLength(1);
  });
});

describe('what needs me', () => {
  test('follows a candidate from side to side, with what each may do', async () => {
    const { submissionId } = await submitted('From side to side');
    expect(idsOf((await waiting(market.manager))['submissions_to_review'])).toContain(submissionId);
    for (const client of [market.requester, first.recruiter, second.recruiter])
      expect(JSON.stringify(await waiting(client))).not.toContain(submissionId);
    await market.manager.post(`/submissions/${submissionId}/present`);
    const { submissions_to_judge: judged } = await waiting(market.requester);
    expect(judged.items.find(({ id }: { id: string }) => id === submissionId)).toMatchObject({
      noun: 'submission',
      title: 'From side to side',
      state: 'presented',
      verbs: expect.arrayContaining(['shortlist', 'reject']),
    });
    expect(JSON.stringify(await waiting(stranger))).not.toContain(submissionId);
    expect(idsOf((await waiting(market.manager))['submissions_to_review'])).not.toContain(submissionId);
  });

  test('shows an offer to its vendor with its end, then to those who confirm it', async () => {
    const { submissionId } = await submitted('Offered');
    await market.manager.post(`/submissions/${submissionId}/present`);
    const terms = { billRate: '98', startsOn: '2026-02-01', endsOn: '2026-05-02', hoursPerWeek: '36' };
    const expiresAt = '2026-01-12T12:00:00Z';
    const offer = await market.manager.post('/offers', { submissionId, ...terms, expiresAt });
    expect(offer.status, offer.text).toBe(201);
    const { offers_to_answer: asked } = await waiting(first.recruiter);
    expect(asked.items[0]).toMatchObject({ id: offer.body.id, dueAt: expiresAt, state: 'extended' });
    expect(asked.items[0].verbs).toEqual(expect.arrayContaining(['accept', 'decline']));
    expect(await waiting(second.recruiter)).not.toHaveProperty('offers_to_answer');
    await first.recruiter.post(`/offers/${offer.body.id}/accept`);
    expect(idsOf((await waiting(market.requester))['offers_to_confirm'])).toContain(offer.body.id);
    const graphql = await market.requester.graphql(
      `{ whatNeedsMe(limit: 1) { groups { group total hasMore items { noun id title verbs } } } }`,
    );
    expect(graphql.body.errors, graphql.text).toBeUndefined();
    expect(graphql.body.data.whatNeedsMe.groups.length).toBeGreaterThan(0);
  });

  test('takes one statement whatever waits, and names nobody', async () => {
    const people = await market.manager.get('/workers?limit=1');
    const name: string = people.body.data[0].displayName;
    expect(name.length).toBeGreaterThan(1);
    expect(JSON.stringify(await waiting(analyst))).not.toContain(name);
    expect((await analyst.get('/work-lists/orders')).text).not.toContain(name);
  });
});

test('counts by state agree with the lists of each viewer', async () => {
  const plural = new Map(
    [...registry.nouns.values()].map((noun) => [noun.name, noun.plural] as [string, string]),
  );
  const path = (noun: string) => plural.get(noun)!.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  for (const client of [
    market.manager,
    market.requester,
    first.recruiter,
    second.recruiter,
    stranger,
    analyst,
  ]) {
    const { body } = await client.get('/work-lists/counts');
    expect(body.counts).toEqual(
      body.counts.toSorted(
        (a: any, b: any) => a.noun.localeCompare(b.noun) || a.state.localeCompare(b.state),
      ),
    );
    for (const noun of [
      'order',
      'submission',
      'offer',
      'assignment',
      'timesheet',
      'approvalStep',
      'credential',
    ]) {
      const list = await client.get(`/${path(noun)}?count=true&limit=1`);
      const sum = body.counts
        .filter((each: any) => each.noun === noun)
        .reduce((all: number, { count }: any) => all + count, 0);
      expect([noun, sum]).toEqual([noun, list.status === 200 ? list.body.page.total : 0]);
    }
  }
});

test('every need is of a noun that there is, and can be met by verbs that there are', () => {
  const wrong = needs.flatMap((need) => {
    const noun = registry.nouns.get(need.noun);
    if (!noun) return [need.noun];
    const verbs = 'verbs' in need ? need.verbs : [];
    const calls = 'calls' in need ? need.calls : [];
    const states: readonly string[] = 'states' in need ? need.states : [];
    return [
      ...verbs.filter((verb) => !(verb in noun.lifecycle!.verbs)).map((verb) => `${need.group}: ${verb}`),
      ...calls.filter((call) => !registry.operations.has(call)).map((call) => `${need.group}: ${call}`),
      ...states
        .filter((state) => !noun.lifecycle!.states.includes(state))
        .map((state) => `${need.group}: ${state}`),
    ];
  });
  expect(wrong).toEqual([]);
  expect(counted.filter((noun) => !registry.nouns.has(noun))).toEqual([]);
});
