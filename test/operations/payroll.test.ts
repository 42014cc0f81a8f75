import { createHash, randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../../src/kernel/actor.ts';
import { startService, type Client, type Service } from '../support/service.ts';
import { createWeeks, ok, shift, week, type Placed, type Supplier, type Weeks } from '../support/weeks.ts';

let service: Service;
let weeks: Weeks;
let finance: Client;
let manager: Client;

const member = (role: any, bound = {}) => service.member(weeks.tenantId, { role, ...bound });
const linesOf = async (exportId: string, as = finance): Promise<any[]> =>
  ok(await as.get(`/payroll-export-lines?exportId=${exportId}&sort=number&limit=200`)).data;
const pull = async (as = finance, more = {}, status = 201) =>
  ok(await as.post('/payroll-exports', { programId: weeks.programId, ...more }), status);
const code = async (terms: object, as = finance) =>
  ok(
    await as.post('/pay-codes', {
      programId: weeks.programId,
      basis: 'hours',
      type: 'regular',
      code: 'REG',
      effectiveFrom: '2026-01-01',
      ...terms,
    }),
    201,
  );
const cents = (amount: string) => BigInt(amount.replace('.', ''));
const total = (rows: readonly any[]) => rows.reduce((sum, { amount }) => sum + cents(amount ?? '0.00'), 0n);
const minutes = (rows: readonly any[], ...types: string[]) =>
  rows.reduce((sum, row) => sum + (types.includes(row.type) ? row.minutes : 0), 0);
const sheetOf = (path: string) => path.split('/')[2]!;
/** Takes whatever waits, so that a test begins with nothing waiting. */
const drained = async (as = finance, more = {}) => {
  const answer = await as.post('/payroll-exports', { programId: weeks.programId, ...more });
  expect([201, 409]).toContain(answer.status);
};
const without = ({ requestId: _, ...body }: any) => body;
async function isMissing(
  as: Client,
  path: string,
  method: 'get' | 'post' = 'get',
  body?: Record<string, string>,
) {
  const random = path.replace(/[0-9a-f-]{36}/, randomUUID());
  const [seen, none] = [await as[method](path, body), await as[method](random, body)];
  expect(seen.status, seen.text).toBe(404);
  expect(without(seen.body)).toEqual(without(none.body));
}

beforeAll(async () => {
  service = await startService();
  weeks = await createWeeks(service);
  ({ finance, manager } = weeks);
  // The world's own sheet and codes are none of these tests'.
  await weeks.rows(async () => {
    await weeks.world.change('pay_codes', { effective: '[2020-01-01,2020-01-02)' });
  });
  await code({});
  await code({ type: 'overtime', code: 'OT' });
  await code({ type: 'differential', code: 'DIFF' });
  await code({ type: 'differential', component: 'night', code: 'NIGHT' });
});

describe('the client’s payroll', () => {
  let placed: Placed;
  let path: string;
  let first: any;

  test('pulls approved hours once, each under its most specific code, numbered without gaps', async () => {
    placed = await weeks.placed();
    path = await weeks.approved(placed);
    first = await pull();
    expect(first).toMatchObject({
      number: 2,
      receiver: 'client',
      vendorId: null,
      state: 'ready',
      timesheetCount: 1,
      minutes: 2475,
      chargeAmount: '4264.75',
      payAmount: '0.00',
      currency: 'USD',
      exceptions: [],
      allowedActions: ['acknowledge', 'fail'],
    });
    const lines = await linesOf(first.id);
    expect(lines).toHaveLength(first.lineCount);
    expect(lines.map(({ number }) => number)).toEqual(lines.map((_, at) => at + 1));
    expect(total(lines)).toBe(426_475n);
    expect(minutes(lines, 'regular', 'overtime')).toBe(2475);
    expect(new Set(lines.map(({ type, component, payCode }) => `${type} ${component} ${payCode}`))).toEqual(
      new Set([
        'regular null REG',
        'overtime null OT',
        'differential night NIGHT',
        'differential weekend DIFF',
      ]),
    );
    expect(lines[0]).toMatchObject({
      kind: 'original',
      timesheetId: sheetOf(path),
      assignmentId: placed.assignmentId,
      workerId: placed.workerId,
      revision: 1,
      workDate: '2026-02-02',
      basis: 'hours',
      exportNumber: 2,
      costCenterCode: '6010',
      workerExternalId: null,
    });
    expect(lines.find(({ minutes: held }) => held === 300)).toMatchObject({ hours: '5.00' });
    expect((await finance.post('/payroll-exports', { programId: weeks.programId })).body).toMatchObject({
      status: 409,
      code: 'nothing_to_export',
    });
    const text = lines
      .map((line) =>
        [
          line.number,
          line.timesheetId,
          line.revision,
          line.workDate,
          line.payCode,
          line.minutes,
          line.amount,
          line.costCenterCode,
        ].join('|'),
      )
      .map((line) => `${line}\n`)
      .join('');
    expect(first.contentHash).toBe(createHash('sha256').update(text).digest('hex'));
  });

  test('takes it as CSV and NDJSON, page by page', async () => {
    const csv = await finance.get(
      `/payroll-export-lines?exportId=${first.id}&sort=number&fields=number,payCode,hours,amount`,
      {
        accept: 'text/csv',
      },
    );
    expect(csv.text.split('\n')[0]!.trim()).toBe('number,payCode,hours,amount');
    const seen: number[] = [];
    for (let after = ''; ;) {
      const page = ok(
        await finance.get(
          `/payroll-export-lines?exportId=${first.id}&sort=exportNumber,number&limit=7${after}`,
        ),
      );
      seen.push(...page.data.map(({ number }: any) => number));
      if (!page.page.hasMore) break;
      after = `&after=${page.page.nextCursor}`;
    }
    expect(seen).toEqual(Array.from({ length: first.lineCount }, (_, at) => at + 1));
  });

  test('acknowledges it by a reference of its own, once', async () => {
    const taken = ok(
      await finance.post(`/payroll-exports/${first.id}/acknowledge`, { receiverReference: 'W06-1' }),
    );
    expect(taken).toMatchObject({
      state: 'acknowledged',
      receiverReference: 'W06-1',
      answeredBy: finance.actor.membershipId,
      allowedActions: [],
    });
    expect(
      (await finance.post(`/payroll-exports/${first.id}/acknowledge`, { receiverReference: 'W06-1' })).body,
    ).toMatchObject({ status: 409, code: 'step_not_allowed' });
    expect((await finance.post(`/payroll-exports/${first.id}/fail`, { reason: 'Too late' })).body.code).toBe(
      'step_not_allowed',
    );
  });

  test('is told of a version that replaces one the difference alone, line by line', async () => {
    await weeks.agreed(path, week('07:30'));
    const second = await pull();
    expect(second).toMatchObject({ number: 3, timesheetCount: 1, minutes: -15, chargeAmount: '-36.75' });
    const lines = await linesOf(second.id);
    const [reversals, originals] = ['reversal', 'original'].map((kind) =>
      lines.filter((line) => line.kind === kind),
    );
    expect(reversals!.length).toBeGreaterThan(0);
    expect(originals!.length).toBeGreaterThan(0);
    const told = await linesOf(first.id);
    for (const line of reversals!) {
      const taken = told.find(({ id }) => id === line.reversesId);
      expect(line).toMatchObject({
        minutes: -taken.minutes,
        amount: `-${taken.amount}`,
        rate: taken.rate,
        payCode: taken.payCode,
        workDate: taken.workDate,
      });
    }
    const standing = [
      ...told.filter(({ id }) => !reversals!.some(({ reversesId }) => reversesId === id)),
      ...originals!,
    ];
    const held: any[] = ok(
      await manager.get(`/timesheet-lines?timesheetId=${sheetOf(path)}&revision=2&limit=200`),
    ).data;
    const named = (line: any) =>
      [
        line.workDate,
        line.type ?? line.hourType,
        line.component ?? line.differentialCode,
        line.minutes,
        line.amount,
      ].join();
    expect(standing.map(named).toSorted()).toEqual(held.map(named).toSorted());
    expect(total([...told, ...lines])).toBe(422_800n);
    const { body } = await finance.graphql(
      `mutation($input: AcknowledgePayrollExportInput!) { acknowledgePayrollExport(input: $input) { payrollExport { state number } } }`,
      { input: { payrollExportId: second.id, receiverReference: 'W06-2' } },
    );
    expect(body.errors).toBeUndefined();
    expect(body.data.acknowledgePayrollExport.payrollExport).toEqual({ state: 'ACKNOWLEDGED', number: 3 });
  });

  test('that did not take an export is told all of it again, by the codes of then, and what builds on one goes first', async () => {
    const other = await weeks.placed();
    const sheet = await weeks.approved(other, [shift('2026-02-03', '07:00', '19:00')]);
    await drained();
    const [failing] = ok(await finance.get('/payroll-exports?sort=-number&limit=1')).data;
    expect(failing).toMatchObject({ state: 'ready', timesheetCount: 1, minutes: 720 });
    await weeks.agreed(sheet, [shift('2026-02-03', '07:00', '18:00')]);
    const later = await pull();
    expect(later).toMatchObject({ minutes: -60 });
    const fail = (one: any, as = finance) =>
      as.post(`/payroll-exports/${one.id}/fail`, { reason: 'No such pay code' });
    expect((await fail(failing)).body).toMatchObject({ status: 409, code: 'later_export_builds_on_it' });
    expect(ok(await fail(later))).toMatchObject({ state: 'failed', failureReason: 'No such pay code' });
    expect(ok(await fail(failing))).toMatchObject({ state: 'failed' });
    const own = await code({ vendorId: weeks.atlas.id, code: 'AGY' });
    const again = await pull();
    expect(again).toMatchObject({ minutes: 660, number: later.number + 1 });
    const lines = await linesOf(again.id);
    expect(lines.every(({ kind, revision }) => kind === 'original' && revision === 2)).toBe(true);
    expect(lines.map(({ type, payCode }) => [type, payCode])).toEqual([['regular', 'AGY']]);
    ok(await finance.post(`/pay-codes/${own.id}/end`, { effectiveTo: '2026-01-31' }));
    expect((await linesOf(again.id)).some(({ payCode }) => payCode === 'AGY')).toBe(true);
  });

  test('names what no code is for, and drops nothing', async () => {
    const ended = ok(await finance.get('/pay-codes?type=overtime&code=OT')).data[0];
    ok(await finance.post(`/pay-codes/${ended.id}/end`, { effectiveTo: '2026-01-31' }));
    await weeks.approved(await weeks.placed());
    const made = await pull(finance, { workerIdSystem: 'kronos' });
    const lines = await linesOf(made.id);
    const bare = lines.filter(({ payCode }) => payCode === null);
    expect(bare.length).toBeGreaterThan(0);
    expect(made.exceptions).toEqual([
      {
        code: 'unmapped',
        basis: 'hours',
        type: 'overtime',
        component: null,
        profession: 'rn',
        count: bare.length,
      },
      { code: 'no_worker_id', basis: null, type: null, component: null, profession: null, count: 1 },
    ]);
    expect(bare.every(({ type }) => type === 'overtime')).toBe(true);
    expect(total(lines)).toBe(426_475n);
  });

  test('asked twice at once has disjoint exports', async () => {
    const all = await Promise.all([1, 2, 3].map(() => weeks.placed()));
    for (const one of all) await weeks.approved(one, [shift('2026-02-04', '08:00', '12:00')]);
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => finance.post('/payroll-exports', { programId: weeks.programId })),
    );
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(3);
    const [made] = answers.filter(({ status }) => status === 201);
    const sheets = new Set((await linesOf(made!.body.id)).map(({ timesheetId }) => timesheetId));
    expect(sheets.size).toBe(3);
  });
});

