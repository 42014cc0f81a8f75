import { Client } from './client.ts';
import { qualify } from './credentials.ts';
import { hire, openSite, type Site } from './hiring.ts';
import type { Provision, Stage } from './lakeshore.ts';
import { expectEqual, moveClock } from './play.ts';

type Json = Record<string, any>;
type Say = (line: string) => void;

const linesOf = (lines: readonly Json[]) =>
  lines.map(({ hourType, minutes, rate, amount }) => [hourType, minutes, rate, amount]);

/** The charges of a week as its explanation gives them. */
async function chargesOf(manager: Client, timesheetId: string) {
  const { gross, charges } = await manager.get(`/timesheets/${timesheetId}/explain`);
  return { gross, lines: linesOf(charges as Json[]) };
}

async function handIn(
  worker: Client,
  assignment: Json,
  weekStartsOn: string,
  entries: Json[],
): Promise<string> {
  const { id } = await worker.post('/timesheets', { assignmentId: assignment['id'], weekStartsOn });
  await worker.put(`/timesheets/${id}/entries`, { entries });
  await worker.mutate('submitTimesheet', { timesheetId: id }, 'timesheet { state }');
  return id as string;
}

/** How the agency of the surgical technologists is agreed with: on call by the hour, a callback two hours at the least. */
const surgeryRules = {
  overtime: { system: 'flsa_40' },
  workweekStart: { day: 'sunday', time: '00:00' },
  rounding: { minutes: 0 },
  attribution: 'split_at_midnight',
  differentials: [],
  onCall: { billRate: '8.0000', continuesDuringCallback: true },
  callback: { minimumMinutes: 120, multiplier: '1.5', billMultiplier: '1.5', from: 'punch' },
  billOvertimeMultiplier: '1.5',
};

/** Step 9: a surgical technologist on call, who is called in and paid two hours at the least. */
async function onCallStep(
  stage: Stage,
  site: Site,
  recruiter: Client,
  say: Say,
  worker: (id: string) => Promise<Client>,
) {
  const { cast, credentialTypes } = stage;
  const { id: representationId } = await recruiter.post('/representations', {
    firstName: 'Sven',
    lastName: 'Stone',
    birthDate: '1989-05-05',
    homeState: 'OH',
    profession: 'surgical_tech',
    rightToRepresentUntil: '2026-06-30T00:00:00Z',
  });
  await qualify(recruiter, cast.credentialing, credentialTypes, representationId, null);
  const assignment = await hire(stage, site, recruiter, {
    profession: 'surgical_tech',
    billRate: '72.0000',
    representationId,
    startsOn: '2026-03-09',
  });
  await moveClock(cast.manager, '2026-03-09T12:00:00Z');
  await site.requester.post(`/assignments/${assignment['id']}/start`, { startedOn: '2026-03-09' });
  await moveClock(cast.manager, '2026-03-15T16:00:00Z');
  const timesheetId = await handIn(await worker(assignment['workerId']), assignment, '2026-03-08', [
    { startsAt: '2026-03-10T15:00:00-04:00', endsAt: '2026-03-11T07:00:00-04:00', kind: 'on_call' },
    { startsAt: '2026-03-10T22:10:00-04:00', endsAt: '2026-03-10T23:05:00-04:00', kind: 'callback' },
  ]);
  await site.requester.post(`/timesheets/${timesheetId}/approve`);
  const { gross, lines } = await chargesOf(cast.manager, timesheetId);
  expectEqual('on call and called back', lines, [
    ['callback', 55, '108.0000', '99.00'],
    ['on_call', 960, '8.0000', '128.00'],
    ['callback_minimum', 65, '108.0000', '117.00'],
  ]);
  expectEqual('the charge for it', gross, '344.00');
  say(
    '9  On call 16 h × 8 = 128.00, which went on; called back for 55 minutes: 2.00 h × 1.5 × 72 = 216.00; 344.00',
  );
}

/** How F2 in Oakland counts: California's day, and what a missed meal costs is billed. */
const californiaRules = {
  overtime: { system: 'california' },
  workweekStart: { day: 'sunday', time: '00:00' },
  rounding: { minutes: 0 },
  attribution: 'split_at_midnight',
  meals: { system: 'california' },
  differentials: [],
  billOvertimeMultiplier: '1.5',
  bill: { doubleTimeMultiplier: '2', passesThrough: ['meal_premium'] },
};

