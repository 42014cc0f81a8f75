import { expect } from 'vitest';
import type { Market, PanelVendor } from './market.ts';
import type { Answer, Client } from './service.ts';

/** One thing that others do, by what a failing test calls it. */
export interface Act {
  name: string;
  run(): Promise<unknown>;
}

/** Those who act while somebody watches, and on which order. */
export interface Scene {
  market: Market;
  rival: PanelVendor;
  /** May take positions of the order as it likes, but for one. */
  order: { id: string };
}

/** Answers the body of what must succeed. */
export async function done(answer: Promise<Answer>): Promise<any> {
  const { status, text, body } = await answer;
  expect([200, 201], text).toContain(status);
  return body;
}

const birthDates = Array.from({ length: 28 }, (_, day) => `1990-04-${String(day + 1).padStart(2, '0')}`);
let born = 0;

/** Represents somebody new. */
export const representation = async (recruiter: Client, firstName: string): Promise<string> => {
  born += 1;
  const told = {
    firstName,
    lastName: `Core${'abcdefghijklmnopqrstuvwxyz'[born % 26]!}`,
    birthDate: birthDates[born % birthDates.length],
    lastFour: String(1000 + born),
    homeState: 'OH',
    profession: 'rn',
    specialties: ['icu'],
    payRate: '60',
    rightToRepresentUntil: '2026-12-31T00:00:00Z',
  };
  return (await done(recruiter.post('/representations', told))).id;
};

const terms = { billRate: '97', startsOn: '2026-02-01', endsOn: '2026-05-02', hoursPerWeek: '36' };

/** Proposes somebody new for the order. */
export async function proposal({ recruiter }: PanelVendor, orderId: string, name: string): Promise<string> {
  const representationId = await representation(recruiter, name);
  const told = { orderId, representationId, billRate: '98', availableOn: '2026-02-01' };
  return (await done(recruiter.post('/submissions', told))).id;
}

/** The whole way of a rival's people on an order: proposed, turned down, met, offered, countered, placed, lost again. */
export function hiring({ market: { manager, requester }, rival, order }: Scene): Act[] {
  const held: Record<string, string> = {};
  const { recruiter } = rival;
  const offered = async (submission: string) =>
    (await done(manager.post('/offers', { submissionId: held[submission], ...terms }))).id as string;
  return [
    {
      name: 'a rival proposes somebody',
      run: async () => (held['one'] = await proposal(rival, order.id, 'Ana')),
    },
    { name: 'and a second person', run: async () => (held['two'] = await proposal(rival, order.id, 'Bea')) },
    {
      name: 'the second is withdrawn',
      run: () => done(recruiter.post(`/submissions/${held['two']}/withdraw`, { reason: 'Gone' })),
    },
    { name: 'the first is presented', run: () => done(manager.post(`/submissions/${held['one']}/present`)) },
    {
      name: 'an interview is asked for',
      run: async () => {
        const proposedTimes = [{ startsAt: '2026-01-07T15:00:00Z', endsAt: '2026-01-07T15:30:00Z' }];
        const told = {
          submissionId: held['one'],
          kind: 'video',
          timeZone: 'America/New_York',
          proposedTimes,
        };
        held['interview'] = (await done(requester.post('/interviews', told))).id;
      },
    },
    { name: 'an offer is made', run: async () => (held['offer'] = await offered('one')) },
    {
      name: 'and countered',
      run: () => done(recruiter.post(`/offers/${held['offer']}/counter`, { ...terms, billRate: '98' })),
    },
    {
      name: 'the counter is accepted, and the rival bound by it',
      run: () => done(manager.post(`/offers/${held['offer']}/accept-counter`)),
    },
    {
      name: 'the requester confirms: a position is filled',
      run: () => done(requester.post(`/offers/${held['offer']}/confirm`)),
    },
    {
      name: 'the placement falls off: the position opens again',
      run: async () => {
        const [placed] = (await manager.get(`/assignments?offerId=${held['offer']}`)).body.data;
        return done(manager.post(`/assignments/${placed.id}/cancel`, { reason: 'Fell off' }));
      },
    },
    {
      name: 'a third person is proposed',
      run: async () => (held['three'] = await proposal(rival, order.id, 'Cal')),
    },
    {
      name: 'and turned down',
      run: () => done(manager.post(`/submissions/${held['three']}/reject`, { reason: 'Other needs' })),
    },
  ];
}

