import { Client } from './client.ts';
import { qualify } from './credentials.ts';
import type { Provision, Stage } from './lakeshore.ts';
import { expectEqual, moveClock } from './play.ts';

type Json = Record<string, any>;
type Say = (line: string) => void;

/** Step 11: a shift that is quoted, claimed and canceled 90 minutes before it begins, and one to which nobody comes. */
export async function shiftStep(
  address: string,
  { cast, unitId, credentialTypes }: Stage,
  provision: Provision,
  say: Say,
): Promise<void> {
  const order = await cast.requester.post('/orders', {
    unitId,
    type: 'per_diem',
    profession: 'rn',
    specialty: 'icu',
    positions: 1,
    startsOn: '2026-02-26',
    endsOn: '2026-03-31',
    hoursPerWeek: '24.00',
    billRate: '84.0000',
    reason: 'census',
  });
  await cast.requester.post(`/orders/${order['id']}/submit`);
  const { data: asked } = await cast.nurseDirector.get('/approval-steps?mine=true');
  await cast.nurseDirector.post(`/approval-steps/${asked[0].id}/approve`);
  await cast.manager.post(`/orders/${order['id']}/release`, { tiers: [{ tier: 4, delayHours: 0 }] });
  const days = ['2026-02-27', '2026-03-01'].map((localDate) => ({
    orderId: order['id'],
    localDate,
    startTime: '07:00',
    endTime: '19:30',
    mealMinutes: 30,
    instantBook: true,
  }));
  const { rows } = await cast.manager.post('/shifts/bulk', { items: days });
  const [first, second] = (rows as Json[]).map(({ id }) => id as string);

  const held = await cast.marketplace.post('/representations', {
    firstName: 'Hugo',
    lastName: 'Hart',
    birthDate: '1987-11-11',
    homeState: 'OH',
    profession: 'rn',
    specialties: ['icu'],
    rightToRepresentUntil: '2026-06-30T00:00:00Z',
    payRate: '52.0000',
  });
  const license = { state: 'OH', multistate: false };
  await qualify(cast.marketplace, cast.credentialing, credentialTypes, held['id'], license);
  const { workerId } = await cast.manager.get(`/representations/${held['id']}`);
  const { token } = await provision({
    name: 'Hugo Hart',
    email: 'hugo@shiftboard.example',
    role: 'worker',
    workerId: workerId as string,
  });
  const nurse = new Client(address, token);
  const { shiftBoard } = await nurse.graphql(
    '{ shiftBoard(from: "2026-02-26T00:00:00Z", until: "2026-03-05T00:00:00Z") { rows { shiftId fits payRate billRate } } }',
  );
  expectEqual(
    'the board',
    shiftBoard.rows.map(({ fits, billRate }: Json) => [fits, billRate]),
    [
      [true, null],
      [true, null],
    ],
  );
  const { shiftQuote } = await nurse.mutate('quoteShift', { shiftId: first }, 'shiftQuote { id expiresAt }');
  await nurse.post(`/shifts/${first}/book`, { quoteId: shiftQuote.id });
  await cast.marketplace.mutate(
    'bookShift',
    { shiftId: second, representationId: held['id'] },
    'shift { state }',
  );

  // 90 minutes before 07:00 in Columbus.
  await moveClock(cast.manager, '2026-02-27T10:30:00Z');
  const canceled = await cast.requester.post(`/shifts/${first}/cancel`, { reason: 'low_census' });
  expectEqual('canceled 90 minutes ahead', [canceled['state'], canceled['noticeMinutes']], ['canceled', 90]);
  const { data } = await cast.marketplace.get('/charges?kind=penalty');
  expectEqual(
    'the penalty',
    (data as Json[]).map(({ hours, rate, amount }) => [hours, rate, amount]),
    [['2.00', '84.0000', '168.00']],
  );

  await moveClock(cast.manager, '2026-03-01T13:00:00Z');
  const { shift } = await cast.requester.mutate(
    'reportShiftNoShow',
    { shiftId: second },
    'shift { state dnrProposed }',
  );
  expectEqual('nobody came', shift, { state: 'NO_SHOW', dnrProposed: true });
  const { scores } = await cast.manager.get(`/attendance-scores?workerId=${workerId}`);
  expectEqual(
    'attendance',
    (scores as Json[]).map(({ score }) => score),
    [-100],
  );
  say(
    '11 A shift quoted, booked and canceled 90 minutes before: 2 h × 84 = 168.00. A no-show: attendance −100, do-not-return proposed',
  );
}