describe('a vendor’s payroll', () => {
  let theirs: Client;
  let rival: Supplier;
  let rivals: Client;

  beforeAll(async () => {
    await drained();
    theirs = await member('vendor_finance', { vendorId: weeks.atlas.id });
    rival = await weeks.supplier();
    rivals = await member('vendor_finance', { vendorId: rival.id });
    await drained(theirs);
    await weeks.approved(await weeks.placed());
    await weeks.approved(await weeks.placed(rival));
  });

  test('has its own people alone, what they are paid and no bill rate, cost center or worker’s id', async () => {
    const pay = (type: string, name: string) => code({ basis: 'pay', type, code: name }, theirs);
    for (const [type, name] of [
      ['regular', 'R'],
      ['overtime', 'O'],
      ['overtime_premium', 'P'],
    ] as const)
      await pay(type, name);
    const made = await pull(theirs);
    expect(made).toMatchObject({
      receiver: 'vendor',
      vendorId: weeks.atlas.id,
      timesheetCount: 1,
      chargeAmount: '0.00',
    });
    const lines = await linesOf(made.id, theirs);
    expect(new Set(lines.map(({ vendorId }) => vendorId))).toEqual(new Set([weeks.atlas.id]));
    for (const line of lines) {
      expect(line).not.toHaveProperty('costCenterId');
      expect(line).not.toHaveProperty('costCenterCode');
      expect(line).not.toHaveProperty('workerId');
      expect(line.representationId).toMatch(/^[0-9a-f-]{36}$/);
    }
    const sheet = ok(await theirs.get(`/timesheets/${lines[0].timesheetId}`));
    expect(minutes(lines, 'regular', 'overtime', 'double_time')).toBe(sheet.minutes);
    const paid: any[] = ok(
      await theirs.get(`/timesheet-pay-lines?timesheetId=${lines[0].timesheetId}&revision=1&limit=200`),
    ).data;
    expect(lines.every(({ basis }) => basis === 'pay')).toBe(true);
    expect(total(lines)).toBe(total(paid));
    expect(made.payAmount).toBe(sheet.payTotal);
    // The client's payroll is told of the same hours by itself.
    const clients = await pull();
    expect(clients).toMatchObject({
      receiver: 'client',
      timesheetCount: 2,
      payAmount: '0.00',
      chargeAmount: '8529.50',
    });
    await isMissing(theirs, `/payroll-exports/${clients.id}`);
    await isMissing(finance, `/payroll-exports/${made.id}`);
    await isMissing(manager, `/payroll-exports/${made.id}`);
    await isMissing(rivals, `/payroll-exports/${made.id}`);
    await isMissing(rivals, `/payroll-export-lines/${lines[0].id}`);
    await isMissing(rivals, `/payroll-exports/${made.id}/acknowledge`, 'post', { receiverReference: 'x' });
    await isMissing(finance, `/payroll-exports/${made.id}/fail`, 'post', { reason: 'x' });
    const codes: any[] = ok(await theirs.get('/pay-codes?limit=200')).data;
    expect(
      codes.every(({ receiver, vendorId }) => receiver === 'vendor' && vendorId === weeks.atlas.id),
    ).toBe(true);
    expect(ok(await finance.get('/pay-codes?receiver=vendor')).data).toEqual([]);
    expect(ok(await rivals.get('/pay-codes')).data).toEqual([]);
    await isMissing(rivals, `/pay-codes/${codes[0].id}/end`, 'post', { effectiveTo: '2026-03-01' });
    const events = ok(
      await theirs.get('/events?wait=5&types=payroll_export.created_by_vendor,payroll_export.created'),
    ).events;
    expect(events.map(({ type }: any) => type)).not.toContain('payroll_export.created');
    expect(events.map(({ subject }: any) => subject.id)).toContain(made.id);
  });

  test('names a person by the representation of now, also after one was withdrawn and after a merge', async () => {
    const [made] = ok(await theirs.get('/payroll-exports?limit=1')).data;
    const [{ timesheetId }] = await linesOf(made.id, theirs);
    const named = async () =>
      (await linesOf(made.id, theirs)).flatMap((line) =>
        line.timesheetId === timesheetId ? [line.representationId] : [],
      );
    const [first, ...others] = await named();
    expect(new Set(others)).toEqual(new Set([first]));
    const { workerId } = ok(await manager.get(`/timesheets/${timesheetId}`));
    const kept = await weeks.rows(async () => {
      const before = { vendor_id: weeks.atlas.id, worker_id: workerId, state: 'withdrawn' };
      await weeks.world.copy('representations', before);
      return weeks.world.copy('workers', { npi: null });
    });
    expect(new Set(await named())).toEqual(new Set([first]));
    const match = ok(await manager.post('/worker-matches', { workerId, otherWorkerId: kept['id'] }), 201);
    ok(await manager.post(`/worker-matches/${match.id}/merge`, { survivorId: kept['id'], reason: 'One' }));
    expect(ok(await manager.get(`/timesheets/${timesheetId}`)).workerId).toBe(kept['id']);
    expect(new Set(await named())).toEqual(new Set([first]));
  });

  test('cannot be pulled for a rival', async () => {
    const asked = await theirs.post('/payroll-exports', { programId: weeks.programId, vendorId: rival.id });
    expect(asked.status).toBe(422);
  });

  test('tells pay that is not known as hours without money, and counts it', async () => {
    const placed = await weeks.placed();
    await service.as(systemActor(weeks.tenantId), async (tx) => {
      await tx.rows(
        sql`update assignment_revisions set pay_rate = null where assignment_id = ${placed.assignmentId}`,
      );
    });
    await weeks.approved(placed, [shift('2026-02-05', '08:00', '12:00')]);
    const made = await pull(theirs);
    expect(made.exceptions).toContainEqual({
      code: 'pay_unknown',
      basis: null,
      type: null,
      component: null,
      profession: null,
      count: 1,
    });
    const lines = await linesOf(made.id, theirs);
    expect(lines.map((line) => [line.basis, line.minutes, line.rate, line.amount])).toEqual([
      ['hours', 240, null, null],
    ]);
    await drained();
  });

  test('of the client’s own float pool is the client’s: it reads what it pays', async () => {
    const pool = await weeks.supplier();
    await service.as(systemActor(weeks.tenantId), async (tx) => {
      await tx.rows(sql`update vendors set kind = 'internal_pool' where id = ${pool.id}`);
    });
    await weeks.approved(await weeks.placed(pool), [shift('2026-02-05', '08:00', '12:00')]);
    await weeks.rows(() => weeks.world.copy('panel_memberships', { vendor_id: pool.id }));
    const made = await pull(finance, { vendorId: pool.id });
    const lines = await linesOf(made.id);
    expect(lines.every(({ basis, costCenterCode }) => basis === 'pay' && costCenterCode === '6010')).toBe(
      true,
    );
    expect(made).toMatchObject({ vendorId: pool.id, minutes: 240, chargeAmount: '0.00' });
    expect(cents(made.payAmount)).toBe(total(lines));
    expect(total(lines)).toBeGreaterThan(0n);
  });
});

