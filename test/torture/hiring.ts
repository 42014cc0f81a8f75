import type { Client } from '../support/service.ts';
import { ok } from '../support/weeks.ts';
import { untilKnown } from '../simulation/run.ts';
import type { Scene } from '../simulation/scene.ts';

let people = 0;

const letters = (number: number): string =>
  number < 26
    ? String.fromCharCode(97 + number)
    : letters(Math.floor(number / 26) - 1) + letters(number % 26);

/** Sends until the outcome is known, and answers what was made. */
export const post = async (client: Client, path: string, body: object = {}): Promise<any> => {
  const answer = await untilKnown(() => client.post(path, body));
  return ok(answer, answer.status < 300 ? answer.status : 200);
};

/** An order that the first tier sees. */
export async function releasedOrder({ requester, manager }: Scene, more: object = {}): Promise<string> {
  const { id } = await post(requester, '/orders', {
    unitId: 'ext:hris:U1',
    profession: 'rn',
    positions: 1,
    startsOn: '2026-01-05',
    endsOn: '2026-06-30',
    hoursPerWeek: '36',
    billRate: '90',
    reason: 'vacancy',
    ...more,
  });
  await post(requester, `/orders/${id}/submit`);
  await post(manager, `/orders/${id}/release`, { tiers: [{ tier: 0, delayHours: 0 }] });
  return id as string;
}

/** Somebody new whom the first vendor represents. */
export async function represent({ recruiters }: Scene): Promise<string> {
  people += 1;
  const born = Temporal.PlainDate.from('1950-01-01')
    .add({ days: people * 3 })
    .toString();
  const { id } = await post(recruiters[0], '/representations', {
    firstName: `Given${letters(people)}`,
    lastName: `Family${letters(people * 7)}`,
    birthDate: born,
    homeState: 'OH',
    profession: 'rn',
    payRate: '60',
    rightToRepresentUntil: '2027-01-01T00:00:00Z',
  });
  return id as string;
}

export const submission = (orderId: string, representationId: string) => ({
  orderId,
  representationId,
  billRate: '90',
  availableOn: '2026-01-05',
});

/** An offer that the vendor accepted and nobody has confirmed. */
export async function acceptedOffer(scene: Scene, orderId: string): Promise<string> {
  const { id } = await post(scene.recruiters[0], '/submissions', submission(orderId, await represent(scene)));
  await post(scene.manager, `/submissions/${id}/present`);
  const terms = { billRate: '90', startsOn: '2026-01-05', endsOn: '2026-06-30', hoursPerWeek: '36' };
  const offer = await post(scene.manager, '/offers', { submissionId: id, ...terms });
  await post(scene.recruiters[0], `/offers/${offer.id}/accept`);
  return offer.id as string;
}

/** Hours of the Monday with which a scene opens. */
export const monday = (hours: number) => [
  {
    startsAt: '2026-01-05T13:00:00Z',
    endsAt: Temporal.Instant.from('2026-01-05T13:00:00Z').add({ hours }).toString(),
    meals: [],
  },
];

/** The submitted week of a placed worker; the scene's clock stands after it. Answers its path and its placement. */
export async function submittedWeek(scene: Scene): Promise<{ path: string; assignmentId: string }> {
  const offer = await acceptedOffer(scene, await releasedOrder(scene));
  await post(scene.requester, `/offers/${offer}/confirm`);
  const { data } = ok(await untilKnown(() => scene.manager.get(`/assignments?offerId=${offer}`)));
  const assignmentId = data[0].id as string;
  await post(scene.requester, `/assignments/${assignmentId}/start`, { startedOn: '2026-01-05' });
  const { id } = await post(scene.recruiters[0], '/timesheets', { assignmentId, weekStartsOn: '2026-01-04' });
  const path = `/timesheets/${id}`;
  ok(await untilKnown(() => scene.recruiters[0].put(`${path}/entries`, { entries: monday(3) })));
  await post(scene.recruiters[0], `${path}/submit`);
  return { path, assignmentId };
}
