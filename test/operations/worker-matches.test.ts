import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { systemActor } from '../../src/kernel/actor.ts';
import { createPlacementMarket, type Agency, type PlacementMarket } from '../support/placements.ts';
import { startService, type Client, type Service } from '../support/service.ts';

let service: Service;
let market: PlacementMarket;
let manager: Client;
let one: Agency;
let two: Agency;

const ana = {
  firstName: 'Ana',
  lastName: 'Core',
  birthDate: '1990-04-01',
  lastFour: '1111',
  homeState: 'TX',
  profession: 'rn',
  specialties: ['icu'],
  rightToRepresentUntil: '2026-07-01T00:00:00Z',
};

beforeAll(async () => {
  service = await startService();
});
beforeEach(async () => {
  market = await createPlacementMarket(service);
  ({ manager } = market);
  [one, two] = [await market.agency(), await market.agency()];
  // What the world brings of its own: a pair of rows, that no test here is about.
  await rows(
    sql`update worker_matches set state = 'superseded', decided_at = app.now() where tenant_id = ${market.tenantId}`,
  );
});

const rows = <R extends object = any>(statement: ReturnType<typeof sql>) =>
  service.as(systemActor(market.tenantId), (tx) => tx.rows<R>(statement));
const open = async (client = manager) => {
  const listed = await client.get('/worker-matches?state=open');
  expect(listed.status, listed.text).toBe(200);
  return listed.body.data;
};
const workerOf = async (representationId: string): Promise<string> =>
  (await manager.get(`/representations/${representationId}`)).body.workerId;

/** A representation by each agency of what may be one person, the operator's pair, and the workers of both. */
async function twoOfOne(differences: object = { lastFour: '2222' }) {
  const first = await one.recruiter.post('/representations', ana);
  const second = await two.recruiter.post('/representations', { ...ana, ...differences });
  expect([first.status, second.status], first.text + second.text).toEqual([201, 201]);
  const [match] = await open();
  const kept = await workerOf(first.body.id);
  const merged = await workerOf(second.body.id);
  return { match, kept, merged, first: first.body.id as string, second: second.body.id as string };
}
const merge = (matchId: string, survivorId: string, client = manager) =>
  client.post(`/worker-matches/${matchId}/merge`, { survivorId, reason: 'The same license' });