describe('who may', () => {
  beforeAll(() => drained());

  test('not those who run no payroll, nor those who are bound to units', async () => {
    for (const role of ['requester', 'approver', 'analyst', 'worker', 'vendor_recruiter'] as const) {
      const bound =
        role === 'worker'
          ? { workerId: (await weeks.placed()).workerId }
          : role === 'vendor_recruiter'
            ? { vendorId: weeks.atlas.id }
            : {};
      const one = await member(role, bound);
      for (const path of ['/payroll-exports', '/payroll-export-lines', '/pay-codes'])
        expect((await one.get(path)).status).toBe(403);
      expect((await one.post('/payroll-exports', { programId: weeks.programId })).status).toBe(403);
    }
    const [facilityId] = [String(weeks.world.rows['facilities']!['id'])];
    const ofUnit = await member('client_finance', { programIds: [weeks.programId], unitIds: [weeks.unitId] });
    const ofFacility = await member('client_finance', {
      programIds: [weeks.programId],
      facilityIds: [facilityId],
    });
    for (const [one, more] of [
      [ofUnit, { facilityId }],
      [ofFacility, {}],
    ] as const)
      expect(
        (await one.post('/payroll-exports', { programId: weeks.programId, ...more })).body,
      ).toMatchObject({
        status: 403,
        code: 'payroll_needs_whole_facility',
      });
    await weeks.approved(await weeks.placed(), [shift('2026-02-05', '08:00', '12:00')]);
    const whole = ok(await finance.get('/payroll-exports?limit=200')).data[0];
    await isMissing(ofFacility, `/payroll-exports/${whole.id}`);
    expect(ok(await ofFacility.get('/payroll-exports')).data).toEqual([]);
    expect(ok(await ofFacility.get('/payroll-export-lines?limit=5')).data).toHaveLength(5);
    const own = await pull(ofFacility, { facilityId });
    const [known] = ok(await ofFacility.get('/pay-codes?code=REG')).data;
    const ended = await ofFacility.post(`/pay-codes/${known.id}/end`, { effectiveTo: '2026-03-01' });
    expect(ended.body).toMatchObject({ status: 403, code: 'pay_codes_of_whole_program' });
    const { programId, basis, type } = known;
    const named = { programId, basis, type, code: 'X', effectiveFrom: '2026-01-01' };
    expect((await ofFacility.post('/pay-codes', named)).body.code).toBe('pay_codes_of_whole_program');
    expect(own).toMatchObject({ facilityId, timesheetCount: 1 });
    expect(ok(await ofFacility.get('/payroll-exports')).data.map(({ id }: any) => id)).toEqual([own.id]);
  });

  test('pay codes for the same do not overlap, and one of another basis is refused', async () => {
    const same = {
      programId: weeks.programId,
      basis: 'hours',
      type: 'holiday',
      code: 'HOL',
      effectiveFrom: '2026-01-01',
    };
    const rows = [
      same,
      { ...same, code: 'H2' },
      { ...same, type: 'guaranteed_hours' },
      { ...same, profession: 'rn' },
    ];
    const told = ok(await finance.post('/pay-codes/bulk', { items: rows }));
    expect(told.rows.map(({ status, code: why }: any) => why ?? status)).toEqual([
      'created',
      'pay_code_overlaps',
      'invalid_input',
      'created',
    ]);
    const made = await finance.graphql(
      `mutation($input: CreatePayCodeInput!) { createPayCode(input: $input) { payCode { code receiver effectiveFrom } } }`,
      { input: { ...same, basis: 'HOURS', type: 'ORIENTATION', code: 'OR' } },
    );
    expect(made.body.data.createPayCode.payCode).toEqual({
      code: 'OR',
      receiver: 'CLIENT',
      effectiveFrom: '2026-01-01',
    });
  });
});

