import { expect } from 'vitest';
import { openMarket, type Market } from './market.ts';
import type { Answer, Client, Service } from './service.ts';

/** A market with an order policy to be written, titles to be held and orders to be routed, all over HTTP. */
export interface Approvals extends Market {
  /** Somebody of the unit who decides. */
  approver(role?: 'approver' | 'client_finance'): Promise<Client>;
  /** A new title; held by these at the unit. */
  title(code: string, ...holders: Client[]): Promise<string>;
  hold(titleId: string, holder: Client, place?: object): Promise<Answer>;
  policy(steps: object[], more?: object): Promise<Answer>;
  /** An order of the requester’s, submitted; its id. 2 positions × 13 weeks × 36 h × 98 = 91,728.00. */
  submitted(changes?: object): Promise<string>;
  orderState(id: string): Promise<string>;
  chain(orderId: string): Promise<any>;
  /** The steps of an order’s chain, by stage, then title as given. */
  steps(orderId: string): Promise<any[]>;
  states(orderId: string): Promise<string[]>;
}

const lakeshore = {
  title: 'RN ICU nights',
  profession: 'rn',
  specialty: 'icu',
  positions: 2,
  startsOn: '2026-02-01',
  endsOn: '2026-05-02',
  hoursPerWeek: '36',
  billRate: '98',
  reason: 'vacancy',
};

const ok = (answer: Answer): any => {
  expect(answer.status, answer.text).toBeLessThan(300);
  return answer.body;
};

/** Opens a market in a tenant of its own, whose clock stands at 2026-01-05T12:00:00Z. */
export async function openApprovals(service: Service): Promise<Approvals> {
  const market = await openMarket(service);
  const { admin, requester, programId, facilityId, unitId, tenantId } = market;
  const scope = { programIds: [programId], facilityIds: [facilityId], unitIds: [unitId] };
  const hold = (titleId: string, { actor }: Client, place: object = { unitId }) =>
    admin.post('/title-holdings', { titleId, membershipId: actor.membershipId, programId, ...place });
  const chain = async (orderId: string) =>
    ok(await admin.get(`/approval-chains?subjectId=${orderId}&include=steps`)).data.at(-1);
  const steps = async (orderId: string) =>
    (await chain(orderId)).steps.data.toSorted(
      (one: any, other: any) => one.position - other.position || (one.id < other.id ? -1 : 1),
    );
  return {
    ...market,
    hold,
    chain,
    steps,
    approver: (role = 'approver') => service.member(tenantId, { role, ...scope }),
    async title(code, ...holders) {
      const { id } = ok(await admin.post('/approval-titles', { code, name: code }));
      for (const holder of holders) ok(await hold(id, holder));
      return id;
    },
    policy: (wanted, more = {}) =>
      admin.post('/approval-policies', {
        programId,
        name: 'Orders',
        effectiveFrom: '2026-01-01',
        steps: wanted,
        ...more,
      }),
    async submitted(changes = {}) {
      const { id } = ok(await requester.post('/orders', { unitId, ...lakeshore, ...changes }));
      ok(await requester.post(`/orders/${id}/submit`));
      return id;
    },
    orderState: async (id) => ok(await admin.get(`/orders/${id}`)).state,
    states: async (orderId) => (await steps(orderId)).map(({ state }: { state: string }) => state),
  };
}