describe('a possible match', () => {
  test('says what speaks for it and against it, to those who judge and nobody else', async () => {
    const { match, kept, merged } = await twoOfOne();
    expect(match).toMatchObject({
      workerId: merged,
      otherWorkerId: kept,
      foundBy: 'recognition',
      agreeing: ['name', 'birth_date'],
      differing: ['last_four'],
      state: 'open',
      survivorId: null,
      allowedActions: ['dismiss', 'merge'],
    });
    const credentialing = await market.member('credentialing');
    expect(await open(credentialing)).toHaveLength(1);
    const closed = [one.recruiter, market.requester, market.finance, await market.member('analyst')];
    for (const client of closed) {
      expect((await client.get('/worker-matches')).status).toBe(403);
      expect((await client.get(`/worker-matches/${match.id}`)).status).toBe(403);
      expect((await merge(match.id, kept, client)).status).toBe(403);
    }
    const there = await service.member(market.tenantId, { role: 'credentialing', side: 'client' });
    expect((await there.get('/worker-matches')).status).toBe(403);
    const other = await market.row('programs', { name: 'Another client' });
    const bound = await market.member('program_manager', { programIds: [other] });
    expect(await open(bound)).toEqual([]);
    expect((await bound.post(`/worker-matches/${match.id}/dismiss`, { reason: 'x' })).status).toBe(404);
    const near = await market.member('program_manager', { programIds: [market.id('programs')] });
    expect(await open(near)).toHaveLength(1);
    const links = await manager.graphql(
      `{ workerMatch(id: "${match.id}") { state foundBy agreeing worker { legalLastName } otherWorker { legalLastName } } }`,
    );
    expect(links.body.data.workerMatch).toEqual({
      state: 'OPEN',
      foundBy: 'RECOGNITION',
      agreeing: ['NAME', 'BIRTH_DATE'],
      worker: { legalLastName: 'Core' },
      otherWorker: { legalLastName: 'Core' },
    });
  });

  test('that was dismissed is not raised again until what speaks for it changes', async () => {
    const { match, kept, merged } = await twoOfOne();
    const dismiss = (reason: string) => manager.post(`/worker-matches/${match.id}/dismiss`, { reason });
    expect((await manager.post(`/worker-matches/${match.id}/dismiss`)).status).toBe(422);
    const judged = await dismiss('Cousins, by both licenses');
    expect(judged.body, judged.text).toMatchObject({
      state: 'distinct',
      reason: 'Cousins, by both licenses',
      decidedBy: manager.actor.membershipId,
      allowedActions: [],
    });
    expect((await dismiss('again')).body.code).toBe('step_not_allowed');
    expect((await merge(match.id, merged)).body.code).toBe('step_not_allowed');
    const patch = async (workerId: string, body: object) => {
      const { body: seen } = await manager.get(`/workers/${workerId}`);
      const answer = await manager.patch(`/workers/${workerId}`, body, { 'if-match': `"${seen.version}"` });
      expect(answer.status, answer.text).toBe(200);
    };
    await patch(merged, { email: 'ana@core.example', npi: '1093817462' });
    expect(await open()).toEqual([]);
    await patch(kept, { npi: '1679576722' });
    expect(await open()).toMatchObject([
      {
        id: match.id,
        foundBy: 'change',
        differing: ['npi', 'last_four'],
        reason: null,
        decidedBy: null,
        version: 3,
      },
    ]);
    expect((await dismiss('Two licenses')).status).toBe(200);
    await patch(kept, { email: 'core@core.example' });
    expect(await open()).toEqual([]);
    const asked = { workerId: kept, otherWorkerId: merged };
    expect((await manager.post('/worker-matches', asked)).body).toMatchObject({
      id: match.id,
      state: 'open',
    });
  });

  test('is raised by a change of the worker, and by a person', async () => {
    await manager.post('/external-systems', { name: 'hris' });
    const put = (id: string, differences: object) =>
      manager.put(`/workers/ext:workday:${id}`, { ...person, ...differences });
    const person = {
      firstName: 'Bea',
      lastName: 'Stone',
      birthDate: '1985-02-03',
      homeState: 'OH',
      profession: 'rn',
    };
    const bea = (await put('1', {})).body;
    const other = (await put('2', { lastName: 'Webb' })).body;
    expect(await open()).toEqual([]);
    const married = await manager.patch(`/workers/${other.id}`, { lastName: 'Stone' }, { 'if-match': '"1"' });
    expect(married.body.version, married.text).toBe(2);
    expect(await open()).toMatchObject([
      {
        workerId: other.id,
        otherWorkerId: bea.id,
        foundBy: 'change',
        agreeing: ['name', 'birth_date'],
        differing: [],
      },
    ]);
    const cal = (await put('3', { firstName: 'Cal' })).body;
    const pair = { workerId: cal.id, otherWorkerId: bea.id };
    expect((await market.requester.post('/worker-matches', pair)).status).toBe(403);
    const self = await manager.post('/worker-matches', { ...pair, otherWorkerId: cal.id });
    expect(self.body.errors[0]).toMatchObject({ pointer: '/otherWorkerId' });
    const raised = await manager.post('/worker-matches', pair);
    expect(raised.body, raised.text).toMatchObject({
      foundBy: 'person',
      agreeing: ['birth_date'],
      differing: ['name'],
    });
    const swapped = { workerId: bea.id, otherWorkerId: cal.id };
    const again = await manager.graphql(
      'mutation($input: RaiseWorkerMatchInput!) { raiseWorkerMatch(input: $input) { workerMatch { id version } } }',
      { input: swapped },
    );
    expect(again.body.data.raiseWorkerMatch.workerMatch).toEqual({ id: raised.body.id, version: 1 });
    const twice = await manager.post('/workers/bulk', {
      items: ['4', '5'].map((id) => ({ ...person, firstName: 'Dee', externalId: { system: 'workday', id } })),
    });
    expect(twice.body, twice.text).toMatchObject({ created: 2 });
    expect((await open()).filter(({ agreeing }: any) => agreeing.length === 2)).toHaveLength(2);
  });
});