describe('where the cost of a week is borne', () => {
  test('is by what an interval names, then by the allocation of each day, exact to the minute and the cent', async () => {
    const placed = await weeks.placed();
    const [north, south, floated] = [
      await weeks.costCenter('8001'),
      await weeks.costCenter('8002'),
      await weeks.costCenter('8003'),
    ];
    const entries = [
      shift('2026-02-02', '08:00', '16:00'),
      shift('2026-02-03', '08:00', '12:00'),
      shift('2026-02-03', '12:00', '15:00'),
      shift('2026-02-05', '08:00', '15:07'),
    ];
    const week = { assignmentId: placed.assignmentId, weekStartsOn: '2026-02-01' };
    const path = `/timesheets/${ok(await placed.worker.post('/timesheets', week), 201).id}`;
    ok(await placed.worker.put(`${path}/entries`, { entries }));
    // A clock’s transfer: people who state their hours do not name cost centers.
    await service.as(systemActor(weeks.tenantId), async (tx) => {
      await tx.rows(
        sql`update time_entries set cost_center_id = ${floated} where timesheet_id = ${sheetOf(path)} and starts_at = ${entries[2]!.startsAt}`,
      );
    });
    ok(await placed.worker.post(`${path}/submit`));
    ok(await weeks.approver.post(`${path}/approve`));
    const all = [
      { costCenterId: north, percent: '66.6667' },
      { costCenterId: south, percent: '33.3333' },
    ];
    ok(
      await finance.post(`/assignments/${placed.assignmentId}/allocations`, {
        effectiveFrom: '2026-02-03',
        shares: all,
      }),
    );
    const answer = ok(await finance.get(`${path}/allocation`));
    const sheet = ok(await finance.get(path));
    expect(answer).toMatchObject({
      revision: 1,
      currency: 'USD',
      minutes: sheet.minutes,
      amount: sheet.gross,
    });
    const byCode = new Map<string, any>(answer.rows.map((row: any) => [row.costCenterCode, row]));
    // Monday is before the allocation: the unit’s own cost center bears it.
    expect(byCode.get('6010')).toMatchObject({ minutes: 480, hours: '8.00' });
    expect(byCode.get('8003')).toMatchObject({ minutes: 180, hours: '3.00', amount: '294.00' });
    expect(byCode.get('8001').minutes + byCode.get('8002').minutes).toBe(sheet.minutes - 480 - 180);
    expect(total(answer.rows)).toBe(cents(sheet.gross));
    const made = await pull();
    const lines = (await linesOf(made.id)).filter(({ timesheetId }) => timesheetId === sheetOf(path));
    for (const { costCenterCode, minutes: borne, amount } of answer.rows) {
      const own = lines.filter((line) => line.costCenterCode === costCenterCode);
      expect([minutes(own, 'regular', 'overtime'), total(own)]).toEqual([borne, cents(amount)]);
    }
    const { body } = await finance.graphql(
      `{ timesheetAllocation(timesheetId: "${sheetOf(path)}") { minutes rows { costCenterCode amount } } }`,
    );
    expect(body.data.timesheetAllocation.minutes).toBe(sheet.minutes);
    const theirs = await member('vendor_finance', { vendorId: weeks.atlas.id });
    expect((await theirs.get(`${path}/allocation`)).status).toBe(403);
    await isMissing(await member('client_finance', { programIds: [randomUUID()] }), `${path}/allocation`);
  });
});

