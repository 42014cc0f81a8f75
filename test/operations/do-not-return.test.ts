import { beforeAll, describe, expect, test } from 'vitest';
import { createPlacementMarket, type Agency, type PlacementMarket } from '../support/placements.ts';
import { startService, type Client, type Service } from '../support/service.ts';

let service: Service;
let market: PlacementMarket;
let agency: Agency;
let rival: Agency;
let workerId: string;
let assignmentId: string;
let elsewhere: Client;

/** A worker of the agency, placed at the market's facility and active there. */
async function place(differences: Record<string, unknown> = {}, how: Record<string, unknown> = {}) {
  const { workerId: placed, representationId } = await market.represent(agency);
  const parties = { vendor_id: agency.id, worker_id: placed };
  const { type: _, ...where } = differences;
  const orderId = await market.row('orders', { positions: 1, ...differences });
  const positionId = await market.row('positions', { order_id: orderId, ...where });
  const submission = { ...parties, ...where, order_id: orderId, representation_id: representationId };
  const submissionId = await market.row('submissions', submission);
  const offer = {
    ...parties,
    ...where,
    order_id: orderId,
    submission_id: submissionId,
    position_id: positionId,
  };
  const offerId = await market.row('offers', offer);
  const id = await market.row('assignments', { ...offer, ...how, offer_id: offerId });
  return { workerId: placed, assignmentId: id };
}

beforeAll(async () => {
  service = await startService();
  market = await createPlacementMarket(service);
  [agency, rival] = [await market.agency(), await market.agency()];
  ({ workerId, assignmentId } = await place());
  await market.represent(rival, workerId);
  const facilityId = await market.row('facilities', { name: 'Oakland' });
  elsewhere = await market.member('requester', {
    programIds: [market.id('programs')],
    facilityIds: [facilityId],
  });
});

const body = (about: object = {}) => ({
  workerId,
  facilityId: market.id('facilities'),
  kind: 'clinical',
  reason: 'Left a patient alone.',
  ...about,
});