describe('two workers who are one', () => {
  test('become one: all rows follow, the merged one names it, and history stays', async () => {
    const { match, kept, merged, first, second } = await twoOfOne({
      lastFour: '2222',
      phone: '+1 614 555 0100',
    });
    const orderId = await market.order(2, [one, two]);
    const submission = await market.row('submissions', {
      order_id: orderId,
      vendor_id: two.id,
      worker_id: merged,
      representation_id: second,
      state: 'hired',
    });
    const seen = (await two.recruiter.get(`/submissions/${submission}`)).text;
    await service.moveClock(market.tenantId, '2026-01-12T00:00:00Z');
    const judged = await merge(match.id, kept);
    expect(judged.body, judged.text).toMatchObject({ state: 'merged', survivorId: kept, allowedActions: [] });
    expect(await workerOf(first)).toBe(kept);
    expect(await workerOf(second)).toBe(kept);
    expect((await manager.get(`/submissions/${submission}`)).body.workerId).toBe(kept);
    expect((await two.recruiter.get(`/submissions/${submission}`)).text).toBe(seen);
    const gone = (await manager.get(`/workers/${merged}`)).body;
    expect(gone).toMatchObject({ mergedIntoId: kept, legalLastName: 'Core' });
    expect(gone.archivedAt).toBe('2026-01-12T00:00:00Z');
    expect((await manager.get(`/workers/${kept}`)).body).toMatchObject({
      mergedIntoId: null,
      phone: '+1 614 555 0100',
    });
    expect((await manager.get('/workers')).body.data.map(({ id }: any) => id)).not.toContain(merged);
    const past = await manager.get(`/submissions/${submission}?asOf=2026-01-11T00:00:00Z`);
    expect(past.body.workerId).toBe(merged);
    // The feed waits for whatever transaction began before.
    await vi.waitFor(async () => {
      const feed = await manager.get('/events?types=worker.merged,worker.absorbed,worker_match.merged');
      expect(feed.body.events.map(({ type, subject, data }: any) => [type, subject.id, data])).toEqual([
        ['worker_match.merged', match.id, { workerId: merged, otherWorkerId: kept }],
        ['worker.merged', merged, { survivorId: kept }],
        [
          'worker.absorbed',
          kept,
          { mergedWorkerId: merged, moved: { representations: 1, submissions: 1 }, kept: {} },
        ],
      ]);
    }, 20_000);
    // The person is recognized by what either was known by, as the one that stands for both.
    const third = await market.agency();
    const again = await third.recruiter.post('/representations', { ...ana, lastFour: '2222' });
    expect(await workerOf(again.body.id)).toBe(kept);
    expect(await open()).toEqual([]);
    const patched = await manager.patch(`/workers/${merged}`, { homeState: 'OH' }, { 'if-match': '"2"' });
    expect(patched.body).toMatchObject({ code: 'worker_merged', mergedIntoId: kept });
  });

  test('leave nothing more to be written of the merged one', async () => {
    const { match, kept, merged } = await twoOfOne();
    await merge(match.id, kept);
    const type = { typeId: market.id('credential_types') };
    const credentialing = await market.member('credentialing');
    const refusals = [
      await manager.post('/credentials', { workerId: merged, ...type }),
      await credentialing.post('/credentials/waive-missing', {
        workerId: merged,
        ...type,
        waivedUntil: '2026-03-01',
        reason: 'None',
      }),
      await manager.post('/do-not-returns', {
        workerId: merged,
        facilityId: market.id('facilities'),
        kind: 'clinical',
        reason: 'None',
      }),
      await credentialing.post(`/workers/${merged}/check-exclusion`),
      await manager.get(`/eligibility?workerId=${merged}&facilityId=${market.id('facilities')}`),
      await manager.post(`/workers/${merged}/work-history-entries`, {
        employer: 'Elsewhere',
        profession: 'rn',
        startsOn: '2020-01-01',
      }),
    ];
    for (const { status, body, text } of refusals)
      expect([status, body.code, body.mergedIntoId], text).toEqual([409, 'worker_merged', kept]);
    const { body } = await manager.post('/credentials/bulk', { items: [{ workerId: merged, ...type }] });
    expect(body.rows, JSON.stringify(body)).toMatchObject([{ status: 'failed', code: 'worker_merged' }]);
  });

  test('are merged or written of, never both: what is handed in meanwhile is the survivor’s', async () => {
    const { match, kept, merged, second } = await twoOfOne();
    const type = { typeId: market.id('credential_types') };
    const named = Array.from({ length: 6 }, (_, place) =>
      two.recruiter.post('/credentials', { representationId: second, ...type, number: `N${place}` }),
    );
    const byOperator = Array.from({ length: 6 }, (_, place) =>
      manager.post('/credentials', { workerId: merged, ...type, number: `O${place}` }),
    );
    const [judged, ...handed] = await Promise.all([merge(match.id, kept), ...named, ...byOperator]);
    expect(judged.status, judged.text).toBe(200);
    // A vendor never hears of a merge.
    expect(handed.slice(0, 6).map(({ status, text }) => [status, status === 201 ? '' : text])).toEqual(
      Array.from({ length: 6 }, () => [201, '']),
    );
    for (const { status, body } of handed.slice(6))
      if (status !== 201) expect(body.code).toBe('worker_merged');
    const left = await rows(
      sql`select id from credentials where tenant_id = ${market.tenantId} and worker_id = ${merged}`,
    );
    expect(left).toEqual([]);
  });

  test('take approved time, credentials and logins along, and leave issued documents as they were', async () => {
    const { match, kept, merged } = await twoOfOne();
    const source = market.id('workers');
    // The world's worker has worked weeks, a login and papers; it is merged into the other.
    const member = await service.member(market.tenantId, { role: 'worker', workerId: source });
    const papers =
      await rows(sql`select 'credentials' as name, count(*)::int as n from credentials where tenant_id = ${market.tenantId} and worker_id = ${source}
      union all select 'time_entries', count(*)::int from time_entries where tenant_id = ${market.tenantId} and worker_id = ${source}
      union all select 'timesheets', count(*)::int from timesheets where tenant_id = ${market.tenantId} and worker_id = ${source}`);
    expect(papers.every(({ n }) => n > 0)).toBe(true);
    await rows(sql`update timesheets set state = 'approved', submitted_at = app.now(), approved_at = app.now(), gross = 0
      where tenant_id = ${market.tenantId} and worker_id = ${source}`);
    const raised = await manager.post('/worker-matches', { workerId: source, otherWorkerId: kept });
    const judged = await merge(raised.body.id, kept);
    expect(judged.status, judged.text).toBe(200);
    const left = await rows<{
      name: string;
      n: number;
    }>(sql`select t.name, (xpath('/row/n/text()', query_to_xml(
        format('select count(*) as n from %I where tenant_id = %L and worker_id = %L', t.name, ${market.tenantId}::text, ${source}::text), false, true, '')))[1]::text::int as n
      from app.tables_of_workers() t order by 1`);
    expect(left.length).toBeGreaterThan(12);
    expect(left.filter(({ n }) => n > 0)).toEqual([]);
    const lines = await rows(sql`select worker_id from invoice_lines where tenant_id = ${market.tenantId}`);
    expect(lines.map(({ worker_id }) => worker_id)).toEqual(lines.map(() => source));
    const told = await rows(
      sql`select worker_id from payroll_export_lines where tenant_id = ${market.tenantId}`,
    );
    expect(told).toEqual([{ worker_id: source }]);
    expect((await member.get('/workers')).body.data.map(({ id }: any) => id)).toEqual([kept]);
    // Who was merged before follows: one step leads to whoever stands for all.
    const end = await merge(match.id, merged);
    expect(end.status, end.text).toBe(200);
    expect((await manager.get(`/workers/${source}`)).body.mergedIntoId).toBe(merged);
    expect((await manager.get(`/workers/${kept}`)).body.mergedIntoId).toBe(merged);
  });

  test('are not merged where the survivor would lose the better proof of what both hold', async () => {
    const { match, kept, merged } = await twoOfOne();
    const typeId = await market.row('credential_types', {
      code: 'acls',
      kind: 'certification',
      is_facility_bound: false,
    });
    const card = { type_id: typeId, kind: 'certification', vendor_id: null, representation_id: null };
    const of = (worker_id: string, state: object) =>
      market.row('credentials', { ...card, worker_id, number: 'A-1', ...state });
    const proven = await of(merged, { state: 'verified', proof: 'document', expires_on: '2027-12-31' });
    const handedIn = await of(kept, { state: 'submitted', proof: null, expires_on: '2027-12-31' });
    const refused = await merge(match.id, kept);
    expect(refused.body).toMatchObject({ status: 409, code: 'workers_collide' });
    expect(refused.body.detail).toContain(`credentials ${proven} and ${handedIn}`);
    const credentialing = await market.member('credentialing');
    await credentialing.post(`/credentials/${handedIn}/reject`, { reason: 'Proven already' });
    const done = await merge(match.id, kept);
    expect(done.status, done.text).toBe(200);
    const { body } = await credentialing.get(`/credentials?workerId=${kept}&state=verified&number=A-1`);
    expect(body.data.map(({ id }: { id: string }) => id)).toEqual([proven]);
  });

  test('are not merged where that cannot be one person, and the refusal names why', async () => {
    const { match, kept, merged, first, second } = await twoOfOne();
    const orderId = await market.order(2, [one, two]);
    const terms = { order_id: orderId, state: 'submitted' };
    const mine = await market.row('submissions', {
      ...terms,
      vendor_id: one.id,
      worker_id: kept,
      representation_id: first,
    });
    const theirs = await market.row('submissions', {
      ...terms,
      vendor_id: two.id,
      worker_id: merged,
      representation_id: second,
    });
    const refused = await merge(match.id, kept);
    expect(refused.body).toMatchObject({ status: 409, code: 'workers_collide' });
    expect(refused.body.detail).toContain(mine);
    expect(refused.body.detail).toContain(theirs);
    await rows(sql`update submissions set state = 'duplicate' where id = ${theirs}`);
    const twin = await two.recruiter.post('/representations', { ...ana, firstName: 'Anna' });
    expect(twin.status, twin.text).toBe(201);
    const own = (
      await manager.post('/worker-matches', { workerId: await workerOf(twin.body.id), otherWorkerId: merged })
    ).body;
    const colliding = await merge(own.id, merged);
    expect(colliding.body.detail).toContain(second);
    expect(colliding.body.detail).toContain(twin.body.id);
    // The vendor lets one go, and the withdrawn one stays beside the other.
    await two.recruiter.post(`/representations/${twin.body.id}/withdraw`);
    const done = await merge(own.id, merged);
    expect(done.status, done.text).toBe(200);
    expect((await two.recruiter.get('/representations')).body.data).toHaveLength(2);
    const renewed = await two.recruiter.post('/representations', { ...ana, firstName: 'Anna' });
    expect(renewed.body).toMatchObject({ code: 'representation_exists', representationId: second });
    const stale = await manager.post(
      `/worker-matches/${match.id}/merge`,
      { survivorId: kept },
      { 'if-match': '"9"' },
    );
    expect(stale.status).toBe(412);
    const stranger = await merge(match.id, market.id('workers'));
    expect(stranger.body.errors[0]).toMatchObject({ pointer: '/survivorId', code: 'not_of_the_pair' });
    expect((await merge(market.id('units'), kept)).status).toBe(404);
  });

  test('with different NPIs are two until one is corrected', async () => {
    const { match, kept, merged } = await twoOfOne();
    await rows(
      sql`update workers set npi = case id when ${kept}::uuid then '1093817462' else '1679576722' end where id in (${kept}, ${merged})`,
    );
    expect((await merge(match.id, kept)).body.code).toBe('identities_differ');
    await rows(sql`update workers set npi = null where id = ${kept}`);
    expect((await merge(match.id, kept)).status).toBe(200);
    expect((await manager.get(`/workers/${kept}`)).body.npi).toBe('1679576722');
    expect((await manager.get(`/workers/${merged}`)).body.npi).toBe(null);
  });

  test('keep their names in other systems, save where one system names both', async () => {
    await manager.post('/external-systems', { name: 'other' });
    const person = {
      firstName: 'Eve',
      lastName: 'Lane',
      birthDate: '1980-01-01',
      homeState: 'OH',
      profession: 'rn',
    };
    const put = (system: string, id: string, differences = {}) =>
      manager.put(`/workers/ext:${system}:${id}`, { ...person, ...differences });
    const eve = (await put('workday', 'a')).body.id;
    const twin = (await put('workday', 'b', { firstName: 'Eva' })).body.id;
    const raised = await manager.post('/worker-matches', { workerId: eve, otherWorkerId: twin });
    expect((await merge(raised.body.id, eve)).status).toBe(200);
    expect((await put('workday', 'a')).body.id).toBe(eve);
    expect((await put('workday', 'b')).body).toMatchObject({ code: 'worker_merged', mergedIntoId: eve });
    expect((await put('workday', 'c', { firstName: 'Eva' })).body).toMatchObject({
      code: 'external_id_taken',
    });
  });

  test('are merged by one of twenty at once', async () => {
    const { match, kept, merged } = await twoOfOne();
    const tries = await Promise.all(
      Array.from({ length: 20 }, (_, place) => merge(match.id, place % 2 === 0 ? kept : merged)),
    );
    expect(tries.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(tries.filter(({ body }) => body.code === 'step_not_allowed')).toHaveLength(19);
  });
});
