import type { Client } from './client.ts';
import { qualify } from './credentials.ts';
import type { Stage } from './lakeshore.ts';
import { expectEqual, moveClock } from './play.ts';

type Json = Record<string, any>;
type Say = (line: string) => void;

/** Step 13: eight weeks more at another rate, approved; hours before it keep their price. */
export async function extendStep({ cast }: Stage, worker: Client, assignment: Json, say: Say): Promise<void> {
  const id = assignment['id'] as string;
  await cast.manager.mutate(
    'reviseAssignment',
    {
      assignmentId: id,
      effectiveFrom: '2026-05-04',
      endsOn: '2026-06-28',
      billRate: '96.0000',
      reason: 'Census stays high',
    },
    'assignment { state endsOn }',
  );
  const revisions = async () =>
    (await cast.manager.get(`/assignment-revisions?assignmentId=${id}&sort=number`))['data'] as Json[];
  expectEqual('before it is approved', (await revisions())[1]!['state'], 'pending_approval');
  expectEqual('the end until then', (await cast.manager.get(`/assignments/${id}`))['endsOn'], '2026-05-03');
  const { data: asked } = await cast.nurseDirector.get('/approval-steps?mine=true');
  await cast.nurseDirector.mutate('approveStep', { approvalStepId: asked[0].id }, 'approvalStep { state }');
  expectEqual(
    'the terms in force',
    (await revisions()).map(({ number, billRate, state, endsOn }) => [number, billRate, state, endsOn]),
    [
      [1, '98.0000', 'in_force', '2026-05-03'],
      [2, '96.0000', 'in_force', '2026-06-28'],
    ],
  );
  const sheet = await worker.post('/timesheets', { assignmentId: id, weekStartsOn: '2026-02-08' });
  const startsAt = '2026-02-09T19:00:00-05:00';
  const meal = { startsAt: '2026-02-10T01:00:00-05:00', endsAt: '2026-02-10T01:30:00-05:00' };
  const night = { startsAt, endsAt: '2026-02-10T07:30:00-05:00', meals: [meal] };
  await worker.put(`/timesheets/${sheet['id']}/entries`, { entries: [night] });
  await worker.post(`/timesheets/${sheet['id']}/submit`);
  await cast.requester.post(`/timesheets/${sheet['id']}/approve`);
  const { data: lines } = await cast.manager.get(
    `/timesheet-lines?timesheetId=${sheet['id']}&hourType=regular&fields=billRate`,
  );
  expectEqual(
    'hours before the extension',
    [...new Set((lines as Json[]).map(({ billRate }) => billRate))],
    ['98.0000'],
  );
  say('13 A extended 8 weeks at 96: revision 2, approved; hours before 2026-05-04 still price at 98');
}

/** Step 8: of two calls off in two weeks the first is free, the second is paid as guaranteed. */
export async function callOffStep({ cast }: Stage, assignment: Json, say: Say): Promise<void> {
  await cast.manager.post(`/assignments/${assignment['id']}/schedule`, {
    weekdays: ['monday', 'tuesday', 'friday'],
    startTime: '19:00',
    endTime: '07:30',
    mealMinutes: 30,
    firstOn: '2026-02-12',
    lastOn: '2026-02-25',
  });
  const { data } = await cast.requester.get(`/shifts?assignmentId=${assignment['id']}&sort=startsAt`);
  const [first, second] = data as [Json, Json];
  await cast.requester.post(`/shifts/${first['id']}/call-off`, { reason: 'low_census' });
  await cast.requester.mutate(
    'callOffShift',
    { shiftId: second['id'], reason: 'LOW_CENSUS' },
    'shift { state calledOff }',
  );
  await moveClock(cast.manager, '2026-02-26T15:00:00Z');
  const { charges } = await cast.manager.graphql(
    '{ charges(filter: { kind: { eq: GUARANTEE } }) { nodes { hours rate amount state explanation { name detail result } } } }',
  );
  expectEqual(
    'the guarantee',
    charges.nodes.map(({ hours, rate, amount, state }: Json) => [hours, rate, amount, state]),
    [['12.00', '98.0000', '1176.00', 'COMPUTED']],
  );
  say('8  Two calls off in two weeks: the first is free, the second 12 h × 98 = 1,176.00 guaranteed');
}

/** Step 8: an order that is canceled nine days before anybody begins costs a week. */
export async function cancelStep({ cast, unitId, credentialTypes }: Stage, say: Say): Promise<void> {
  const order = await cast.requester.post('/orders', {
    unitId,
    profession: 'rn',
    specialty: 'icu',
    positions: 1,
    startsOn: '2026-03-16',
    endsOn: '2026-06-14',
    hoursPerWeek: '36.00',
    billRate: '98.0000',
    reason: 'leave',
  });
  await cast.requester.post(`/orders/${order['id']}/submit`);
  const { data: asked } = await cast.nurseDirector.get('/approval-steps?mine=true');
  await cast.nurseDirector.post(`/approval-steps/${asked[0].id}/approve`);
  const tiers = [{ tier: 1, delayHours: 0 }];
  await cast.manager.mutate('releaseOrder', { orderId: order['id'], tiers }, 'order { state }');
  const recruiter = cast.recruiters[1]!;
  const representation = await recruiter.post('/representations', {
    firstName: 'Greta',
    lastName: 'Gold',
    birthDate: '1991-03-03',
    homeState: 'OH',
    profession: 'rn',
    specialties: ['icu'],
    rightToRepresentUntil: '2026-06-30T00:00:00Z',
  });
  const license = { state: 'OH', multistate: false };
  await qualify(recruiter, cast.credentialing, credentialTypes, representation['id'], license);
  const { submission } = await recruiter.mutate(
    'createSubmission',
    {
      orderId: order['id'],
      representationId: representation['id'],
      billRate: '98.0000',
      availableOn: '2026-03-16',
    },
    'submission { id }',
  );
  await cast.manager.post(`/submissions/${submission.id}/present`);
  const offer = await cast.manager.post('/offers', {
    submissionId: submission.id,
    billRate: '98.0000',
    startsOn: '2026-03-16',
    endsOn: '2026-06-14',
    hoursPerWeek: '36.00',
  });
  await recruiter.post(`/offers/${offer['id']}/accept`);
  await cast.requester.post(`/offers/${offer['id']}/confirm`);
  await moveClock(cast.manager, '2026-03-07T15:00:00Z');
  await cast.requester.mutate(
    'cancelOrder',
    { orderId: order['id'], reason: 'The nurse on leave comes back' },
    'order { state }',
  );
  const { data } = await recruiter.get('/charges?kind=penalty&sourceNoun=assignment');
  expectEqual(
    'the penalty',
    (data as Json[]).map(({ hours, rate, amount }) => [hours, rate, amount]),
    [['36.00', '98.0000', '3528.00']],
  );
  say('8  An order canceled 9 days before its start, in a window of 14: 36 h × 98 = 3,528.00');
}
