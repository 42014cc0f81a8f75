import { beforeAll, describe, expect, test } from 'vitest';
import { payRules } from '../../src/bin/sandbox/lakeshore.ts';
import { holidaysOf } from '../../src/domain/programs/index.ts';
import { workweekFor } from '../../src/domain/time/policies/store.ts';
import { systemActor } from '../../src/kernel/actor.ts';
import type { Context } from '../../src/kernel/operation.ts';
import { keepTime, ok } from '../support/timesheets.ts';

const keeping = keepTime();
const nobody = '00000000-0000-7000-8000-00000000dead';

/** A policy of the world's program, far from the days of the others. */
const policy = (given: object = {}) => ({
  programId: keeping.id('programs'),
  name: 'Another',
  rules: payRules,
  effectiveFrom: '2031-01-01',
  effectiveTo: '2031-12-31',
  ...given,
});
const create = (given: object = {}, as = keeping.manager) => as.post('/pay-policies', policy(given));
const faultsOf = (answer: any) =>
  answer.body.errors.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`);
const beginning = (day: string) => ({ ...payRules, workweekStart: { day, time: '00:00' } });

describe('presets', () => {
  test('are told by state to who reads policies, on both surfaces', async () => {
    const { presets } = ok(await keeping.requester.get('/pay-policy-presets?state=CA'));
    expect(presets.map(({ code }: any) => code)).toEqual(['california', 'california_aws_12', 'federal_8_80']);
    expect(presets[0]).toMatchObject({
      states: ['CA'],
      rules: { overtime: { system: 'california' }, rounding: { minutes: 0 } },
      confidence: 'confirmed',
    });
    const { body } = await keeping.manager.graphql(
      '{ payPolicyPresets(state: "NV") { presets { code confidence rules { overtime { system nevadaMinimumWage } } } } }',
    );
    expect(body.errors).toBeUndefined();
    expect(body.data!.payPolicyPresets.presets).toEqual([
      {
        code: 'nevada',
        confidence: 'CONFIRMED',
        rules: { overtime: { system: 'NEVADA', nevadaMinimumWage: '12.00' } },
      },
    ]);
    expect((await keeping.recruiter.get('/pay-policy-presets')).status).toBe(403);
    expect(faultsOf(await keeping.manager.get('/pay-policy-presets?state=XX'))[0]).toMatch(/^\/state /);
  });

  test('make policies, with changes of whole members', async () => {
    const differentials = [{ code: 'night', rate: '4.00', window: { from: '19:00', to: '07:00' } }];
    const made = ok(
      await create({ state: 'CA', rules: undefined, preset: 'california', changes: { differentials } }),
      201,
    );
    expect(made).toMatchObject({
      state: 'CA',
      facilityId: null,
      number: 1,
      supersedesId: null,
      rules: { overtime: { system: 'california' }, meals: { system: 'california' }, differentials },
    });
    const { body } = await keeping.manager.graphql(
      `mutation($input: CreatePayPolicyInput!) { createPayPolicy(input: $input) { payPolicy { state rules { overtime { system } } } } }`,
      { input: { ...policy({ state: 'AK', rules: undefined }), preset: 'alaska' } },
    );
    expect(body.errors).toBeUndefined();
    expect(body.data!.createPayPolicy.payPolicy).toEqual({
      state: 'AK',
      rules: { overtime: { system: 'ALASKA' } },
    });
  });

  test.each<[string, object, string]>([
    ['neither rules nor a preset', { rules: undefined }, '/rules required'],
    ['both', { preset: 'alaska' }, '/preset either'],
    ['changes of rules in full', { changes: { attribution: 'day_of_start' } }, '/changes either'],
    ['a preset that there is not', { rules: undefined, preset: 'utopia' }, '/preset unknown'],
    [
      'rules that do not fit together',
      { rules: { ...payRules, overtime: { system: 'nevada' } } },
      '/rules/overtime/nevadaMinimumWage required',
    ],
    [
      'changes that do not fit the preset',
      {
        rules: undefined,
        preset: 'california',
        changes: { rounding: { minutes: 15, roundsMeals: true } },
      },
      '/changes/rounding/roundsMeals meals_not_rounded',
    ],
    [
      'a week that a preset’s period does not begin with',
      {
        rules: undefined,
        preset: 'federal_8_80',
        changes: { workweekStart: { day: 'monday', time: '00:00' } },
      },
      '/changes/overtime/payPeriodStartsOn not_a_workweek_start',
    ],
    ['a state that there is not', { state: 'XX' }, '/state invalid'],
  ])('%s is refused with a pointer', async (_what, given, fault) => {
    const answer = await create(given);
    expect(answer.status).toBe(422);
    const [pointer] = fault.split(' ');
    expect(faultsOf(answer)[0]).toMatch(
      fault.endsWith('invalid') ? new RegExp(`^${pointer} `) : new RegExp(`^${fault}$`),
    );
  });
});

describe('scopes', () => {
  test('are of one program, and of no more than they may be', async () => {
    const { workerId } = await keeping.assigned();
    const facilityId = keeping.id('facilities');
    expect(faultsOf(await create({ workerId, state: 'OH' }))).toEqual(['/workerId alone']);
    expect(faultsOf(await create({ workerId, facilityId }))).toEqual(['/workerId alone']);
    expect(faultsOf(await create({ facilityId, state: 'OH' }))).toEqual(['/state either']);
    for (const [member, id] of Object.entries({
      agreementId: nobody,
      facilityId: nobody,
      workerId: nobody,
      programId: nobody,
    }))
      expect(faultsOf(await create({ [member]: id }))[0], member).toMatch(new RegExp(`^/${member} `));
    const other = ok(await admin.post('/programs', { name: 'Other', timeZone: 'America/New_York' }), 201);
    const elsewhere = (given: object) => create({ programId: other.id, ...given });
    expect(faultsOf(await elsewhere({ facilityId }))).toEqual(['/facilityId not_in_program']);
    expect(faultsOf(await elsewhere({ agreementId: keeping.id('agreements') }))).toEqual([
      '/agreementId not_in_program',
    ]);
  });

  test('have one policy in force on a day each, beside each other', async () => {
    const { workerId } = await keeping.assigned();
    const agreementId = keeping.id('agreements');
    const days = { effectiveFrom: '2032-01-01', effectiveTo: '2032-12-31' };
    for (const scope of [{}, { state: 'OH' }, { agreementId }, { agreementId, state: 'OH' }, { workerId }]) {
      ok(await create({ ...days, ...scope }), 201);
      const again = await create({ ...days, ...scope });
      expect([again.status, again.body.code]).toEqual([409, 'pay_policy_overlaps']);
    }
    const ofWorker = ok(await keeping.manager.get(`/pay-policies?workerId=${workerId}`));
    expect(ofWorker.data).toHaveLength(1);
  });
});

/** Runs as the tenant's own hand. */
const asSystem = <T>(run: (context: Context) => Promise<T>) => {
  const actor = systemActor(keeping.world.tenantId);
  return keeping.service.as(actor, (tx) => run({ tx, actor } as unknown as Context));
};
let admin: typeof keeping.manager;
beforeAll(async () => {
  admin = await keeping.service.member(keeping.world.tenantId, { role: 'tenant_admin' });
  ok(await admin.post('/external-systems', { name: 'story' }), 201);
});
const facilityIn = async (state: string) => {
  const given = {
    programId: keeping.id('programs'),
    name: `In ${state}`,
    state,
    timeZone: 'America/New_York',
  };
  return ok(await admin.put(`/facilities/ext:story:${state}`, given)).id as string;
};

describe('the most specific policy in force', () => {
  const days = { effectiveFrom: '2033-01-01', effectiveTo: '2033-12-31' };
  let place: { programId: string; facilityId: string; vendorId: string; workerId: string };
  let agreementId: string;
  const made: Record<string, string> = {};
  const found = async (less: object = {}, day = '2033-06-01') => {
    const answer = await asSystem((context) => workweekFor({ ...place, ...less }, day, context));
    return Object.keys(made).find((scope) => made[scope] === answer?.payPolicyId);
  };

  beforeAll(async () => {
    const { workerId } = await keeping.assigned();
    agreementId = keeping.id('agreements');
    place = {
      programId: keeping.id('programs'),
      facilityId: keeping.id('facilities'),
      vendorId: keeping.id('vendors'),
      workerId,
    };
    const scopes = {
      program: {},
      state: { state: 'OH' },
      otherState: { state: 'CA' },
      agreement: { agreementId },
      agreementInState: { agreementId, state: 'OH' },
      agreementAtFacility: { agreementId, facilityId: place.facilityId },
      worker: { workerId },
    };
    for (const [scope, given] of Object.entries(scopes))
      made[scope] = ok(await create({ ...days, ...given }), 201).id;
    const { data } = ok(await keeping.manager.get(`/pay-policies?facilityId=${place.facilityId}&sort=name`));
    made['facility'] = data.find(({ name }: any) => name === 'Lakeshore Columbus').id;
  });

  test('is the worker’s, then the agreement’s, the facility’s, the state’s and the program’s', async () => {
    // The agreement ends with 2026: here it is named, as a preview does.
    expect(await found({ agreementId })).toBe('worker');
    const nobodys = { workerId: null };
    expect(await found({ ...nobodys, agreementId })).toBe('agreementAtFacility');
    expect(await found(nobodys)).toBe('facility');
    const [ohio, california, texas] = [
      await facilityIn('OH'),
      await facilityIn('CA'),
      await facilityIn('TX'),
    ];
    expect(await found({ facilityId: ohio })).toBe('worker');
    expect(await found({ ...nobodys, agreementId, facilityId: ohio })).toBe('agreementInState');
    expect(await found({ ...nobodys, agreementId, facilityId: california })).toBe('agreement');
    expect(await found({ ...nobodys, facilityId: ohio })).toBe('state');
    expect(await found({ ...nobodys, facilityId: california })).toBe('otherState');
    expect(await found({ ...nobodys, facilityId: texas })).toBe('program');
    expect(await found({ ...nobodys, facilityId: texas }, '2034-01-01')).toBeUndefined();
  });

  test('says where a worker’s week begins, who does not see it', async () => {
    const placed = await keeping.assigned();
    const week = { effectiveFrom: '2026-03-01', effectiveTo: '2026-03-31' };
    const own = ok(await create({ ...week, workerId: placed.workerId, rules: beginning('monday') }), 201);
    const { assignmentId, worker } = placed;
    const refused = await worker.post('/timesheets', { assignmentId, weekStartsOn: '2026-03-01' });
    expect(refused.body.code).toBe('not_a_workweek_start');
    const sheet = ok(await worker.post('/timesheets', { assignmentId, weekStartsOn: '2026-03-02' }), 201);
    expect(sheet.payPolicyId).toBe(own.id);
    expect((await worker.get(`/pay-policies/${own.id}`)).status).toBe(403);
    const colleague = await keeping.assigned();
    const usual = ok(
      await colleague.worker.post('/timesheets', {
        assignmentId: colleague.assignmentId,
        weekStartsOn: '2026-03-01',
      }),
      201,
    );
    expect(usual.payPolicyId).toBe(made['facility']);
  });

  test('of an agreement is its vendor’s alone', async () => {
    const placed = await keeping.assigned();
    const week = { effectiveFrom: '2026-04-05', effectiveTo: '2026-04-18' };
    const own = ok(await create({ ...week, agreementId }), 201);
    const rivals = await keeping.assigned(placed);
    const open = async (of: typeof placed) =>
      ok(
        await of.worker.post('/timesheets', { assignmentId: of.assignmentId, weekStartsOn: '2026-04-05' }),
        201,
      ).payPolicyId;
    expect(await open(placed)).toBe(own.id);
    expect(await open(rivals)).toBe(made['facility']);
  });
});

describe('a revision', () => {
  const revise = (id: string, given: object, as = keeping.manager, headers = {}) =>
    as.post(`/pay-policies/${id}/revise`, given, headers);

  test('takes the place of a policy from a day on, under the next number', async () => {
    const days = { effectiveFrom: '2035-01-01', effectiveTo: '2035-12-31' };
    const first = ok(await create({ ...days, state: 'OH' }), 201);
    const changes = { billOvertimeMultiplier: '1.4' };
    const second = ok(await revise(first.id, { effectiveFrom: '2035-07-01', changes }));
    expect(second).toMatchObject({
      number: 2,
      supersedesId: first.id,
      state: 'OH',
      name: 'Another',
      effectiveFrom: '2035-07-01',
      effectiveTo: '2035-12-31',
      rules: { ...payRules, ...changes },
    });
    expect(ok(await keeping.manager.get(`/pay-policies/${first.id}`))).toMatchObject({
      effectiveTo: '2035-06-30',
      rules: payRules,
      version: 2,
    });
    const { body } = await keeping.manager.graphql(
      `mutation($input: RevisePayPolicyInput!) { revisePayPolicy(input: $input) {
        payPolicy { number supersedes { id number } name rules { overtime { system } } } events { type } } }`,
      { input: { payPolicyId: second.id, effectiveFrom: '2035-10-01', preset: 'federal_40', name: 'Third' } },
    );
    expect(body.errors).toBeUndefined();
    expect(body.data!.revisePayPolicy).toEqual({
      payPolicy: {
        number: 3,
        supersedes: { id: second.id, number: 2 },
        name: 'Third',
        rules: { overtime: { system: 'FLSA_40' } },
      },
      events: [{ type: 'pay_policy.ended' }, { type: 'pay_policy.revised' }],
    });
    expect(faultsOf(await revise(first.id, { effectiveFrom: '2035-03-01' }))).toEqual([
      '/payPolicyId already_revised',
    ]);
  });

  test('begins on a day of the policy after its first, and is of rules that stand', async () => {
    const { id } = ok(await create({ effectiveFrom: '2036-01-01', effectiveTo: '2036-12-31' }), 201);
    for (const effectiveFrom of ['2035-12-31', '2036-01-01', '2037-01-01'])
      expect(faultsOf(await revise(id, { effectiveFrom })), effectiveFrom).toEqual([
        '/effectiveFrom outside_policy',
      ]);
    const broken = { ...payRules, overtime: { system: 'flsa_8_80', payPeriodStartsOn: '2026-01-05' } };
    expect(faultsOf(await revise(id, { effectiveFrom: '2036-02-01', rules: broken }))).toEqual([
      '/rules/overtime/payPeriodStartsOn not_a_workweek_start',
    ]);
    const stale = await revise(id, { effectiveFrom: '2036-02-01' }, keeping.manager, { 'if-match': '"7"' });
    expect(stale.body.code).toBe('stale_version');
    for (const as of [keeping.requester, keeping.approver, keeping.recruiter])
      expect((await revise(id, { effectiveFrom: '2036-02-01' }, as)).status).toBe(403);
    const missing = await revise(nobody, { effectiveFrom: '2036-02-01' });
    const stranger = (await keeping.service.tenant()).admin;
    const foreign = await revise(id, { effectiveFrom: '2036-02-01' }, stranger);
    expect([missing.status, foreign.status]).toEqual([404, 404]);
    expect({ ...foreign.body, requestId: null }).toEqual({ ...missing.body, requestId: null });
    expect(ok(await keeping.manager.get(`/pay-policies/${id}`)).version).toBe(1);
  });

  test('of twenty at once one is made', async () => {
    const { id } = ok(await create({ effectiveFrom: '2037-01-01', effectiveTo: '2037-12-31' }), 201);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => revise(id, { effectiveFrom: '2037-02-01' })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(19);
  });
});

test('what is paid is shown in rules only where the client may see pay', async () => {
  const paid = { code: 'night', rate: '3.00', payRate: '1.50', window: { from: '19:00', to: '07:00' } };
  const given = { effectiveFrom: '2038-01-01', effectiveTo: '2038-12-31' };
  const { id } = ok(await create({ ...given, rules: { ...payRules, differentials: [paid] } }), 201);
  const of = async (as: typeof keeping.manager) => ok(await as.get(`/pay-policies/${id}`));
  expect((await of(keeping.manager)).rules.differentials).toEqual([paid]);
  expect(await of(keeping.requester)).not.toHaveProperty('rules');
  const { body } = await keeping.requester.graphql(
    `{ payPolicy(id: "${id}") { name rules { attribution } } }`,
  );
  expect(body.data!.payPolicy).toEqual({ name: 'Another', rules: null });
  const plain = ok(await create({ effectiveFrom: '2039-01-01', effectiveTo: '2039-12-31' }), 201);
  expect(ok(await keeping.requester.get(`/pay-policies/${plain.id}`)).rules).toEqual(payRules);
  const past = await keeping.requester.get(`/pay-policies/${id}/history`);
  expect([past.status, past.text.includes('payRate')]).toEqual([200, false]);
  expect((await keeping.manager.get(`/pay-policies/${id}/history`)).text).toContain('payRate');
});

test('rules of an agreement go on with the agreement that amends it', async () => {
  const agreementId = keeping.id('agreements');
  const held = ok(
    await create({ effectiveFrom: '2026-05-01', effectiveTo: '2026-12-31', agreementId, state: 'OH' }),
    201,
  );
  const amended = ok(
    await admin.post(`/agreements/${agreementId}/amend`, {
      effectiveFrom: '2026-10-01',
      paymentTermsDays: 30,
    }),
  );
  const { data } = ok(await keeping.manager.get(`/pay-policies?agreementId=${amended.id}&state=OH`));
  const kept = data.find(({ supersedesId }: any) => supersedesId === held.id);
  expect(kept).toMatchObject({
    number: 2,
    state: 'OH',
    effectiveFrom: '2026-10-01',
    effectiveTo: '2026-12-31',
    rules: held.rules,
  });
  expect(ok(await keeping.manager.get(`/pay-policies/${held.id}`))).toMatchObject({
    agreementId,
    effectiveTo: '2026-09-30',
  });
  const later = data.filter(({ effectiveFrom }: any) => effectiveFrom > '2027-01-01');
  expect(later.length).toBeGreaterThan(0);
});

test('the holidays of a program are those of its calendar, in order, within the days asked', async () => {
  const programId = keeping.id('programs');
  const holidays = ['2026-12-25', '2026-07-03', '2026-11-26'].map((on) => ({ on, name: on }));
  ok(await keeping.manager.put(`/programs/${programId}/business-calendar`, { holidays }));
  const days = (from: string, to: string) => asSystem((context) => holidaysOf(programId, from, to, context));
  expect(await days('2026-07-03', '2026-12-24')).toEqual(['2026-07-03', '2026-11-26']);
  expect(await days('2027-01-01', '2027-12-31')).toEqual([]);
});
