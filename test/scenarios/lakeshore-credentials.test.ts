import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { Client } from '../../src/bin/sandbox/client.ts';
import { qualify } from '../../src/bin/sandbox/credentials.ts';
import { inventedHospitals } from '../../src/bin/sandbox/hospitals.ts';
import { setStage, type Stage } from '../../src/bin/sandbox/lakeshore.ts';
import { moveClock, refusal } from '../../src/bin/sandbox/play.ts';
import { credentialStep } from '../../src/bin/sandbox/story-credentials.ts';
import { placeStep } from '../../src/bin/sandbox/story-placing.ts';
import { orderStep, releaseStep, submitStep } from '../../src/bin/sandbox/story.ts';
import { sweep } from '../support/invariants.ts';
import { openKeystone, type Keystone } from '../support/keystone.ts';

// Lakeshore, step 4: a multistate license counts in Columbus and not in Oakland, a single-state one of California not in
// Columbus, a name on the exclusion list is for a person to decide, and a card that lapses in week 9 suspends.
type Json = Record<string, any>;

let stage: Stage;
let orderId: string;
let submitted: { a: Json; d: Json; e: Json };
let oakland: string;
let databaseUrl: string;
let address: string;
let provision: Keystone['provision'];
const silently = () => undefined;

beforeAll(async () => {
  ({ address, databaseUrl, provision } = await openKeystone());
  stage = await setStage(address, provision, { name: 'Lakeshore Health', hospitals: inventedHospitals });
  const { data } = await stage.cast.manager.get('/facilities?state=CA');
  oakland = data[0].id;
  orderId = await orderStep(stage, silently);
  await releaseStep(stage, orderId, silently);
  submitted = await submitStep(stage, orderId, silently);
});

/** A nurse whom the agency represents, with all that is demanded; answers the representation's id. */
async function nurse(recruiter: Client, name: string, state: string): Promise<string> {
  const [firstName, lastName] = name.split(' ');
  const { id } = await recruiter.post('/representations', {
    firstName,
    lastName,
    homeState: state,
    profession: 'rn',
    specialties: ['icu'],
    rightToRepresentUntil: '2026-12-31T00:00:00Z',
  });
  const { cast, credentialTypes } = stage;
  await qualify(recruiter, cast.credentialing, credentialTypes, id, { state, multistate: true });
  return id;
}

const propose = (recruiter: Client, representationId: string) =>
  recruiter.post('/submissions', {
    orderId,
    representationId,
    billRate: '97.0000',
    availableOn: '2026-02-01',
  });

/** What stands in the way of starting at the facility, as the agency is told it on both surfaces. */
async function inTheWay(recruiter: Client, facilityId: string, representationId: string): Promise<string[]> {
  const place = `representationId=${representationId}&facilityId=${facilityId}&day=2026-02-02`;
  const { eligible, items } = await recruiter.get(`/eligibility?${place}`);
  const { eligibility } = await recruiter.graphql(
    `query ($r: ID!, $f: ID!) { eligibility(representationId: $r, facilityId: $f, day: "2026-02-02") {
      eligible items { status why } } }`,
    { r: representationId, f: facilityId },
  );
  const whys = (told: Json[]) =>
    told.filter(({ status }) => /missing|blocked/i.test(status)).map(({ why }) => why);
  expect([eligibility.eligible, whys(eligibility.items)]).toEqual([eligible, whys(items)]);
  expect(eligible).toBe(whys(items).length === 0);
  return whys(items);
}

test('A may work in Ohio and not in California, B of California not in Ohio, each with the reason', async () => {
  const { recruiters } = stage.cast;
  const { data } = await recruiters[0]!.get('/representations');
  expect(await inTheWay(recruiters[0]!, stage.facilityId, data[0].id)).toEqual([]);
  expect(await inTheWay(recruiters[0]!, oakland, data[0].id)).toEqual([
    'A multistate license of TX does not count in CA: CA is no member of the Nurse Licensure Compact on 2026-02-02.',
  ]);
  const said: string[] = [];
  await credentialStep(stage, orderId, submitted, (line) => void said.push(line));
  expect(said[0]).toContain('B may not work there: A single-state license of CA does not count in OH.');
  const bea = (await recruiters[4]!.get('/representations')).data[0].id;
  expect(await inTheWay(recruiters[4]!, oakland, bea)).toEqual([]);
});