/** What the operator and the client do with an order that vendors read nothing of. */
export function managing({ market: { manager, requester }, rival, order }: Scene): Act[] {
  return [
    {
      name: 'the operator notes something on the order',
      run: () => done(manager.post('/notes', { orderId: order.id, body: 'They are slow.' })),
    },
    {
      name: 'the operator talks with the rival about it',
      run: () =>
        done(
          manager.post('/threads', {
            orderId: order.id,
            vendorId: rival.vendorId,
            topic: 'Start',
            body: 'Can Ana start earlier?',
          }),
        ),
    },
    {
      name: 'the requester changes what vendors do not read',
      run: async () => {
        const { headers } = await manager.get(`/orders/${order.id}`);
        const told = { internalNotes: 'Finance agrees.' };
        return done(requester.patch(`/orders/${order.id}`, told, { 'if-match': String(headers['etag']) }));
      },
    },
  ];
}

/** Posts a shift of a per-diem order. */
export const posted = (
  { requester }: Market,
  orderId: string,
  day: string,
  more: object = {},
): Promise<any> =>
  done(requester.post('/shifts', { orderId, localDate: day, startTime: '07:00', endTime: '19:00', ...more }));

/** A rival asks for a shift that others see too, and is turned away. */
export function asking({ market: { requester }, rival: { recruiter } }: Scene, shiftId: string): Act[] {
  let request: string;
  const ask = async () => {
    const representationId = await representation(recruiter, 'Shay');
    request = (await done(recruiter.post(`/shifts/${shiftId}/request`, { representationId }))).id;
  };
  return [
    {
      name: 'a rival is told what a shift costs',
      run: () => done(recruiter.post(`/shifts/${shiftId}/quote`)),
    },
    { name: 'a rival asks for a shift', run: ask },
    { name: 'and takes it back', run: () => done(recruiter.post(`/shift-requests/${request}/withdraw`)) },
    { name: 'and asks again', run: ask },
    {
      name: 'and is declined',
      run: () => done(requester.post(`/shift-requests/${request}/decline`, { reason: 'Staffed' })),
    },
  ];
}

/** Shifts of a per-diem order that the watcher does not see are posted, asked for, given, taken and called off. */
export function staffing({ market, rival: { recruiter }, order }: Scene): Act[] {
  const { requester } = market;
  const held: Record<string, string> = {};
  return [
    {
      name: 'a shift is posted',
      run: async () => (held['shift'] = (await posted(market, order.id, '2026-01-20')).id),
    },
    {
      name: 'a rival asks for it',
      run: async () => {
        const representationId = await representation(recruiter, 'Dana');
        const told = { representationId };
        held['request'] = (await done(recruiter.post(`/shifts/${held['shift']}/request`, told))).id;
      },
    },
    { name: 'and is given it', run: () => done(requester.post(`/shift-requests/${held['request']}/accept`)) },
    {
      name: 'which is canceled',
      run: () => done(requester.post(`/shifts/${held['shift']}/cancel`, { reason: 'low_census' })),
    },
    {
      name: 'one that whoever asks first has is posted',
      run: async () =>
        (held['instant'] = (await posted(market, order.id, '2026-01-22', { instantBook: true })).id),
    },
    {
      name: 'and a rival takes it',
      run: async () => {
        const representationId = await representation(recruiter, 'Enid');
        return done(recruiter.post(`/shifts/${held['instant']}/book`, { representationId }));
      },
    },
  ];
}
