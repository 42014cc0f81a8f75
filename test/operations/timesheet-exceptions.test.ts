import { beforeAll, describe, expect, test } from 'vitest';
import {
  openSheetFor,
  reconcileExceptions,
  statePunched,
  type TimeExceptionFound,
} from '../../src/domain/time/index.ts';
import { timesheets } from '../../src/domain/time/tables.ts';
import { systemActor } from '../../src/kernel/actor.ts';
import type { Problem } from '../../src/kernel/errors.ts';
import type { Context } from '../../src/kernel/operation.ts';
import { startService, type Client, type Service } from '../support/service.ts';
import { createWeeks, ok, shift, week, type Placed, type Weeks } from '../support/weeks.ts';

let service: Service;
let weeks: Weeks;

beforeAll(async () => {
  service = await startService();
  weeks = await createWeeks(service);
});

const asSystem = <T>(run: (context: Context) => Promise<T>): Promise<T> => {
  const actor = systemActor(weeks.tenantId);
  return service.as(actor, (tx) => run(service.app.executor.context(tx, actor, 'test')));
};
const found = (key: string, rest: Partial<TimeExceptionFound> = {}): TimeExceptionFound => ({
  code: 'missed_meal',
  key,
  workDate: '2026-02-02',
  detail: 'No meal was had in 12 hours.',
  ...rest,
});
const find = (id: string, all: readonly TimeExceptionFound[], origin: 'rating' | 'punches' = 'rating') =>
  asSystem(async (context) => {
    await context.take(timesheets, id, { version: false });
    return reconcileExceptions([{ timesheetId: id, found: all }], origin, context);
  });
const refusalOf = (attempt: Promise<unknown>): Promise<string | undefined> =>
  attempt.then(
    () => undefined,
    (error: Problem) => error.declaration.code,
  );
const types = (facts: readonly { event: { type: string } }[]) => facts.map(({ event }) => event.type);
const exceptionsOf = async (id: string, by: Client = weeks.manager) =>
  ok(await by.get(`/time-exceptions?timesheetId=${id}`)).data;

async function opened(placed?: Placed) {
  const { assignmentId, worker, ...rest } = placed ?? (await weeks.placed());
  const { id } = ok(await worker.post('/timesheets', { assignmentId, weekStartsOn: '2026-02-01' }), 201);
  return { id: id as string, path: `/timesheets/${id}`, assignmentId, worker, ...rest };
}
async function submitted() {
  const sheet = await opened();
  ok(await sheet.worker.put(`${sheet.path}/entries`, { entries: week() }));
  ok(await sheet.worker.post(`${sheet.path}/submit`));
  return sheet;
}

