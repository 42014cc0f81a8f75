import { beforeAll, describe, expect, test } from 'vitest';
import { createPlacementMarket, type Agency, type PlacementMarket } from '../support/placements.ts';
import { startService, type Client, type Service } from '../support/service.ts';
import { untilKnown } from '../simulation/run.ts';

let service: Service;
let market: PlacementMarket;
let agency: Agency;
let rival: Agency;

beforeAll(async () => {
  service = await startService();
  market = await createPlacementMarket(service);
  agency = await market.agency();
  rival = await market.agency();
});

const terms = { billRate: '98', startsOn: '2026-02-01', endsOn: '2026-05-02', hoursPerWeek: '36' };

/** An offer on the order, accepted by the vendor. */
async function acceptedOffer(orderId: string, vendor = agency, within = market) {
  const { workerId, representationId } = await within.represent(vendor);
  const submission = await vendor.recruiter.post('/submissions', {
    orderId,
    representationId,
    billRate: '98',
    availableOn: '2026-02-01',
  });
  expect(submission.status, submission.text).toBe(201);
  await within.manager.post(`/submissions/${submission.body.id}/present`);
  const offer = await within.manager.post('/offers', { submissionId: submission.body.id, ...terms });
  await vendor.recruiter.post(`/offers/${offer.body.id}/accept`);
  return { workerId, submissionId: submission.body.id as string, offerId: offer.body.id as string };
}

/** A placement on a new order of one position. */
async function placed(within = market, vendor = agency) {
  const orderId = await within.order(1, within === market ? [agency, rival] : [vendor]);
  const accepted = await acceptedOffer(orderId, vendor, within);
  const confirmed = await within.requester.post(`/offers/${accepted.offerId}/confirm`);
  expect(confirmed.status, confirmed.text).toBe(200);
  const { body } = await within.manager.get(`/assignments?offerId=${accepted.offerId}`);
  return { orderId, ...accepted, id: body.data[0].id as string };
}

const revisions = async (id: string) =>
  (await market.manager.get(`/assignment-revisions?assignmentId=${id}&sort=number`)).body.data;
const stateOf = async (path: string) => (await market.manager.get(path)).body.state;

