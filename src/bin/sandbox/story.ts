import type { Client } from './client.ts';
import { qualify, type License } from './credentials.ts';
import type { Provision, Stage } from './lakeshore.ts';
import { billStep } from './story-billing.ts';
import { credentialStep } from './story-credentials.ts';
import { placeStep } from './story-placing.ts';
import { savingsStep } from './story-figures.ts';
import { moneyStep } from './story-money.ts';
import { callOffStep, cancelStep, extendStep } from './story-changes.ts';
import { shiftStep } from './story-shifts.ts';
import { timeStep } from './story-time.ts';
import { expectEqual, moveClock, refusal } from './play.ts';

type Say = (line: string) => void;
type Json = Record<string, any>;

const orderInput = (unitId: string) => ({
  unitId,
  profession: 'rn',
  specialty: 'icu',
  positions: 2,
  startsOn: '2026-02-02',
  endsOn: '2026-05-03',
  hoursPerWeek: '36.00',
  shiftPattern: '3x12 nights',
  billRate: '98.0000',
  maxBillRate: '102.0000',
  postedRateFrom: '94.0000',
  postedRateTo: '100.0000',
  reason: 'vacancy',
});

/** Step 1: an order, its chain by cost, a title that nobody holds until somebody does, both approvals. */
export async function orderStep({ unitId, cast, appointFinance }: Stage, say: Say): Promise<string> {
  const order = await cast.requester.post('/orders', orderInput(unitId));
  expectEqual('estimated cost', order['estimatedCost'], '91728.00');
  const { order: submitted } = await cast.requester.mutate(
    'submitOrder',
    { orderId: order['id'] },
    'order { state allowedActions }',
  );
  expectEqual('state after submit', submitted.state, 'PENDING_APPROVAL');
  const decide = async (approver: Client) => {
    const { approvalInbox } = await approver.graphql(
      '{ approvalInbox { entries { approvalStepId subjectId amount } } }',
    );
    const [asked] = approvalInbox.entries;
    expectEqual('what is asked', [asked.subjectId, asked.amount], [order['id'], '91728.00']);
    await approver.mutate('approveStep', { approvalStepId: asked.approvalStepId }, 'approvalStep { state }');
  };
  const state = async () => (await cast.requester.get(`/orders/${order['id']}?fields=state`))['state'];
  await decide(cast.nurseDirector);
  expectEqual('while nobody holds the title', await state(), 'approval_paused');
  await appointFinance();
  expectEqual('when somebody does', await state(), 'pending_approval');
  await decide(cast.finance);
  expectEqual('state after approvals', await state(), 'open');
  say(
    '1  RN ICU nights, 2 positions × 13 weeks × 36 h × 98 = 91,728.00: the nurse director approved; nobody held the finance title, so it paused, and went on when somebody did',
  );
  return order['id'] as string;
}

/** Step 2: tiers by delay; a tier that is not due sees nothing. */
export async function releaseStep({ cast }: Stage, orderId: string, say: Say): Promise<void> {
  await cast.manager.post(`/orders/${orderId}/release`, {
    tiers: [0, 24, 48, 96].map((delayHours, tier) => ({ tier, delayHours })),
  });
  const tierTwo = cast.recruiters[6]!;
  await moveClock(cast.manager, '2026-01-06T20:00:00Z');
  expectEqual('tier 2 at +30 h', await refusal(tierTwo.get(`/orders/${orderId}`)), 'not_found');
  expectEqual('tier 1 at +30 h', (await cast.recruiters[0]!.get(`/orders/${orderId}`))['state'], 'open');
  await moveClock(cast.manager, '2026-01-07T14:00:00Z');
  const { order } = await tierTwo.graphql(`{ order(id: "${orderId}") { state maxBillRate } }`);
  expectEqual('tier 2 at +48 h', order, { state: 'OPEN', maxBillRate: null });
  say(
    '2  Released to tier 0 at once, T1 +24 h, T2 +48 h, T3 +96 h: a T2 recruiter has 404 at +30 h and the order at +48 h',
  );
}