describe('what is found wrong with a week', () => {
  test('is raised, told otherwise, cleared and raised again; of its own origin alone', async () => {
    const { id } = await opened();
    expect(types(await find(id, [found('mon'), found('tue')]))).toEqual([
      'time_exception.raised',
      'time_exception.raised',
    ]);
    expect(types(await find(id, [found('in', { code: 'missing_in' })], 'punches'))).toHaveLength(1);
    expect(await find(id, [found('tue'), found('mon')])).toEqual([]);
    expect(types(await find(id, [found('mon'), found('tue', { detail: 'Other words.' })]))).toEqual([
      'time_exception.restated',
    ]);
    expect(types(await find(id, [found('tue', { detail: 'Other words.' })]))).toEqual([
      'time_exception.cleared',
    ]);
    expect(types(await find(id, [found('mon'), found('tue', { detail: 'Other words.' })]))).toEqual([
      'time_exception.raised',
    ]);
    const shown = await exceptionsOf(id);
    expect(shown.map(({ code, origin, state }: any) => [code, origin, state]).toSorted()).toEqual([
      ['missed_meal', 'rating', 'open'],
      ['missed_meal', 'rating', 'open'],
      ['missing_in', 'punches', 'open'],
    ]);
  });

  test('stays resolved or attested, whether it is found again or not', async () => {
    const { id, worker } = await opened();
    await find(id, [found('mon'), found('tue')]);
    const [one, two] = await exceptionsOf(id);
    ok(await weeks.approver.post(`/time-exceptions/${one.id}/resolve`, { note: 'She had it later' }));
    ok(await worker.post(`/time-exceptions/${two.id}/attest`, { text: 'Nobody relieved me' }));
    expect(await find(id, [])).toEqual([]);
    expect(await find(id, [found('mon'), found('tue')])).toEqual([]);
    const states = (await exceptionsOf(id)).map(({ state }: any) => state);
    expect(states.toSorted()).toEqual(['attested', 'resolved']);
  });

  test('keeps the week from its approval until all of it is settled', async () => {
    const { id, path, worker } = await submitted();
    await find(id, [found('mon'), found('tue')]);
    const refused = await weeks.approver.post(`${path}/approve`);
    expect([refused.status, refused.body.code]).toEqual([409, 'time_exceptions_open']);
    expect(refused.body.openExceptions).toBe(2);
    const seen = ok(await weeks.approver.get(`${path}?fields=allowedActions&include=exceptions`));
    expect(seen.allowedActions).not.toContain('approve');
    expect(seen.exceptions.data).toHaveLength(2);
    for (const { id: one } of seen.exceptions.data)
      ok(await worker.post(`/time-exceptions/${one}/attest`, { text: 'It is right' }));
    expect(ok(await weeks.approver.post(`${path}/approve`))).toMatchObject({
      state: 'approved',
      approvedThrough: 'person',
    });
  });

  test('is decided on both surfaces, once, in the version that was seen, by those it concerns', async () => {
    const { id, worker } = await opened();
    await find(id, [found('mon')]);
    const [one] = await exceptionsOf(id, worker);
    expect(one.allowedActions ?? ok(await worker.get(`/time-exceptions/${one.id}`)).allowedActions).toEqual([
      'attest',
    ]);
    const path = `/time-exceptions/${one.id}`;
    expect((await weeks.approver.post(`${path}/attest`, { text: 'Mine' })).status).toBe(403);
    expect((await worker.post(`${path}/resolve`, { note: 'Mine' })).status).toBe(403);
    expect((await weeks.atlas.recruiter.post(`${path}/resolve`, { note: ' ' })).status).toBe(422);
    const stale = await weeks.atlas.recruiter.post(
      `${path}/resolve`,
      { note: 'Mended' },
      { 'if-match': '"9"' },
    );
    expect(stale.status).toBe(412);
    const { body } = await weeks.atlas.recruiter.graphql(
      `mutation($input: ResolveTimeExceptionInput!) { resolveTimeException(input: $input) {
        timeException { state note decidedBy timesheet { id } } events { type } } }`,
      { input: { timeExceptionId: one.id, note: 'The kiosk was down' } },
    );
    expect(body.errors).toBeUndefined();
    expect(body.data.resolveTimeException).toEqual({
      timeException: {
        state: 'RESOLVED',
        note: 'The kiosk was down',
        decidedBy: weeks.atlas.recruiter.actor.membershipId,
        timesheet: { id },
      },
      events: [{ type: 'time_exception.resolved' }],
    });
    const again = await worker.graphql(
      'mutation($input: AttestTimeExceptionInput!) { attestTimeException(input: $input) { timeException { id } } }',
      { input: { timeExceptionId: one.id, text: 'It is right' } },
    );
    expect(again.body.errors![0].extensions).toMatchObject({ code: 'step_not_allowed', status: 409 });
  });

  test('is another vendor’s, another worker’s and another unit’s no more than a missing one', async () => {
    const { id } = await opened();
    await find(id, [found('mon')]);
    const [{ id: one }] = await exceptionsOf(id);
    const { recruiter } = await weeks.supplier();
    const { worker } = await weeks.placed();
    const elsewhere = await service.member(weeks.tenantId, { role: 'requester', unitIds: [] });
    const missing = '0198c0de-0000-7000-8000-00000000dead';
    const same = ({ status, body }: any) => [status, body.code, body.detail, body.title];
    for (const by of [recruiter, worker, elsewhere]) {
      const [verb, body] =
        by === worker ? (['attest', { text: 'Mine' }] as const) : (['resolve', { note: 'Mine' }] as const);
      const answers = await Promise.all(
        [one, missing].map((each) => by.post(`/time-exceptions/${each}/${verb}`, body)),
      );
      expect(answers[0]!.status).toBe(404);
      expect(same(answers[0])).toEqual(same(answers[1]));
      expect(await exceptionsOf(id, by)).toEqual([]);
    }
    const analyst = await service.member(weeks.tenantId, { role: 'analyst' });
    expect((await analyst.get('/time-exceptions')).status).toBe(403);
  });
});