/** All that a client sees where a block might show. */
const views = async (client: Client) => {
  const paths = [
    '/do-not-returns',
    '/workers',
    '/assignments',
    '/events?limit=200',
    '/submissions',
    '/representations',
  ];
  const answers = await Promise.all(
    paths.map(async (path) => [path, (await client.get(path)).text] as const),
  );
  return Object.fromEntries(
    answers.map(([path, text]) => [path, text.replace(/"(requestId|next|cursor)":"[^"]*"/g, '')]),
  );
};

describe('a do-not-return', () => {
  let id: string;
  let before: Record<string, string>;

  test('is placed by the facility, after the latest placement there', async () => {
    before = { ...(await views(elsewhere)) };
    const rivalBefore = await views(rival.recruiter);
    const placed = await market.requester.post('/do-not-returns', body());
    expect(placed.status, placed.text).toBe(201);
    id = placed.body.id;
    expect(placed.body).toMatchObject({
      assignmentId,
      vendorId: agency.id,
      kind: 'clinical',
      reason: 'Left a patient alone.',
      state: 'active',
      placedBy: market.requester.actor.membershipId,
      allowedActions: ['lift'],
    });
    expect((await market.manager.post('/do-not-returns', body({ kind: 'professional' }))).body).toMatchObject(
      {
        status: 409,
        code: 'do_not_return_exists',
      },
    );
    // Silent: to another facility and another vendor of the same worker nothing has changed.
    expect(await views(elsewhere)).toEqual(before);
    expect(await views(rival.recruiter)).toEqual(rivalBefore);
    const hidden = await elsewhere.get(`/do-not-returns/${id}`);
    const missing = await elsewhere.get('/do-not-returns/0198c0de-0000-7000-8000-00000000ffff');
    expect([hidden.status, hidden.body.code]).toEqual([missing.status, missing.body.code]);
    expect((await elsewhere.post(`/do-not-returns/${id}/lift`, { reason: 'No.' })).status).toBe(404);
    expect((await rival.recruiter.get(`/do-not-returns/${id}`)).status).toBe(404);
  });

  test('tells the vendor that supplied the worker, and not why', async () => {
    const shown = await agency.recruiter.get(`/do-not-returns/${id}`);
    expect(shown.body).toMatchObject({
      assignmentId,
      facilityId: market.id('facilities'),
      state: 'active',
      allowedActions: [],
    });
    for (const key of ['reason', 'placedBy', 'workerId', 'liftReason'])
      expect(shown.body).not.toHaveProperty(key);
    const { body: answer } = await agency.recruiter.graphql(
      'query($id: ID!) { doNotReturn(id: $id) { state kind reason placedBy } }',
      { id },
    );
    expect(answer.data.doNotReturn).toEqual({
      state: 'ACTIVE',
      kind: 'CLINICAL',
      reason: null,
      placedBy: null,
    });
    const events = (await agency.recruiter.get('/events?wait=10&types=do_not_return.placed')).body.events;
    expect(events).toMatchObject([{ subject: { id }, reason: null, data: {} }]);
    expect((await agency.recruiter.get(`/do-not-returns/${id}/history`)).text).not.toContain('patient');
    expect((await agency.recruiter.post('/do-not-returns', body())).status).toBe(403);
  });

  test('is lifted for a reason, once, in the version it was seen in', async () => {
    const path = `/do-not-returns/${id}/lift`;
    expect((await market.requester.post(path, {})).body.errors[0].pointer).toBe('/reason');
    expect((await market.requester.post(path, { reason: 'No.' }, { 'if-match': '"5"' })).body.code).toBe(
      'stale_version',
    );
    expect((await market.finance.post(path, { reason: 'No.' })).status).toBe(403);
    const { body: answer } = await market.requester.graphql(
      'mutation($input: LiftDoNotReturnInput!) { liftDoNotReturn(input: $input) { doNotReturn { state liftReason } events { type reason } } }',
      { input: { doNotReturnId: id, reason: 'It was another nurse.' } },
    );
    expect(answer.data.liftDoNotReturn).toEqual({
      doNotReturn: { state: 'LIFTED', liftReason: 'It was another nurse.' },
      events: [{ type: 'do_not_return.lifted', reason: null }],
    });
    expect((await market.manager.post(path, { reason: 'Again.' })).body.code).toBe('step_not_allowed');
  });

  test('names an assignment of the worker at the facility, or none', async () => {
    const other = await place();
    const wrong = await market.manager.post('/do-not-returns', body({ assignmentId: other.assignmentId }));
    expect(wrong.body.errors[0]).toMatchObject({ pointer: '/assignmentId' });
    const { workerId: unplaced } = await market.represent(agency);
    const placed = await market.manager.post('/do-not-returns', body({ workerId: unplaced }));
    expect(placed.body).toMatchObject({ assignmentId: null, vendorId: null });
    const nowhere = await market.manager.post('/do-not-returns', body({ facilityId: undefined }));
    const both = await market.manager.post('/do-not-returns', body({ programId: market.id('programs') }));
    for (const refused of [nowhere, both])
      expect(refused.body.errors[0]).toMatchObject({ pointer: '/facilityId', code: 'invalid_value' });
  });
});

describe('the do-not-return rate', () => {
  test('counts workers newly marked among those placed in the month, per diem and travel apart', async () => {
    const marked = await place({ type: 'per_diem' });
    await place({ type: 'per_diem' });
    await service.moveClock(market.tenantId, '2026-02-15T12:00:00Z');
    await market.manager.post('/do-not-returns', body({ workerId: marked.workerId, kind: 'professional' }));
    const asked = await market.manager.get('/reports/do-not-return-rate?by=facility&from=2026-01&to=2026-02');
    expect(asked.status, asked.text).toBe(200);
    const facilityId = market.id('facilities');
    const row = (month: string, orderType: string) =>
      asked.body.rows.find((one: any) => one.month === month && one.orderType === orderType);
    expect(row('2026-02', 'per_diem')).toMatchObject({
      facilityId,
      placed: 2,
      marked: 1,
      markedClinical: 0,
      markedProfessional: 1,
      rate: '0.5000',
    });
    // The world's own worker, the first and the other one; the block that was lifted was placed in January.
    expect(row('2026-02', 'contract')).toMatchObject({ placed: 3, marked: 1, rate: '0.3333' });
    expect(asked.body.asOf).toBe('2026-02-15T12:00:00Z');
    expect((await market.requester.get('/reports/do-not-return-rate?from=2026-01&to=2026-02')).status).toBe(
      403,
    );
    expect(
      (await market.manager.get('/reports/do-not-return-rate?from=2016-02&to=2026-02')).body.errors[0].code,
    ).toBe('too_long');
    expect((await market.manager.get('/reports/do-not-return-rate?from=2026-02&to=2026-01')).status).toBe(
      422,
    );
    const csv = await market.manager.get('/reports/do-not-return-rate?from=2026-02&to=2026-02', {
      accept: 'text/csv',
    });
    expect(csv.text.split('\r\n')[0]).toContain('markedClinical');
  });
});

describe('a do-not-return of a whole program', () => {
  let placed: { workerId: string; assignmentId: string };
  let there: string;
  let id: string;
  let approver: Client;
  let neighbor: Client;
  let stranger: Client;
  let otherProgram: string;
  const everywhere = (about: object = {}) =>
    body({
      workerId: placed.workerId,
      facilityId: undefined,
      programId: market.id('programs'),
      kind: 'professional',
      reason: 'Sold badges.',
      ...about,
    });
  const eligible = async (facilityId: string) =>
    (
      await market.manager.get(
        `/eligibility?workerId=${placed.workerId}&facilityId=${facilityId}&profession=rn&gate=submission`,
      )
    ).body;

  beforeAll(async () => {
    placed = await place();
    await market.represent(rival, placed.workerId);
    there = await market.row('facilities', { name: 'Elm Street' });
    otherProgram = await market.row('programs', { name: 'Another program' });
    const programIds = [market.id('programs')];
    approver = await market.member('approver', { programIds });
    neighbor = await market.member('requester', { programIds, facilityIds: [there] });
    stranger = await market.member('requester', { programIds: [otherProgram] });
  });

  test('is placed by those alone whose membership covers the program', async () => {
    const before = await Promise.all([stranger, rival.recruiter].map(views));
    expect((await market.requester.post('/do-not-returns', everywhere())).body).toMatchObject({
      status: 403,
      code: 'do_not_return_beyond_scope',
    });
    const unknown = await neighbor.post('/do-not-returns', everywhere());
    expect(unknown.body.errors[0]).toMatchObject({ pointer: '/workerId', code: 'not_found' });
    const foreign = await approver.post('/do-not-returns', everywhere({ programId: otherProgram }));
    expect(foreign.body.errors[0]).toMatchObject({ pointer: '/programId', code: 'not_found' });
    const made = await approver.graphql(
      'mutation($input: PlaceDoNotReturnInput!) { placeDoNotReturn(input: $input) { doNotReturn { id facilityId programId assignmentId vendorId state } } }',
      { input: { ...everywhere(), kind: 'PROFESSIONAL' } },
    );
    expect(made.body.data?.placeDoNotReturn.doNotReturn, made.text).toMatchObject({
      facilityId: null,
      programId: market.id('programs'),
      assignmentId: placed.assignmentId,
      vendorId: agency.id,
      state: 'ACTIVE',
    });
    id = made.body.data.placeDoNotReturn.doNotReturn.id;
    expect((await market.manager.post('/do-not-returns', everywhere())).body.code).toBe(
      'do_not_return_exists',
    );
    expect(await Promise.all([stranger, rival.recruiter].map(views))).toEqual(before);
    for (const client of [stranger, rival.recruiter])
      expect((await client.get(`/do-not-returns/${id}`)).status).toBe(404);
  });

  test('is seen at every facility of the program, and blocks there and nowhere else', async () => {
    for (const client of [market.requester, neighbor, approver])
      expect((await client.get(`/do-not-returns/${id}`)).body).toMatchObject({ id, facilityId: null });
    expect((await neighbor.get('/events?wait=10&types=do_not_return.placed')).body.events).toMatchObject([
      { subject: { id } },
    ]);
    expect((await agency.recruiter.get(`/do-not-returns/${id}`)).body).toMatchObject({ facilityId: null });
    for (const facilityId of [market.id('facilities'), there])
      expect(await eligible(facilityId)).toMatchObject({
        eligible: false,
        items: expect.arrayContaining([expect.objectContaining({ what: 'do_not_return' })]),
      });
    const elsewhereId = await market.row('facilities', { name: 'Far away', program_id: otherProgram });
    expect(JSON.stringify(await eligible(elsewhereId))).not.toContain('do_not_return');
  });

  test('suspends what is under way at its facilities, and is lifted by whom it could be placed', async () => {
    await service.drain(market.tenantId);
    const path = `/do-not-returns/${id}`;
    expect((await market.manager.get(`/assignments/${placed.assignmentId}`)).body).toMatchObject({
      state: 'suspended',
      suspendedFor: 'eligibility',
    });
    expect((await neighbor.get(path)).body.allowedActions).toEqual([]);
    expect((await neighbor.post(`${path}/lift`, { reason: 'Mine.' })).body.code).toBe(
      'do_not_return_beyond_scope',
    );
    expect((await stranger.post(`${path}/lift`, { reason: 'Mine.' })).status).toBe(404);
    expect((await approver.get(path)).body.allowedActions).toEqual(['lift']);
    // A facility may close itself besides, and stays closed as the program opens.
    const own = await market.requester.post('/do-not-returns', body({ workerId: placed.workerId }));
    expect(own.status, own.text).toBe(201);
    expect((await approver.post(`${path}/lift`, { reason: 'Cleared.' })).body.state).toBe('lifted');
    expect(JSON.stringify(await eligible(there))).not.toContain('do_not_return');
    expect(await eligible(market.id('facilities'))).toMatchObject({ eligible: false });
    await market.requester.post(`/do-not-returns/${own.body.id}/lift`, { reason: 'Cleared.' });
  });
});

test('a mark counts in the month of its day, by the calendar of what it closes, also after the placement', async () => {
  // A day of the facility is still the day before where the program is.
  const facilityId = await market.row('facilities', { name: 'Reykjavik', time_zone: 'Atlantic/Reykjavik' });
  const unitId = await market.row('units', { facility_id: facilityId });
  const at = { facility_id: facilityId, unit_id: unitId };
  const over = {
    state: 'ended',
    started_on: '2026-02-01',
    ends_on: '2026-02-20',
    ended_on: '2026-02-20',
    end_kind: 'completed',
  };
  const [one, other] = [await place(at, over), await place(at, over)];
  await service.moveClock(market.tenantId, '2026-03-01T03:00:00Z');
  const mark = async (about: object) => {
    const made = await market.manager.post('/do-not-returns', body({ facilityId: undefined, ...about }));
    expect(made.status, made.text).toBe(201);
    return made.body;
  };
  const closed = await mark({ workerId: one.workerId, facilityId });
  expect(closed).toMatchObject({ assignmentId: one.assignmentId });
  await mark({ workerId: one.workerId, programId: market.id('programs') });
  await mark({ workerId: other.workerId, programId: market.id('programs'), kind: 'professional' });
  const { body: report } = await market.manager.get(
    '/reports/do-not-return-rate?by=facility&from=2026-02&to=2026-03',
  );
  const rows = report.rows.filter((row: any) => row.facilityId === facilityId);
  const about = { orderType: 'contract', facilityId };
  expect(rows).toEqual([
    // The program’s marks, in its February; the placements of the month.
    {
      ...about,
      month: '2026-02',
      placed: 2,
      marked: 2,
      markedClinical: 1,
      markedProfessional: 1,
      rate: '1.0000',
    },
    // The facility’s own, in its March, as nobody is placed any more.
    {
      ...about,
      month: '2026-03',
      placed: 0,
      marked: 1,
      markedClinical: 1,
      markedProfessional: 0,
      rate: null,
    },
  ]);
});