const people = {
  a: {
    firstName: 'Alma',
    lastName: 'Arroyo',
    birthDate: '1988-04-12',
    homeState: 'TX',
    email: 'alma@agency.example',
  },
  d: { firstName: 'Dina', lastName: 'Doyle', birthDate: '1990-09-01', homeState: 'OH' },
  e: { firstName: 'Esther', lastName: 'Eng', birthDate: '1985-01-30', homeState: 'OH' },
};

/** A's license is of the state where she lives, and counts in the others of its compact. */
const licenses: Record<'a' | 'd' | 'e', License> = {
  a: { state: 'TX', multistate: true },
  d: { state: 'OH', multistate: false },
  e: { state: 'OH', multistate: false },
};

export async function submit(
  { cast, credentialTypes }: Stage,
  vendor: number,
  orderId: string,
  who: 'a' | 'd' | 'e',
  billRate: string,
  contact: object = {},
): Promise<Json> {
  const recruiter = cast.recruiters[vendor - 1]!;
  const representation = await recruiter.post('/representations', {
    ...people[who],
    ...contact,
    profession: 'rn',
    specialties: ['icu'],
    rightToRepresentUntil: '2026-06-30T00:00:00Z',
    payRate: '58.0000',
  });
  await qualify(recruiter, cast.credentialing, credentialTypes, representation['id'], licenses[who]);
  return recruiter.post('/submissions', {
    orderId,
    representationId: representation['id'],
    billRate,
    availableOn: '2026-02-01',
  });
}

/** Step 3: four vendors submit; one is over the maximum, one proposes a person who is represented already. */
export async function submitStep(
  stage: Stage,
  orderId: string,
  say: Say,
): Promise<{ a: Json; d: Json; e: Json }> {
  const { cast } = stage;
  const a = await submit(stage, 1, orderId, 'a', '98.0000');
  const d = await submit(stage, 2, orderId, 'd', '101.0000');
  const e = await submit(stage, 3, orderId, 'e', '104.0000');
  expectEqual(
    'V4 with the same person',
    await refusal(submit(stage, 4, orderId, 'a', '97.0000', { email: 'other@agency.example' })),
    'already_represented',
  );
  const { data } = await cast.manager.get(
    `/submissions?orderId=${orderId}&sort=billRate&fields=billRate,overMax`,
  );
  expectEqual('flags for the MSP', data, [
    { billRate: '98.0000', overMax: false },
    { billRate: '101.0000', overMax: false },
    { billRate: '104.0000', overMax: true },
  ]);
  expectEqual('flag for the vendor', 'overMax' in e, false);
  for (const { id } of [a, d, e])
    await cast.manager.mutate('presentSubmission', { submissionId: id }, 'submission { state }');
  say(
    '3  V1 at 98, V2 at 101, V3 at 104 (flagged to the MSP only), V4 the same person as V1: already represented',
  );
  // A vendor never learns which of the tenant's people it proposed; the MSP does.
  const seen = async ({ id }: Json) => cast.manager.get(`/submissions/${id}`);
  return { a: await seen(a), d: await seen(d), e: await seen(e) };
}

/** Plays steps 1, 2, 3, 4 (without the exclusion list), 5, 6, 7, 13, 8, 11, 9, 10, 12, 14 (its fees), of 17 what is of money and of 16 the savings; every amount must be the story's. */
export async function playStory(
  address: string,
  stage: Stage,
  provision: Provision,
  say: Say,
): Promise<void> {
  const orderId = await orderStep(stage, say);
  await releaseStep(stage, orderId, say);
  const submissions = await submitStep(stage, orderId, say);
  await credentialStep(stage, orderId, submissions, say);
  const assignment = await placeStep(stage, orderId, submissions, say);
  const worker = await billStep(address, stage, assignment, provision, say);
  await extendStep(stage, worker, assignment, say);
  await callOffStep(stage, assignment, say);
  await shiftStep(address, stage, provision, say);
  await cancelStep(stage, say);
  await timeStep(address, stage, provision, say);
  await moneyStep(address, stage, provision, say);
  await savingsStep(stage, say);
  say('Every amount is the story’s.');
}