describe('the Payroll-Based Journal', () => {
  const zone = 'America/New_York';
  const local = (instant: string) => Temporal.Instant.from(instant).toZonedDateTimeISO(zone);

  // Minute by minute, from what was stated.
  function recount(entries: readonly any[]): Map<string, number> {
    const days = new Map<string, number>();
    for (const { startsAt, endsAt, meals } of entries) {
      const out = meals.map((meal: any) => [Date.parse(meal.startsAt), Date.parse(meal.endsAt)]);
      for (let now = Date.parse(startsAt); now < Date.parse(endsAt); now += 60_000) {
        if (out.some(([from, to]: number[]) => now >= from! && now < to!)) continue;
        const day = local(new Date(now).toISOString()).toPlainDate().toString();
        days.set(day, (days.get(day) ?? 0) + 1);
      }
    }
    return days;
  }

  test('has each person’s approved hours of a day as a recount minute by minute does, paid meals out too', async () => {
    const facility = await weeks.rows(() =>
      weeks.world.copy('facilities', { name: 'Nursing home', ccn: '365001' }),
    );
    const unit = await weeks.rows(() =>
      weeks.world.copy('units', { name: 'Long stay', facility_id: facility['id'] }),
    );
    const worked = [
      ...week(),
      {
        ...shift('2026-02-05', '07:00', '15:30'),
        meals: [{ startsAt: '2026-02-05T17:00:00Z', endsAt: '2026-02-05T17:30:00Z', isPaid: true }],
      },
    ];
    const moved = { facility_id: facility['id'], unit_id: unit['id'] };
    const placed = await weeks.placed();
    await service.as(systemActor(weeks.tenantId), async (tx) => {
      await tx.rows(
        sql`update assignments set facility_id = ${moved.facility_id}::uuid, unit_id = ${moved.unit_id}::uuid where id = ${placed.assignmentId}`,
      );
      await tx.rows(
        sql`update assignment_revisions set facility_id = ${moved.facility_id}::uuid, unit_id = ${moved.unit_id}::uuid where assignment_id = ${placed.assignmentId}`,
      );
    });
    ok(
      await manager.post('/pay-policies', {
        programId: weeks.programId,
        facilityId: facility['id'],
        name: 'Nursing home',
        rules: {
          overtime: { system: 'flsa_40' },
          workweekStart: { day: 'sunday', time: '00:00' },
          rounding: { minutes: 0 },
          attribution: 'day_of_start',
          differentials: [],
          billOvertimeMultiplier: '1.5',
        },
        effectiveFrom: '2026-01-01',
      }),
      201,
    );
    const sheet = ok(
      await placed.worker.post('/timesheets', {
        assignmentId: placed.assignmentId,
        weekStartsOn: '2026-02-01',
      }),
      201,
    );
    ok(await placed.worker.put(`/timesheets/${sheet.id}/entries`, { entries: worked }));
    ok(await placed.worker.post(`/timesheets/${sheet.id}/submit`));
    const asked = `/pbj-hours?facilityId=${String(facility['id'])}&from=2026-02-01&to=2026-02-08`;
    expect(ok(await finance.get(asked)).rows).toEqual([]);
    const approver = await member('approver', {
      programIds: [weeks.programId],
      facilityIds: [facility['id']],
    });
    ok(await approver.post(`/timesheets/${sheet.id}/approve`));
    const answer = ok(await finance.get(asked));
    expect(answer).toMatchObject({ ccn: '365001', from: '2026-02-01', to: '2026-02-08', unmapped: [] });
    const counted = recount(worked);
    counted.delete('2026-02-08');
    expect(Object.fromEntries(answer.rows.map((row: any) => [row.workDate, row.minutes]))).toEqual(
      Object.fromEntries(counted),
    );
    expect(answer.rows[0]).toMatchObject({ jobCode: 7, jobTitle: 'Registered Nurse', payType: 3 });
    expect(new Set(answer.rows.map(({ employeeId }: any) => employeeId)).size).toBe(1);
    expect(answer.rows[0].employeeId).toMatch(/^[0-9A-F]{20}$/);
    expect(answer.rows.map(({ hours, minutes: held }: any) => [hours, held])).toEqual(
      answer.rows.map(({ minutes: held }: any) => [(Math.round((held / 60) * 100) / 100).toFixed(2), held]),
    );
    const csv = await finance.get(asked, { accept: 'text/csv' });
    expect(csv.text.trim().split('\n')).toHaveLength(1 + answer.rows.length);
    const { body } = await finance.graphql(
      `{ pbjHours(facilityId: "${String(facility['id'])}", from: "2026-02-01", to: "2026-02-08") { rows { employeeId } } }`,
    );
    expect(body.data.pbjHours.rows[0].employeeId).toBe(answer.rows[0].employeeId);
    expect((await finance.get(asked.replace('to=2026-02-08', 'to=2026-08-08'))).status).toBe(422);
    expect((await finance.get(asked.replace('to=2026-02-08', 'to=2026-01-08'))).status).toBe(422);
    const theirs = await member('vendor_finance', { vendorId: weeks.atlas.id });
    expect((await theirs.get(asked)).status).toBe(403);
    await service.as(systemActor(weeks.tenantId), async (tx) => {
      await tx.rows(sql`update vendors set kind = 'internal_pool' where id = ${weeks.atlas.id}`);
    });
    expect(ok(await finance.get(asked)).rows[0].payType).toBe(2);
  });
});
