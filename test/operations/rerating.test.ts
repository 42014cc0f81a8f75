import { beforeAll, describe, expect, test } from 'vitest';
import { payRules } from '../../src/bin/sandbox/lakeshore.ts';
import { keepTime, ok, week, type Opened } from '../support/timesheets.ts';

const keeping = keepTime();
let agreed: { id: string };

const period = () => ({
  programId: keeping.id('programs'),
  periodFrom: '2026-02-01',
  periodTo: '2026-02-07',
  payPolicyId: agreed.id,
  reason: 'The night differential is 4.00',
});
const drain = () => keeping.service.drain(keeping.world.tenantId);
const created = async (more: object = {}) => {
  const { id } = ok(await keeping.manager.post('/reratings', { ...period(), ...more }), 201);
  await drain();
  return { id, path: `/reratings/${id}`, row: ok(await keeping.manager.get(`/reratings/${id}`)) };
};
const linesOf = async (id: string) =>
  ok(await keeping.manager.get(`/rerating-lines?reratingId=${id}&limit=100&sort=createdAt`)).data;
const sheetOf = async ({ path }: Opened) => ok(await keeping.manager.get(path));

beforeAll(async () => {
  const [night, weekend] = payRules.differentials;
  const rules = { ...payRules, differentials: [{ ...night, rate: '4.00' }, weekend] };
  const named = { programId: keeping.id('programs'), state: 'TX', name: 'Nights at 4.00' };
  agreed = ok(
    await keeping.manager.post('/pay-policies', { ...named, rules, effectiveFrom: '2026-01-01' }),
    201,
  );
});