describe('punched time', () => {
  const punched = (...entries: ReturnType<typeof shift>[]) =>
    entries.map((entry) => ({ ...entry, kind: 'worked' as const, roles: [] }));
  const entriesOf = async (path: string) =>
    ok(await weeks.manager.get(`${path}?include=entries`))
      .entries.data.map(({ startsAt, source }: any) => `${startsAt} ${source}`)
      .toSorted();

  test('opens its week once, stands beside what was stated and yields to it', async () => {
    const { assignmentId, worker } = await weeks.placed();
    const instant = '2026-02-03T00:00:00Z';
    const sheets = await Promise.all(
      [1, 2, 3].map(() => asSystem((context) => openSheetFor(assignmentId, instant, context))),
    );
    expect(new Set(sheets.map(({ sheet }) => sheet.id)).size).toBe(1);
    expect(sheets.flatMap(({ events }) => types(events))).toEqual(['timesheet.opened']);
    const sheetId = sheets[0]!.sheet.id;
    const path = `/timesheets/${sheetId}`;
    const state = (...entries: ReturnType<typeof shift>[]) =>
      asSystem((context) => statePunched([{ sheetId, entries: punched(...entries) }], context));
    const monday = shift('2026-02-02', '07:00', '15:00');
    const tuesday = shift('2026-02-03', '07:00', '15:00');
    expect(types(await state(monday, tuesday))).toEqual(['timesheet.recorded']);
    expect(await state(tuesday, monday)).toEqual([]);
    // A person corrects Tuesday and says Monday again as it was punched.
    const corrected = shift('2026-02-03', '07:30', '15:00');
    ok(await worker.put(`${path}/entries`, { entries: [monday, corrected] }));
    expect(await entriesOf(path)).toEqual(['2026-02-02T12:00:00Z punches', '2026-02-03T12:30:00Z stated']);
    const wednesday = shift('2026-02-04', '07:00', '15:00');
    await state(monday, tuesday, wednesday);
    expect(await entriesOf(path)).toEqual([
      '2026-02-02T12:00:00Z punches',
      '2026-02-03T12:30:00Z stated',
      '2026-02-04T12:00:00Z punches',
    ]);
    ok(await worker.post(`${path}/submit`));
    expect(await refusalOf(state(monday))).toBe('step_not_allowed');
  });

  test('is refused where stated time would be', async () => {
    const { id } = await opened();
    const state = (day: string) =>
      asSystem((context) =>
        statePunched([{ sheetId: id, entries: punched(shift(day, '07:00', '15:00')) }], context),
      );
    expect(await refusalOf(state('2026-02-17'))).toBe('invalid_input');
    expect(await refusalOf(state('2026-02-09'))).toBe('invalid_input');
    expect(types(await state('2026-02-04'))).toEqual(['timesheet.recorded']);
  });
});

