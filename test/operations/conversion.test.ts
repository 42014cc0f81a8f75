import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { createPlacementMarket, type Agency, type PlacementMarket } from '../support/placements.ts';
import { agree, place } from '../support/placing.ts';
import { startService, type Service } from '../support/service.ts';

let service: Service;
let market: PlacementMarket;
let byHours: Agency;
let byWeeks: Agency;

beforeAll(async () => {
  service = await startService();
  market = await createPlacementMarket(service);
  byHours = await market.agency();
  byWeeks = await market.agency();
  await agree(market, byHours, {
    conversionSchedule: [
      { measure: 'hours', workedFrom: 0, workedUnder: 520, feeKind: 'percent_of_salary', feeValue: '20' },
      { measure: 'hours', workedFrom: 520, feeKind: 'flat', feeValue: '1000' },
    ],
  });
  await agree(market, byWeeks, {
    conversionSchedule: [
      { measure: 'weeks', workedFrom: 0, workedUnder: 4, feeKind: 'flat', feeValue: '9000' },
      { measure: 'weeks', workedFrom: 4, workedUnder: 26, feeKind: 'percent_of_salary', feeValue: '10.5' },
    ],
  });
});

const chargesOf = async (id: string) => (await market.manager.get(`/charges?assignmentId=${id}`)).body.data;
const asked = { convertsOn: '2026-03-02', annualSalary: '96000', reason: 'Wanted for good' };

test('a worker whom the client hires itself ends its assignment, for the fee of the agreement', async () => {
  const hours = await place(market, byHours);
  const stated = await place(market, byHours);
  const weeks = await place(market, byWeeks);
  const path = (id: string) => `/assignments/${id}/convert`;
  expect((await market.manager.post(path(hours.id), asked)).body.code).toBe('step_not_allowed');
  await service.moveClock(market.tenantId, '2026-02-01T15:00:00Z');
  for (const { id } of [hours, stated, weeks]) {
    const started = await market.requester.post(`/assignments/${id}/start`, { startedOn: '2026-02-01' });
    expect(started.status, started.text).toBe(200);
  }
  const early = await market.manager.post(path(hours.id), asked);
  expect(early.body.errors).toMatchObject([{ pointer: '/convertsOn', code: 'in_the_future' }]);
  await service.moveClock(market.tenantId, '2026-03-02T15:00:00Z');
  expect((await market.requester.post(path(hours.id), asked)).status).toBe(403);
  expect((await byHours.recruiter.post(path(hours.id), asked)).status).toBe(403);
  expect((await market.manager.post(path(randomUUID()), asked)).status).toBe(404);
  expect((await market.manager.post(path(hours.id), asked, { 'if-match': '"1"' })).body.code).toBe(
    'stale_version',
  );
  const salary = await market.manager.post(path(hours.id), { ...asked, annualSalary: '0' });
  expect(salary.status).toBe(422);
  const converted = await market.manager.post(path(hours.id), asked);
  expect(converted.body, converted.text).toMatchObject({
    state: 'ended',
    endKind: 'converted',
    endReasonCode: 'converted',
    endedOn: '2026-03-01',
    allowedActions: ['setAllocation'],
  });
  // 29 days of 36 hours a week: 149 whole hours.
  expect(await chargesOf(hours.id)).toMatchObject([
    {
      kind: 'conversion_fee',
      amount: '19200.00',
      dueOn: '2026-03-02',
      explanation: [
        { name: 'worked', result: '149' },
        { name: 'schedule' },
        { name: 'fee', result: '19200.00' },
      ],
    },
  ]);
  const [owed] = await chargesOf(hours.id);
  expect((await market.manager.get(`/billing-items?sourceId=${owed.id}`)).body.data).toMatchObject([
    { kind: 'conversion_fee', amount: '19200.00', state: 'approved' },
  ]);
  await market.manager.post(path(stated.id), { ...asked, workedHours: 520 });
  expect(await chargesOf(stated.id)).toMatchObject([{ amount: '1000.00' }]);
  const byGraph = await market.manager.graphql(
    `mutation($id: ID!) { convertAssignment(input: { assignmentId: $id, convertsOn: "2026-03-02", annualSalary: "96000", reason: "Wanted" })
      { assignment { endKind } events { type } } }`,
    { id: weeks.id },
  );
  expect(byGraph.body.errors).toBeUndefined();
  expect(byGraph.body.data.convertAssignment).toMatchObject({
    assignment: { endKind: 'CONVERTED' },
    events: expect.arrayContaining([{ type: 'assignment.converted' }, { type: 'charge.computed' }]),
  });
  expect(await chargesOf(weeks.id)).toMatchObject([
    { amount: '10080.00', explanation: [{ name: 'worked', result: '4' }, {}, {}] },
  ]);
});

test('an end says why and whose decision it was', async () => {
  const { id } = await place(market, byHours, {
    offered: { billRate: '98', startsOn: '2026-03-08', endsOn: '2026-05-02', hoursPerWeek: '36' },
  });
  await service.moveClock(market.tenantId, '2026-03-10T15:00:00Z');
  await market.requester.post(`/assignments/${id}/start`, { startedOn: '2026-03-08' });
  const end = (more: object) =>
    market.manager.post(`/assignments/${id}/end`, {
      endedOn: '2026-03-09',
      kind: 'early',
      reason: 'Late',
      ...more,
    });
  expect((await end({ reasonCode: 'completed' })).body.errors).toMatchObject([{ code: 'contradicts_kind' }]);
  expect((await end({ reasonCode: 'converted' })).body.errors).toMatchObject([{ code: 'another_verb' }]);
  // It stands still first: from there too it ends.
  expect((await market.manager.post(`/assignments/${id}/suspend`, { reason: 'Late' })).body.state).toBe(
    'suspended',
  );
  expect((await end({ reasonCode: 'attendance', endedBy: 'client' })).body).toMatchObject({
    state: 'ended',
    endReasonCode: 'attendance',
    endedBy: 'client',
  });
});
