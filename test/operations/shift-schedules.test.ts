import { beforeAll, expect, test } from 'vitest';
import { createPlacementMarket, type Agency, type PlacementMarket } from '../support/placements.ts';
import { startService, type Client, type Service } from '../support/service.ts';

let service: Service;
let market: PlacementMarket;
let agency: Agency;
let rival: Agency;
let contract: string;

beforeAll(async () => {
  service = await startService();
  market = await createPlacementMarket(service);
  agency = await market.agency();
  rival = await market.agency();
  contract = await market.order(5, [agency, rival]);
});

const ok = <Given extends { status: number; text: string; body: any }>(answer: Given, status = 200): any => {
  expect(answer.status, answer.text).toBe(status);
  return answer.body;
};

/** A placement of the contract order, from 2026-01-18 to 2026-04-18, with a schedule of one weekday. */
async function scheduled(billRate: string, weekday: string, firstOn: string, lastOn: string) {
  const { representationId } = await market.represent(agency);
  const proposal = { orderId: contract, representationId, billRate, availableOn: '2026-01-18' };
  const submission = ok(await agency.recruiter.post('/submissions', proposal), 201);
  ok(await market.manager.post(`/submissions/${submission.id}/present`));
  const terms = { billRate, startsOn: '2026-01-18', endsOn: '2026-04-18', hoursPerWeek: '36' };
  const offer = ok(await market.manager.post('/offers', { submissionId: submission.id, ...terms }), 201);
  ok(await agency.recruiter.post(`/offers/${offer.id}/accept`));
  ok(await market.requester.post(`/offers/${offer.id}/confirm`));
  const { id, workerId } = ok(await market.manager.get(`/assignments?offerId=${offer.id}`)).data[0];
  const rule = { weekdays: [weekday], startTime: '07:00', endTime: '19:30', mealMinutes: 30 };
  ok(await market.manager.post(`/assignments/${id}/schedule`, { ...rule, firstOn, lastOn }));
  const client = await market.member('worker', { workerId });
  return { id: id as string, workerId: workerId as string, client, shifts: await shiftsOf(id) };
}

const shiftsOf = async (assignmentId: string): Promise<any[]> =>
  ok(await market.manager.get(`/shifts?assignmentId=${assignmentId}&sort=startsAt`)).data;
const statesOf = async (assignmentId: string) =>
  (await shiftsOf(assignmentId)).map(({ localDate, state }) => `${localDate} ${state}`);

test('shifts of two schedules are traded on the days of both placements, each at the rates of its taker', async () => {
  const ana = await scheduled('98', 'monday', '2026-01-19', '2026-01-25');
  const ben = await scheduled('95', 'tuesday', '2026-01-20', '2026-01-25');
  const [given] = ana.shifts;
  const [other] = ben.shifts;
  const asked = { shiftId: given.id, otherShiftId: other.id, reason: 'A wedding.' };
  const swap = ok(await ana.client.post('/shift-swaps', asked), 201);
  ok(await ben.client.post(`/shift-swaps/${swap.id}/accept`));
  ok(await market.requester.post(`/shift-swaps/${swap.id}/approve`));
  expect(await shiftsOf(ben.id)).toMatchObject([{ id: given.id, billRate: '95.0000', baseRate: '95.0000' }]);
  expect(await shiftsOf(ana.id)).toMatchObject([
    { id: other.id, billRate: '98.0000', workerId: ana.workerId },
  ]);
});

test('of a schedule nothing is opened to rivals: what its worker loses is canceled', async () => {
  const seen = async () => ok(await rival.recruiter.get(`/shifts?orderId=${contract}`)).data;
  const canceled = await scheduled('97', 'wednesday', '2026-01-21', '2026-02-01');
  ok(await market.requester.post(`/assignments/${canceled.id}/cancel`, { reason: 'Low census.' }));
  expect(await statesOf(canceled.id)).toEqual(['2026-01-21 canceled', '2026-01-28 canceled']);

  const shortened = await scheduled('97', 'thursday', '2026-01-22', '2026-02-01');
  const revised = { effectiveFrom: '2026-01-19', endsOn: '2026-01-25', billRate: '96', reason: 'Moves.' };
  ok(await market.manager.post(`/assignments/${shortened.id}/revise`, revised));
  expect(await statesOf(shortened.id)).toEqual(['2026-01-22 scheduled', '2026-01-29 canceled']);
  expect(await shiftsOf(shortened.id)).toMatchObject([{ billRate: '96.0000', baseRate: '96.0000' }, {}]);

  await service.moveClock(market.tenantId, '2026-01-18T14:00:00Z');
  ok(await market.requester.post(`/assignments/${shortened.id}/start`, { startedOn: '2026-01-18' }));
  ok(await market.manager.post(`/assignments/${shortened.id}/suspend`, { reason: 'License lapsed.' }));
  expect(await shiftsOf(shortened.id)).toMatchObject([
    { state: 'canceled', canceledBy: 'operator', penaltyAmount: null },
    { state: 'canceled' },
  ]);
  expect(await seen()).toEqual([]);
});

test('of a schedule each member is told once, and once of what is added to it in time', async () => {
  const placed = await scheduled('97', 'saturday', '2026-01-24', '2026-04-18');
  expect(placed.shifts.length).toBeGreaterThan(5);
  const about = { topic: 'shifts_scheduled', subjectNoun: 'assignment', subjectId: placed.id };
  const told = async (client: Client) => {
    await service.drain(market.tenantId);
    const concerned = (await shiftsOf(placed.id)).map(({ id }) => id);
    const { data } = ok(await client.get('/notifications?limit=200&sort=id'));
    return data.filter(({ topic, subjectId }: any) =>
      topic === about.topic ? subjectId === placed.id : concerned.includes(subjectId),
    );
  };
  for (const client of [placed.client, agency.recruiter, market.requester])
    expect(await told(client)).toMatchObject([about]);
  // Nobody is told of what it did, nor a rival of anything.
  for (const client of [market.manager, rival.recruiter]) expect(await told(client)).toEqual([]);
  await service.moveClock(market.tenantId, '2026-02-16T12:00:00Z');
  const added = (await shiftsOf(placed.id)).length - placed.shifts.length;
  expect(added).toBeGreaterThan(1);
  expect(await told(placed.client)).toMatchObject([about, about]);
  expect(await told(market.manager)).toMatchObject([about]);
});