/** Loads rows of the published file's columns onto a list of the kind, and puts it in force. */
async function publish(kind: string, asOfDate: string, rows: string[]): Promise<void> {
  const { credentialing } = stage.cast;
  const { id } = await credentialing.post('/exclusion-lists', { source: 'oig_leie', kind, asOfDate });
  const header = readFileSync('test/fixtures/exclusions/leie_full.csv', 'utf8').split('\n')[0]!;
  const load = await credentialing.post('/imports', {
    operation: 'add_exclusion_record',
    preset: 'oig_leie',
    constants: [{ field: 'exclusionListId', value: id }],
  });
  const csv = { 'content-type': 'text/csv' };
  await credentialing.rest('PUT', `/imports/${load['id']}/content`, `${[header, ...rows].join('\n')}\n`, csv);
  const imported = () => credentialing.get(`/imports/${load['id']}?fields=state,created,failed`);
  await expect
    .poll(imported, { timeout: 10_000 })
    .toMatchObject({ state: 'succeeded', created: rows.length, failed: 0 });
  await credentialing.post(`/exclusion-lists/${id}/publish`);
}

const listed = (lastName: string, firstName: string, reinstated: string) =>
  `"${lastName}","${firstName}"," ",,"IND- LIC HC SERV PRO","NURSE/NURSES AIDE",,"0000000000",,"1 EXAMPLE WAY","AUSTIN","TX","73301","1128a1","20250620","${reinstated}","00000000",`;

test('C, by name on the list, waits for a person and is cleared; who is confirmed works nowhere, until reinstated', async () => {
  const { recruiters, credentialing } = stage.cast;
  const v6 = recruiters[5]!;
  const [cora, delia] = [await nurse(v6, 'Cora Cedar', 'TX'), await nurse(v6, 'Delia Dogwood', 'TX')];
  await publish('full', '2026-01-06', [
    listed('CEDAR', 'CORA', '00000000'),
    listed('DOGWOOD', 'DELIA', '00000000'),
  ]);
  const matches = async () => (await credentialing.get('/exclusion-matches?include=record')).data as Json[];
  await expect
    .poll(async () => (await matches()).map(({ state, signals }) => [state, signals]), { timeout: 10_000 })
    .toEqual([
      ['possible', ['name', 'state']],
      ['possible', ['name', 'state']],
    ]);
  const match = async (lastName: string) =>
    (await matches()).find(({ record }) => record.lastName === lastName)!;

  // Until somebody has looked, nothing is known of her but that she is called so.
  expect(await inTheWay(v6, stage.facilityId, cora)).toEqual([]);
  const { exclusionMatch } = await credentialing.mutate(
    'clearExclusionMatch',
    { exclusionMatchId: (await match('CEDAR'))['id'], reason: 'Another Cora Cedar, born in 1961.' },
    'exclusionMatch { state }',
  );
  expect(exclusionMatch).toEqual({ state: 'CLEARED' });
  expect((await propose(v6, cora))['state']).toBe('submitted');

  const why = ['Excluded from federal health care programs: nobody may be billed for the worker.'];
  const { id } = await match('DOGWOOD');
  await credentialing.post(`/exclusion-matches/${id}/confirm`, { reason: 'The same person.' });
  for (const place of [stage.facilityId, oakland])
    expect(await inTheWay(v6, place, delia)).toEqual(expect.arrayContaining(why));
  expect(await refusal(propose(v6, delia))).toBe('worker_not_eligible');
  await publish('reinstatements', '2026-01-07', [listed('DOGWOOD', 'DELIA', '20260105')]);
  expect((await match('DOGWOOD'))['state']).toBe('lifted');
  expect(await inTheWay(v6, stage.facilityId, delia)).toEqual([]);
  expect((await propose(v6, delia))['state']).toBe('submitted');
});

const night = (from: string, to: string) => ({
  startsAt: `2026-${from}T19:00:00-04:00`,
  endsAt: `2026-${to}T07:30:00-04:00`,
  meals: [{ startsAt: `2026-${to}T01:00:00-04:00`, endsAt: `2026-${to}T01:30:00-04:00` }],
});