describe('a confirmed offer', () => {
  test('becomes an assignment with its first revision, and each side reads its part of it', async () => {
    const { id, orderId, submissionId, workerId } = await placed();
    const read = await market.manager.get(`/assignments/${id}?include=revisions,order,position`);
    expect(read.status, read.text).toBe(200);
    expect(read.body).toMatchObject({
      state: 'pending',
      orderId,
      submissionId,
      workerId,
      startsOn: '2026-02-01',
      endsOn: '2026-05-02',
      position: { state: 'filled' },
      revisions: {
        data: [
          {
            number: 1,
            state: 'in_force',
            effectiveFrom: '2026-02-01',
            effectiveTo: null,
            billRate: '98.0000',
            payRate: '60.0000',
            hoursPerWeek: '36.00',
            currency: 'USD',
          },
        ],
      },
      allowedActions: ['start', 'cancel', 'reportNoShow', 'revise', 'setAllocation'],
    });
    const worker = await market.member('worker', { workerId });
    const shown = async (client = worker) =>
      (await client.get(`/assignment-revisions?assignmentId=${id}`)).body.data[0];
    expect(await shown()).toMatchObject({ payRate: '60.0000' });
    expect(await shown()).not.toHaveProperty('billRate');
    expect(await shown(market.requester)).toMatchObject({ billRate: '98.0000' });
    expect(await shown(market.requester)).not.toHaveProperty('payRate');
    expect(await shown(agency.recruiter)).toMatchObject({ billRate: '98.0000', payRate: '60.0000' });
    expect(await shown(rival.recruiter)).toBeUndefined();
    expect((await rival.recruiter.get(`/assignments/${id}`)).status).toBe(404);
    expect((await agency.recruiter.get(`/assignments/${id}`)).body).not.toHaveProperty('positionId');
  });

  test('takes the last position from forty-nine others, who change nothing', async () => {
    const orderId = await market.order(1, [agency]);
    const offers: { offerId: string; submissionId: string }[] = [];
    while (offers.length < 50) offers.push(await acceptedOffer(orderId));
    const answers = await Promise.all(
      offers.map(({ offerId }) => untilKnown(() => market.requester.post(`/offers/${offerId}/confirm`))),
    );
    const codes = answers.map(({ status, body }) => body.code ?? status);
    expect(codes.filter((code) => code === 200)).toHaveLength(1);
    expect(codes.filter((code) => code === 'no_open_position')).toHaveLength(49);
    const assignments = await market.manager.get(`/assignments?orderId=${orderId}`);
    expect(assignments.body.data).toHaveLength(1);
    const hired = await market.manager.get(`/submissions?orderId=${orderId}&state=hired&count=true`);
    expect(hired.body.page.total).toBe(1);
    const waiting = await market.manager.get(
      `/offers?orderId=${orderId}&state=accepted_by_vendor&count=true`,
    );
    expect(waiting.body.page.total).toBe(49);
  }, 60_000);

  test('pays a client’s eyes only where its program says so', async () => {
    const { id } = await placed();
    const { body } = await market.manager.get(`/programs/${market.id('programs')}`);
    const admin = await market.member('tenant_admin');
    const see = async (requesterSeesPay: boolean, version: number) =>
      admin.patch(`/programs/${body.id}`, { requesterSeesPay }, { 'if-match': `"${version}"` });
    expect((await see(true, body.version)).status).toBe(200);
    const path = `/assignment-revisions?assignmentId=${id}`;
    expect((await market.requester.get(path)).body.data[0].payRate).toBe('60.0000');
    expect((await market.requester.get(`${path}&payRate[gte]=1`)).body.data).toHaveLength(1);
    await see(false, body.version + 1);
    expect((await market.requester.get(path)).body.data[0]).not.toHaveProperty('payRate');
    expect((await market.requester.get(`${path}&payRate[gte]=1`)).body.data).toHaveLength(0);
  });
});

describe('a placement that comes to nothing', () => {
  test.each([
    ['cancel', 'canceled', 'assignment.fell_off'],
    ['report-no-show', 'no_show', 'assignment.no_show'],
  ])('by %s frees its position for another', async (verb, state, type) => {
    const { id, orderId, submissionId } = await placed();
    expect((await rival.recruiter.post(`/assignments/${id}/cancel`, { reason: 'x' })).status).toBe(404);
    const fallen = await market.manager.graphql(
      `mutation($id: ID!) { ${verb === 'cancel' ? 'cancelAssignment' : 'reportNoShow'}(input: { assignmentId: $id, reason: "Took another post" })
        { assignment { state position { state } } events { type reason } } }`,
      { id },
    );
    expect(fallen.body.errors).toBeUndefined();
    const [payload] = Object.values(fallen.body.data) as any[];
    expect(payload).toMatchObject({
      assignment: { state: state.toUpperCase(), position: { state: 'OPEN' } },
      events: expect.arrayContaining([
        { type, reason: 'Took another post' },
        { type: 'submission.fell_off', reason: null },
      ]),
    });
    expect(await stateOf(`/submissions/${submissionId}`)).toBe('fell_off');
    const next = await acceptedOffer(orderId);
    expect((await market.manager.post(`/offers/${next.offerId}/confirm`)).status).toBe(200);
    expect((await market.manager.post(`/assignments/${id}/cancel`, { reason: 'x' })).body.code).toBe(
      'step_not_allowed',
    );
  });

  test('may be the vendor’s word, before the first day only', async () => {
    const { id } = await placed();
    const fallen = await agency.recruiter.post(`/assignments/${id}/cancel`, { reason: 'Withdrew' });
    expect(fallen.body).toMatchObject({ state: 'canceled', allowedActions: [] });
    expect(fallen.status).toBe(200);
    expect((await agency.recruiter.post(`/assignments/${id}/end`, {})).status).toBe(403);
  });
});