describe('a period rated anew', () => {
  test('is compared first, and then applied: submitted weeks in place, approved ones as their next version', async () => {
    const submitted = await keeping.submitted();
    const approved = await keeping.approved();
    const disputed = await keeping.submitted();
    const dispute = { reason: 'Left early', proposedEntries: week('07:30') };
    ok(await keeping.approver.post(`${disputed.path}/dispute`, dispute));
    const { id, path, row } = await created();
    // 39.50 night hours at one dollar more are 39.50 for each week.
    expect(row).toMatchObject({
      state: 'ready',
      sheets: 3,
      differing: 2,
      skipped: 1,
      grossBefore: '12794.25',
      grossAfter: '12873.25',
      grossDifference: '79.00',
      payDifference: '0.00',
    });
    expect(await sheetOf(submitted)).toMatchObject({
      gross: '4264.75',
      version: submitted.sheet.version,
    });
    const lines = await linesOf(id);
    expect(
      lines.map(({ state, grossDifference, why }: any) => [state, grossDifference, why]).toSorted(),
    ).toEqual([
      ['pending', '39.50', null],
      ['pending', '39.50', null],
      ['skipped', '39.50', 'The week is in dispute.'],
    ]);
    const applied = await keeping.manager.graphql(
      `mutation ($input: ApplyReratingInput!) { applyRerating(input: $input) { rerating { state } } }`,
      { input: { reratingId: id } },
    );
    expect(applied.body.data?.applyRerating, applied.text).toEqual({ rerating: { state: 'APPLYING' } });
    await drain();
    expect(ok(await keeping.manager.get(path))).toMatchObject({ state: 'applied', applied: 2, skipped: 1 });
    expect(await sheetOf(submitted)).toMatchObject({
      state: 'submitted',
      revision: 1,
      gross: '4304.25',
      payPolicyId: agreed.id,
    });
    expect(await sheetOf(approved)).toMatchObject({
      state: 'approved',
      revision: 2,
      gross: '4304.25',
      payPolicyId: agreed.id,
    });
    expect(await sheetOf(disputed)).toMatchObject({ gross: '4264.75' });
    const again = await keeping.manager.post(`${path}/apply`);
    expect([again.status, again.body.code]).toEqual([409, 'step_not_allowed']);
    const { row: since } = await created();
    expect(since).toMatchObject({ state: 'ready', sheets: 3, differing: 0, skipped: 1 });
  });

  test('rates what changed since as it is now, and leaves what is open again or locked', async () => {
    const facility = { facilityId: keeping.id('facilities') };
    const moved = await keeping.approved();
    const reopened = await keeping.submitted();
    const done = await keeping.submitted();
    const { id, path, row } = await created(facility);
    expect(row).toMatchObject({ differing: 3 });
    ok(
      await keeping.manager.post(`${moved.path}/adjust`, { entries: week('07:30'), reason: 'Left at 07:30' }),
    );
    ok(await keeping.approver.post(`${reopened.path}/reject`, { reason: 'Wednesday' }));
    const other = await created(facility);
    ok(await keeping.manager.post(`${other.path}/apply`));
    await drain();
    ok(await keeping.manager.post(`${path}/apply`));
    await drain();
    expect(await sheetOf(moved)).toMatchObject({ revision: 3, gross: '4267.50' });
    const lines = await linesOf(id);
    expect(lines.map(({ why }: any) => why).toSorted()).toEqual([
      'It was rated so meanwhile.',
      'It was rated so meanwhile.',
      'The week is in dispute.',
      'The week is open again.',
    ]);
    expect(await sheetOf(done)).toMatchObject({ gross: '4304.25' });
    const lock = { programId: keeping.id('programs'), lockedTo: '2026-02-14', reason: 'Closed' };
    const late = await keeping.approved();
    const locked = ok(await keeping.manager.post('/time-locks', lock), 201);
    const { id: last, row: compared } = await created(facility);
    expect(compared).toMatchObject({ differing: 0 });
    const [line] = (await linesOf(last)).filter((one: any) => one.timesheetId === late.sheet.id);
    expect(line).toMatchObject({ state: 'skipped', why: 'Time is locked through 2026-02-14.' });
    ok(await keeping.manager.post(`/time-locks/${locked.id}/reopen`, { reason: 'Late nights' }));
  });

  test('is put away, or fails where nothing was handed in', async () => {
    const { path } = await created();
    ok(await keeping.manager.post(`${path}/discard`));
    expect((await keeping.manager.post(`${path}/apply`)).body.code).toBe('step_not_allowed');
    const { row } = await created({ periodFrom: '2026-08-02', periodTo: '2026-08-08' });
    expect(row).toMatchObject({ state: 'failed', failedBecause: 'No week of the period was handed in.' });
  });

  test('is the program manager’s, within its scope, and none of a party to the weeks', async () => {
    for (const client of [keeping.requester, keeping.approver, keeping.recruiter]) {
      expect((await client.post('/reratings', period())).status).toBe(403);
      expect((await client.get('/reratings')).status).toBe(403);
    }
    const scope = { programIds: [keeping.id('programs')], facilityIds: [keeping.id('facilities')] };
    const { tenantId } = keeping.world;
    const bound = await keeping.service.member(tenantId, { role: 'program_manager', ...scope });
    const wide = await bound.post('/reratings', period());
    expect([wide.status, wide.body.code]).toEqual([403, 'rerating_beyond_scope']);
    const backward = await keeping.manager.post('/reratings', { ...period(), periodTo: '2026-01-31' });
    expect(backward.body.errors[0]).toMatchObject({ pointer: '/periodTo' });
    const own = await keeping.approved();
    const { path } = await created();
    await keeping.inWorld(() =>
      keeping.world.copy('memberships', {
        user_id: keeping.manager.actor.userId,
        side: 'worker',
        role: 'worker',
        worker_id: own.workerId,
      }),
    );
    const refused = await keeping.manager.post(`${path}/apply`);
    expect([refused.status, refused.body.code]).toEqual([403, 'approver_is_worker']);
    const missing = await keeping.manager.post('/reratings/0198c0de-0000-7000-8000-00000000dead/apply');
    expect(missing.status).toBe(404);
    const stale = await keeping.manager.post(`${path}/discard`, undefined, { 'if-match': '"99"' });
    expect([stale.status, stale.body.code]).toEqual([412, 'stale_version']);
  });
});
