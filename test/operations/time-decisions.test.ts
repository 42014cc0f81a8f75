import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { payRules } from '../../src/bin/sandbox/lakeshore.ts';
import { systemActor } from '../../src/kernel/actor.ts';
import { markInvoiced } from '../../src/domain/time/index.ts';
import { keepTime, ok, week } from '../support/timesheets.ts';

const keeping = keepTime();

describe('deciding', () => {
  test('a rejected week is stated and handed in again', async () => {
    const { path, worker } = await keeping.submitted();
    const back = ok(await keeping.requester.post(`${path}/reject`, { reason: 'Wednesday is wrong' }));
    expect(back).toMatchObject({ state: 'open', rejectedReason: 'Wednesday is wrong' });
    expect((await keeping.requester.post(`${path}/reject`, { reason: 'Again' })).body.code).toBe(
      'step_not_allowed',
    );
    ok(await worker.put(`${path}/entries`, { entries: week('07:30') }));
    expect((await keeping.manager.get(`${path}/explain`)).body.code).toBe('timesheet_not_rated');
    ok(await worker.post(`${path}/submit`));
    expect(ok(await keeping.manager.get(path))).toMatchObject({
      gross: '4228.00',
      revision: 1,
      rejectedReason: null,
    });
  });

  test('is for the client only, within its units, and a foreign week is as one that is not there', async () => {
    const { path } = await keeping.submitted();
    for (const client of [keeping.manager, keeping.recruiter])
      expect((await client.post(`${path}/approve`)).status).toBe(403);
    const elsewhere = await keeping.service.member(keeping.world.tenantId, {
      role: 'approver',
      unitIds: ['00000000-0000-4000-8000-000000000001'],
    });
    const missing = path.replace(/[0-9a-f-]{36}/, '00000000-0000-4000-8000-000000000001');
    const bare = (answer: { body: any; status: number }) => ({ ...answer.body, requestId: '' });
    expect(bare(await elsewhere.post(`${path}/approve`))).toEqual(
      bare(await keeping.approver.post(`${missing}/approve`)),
    );
    for (const verb of ['submit', 'resolve-dispute']) {
      const body = verb === 'submit' ? {} : { decision: 'accept' };
      expect((await keeping.rival.post(`${path}/${verb}`, body)).status).toBe(404);
    }
    expect((await keeping.rival.get(`${path}/explain`)).status).toBe(404);
    expect(ok(await keeping.rival.get('/timesheets')).data).toEqual([]);
  });

  test('is refused to the person whose hours they are, and to who acts for the vendor', async () => {
    const { path, workerId } = await keeping.submitted();
    const also = async (side: string, role: string, column: string, value: string) => {
      const member = await keeping.anotherApprover();
      await keeping.service.as(systemActor(keeping.world.tenantId), (tx) =>
        tx.rows(sql`insert into memberships (tenant_id, user_id, side, role, ${sql.identifier(column)}, state, created_at, updated_at)
          values (${keeping.world.tenantId}, ${member.actor.userId}, ${side}, ${role}, ${value}, 'active', app.now(), app.now())`),
      );
      return member;
    };
    const nurse = await also('worker', 'worker', 'worker_id', workerId);
    const owner = await also('vendor', 'vendor_recruiter', 'vendor_id', keeping.id('vendors'));
    for (const [member, code] of [
      [nurse, 'approver_is_worker'],
      [owner, 'approver_is_vendor'],
    ] as const) {
      expect(ok(await member.get(path)).allowedActions).toEqual([]);
      for (const [verb, body] of [
        ['approve', {}],
        ['reject', { reason: 'No' }],
        ['dispute', { reason: 'No', proposedEntries: [] }],
      ] as const) {
        const refused = await member.post(`${path}/${verb}`, body);
        expect([refused.status, refused.body.code]).toEqual([403, code]);
      }
      const { blockedActions } = ok(await member.get(`${path}?fields=blockedActions`));
      expect(new Set(blockedActions.map((action: any) => action.code))).toEqual(new Set([code]));
    }
  });

  test('an adjuster or an upholder is neither the worker nor of the vendor', async () => {
    const { path, workerId } = await keeping.approved();
    const { path: disputed } = await keeping.approved();
    ok(await keeping.approver.post(`${disputed}/dispute`, { reason: 'No', proposedEntries: [] }));
    const interested = await keeping.service.member(keeping.world.tenantId, { role: 'program_manager' });
    const also = (side: string, role: string, column: string, value: string) =>
      keeping.service.as(systemActor(keeping.world.tenantId), (tx) =>
        tx.rows(sql`insert into memberships (tenant_id, user_id, side, role, ${sql.identifier(column)}, state, created_at, updated_at)
          values (${keeping.world.tenantId}, ${interested.actor.userId}, ${side}, ${role}, ${value}, 'ended', app.now(), app.now())`),
      );
    const adjustment = { entries: week('07:30'), reason: 'Kiosk clock was ahead' };
    await also('worker', 'worker', 'worker_id', workerId);
    expect(ok(await interested.get(path)).allowedActions).not.toContain('adjust');
    const own = await interested.post(`${path}/adjust`, adjustment);
    expect([own.status, own.body.code]).toEqual([403, 'approver_is_worker']);
    await also('vendor', 'vendor_recruiter', 'vendor_id', keeping.id('vendors'));
    const upheld = await interested.post(`${disputed}/resolve-dispute`, { decision: 'uphold' });
    expect([upheld.status, upheld.body.code]).toEqual([403, 'approver_is_vendor']);
  });

  test('a dispute is upheld by the manager alone, and the week is where it was', async () => {
    const { path, worker } = await keeping.approved();
    ok(
      await keeping.requester.post(`${path}/dispute`, {
        reason: 'Left at 07:30',
        proposedEntries: week('07:30'),
      }),
    );
    const own = await keeping.recruiter.post(`${path}/resolve-dispute`, { decision: 'uphold' });
    expect([own.status, own.body.code]).toEqual([403, 'manager_upholds']);
    const back = ok(
      await keeping.manager.post(`${path}/resolve-dispute`, { decision: 'uphold', note: 'Kiosk shows it' }),
    );
    expect(back).toMatchObject({ state: 'approved', revision: 1, gross: '4264.75' });
    const { data } = ok(await worker.get(`/timesheet-disputes?timesheetId=${back.id}`));
    expect(data).toMatchObject([
      { state: 'upheld', resolutionNote: 'Kiosk shows it', proposedEntries: week('07:30') },
    ]);
    expect((await keeping.manager.post(`${path}/resolve-dispute`, { decision: 'uphold' })).body.code).toBe(
      'step_not_allowed',
    );
  });

  test('counter-hours agreed before any approval are the first that are billed', async () => {
    const { path, worker } = await keeping.submitted();
    ok(
      await keeping.requester.post(`${path}/dispute`, {
        reason: 'Left at 07:30',
        proposedEntries: week('07:30'),
      }),
    );
    const agreed = ok(await worker.post(`${path}/resolve-dispute`, { decision: 'accept' }));
    expect(agreed).toMatchObject({
      state: 'approved',
      revision: 2,
      approvedBy: keeping.requester.actor.membershipId,
    });
    const seen = ok(await keeping.manager.get(`${path}?include=lines`));
    expect(seen.gross).toBe('4228.00');
  });

  test('an adjustment needs approved hours and its reason, and is the manager’s', async () => {
    const { path } = await keeping.submitted();
    const input = { entries: week('07:30'), reason: 'Kiosk clock was ahead' };
    expect((await keeping.manager.post(`${path}/adjust`, input)).body.code).toBe('step_not_allowed');
    ok(await keeping.approver.post(`${path}/approve`));
    expect((await keeping.approver.post(`${path}/adjust`, input)).status).toBe(403);
    expect((await keeping.manager.post(`${path}/adjust`, { entries: [] })).status).toBe(422);
    expect((await keeping.manager.post(`${path}/adjust`, input, { 'if-match': '"1"' })).status).toBe(412);
    expect(ok(await keeping.manager.post(`${path}/adjust`, input))).toMatchObject({
      gross: '4228.00',
      revision: 2,
    });
    const same = { entries: week('07:30').toReversed(), reason: 'Again' };
    expect(ok(await keeping.manager.post(`${path}/adjust`, same)).revision).toBe(2);
  });
});