/** Step 10: B's long day in California, whose meal began after the fifth hour. */
async function californiaStep(stage: Stage, site: Site, say: Say, worker: (id: string) => Promise<Client>) {
  const { cast } = stage;
  const recruiter = cast.recruiters[4]!;
  const { data } = await recruiter.get('/representations?fields=id');
  const assignment = await hire(stage, site, recruiter, {
    profession: 'rn',
    specialty: 'icu',
    billRate: '110.0000',
    representationId: data[0].id,
    startsOn: '2026-03-16',
  });
  await moveClock(cast.manager, '2026-03-16T15:00:00Z');
  await site.requester.post(`/assignments/${assignment['id']}/start`, { startedOn: '2026-03-16' });
  await moveClock(cast.manager, '2026-03-22T16:00:00Z');
  const timesheetId = await handIn(await worker(assignment['workerId']), assignment, '2026-03-15', [
    {
      startsAt: '2026-03-17T07:00:00-07:00',
      endsAt: '2026-03-17T20:15:00-07:00',
      meals: [{ startsAt: '2026-03-17T12:30:00-07:00', endsAt: '2026-03-17T13:00:00-07:00' }],
    },
  ]);
  const { gross, lines } = await chargesOf(cast.manager, timesheetId);
  expectEqual('thirteen hours in Oakland', lines, [
    ['regular', 480, '110.0000', '880.00'],
    ['overtime', 240, '165.0000', '660.00'],
    ['double_time', 45, '220.0000', '165.00'],
    ['meal_premium', 60, '110.0000', '110.00'],
  ]);
  expectEqual('the charge for them', gross, '1815.00');
  say(
    '10 B in Oakland: 8.00 × 110 + 4.00 × 165 + 0.75 × 220 = 1,705.00; the meal began after the fifth hour: + 110; 1,815.00',
  );
  return timesheetId;
}

/** Step 12: silence accepts what the agreement says it does. */
async function silenceStep({ cast }: Stage, timesheetId: string, say: Say) {
  const { data } = await cast.manager.get(`/time-exceptions?timesheetId=${timesheetId}&state=open`);
  // After ten hours a second meal was due.
  const codes = new Set((data as Json[]).map(({ code }) => code));
  expectEqual('what is to be said first', [...codes.difference(new Set(['late_meal', 'missed_meal']))], []);
  expectEqual('how much of it', codes.size, 2);
  for (const { id } of data as Json[])
    await cast.recruiters[4]!.post(`/time-exceptions/${id}/attest`, { text: 'A code blue at noon' });
  const state = async () => (await cast.manager.get(`/timesheets/${timesheetId}?fields=state`))['state'];
  await moveClock(cast.manager, '2026-03-24T15:59:00Z');
  expectEqual('a minute before', await state(), 'submitted');
  await moveClock(cast.manager, '2026-03-24T16:01:00Z');
  expectEqual('after 48 hours', await state(), 'approved');
  say('12 Nobody touched B’s week for 48 h: accepted, because the agreement says so');
}

/** Steps 9, 10 and 12: what is paid besides plain hours, another state’s law, and silence. */
export async function timeStep(address: string, stage: Stage, provision: Provision, say: Say): Promise<void> {
  const { cast, programId, facilityId } = stage;
  const workerOf = async (workerId: string) => {
    const email = `worker.${workerId.slice(-6)}@agency.example`;
    const { token } = await provision({ name: 'A worker', email, role: 'worker', workerId });
    return new Client(address, token);
  };
  await cast.integration.put('/facilities/ext:cms:050000', {
    programId,
    name: 'Lakeshore Oakland',
    state: 'CA',
    timeZone: 'America/Los_Angeles',
  });
  const unit = async (externalId: string, facility: string, name: string) =>
    cast.integration.put(`/units/ext:hris:${externalId}`, { programId, facilityId: facility, name });
  const surgery = await unit('OR-1', facilityId, 'Surgery');
  const oakland = await unit('ICU-2', 'ext:cms:050000', 'Intensive care');
  await cast.admin.post('/pay-policies', {
    programId,
    facilityId: oakland['facilityId'],
    name: 'California, 8/12/7th day',
    rules: californiaRules,
    effectiveFrom: '2026-01-01',
  });
  const { data: agreements } = await cast.admin.get(`/agreements?vendorId=${stage.vendorIds[5]}`);
  await cast.admin.post('/pay-policies', {
    programId,
    agreementId: agreements[0].id,
    name: 'Surgery, on call',
    rules: surgeryRules,
    effectiveFrom: '2026-01-01',
  });
  const columbus = { unitId: surgery['id'], facilityId, name: 'Surgery' };
  const there = { unitId: oakland['id'], facilityId: oakland['facilityId'], name: 'Oakland' };
  await onCallStep(
    stage,
    await openSite(address, stage, provision, columbus),
    cast.recruiters[5]!,
    say,
    workerOf,
  );
  const site = await openSite(address, stage, provision, there);
  await silenceStep(stage, await californiaStep(stage, site, say, workerOf), say);
}