test('a vendor’s world is the same to the byte whatever a rival does on its order', async () => {
  const orderId = await market.order(2, [agency, rival]);
  const world = async () => {
    const paths = [
      '/submissions',
      '/offers',
      '/assignments',
      '/assignment-revisions',
      '/representations',
      '/events',
    ];
    const read = [
      ...paths.map((path) => `${path}?limit=200`),
      `/orders/${orderId}?include=submissions,assignments`,
    ];
    const texts = [];
    for (const path of read) {
      const { status, body } = await rival.recruiter.get(path);
      texts.push({ path, status, rows: body.data ?? body });
    }
    return JSON.stringify(texts);
  };
  const before = await world();
  const { offerId } = await acceptedOffer(orderId);
  await market.requester.post(`/offers/${offerId}/confirm`);
  const [{ id }] = (await market.manager.get(`/assignments?offerId=${offerId}`)).body.data;
  await market.manager.post(`/assignments/${id}/cancel`, { reason: 'Took another post' });
  expect(await world()).toBe(before);
  expect(before).not.toContain(id);
});

describe('an order that is canceled', () => {
  test('takes the placements to come with it, and its vendor reads it on', async () => {
    const { id, orderId, submissionId } = await placed();
    expect((await market.manager.get(`/orders/${orderId}`)).body.state).toBe('filled');
    const canceled = await market.manager.post(`/orders/${orderId}/cancel`, { reason: 'Census fell' });
    expect(canceled.status, canceled.text).toBe(200);
    expect(await stateOf(`/assignments/${id}`)).toBe('canceled');
    expect(await stateOf(`/submissions/${submissionId}`)).toBe('expired');
    const { data } = (await market.manager.get(`/positions?orderId=${orderId}`)).body;
    expect(data).toMatchObject([{ state: 'canceled' }]);
    const start = await market.manager.post(`/assignments/${id}/start`, { startedOn: '2026-02-01' });
    expect(start.body.code).toBe('step_not_allowed');
    expect((await agency.recruiter.get(`/orders/${orderId}`)).body).toMatchObject({ state: 'closed' });
    expect((await rival.recruiter.get(`/orders/${orderId}`)).status).toBe(404);
    const { representationId } = await market.represent(agency);
    const more = { orderId, representationId, billRate: '98', availableOn: '2026-02-01' };
    expect((await agency.recruiter.post('/submissions', more)).body.code).toBe('order_closed');
    const heard = (await agency.recruiter.get('/events?wait=10&types=assignment.canceled')).body.events;
    expect(heard).toMatchObject([{ subject: { id }, reason: 'The order came to its end.' }]);
  });

  test('is not, where somebody has begun, until that ended', async () => {
    const own = await createPlacementMarket(service);
    const { id, orderId } = await placed(own, await own.agency());
    await service.moveClock(own.tenantId, '2026-02-04T02:00:00Z');
    expect((await own.manager.post(`/assignments/${id}/start`, { startedOn: '2026-02-02' })).status).toBe(
      200,
    );
    const cancel = () => own.manager.post(`/orders/${orderId}/cancel`, { reason: 'Census fell' });
    expect((await own.manager.get(`/orders/${orderId}`)).body.allowedActions).not.toContain('cancel');
    expect((await cancel()).body.code).toBe('order_has_active_assignments');
    const early = { endedOn: '2026-02-03', kind: 'early', reason: 'Census fell' };
    expect((await own.manager.post(`/assignments/${id}/end`, early)).status).toBe(200);
    expect((await cancel()).body.state).toBe('canceled');
    expect((await own.manager.get(`/assignments/${id}`)).body.state).toBe('ended');
  });
});