describe('lines of actions', () => {
  const entries = async (path: string) =>
    ok(await weeks.manager.get(`${path}?include=entries`)).entries.data.toSorted((one: any, other: any) =>
      one.startsAt < other.startsAt ? -1 : 1,
    );
  const current = async (path: string) => {
    const { revision } = ok(await weeks.manager.get(path));
    return (await entries(path)).filter((one: any) => one.revision === revision);
  };
  const adjust = (path: string, lines: object[], more: object = {}) =>
    weeks.manager.post(`${path}/adjust`, { lines, reason: 'The kiosk was ahead', ...more });

  test('add, change and void what they name, and leave the rest', async () => {
    const path = await weeks.approved(await weeks.placed());
    const [monday, tuesday, friday, saturday] = await current(path);
    const longer = { ...week('07:30')[1], note: 'Mended' };
    const adjusted = ok(
      await adjust(path, [
        { action: 'change', timeEntryId: tuesday.id, entry: longer },
        { action: 'void', timeEntryId: friday.id },
        { action: 'unchanged', timeEntryId: monday.id },
        { action: 'add', entry: shift('2026-02-05', '07:00', '15:00') },
      ]),
    );
    expect(adjusted).toMatchObject({ state: 'approved', revision: 2 });
    const after = await current(path);
    expect(after.map(({ startsAt, endsAt }: any) => [startsAt, endsAt])).toEqual([
      [monday.startsAt, monday.endsAt],
      [tuesday.startsAt, week('07:30')[1]!.endsAt],
      ['2026-02-05T12:00:00Z', '2026-02-05T20:00:00Z'],
      [saturday.startsAt, saturday.endsAt],
    ]);
    expect(ok(await adjust(path, [{ action: 'unchanged', timeEntryId: after[0].id }]))).toMatchObject({
      revision: 2,
    });
  });

  test('are refused where they are', async () => {
    const path = await weeks.approved(await weeks.placed());
    const [monday, tuesday] = await current(path);
    const faults = async (lines: object[]) => {
      const { status, body } = await adjust(path, lines);
      return [status, ...(body.errors ?? []).map(({ pointer, code }: any) => `${pointer} ${code}`)];
    };
    const entry = shift('2026-02-05', '07:00', '15:00');
    expect(await faults([{ action: 'add' }])).toEqual([422, '/lines/0/entry required']);
    expect(await faults([{ action: 'add', entry, timeEntryId: monday.id }])).toEqual([
      422,
      '/lines/0/timeEntryId not_wanted',
    ]);
    expect(await faults([{ action: 'void', timeEntryId: monday.id, entry }])).toEqual([
      422,
      '/lines/0/entry not_wanted',
    ]);
    expect(await faults([{ action: 'change', entry }])).toEqual([422, '/lines/0/timeEntryId required']);
    const twice = [
      { action: 'void', timeEntryId: monday.id },
      { action: 'unchanged', timeEntryId: monday.id },
    ];
    expect(await faults(twice)).toEqual([422, '/lines/1/timeEntryId named_twice']);
    const elsewhere = (await current(await weeks.approved(await weeks.placed())))[0];
    expect(await faults([{ action: 'void', timeEntryId: elsewhere.id }])).toEqual([
      422,
      '/lines/0/timeEntryId not_in_version',
    ]);
    const over = { startsAt: tuesday.startsAt, endsAt: tuesday.endsAt };
    expect(await faults([{ action: 'add', entry: over }])).toEqual([422, '/lines/0/entry intervals_overlap']);
    expect((await adjust(path, [{ action: 'add', entry }], { entries: [entry] })).body.errors[0].code).toBe(
      'one_of',
    );
    const neither = await weeks.manager.post(`${path}/adjust`, { reason: 'None' });
    expect(neither.body.errors[0]).toMatchObject({ pointer: '/entries', code: 'one_of' });
  });

  test('object to some hours of a week', async () => {
    const path = await weeks.approved(await weeks.placed());
    const [, tuesday] = await current(path);
    const lines = [{ action: 'CHANGE', timeEntryId: tuesday.id, entry: week('07:30')[1] }];
    const { body } = await weeks.approver.graphql(
      'mutation($input: DisputeTimesheetInput!) { disputeTimesheet(input: $input) { timesheet { state } } }',
      { input: { timesheetId: path.split('/').at(-1), reason: 'Left at 07:30', lines } },
    );
    expect(body.errors).toBeUndefined();
    ok(await weeks.atlas.recruiter.post(`${path}/resolve-dispute`, { decision: 'accept' }));
    expect(ok(await weeks.manager.get(path))).toMatchObject({
      state: 'approved',
      revision: 2,
      gross: '4228.00',
    });
  });
});
