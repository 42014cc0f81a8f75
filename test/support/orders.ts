import { expect } from 'vitest';
import type { Market } from './market.ts';
import type { Answer, Client, Service } from './service.ts';

/** What a test does with the orders of a market. */
export interface Orders {
  /** Lakeshore's travel order, changed: 2 positions, 13 weeks of 36 hours at 98, 91,728.00 in all. */
  terms(changes?: object): Record<string, unknown>;
  draft(changes?: object): Promise<any>;
  /** Drafted and submitted, where no policy asks anybody. */
  open(changes?: object): Promise<any>;
  act(client: Client, order: { id: string }, verb: string, body?: object): Promise<Answer>;
  /** Changes the order at the version that it has now. */
  patch(order: { id: string }, body: object, client?: Client): Promise<Answer>;
  release(order: { id: string }): Promise<Answer>;
  read(order: { id: string }, client?: Client): Promise<any>;
  /** What the client is told of these types, oldest first; without a wait, of what was told of already. */
  told(client: Client, types: string, wait?: number): Promise<any[]>;
  /** Has a director asked for subjects of the kind above an amount; answers how the director decides what waits. */
  policy(
    subject: 'order' | 'surge',
    minimumAmount?: string,
  ): Promise<(verb: 'approve' | 'reject', body?: object) => Promise<Answer>>;
}

export function ordersOf(service: Service, market: Market): Orders {
  const { manager, requester, admin, unitId, programId, facilityId, tenantId } = market;
  const terms = (changes: object = {}) => ({
    unitId,
    profession: 'rn',
    specialty: 'icu',
    positions: 2,
    startsOn: '2026-02-01',
    endsOn: '2026-05-02',
    hoursPerWeek: '36',
    guaranteedHours: '36',
    shiftPattern: 'nights',
    billRate: '98',
    maxBillRate: '102',
    postedRateFrom: '90',
    postedRateTo: '98',
    reason: 'vacancy',
    ...changes,
  });
  const act = (client: Client, order: { id: string }, verb: string, body: object = {}) =>
    client.post(`/orders/${order.id}/${verb}`, body);
  const read = async (order: { id: string }, client = manager) =>
    (await client.get(`/orders/${order.id}`)).body;
  const draft = async (changes: object = {}) => {
    const created = await requester.post('/orders', terms(changes));
    expect(created.status, created.text).toBe(201);
    return created.body;
  };
  return {
    terms,
    draft,
    act,
    read,
    async open(changes = {}) {
      const submitted = await act(requester, await draft(changes), 'submit');
      expect(submitted.body, submitted.text).toMatchObject({ state: 'open' });
      return submitted.body;
    },
    async patch(order, body, client = requester) {
      const { version } = await read(order);
      return client.patch(`/orders/${order.id}`, body, { 'if-match': `"${version}"` });
    },
    release: (order) => act(manager, order, 'release', { tiers: [{ tier: 1, delayHours: 0 }] }),
    // The log is read once it is sealed, so the wait is for what comes.
    async told(client, types, wait = 10) {
      const feed = await client.get(`/events?wait=${wait}&types=${types}`);
      expect(feed.status, feed.text).toBe(200);
      return feed.body.events;
    },
    async policy(subject, minimumAmount) {
      const director = await service.member(tenantId, { role: 'approver', programIds: [programId] });
      const code = `${subject}_director`;
      const title = await admin.post('/approval-titles', { code, name: code });
      const { membershipId } = director.actor;
      const holding = { titleId: title.body.id, membershipId, programId, facilityId, unitId };
      expect((await admin.post('/title-holdings', holding)).status).toBe(201);
      const policy = await admin.post('/approval-policies', {
        programId,
        subject,
        name: code,
        effectiveFrom: '2026-01-01',
        steps: [{ titleId: title.body.id, level: 'unit', minimumAmount }],
      });
      expect(policy.status, policy.text).toBe(201);
      return async (verb, body = {}) => {
        const { data } = (await manager.get('/approval-steps?state=pending')).body;
        expect(data).toHaveLength(1);
        const decided = await director.post(`/approval-steps/${data[0].id}/${verb}`, body);
        expect(decided.status, decided.text).toBe(200);
        return decided;
      };
    },
  };
}