describe('an assignment', () => {
  test('starts, is suspended, resumes, and ends', async () => {
    const own = await createPlacementMarket(service);
    const { id } = await placed(own, await own.agency());
    const start = (startedOn: string) => own.requester.post(`/assignments/${id}/start`, { startedOn });
    expect((await start('2026-02-03')).body.errors[0]).toMatchObject({ code: 'in_the_future' });
    await service.moveClock(own.tenantId, '2026-02-04T02:00:00Z');
    expect((await start('2026-02-04')).body.errors[0]).toMatchObject({ code: 'in_the_future' });
    const stale = await own.requester.post(
      `/assignments/${id}/start`,
      { startedOn: '2026-02-03' },
      { 'if-match': '"9"' },
    );
    expect(stale.body).toMatchObject({ status: 412, currentVersion: 1 });
    expect((await start('2026-02-03')).body).toMatchObject({ state: 'active', startedOn: '2026-02-03' });
    expect((await start('2026-02-03')).body.code).toBe('step_not_allowed');
    const verb = (name: string, body: object) => own.manager.post(`/assignments/${id}/${name}`, body);
    expect((await verb('suspend', { reason: 'License lapsed' })).body.state).toBe('suspended');
    expect((await verb('suspend', { reason: 'x' })).body.code).toBe('step_not_allowed');
    expect((await verb('resume', { reason: 'License renewed' })).body.state).toBe('active');
    expect((await verb('end', { endedOn: '2026-02-03', kind: 'completed' })).body.errors[0].pointer).toBe(
      '/kind',
    );
    expect((await verb('end', { endedOn: '2026-02-03', kind: 'early' })).body.errors[0].pointer).toBe(
      '/reason',
    );
    const reason = 'Asked to leave';
    expect((await verb('end', { endedOn: '2026-02-02', kind: 'early', reason })).body.errors[0].code).toBe(
      'before_start',
    );
    expect((await verb('end', { endedOn: '2026-02-03', kind: 'early', reason })).body).toMatchObject({
      state: 'ended',
      endedOn: '2026-02-03',
      endKind: 'early',
      endReason: reason,
    });
    expect((await verb('end', { endedOn: '2026-02-03', kind: 'early', reason })).status).toBe(409);
  });

  test('begins on the agreed day or later, and never before it was agreed', async () => {
    const { id } = await placed();
    const start = (startedOn: string) => market.manager.post(`/assignments/${id}/start`, { startedOn });
    for (const day of ['2026-01-01', '2026-01-10'])
      expect((await start(day)).body.errors).toMatchObject([
        { pointer: '/startedOn', code: 'before_agreed_start' },
      ]);
    expect((await market.manager.get(`/assignments/${id}`)).body.state).toBe('pending');
  });

  test('is extended at another rate; days before keep theirs', async () => {
    const { id } = await placed();
    const revise = (more: object) =>
      market.manager.post(`/assignments/${id}/revise`, {
        effectiveFrom: '2026-05-03',
        endsOn: '2026-06-27',
        billRate: '96',
        reason: 'Extended 8 weeks',
        ...more,
      });
    const extended = await revise({});
    expect(extended.status, extended.text).toBe(200);
    expect(extended.body).toMatchObject({ state: 'pending', endsOn: '2026-06-27', version: 2 });
    const two = [
      {
        number: 1,
        billRate: '98.0000',
        effectiveFrom: '2026-02-01',
        effectiveTo: '2026-05-02',
        endsOn: '2026-05-02',
      },
      {
        number: 2,
        billRate: '96.0000',
        effectiveFrom: '2026-05-03',
        effectiveTo: null,
        endsOn: '2026-06-27',
      },
    ];
    expect(await revisions(id)).toMatchObject(two);
    expect((await revise({})).body.version).toBe(2);
    await revise({ effectiveFrom: '2026-04-01', billRate: '97.5', hoursPerWeek: '40' });
    expect(await revisions(id)).toMatchObject([
      { number: 1, effectiveTo: '2026-03-31', state: 'in_force' },
      { number: 2, state: 'superseded' },
      {
        number: 3,
        billRate: '97.5000',
        hoursPerWeek: '40.00',
        effectiveFrom: '2026-04-01',
        effectiveTo: null,
      },
    ]);
    const told = async (client: Client) =>
      (await client.get('/events?limit=200&types=assignment.revised')).body.events.filter(
        ({ subject }: any) => subject.id === id,
      );
    // The feed shows what every transaction of the moment is past.
    await expect
      .poll(async () => (await told(agency.recruiter)).map(({ reason }: any) => reason))
      .toEqual(['Extended 8 weeks', 'Extended 8 weeks']);
    // The reason may speak of rates, which are nothing to the worker.
    const { workerId } = extended.body;
    expect(await told(await market.member('worker', { workerId }))).toEqual([]);
    expect((await revise({ effectiveFrom: '2026-01-31' })).body.errors[0].pointer).toBe('/effectiveFrom');
    expect((await revise({ endsOn: '2026-05-01' })).body.errors[0].pointer).toBe('/endsOn');
    expect((await agency.recruiter.post(`/assignments/${id}/revise`, {})).status).toBe(403);
  });

  test('is charged where the client says, from a day on, in whole', async () => {
    const { id } = await placed();
    const center = (code: string) =>
      market.row('cost_centers', { code: `${code}-${id.slice(-4)}`, facility_id: null });
    const [one, two, three] = [await center('a'), await center('b'), await center('c')];
    const set = (body: object, client = market.finance) =>
      client.post(`/assignments/${id}/allocations`, body);
    const shares = [
      { costCenterId: one, percent: '60' },
      { costCenterId: two, percent: '40' },
    ];
    const made = await set({ effectiveFrom: '2026-02-01', shares });
    expect(made.status, made.text).toBe(200);
    expect(made.body).toMatchObject({
      shares,
      effectiveFrom: '2026-02-01',
      effectiveTo: null,
      state: 'in_force',
    });
    const same = await set({ effectiveFrom: '2026-02-01', shares: shares.toReversed() });
    expect(same.body).toMatchObject({ id: made.body.id, version: 1 });

    const thirds = [one, two, three].map((costCenterId, place) => ({
      costCenterId,
      percent: place === 2 ? '33.34' : '33.33',
    }));
    const within = { effectiveFrom: '2026-03-01', effectiveTo: '2026-03-07' };
    expect((await set({ ...within, shares: thirds })).status).toBe(200);
    const list = await market.requester.get(
      `/allocations?assignmentId=${id}&state=in_force&sort=effectiveFrom`,
    );
    expect(list.body.data).toMatchObject([
      { shares, effectiveFrom: '2026-02-01', effectiveTo: '2026-02-28' },
      { shares: thirds, ...within },
      { shares, effectiveFrom: '2026-03-08', effectiveTo: null },
    ]);

    const broken = (parts: object[]) => set({ effectiveFrom: '2026-02-01', shares: parts });
    expect((await broken([{ costCenterId: one, percent: '99.9999' }])).body.code).toBe(
      'allocation_not_whole',
    );
    expect((await broken([shares[0]!, shares[0]!])).body.code).toBe('allocation_not_whole');
    const program = await market.row('programs', { name: 'Another' });
    const foreign = await market.row('cost_centers', { code: 'x', program_id: program, facility_id: null });
    const other = [{ costCenterId: foreign, percent: '100' }];
    expect((await broken(other)).body.errors[0].pointer).toBe('/shares/0/costCenterId');
    expect((await set({ effectiveFrom: '2026-02-01', shares: other }, market.manager)).body.code).toBe(
      'cost_center_of_another_program',
    );
    expect((await set({ effectiveFrom: '2026-02-01', shares }, market.requester)).status).toBe(403);
    expect((await agency.recruiter.get(`/allocations?assignmentId=${id}`)).status).toBe(403);
  });
});