describe('on an invoice', () => {
  const invoice = (sheetId: string) => {
    const actor = systemActor(keeping.world.tenantId);
    return keeping.service.as(actor, (tx) =>
      markInvoiced([sheetId], keeping.service.app.executor.context(tx, actor, 'invoicing')),
    );
  };

  test('a week is disputed and goes back there', async () => {
    const { path, sheet } = await keeping.approved();
    expect((await invoice(sheet.id)).map(({ event }) => event.type)).toEqual(['timesheet.invoiced']);
    expect(await invoice(sheet.id)).toEqual([]);
    const dispute = { reason: 'Left at 07:30', proposedEntries: week('07:30') };
    ok(await keeping.requester.post(`${path}/dispute`, dispute));
    const uphold = () => keeping.manager.post(`${path}/resolve-dispute`, { decision: 'uphold' });
    expect(ok(await uphold()).state).toBe('invoiced');
    ok(await keeping.requester.post(`${path}/dispute`, dispute));
    const agreed = ok(await keeping.recruiter.post(`${path}/resolve-dispute`, { decision: 'accept' }));
    expect(agreed).toMatchObject({ state: 'approved', revision: 2 });
  });

  test('a disputed week that is put there stays disputed until that is settled', async () => {
    const { path, sheet } = await keeping.approved();
    ok(await keeping.requester.post(`${path}/dispute`, { reason: 'Not here', proposedEntries: [] }));
    await invoice(sheet.id);
    expect(ok(await keeping.manager.get(path)).state).toBe('disputed');
    expect(ok(await keeping.manager.post(`${path}/resolve-dispute`, { decision: 'uphold' })).state).toBe(
      'invoiced',
    );
  });

  test('hours that nobody approved are refused', async () => {
    const { sheet } = await keeping.submitted();
    await expect(invoice(sheet.id)).rejects.toThrow(
      'timesheet is submitted; invoice needs it to be approved',
    );
  });
});