test('A’s card lapses in week 9: seen coming, suspended, her time kept, renewed and resumed', async () => {
  const { cast, credentialTypes } = stage;
  const { manager, requester, credentialing } = cast;
  const v1 = cast.recruiters[0]!;
  const { id: assignmentId, workerId } = await placeStep(stage, orderId, submitted, silently);
  const email = 'alma@agency.example';
  const { token } = await provision({ name: 'Alma Arroyo', email, role: 'worker', workerId });
  const alma = new Client(address, token);
  /** What each side is told of the assignment; the feed follows once no earlier transaction can still commit. */
  const told = (type: string) =>
    Promise.all(
      [manager, requester, v1, alma].map(async (client) => {
        const { events } = await client.get(`/events?limit=200&types=assignment.${type}`);
        return (events as Json[])
          .filter(({ subject }) => subject.id === assignmentId)
          .map(({ data }) => data);
      }),
    );
  const toEach = (events: Json[]) => [events, events, events, events];
  const card = async () =>
    (await v1.get(`/credentials?typeId=${credentialTypes['bls']}&fields=id,state,expiresOn&sort=createdAt`))
      .data as Json[];
  const assignment = () =>
    manager.get(`/assignments/${assignmentId}?fields=state,suspendedOn,suspendedFor,eligibleAgainOn`);

  expect(await card()).toMatchObject([{ state: 'verified', expiresOn: '2026-04-01' }]);
  await moveClock(manager, '2026-03-02T14:00:00Z');
  expect(await card()).toMatchObject([{ state: 'expiring' }]);
  await moveClock(manager, '2026-04-01T14:00:00Z');
  const bls = { what: 'bls', severity: 'hard', lastDay: '2026-04-01' };
  await expect
    .poll(async () =>
      (await told('eligibility_warned')).map((seen) => seen.filter(({ what }) => what === 'bls')),
    )
    .toEqual(toEach([60, 30, 14, 7, 1].map((daysLeft) => ({ ...bls, daysLeft }))));
  expect(await assignment()).toMatchObject({ state: 'active', suspendedOn: null });

  await moveClock(manager, '2026-04-03T14:00:00Z');
  expect(await card()).toMatchObject([{ state: 'expired' }]);
  const stopped = { state: 'suspended', suspendedOn: '2026-04-02', suspendedFor: 'eligibility' };
  expect(await assignment()).toMatchObject({ ...stopped, eligibleAgainOn: null });
  const lapsed = [{ on: '2026-04-02', items: [{ what: 'bls', severity: 'hard' }] }];
  await expect.poll(() => told('eligibility_lapsed')).toEqual(toEach(lapsed));

  const sheet = await alma.post('/timesheets', { assignmentId, weekStartsOn: '2026-03-29' });
  const before = [night('03-29', '03-30'), night('03-31', '04-01')];
  const keep = (entries: object[]) => alma.put(`/timesheets/${sheet['id']}/entries`, { entries });
  await keep(before);
  expect(await refusal(keep([...before, night('04-02', '04-03')]))).toBe('invalid_input');
  await alma.mutate('submitTimesheet', { timesheetId: sheet['id'] }, 'timesheet { state }');
  const approved = await requester.post(`/timesheets/${sheet['id']}/approve`);
  expect(approved).toMatchObject({ state: 'approved', hours: '24.00' });

  expect(await refusal(manager.post(`/assignments/${assignmentId}/resume`, { reason: 'Asked to' }))).toBe(
    'worker_not_eligible',
  );
  const renewed = await v1.post(`/credentials/${(await card())[0]!['id']}/renew`, { issuedOn: '2026-04-02' });
  await credentialing.post(`/credentials/${renewed['id']}/start-verification`);
  await credentialing.mutate(
    'verifyCredential',
    { credentialId: renewed['id'], method: 'DOCUMENT', source: 'The card' },
    'credential { state expiresOn }',
  );
  await expect.poll(assignment).toMatchObject({ ...stopped, eligibleAgainOn: '2026-04-03' });
  await expect.poll(() => told('eligibility_restored')).toEqual(toEach([{ on: '2026-04-03' }]));
  const resumed = await manager.mutate(
    'resumeAssignment',
    { assignmentId, reason: 'Renewed' },
    'assignment { state suspendedOn eligibleAgainOn }',
  );
  expect(resumed['assignment']).toEqual({ state: 'ACTIVE', suspendedOn: null, eligibleAgainOn: null });
  expect(await sweep(databaseUrl)).toEqual([]);
}, 60_000);
