import type { Client } from './client.ts';
import type { Stage } from './lakeshore.ts';
import { expectEqual, moveClock, refusal } from './play.ts';

type Say = (line: string) => void;
type Json = Record<string, any>;

/** The unit proposes two times by its own clock, the agency takes one, and the unit says what came of it. */
async function interview({ cast }: Stage, submission: Json): Promise<void> {
  const at = (time: string) => ({
    startsAt: `2026-01-08T${time}:00-05:00`,
    endsAt: `2026-01-08T${time.slice(0, 2)}:45:00-05:00`,
  });
  const made = await cast.requester.post('/interviews', {
    submissionId: submission['id'],
    kind: 'video',
    proposedTimes: [at('10:00'), at('15:00')],
    timeZone: 'America/New_York',
  });
  const set = await cast.recruiters[0]!.mutate(
    'scheduleInterview',
    { interviewId: made['id'], startsAt: '2026-01-08T20:00:00Z' },
    'interview { state facilityLocalStart workerLocalStart }',
  );
  // Alma lives in Texas, an hour behind Columbus.
  expectEqual('the interview', set['interview'], {
    state: 'SCHEDULED',
    facilityLocalStart: '2026-01-08T15:00',
    workerLocalStart: '2026-01-08T14:00',
  });
  await moveClock(cast.manager, '2026-01-08T21:00:00Z');
  await cast.requester.post(`/interviews/${made['id']}/complete`, { outcome: 'recommend' });
}

/** Each side does what of the checklist is its own. */
async function onboard({ cast }: Stage, recruiter: Client, assignment: Json): Promise<void> {
  const { data } = await cast.manager.get(`/onboarding-items?assignmentId=${assignment['id']}&state=open`);
  for (const { id, owner } of data as Json[]) {
    const who = owner === 'vendor' ? recruiter : owner === 'client' ? cast.requester : cast.manager;
    await who.mutate('completeOnboardingItem', { onboardingItemId: id }, 'onboardingItem { state }');
  }
}

export async function place(
  { cast }: Stage,
  recruiter: Client,
  submission: Json,
  billRate: string,
  startsOn: string,
): Promise<Json> {
  const { offer } = await cast.manager.mutate(
    'extendOffer',
    { submissionId: submission['id'], billRate, startsOn, endsOn: '2026-05-03', hoursPerWeek: '36.00' },
    'offer { id state }',
  );
  await recruiter.post(`/offers/${offer.id}/accept`);
  await cast.requester.post(`/offers/${offer.id}/confirm`);
  const { data } = await cast.manager.get(`/assignments?offerId=${offer.id}`);
  return data[0] as Json;
}

/** Step 5: offers, acceptances, a fall-off and its replacement; the person is known in full only now. */
export async function placeStep(
  stage: Stage,
  orderId: string,
  { a, d, e }: { a: Json; d: Json; e: Json },
  say: Say,
): Promise<Json> {
  const { cast } = stage;
  const seen = () =>
    cast.requester.graphql(`{ worker(id: "${a['workerId']}") { displayName legalLastName email } }`);
  const state = async () => (await cast.manager.get(`/orders/${orderId}?fields=state`))['state'];
  expectEqual('identity before', (await seen())['worker'].legalLastName, null);
  await interview(stage, a);
  const assignment = await place(stage, cast.recruiters[0]!, a, '98.0000', '2026-02-02');
  expectEqual('identity after', (await seen())['worker'].legalLastName, 'Arroyo');
  const fallen = await place(stage, cast.recruiters[1]!, d, '101.0000', '2026-02-02');
  expectEqual('both placed', await state(), 'filled');
  await moveClock(cast.manager, '2026-01-30T15:00:00Z');
  await cast.recruiters[1]!.post(`/assignments/${fallen['id']}/cancel`, {
    reason: 'Took a permanent position.',
  });
  expectEqual('after the fall-off', await state(), 'partially_filled');
  const replacement = await place(stage, cast.recruiters[2]!, e, '102.0000', '2026-02-02');
  await moveClock(cast.manager, '2026-02-02T23:00:00Z');
  const early = cast.requester.post(`/assignments/${assignment['id']}/start`, { startedOn: '2026-02-02' });
  expectEqual('before the checklist is done', await refusal(early), 'onboarding_incomplete');
  await onboard(stage, cast.recruiters[0]!, assignment);
  await onboard(stage, cast.recruiters[2]!, replacement);
  await cast.requester.mutate(
    'startAssignment',
    { assignmentId: assignment['id'], startedOn: '2026-02-02' },
    'assignment { state }',
  );
  await moveClock(cast.manager, '2026-02-04T23:00:00Z');
  await cast.requester.mutate(
    'startAssignment',
    { assignmentId: replacement['id'], startedOn: '2026-02-04' },
    'assignment { state startedOn }',
  );
  expectEqual('filled again', await state(), 'filled');
  say(
    '5  Interviewed by video, offer 98, both accepted, the checklist done: A is known in full only now. D fell off 3 days before start, the position reopened, E started 2 days late',
  );
  return assignment;
}