describe('pay policies', () => {
  const input = () => ({
    programId: keeping.id('programs'),
    name: 'Second',
    rules: payRules,
    effectiveFrom: '2026-12-31',
  });

  test('never overlap, and are read as they were given', async () => {
    const overlapping = await keeping.manager.post('/pay-policies', input());
    expect([overlapping.status, overlapping.body.code]).toEqual([409, 'pay_policy_overlaps']);
    const bounds = { effectiveFrom: '2027-01-01', effectiveTo: '2027-06-30' };
    const created = ok(await keeping.manager.post('/pay-policies', { ...input(), ...bounds }), 201);
    expect(created).toMatchObject({ rules: payRules, facilityId: null, ...bounds });
    const backward = await keeping.manager.post('/pay-policies', {
      ...input(),
      ...bounds,
      effectiveTo: '2026-12-31',
    });
    expect(backward.body.errors).toMatchObject([{ pointer: '/effectiveTo', code: 'before_start' }]);
    expect((await keeping.requester.post('/pay-policies', input())).status).toBe(403);
    expect((await keeping.recruiter.get(`/pay-policies/${created.id}`)).status).toBe(403);
  });

  test('without end are given a last day, and others follow', async () => {
    const first = ok(
      await keeping.manager.post('/pay-policies', { ...input(), effectiveFrom: '2028-01-01' }),
      201,
    );
    const end = (effectiveTo: string, as = keeping.manager) =>
      as.post(`/pay-policies/${first.id}/end`, { effectiveTo });
    expect((await end('2028-06-30', keeping.requester)).status).toBe(403);
    expect((await end('2027-12-31')).body.errors).toMatchObject([{ code: 'before_start' }]);
    expect(ok(await end('2028-06-30'))).toMatchObject({ effectiveTo: '2028-06-30', version: 2 });
    expect(ok(await end('2028-06-30')).version).toBe(2);
    expect((await end('2028-07-01')).body.errors).toMatchObject([{ code: 'after_end' }]);
    ok(await keeping.manager.post('/pay-policies', { ...input(), effectiveFrom: '2028-07-01' }), 201);
    const { events } = ok(await keeping.manager.get('/events?wait=10&types=pay_policy.ended'));
    expect(events).toMatchObject([{ subject: { id: first.id } }]);
  });
});
