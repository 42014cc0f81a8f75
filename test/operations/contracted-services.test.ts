import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { createPlacementMarket, type Agency, type PlacementMarket } from '../support/placements.ts';
import { startService, type Client } from '../support/service.ts';
import { ok } from '../support/weeks.ts';

let market: PlacementMarket;
let manager: Client;
let approver: Client;
let agency: Agency;
let facilityId: string;
let id: string;

beforeAll(async () => {
  const service = await startService();
  market = await createPlacementMarket(service);
  ({ manager } = market);
  facilityId = await market.row('facilities', { name: 'Oakland' });
  approver = await market.member('approver', {
    programIds: [market.id('programs')],
    facilityIds: [facilityId],
  });
  agency = await market.agency();
  await market.row('agreements', { vendor_id: agency.id, effective: '[2025-01-01,2027-01-01)' });
  await service.moveClock(market.tenantId, '2026-06-15T12:00:00Z');
});

const body = (about: object = {}) => ({
  facilityId,
  vendorId: agency.id,
  service: 'Dialysis nursing',
  nature: 'direct_care',
  scope: 'Acute dialysis at the bedside.',
  qualityMethod: 'Quarterly review of infections.',
  effectiveFrom: '2025-02-01',
  ...about,
});
const registerPath = (query = '') => `/facilities/${facilityId}/contracted-services-register${query}`;
const register = async (query = '', as = manager) => ok(await as.get(registerPath(query)));
const ofAgency = async (query = '') =>
  (await register(query)).rows.filter(({ vendorId }: any) => vendorId === agency.id);

describe('the register', () => {
  test('names a contractor with an agreement before any of its services is on it', async () => {
    const found = await register();
    expect(found).toMatchObject({
      pack: 'contracted_services_register',
      source: expect.stringContaining('42 CFR 482.12(e)'),
      facilityName: 'Oakland',
      onDay: '2026-06-15',
    });
    expect(await ofAgency()).toMatchObject([
      {
        agreementFrom: '2025-01-01',
        agreementTo: '2026-12-31',
        service: null,
        placements: 0,
        gaps: ['not_registered'],
      },
    ]);
    expect(await ofAgency('?onDay=2027-01-01')).toEqual([]);
    for (const { description } of found.columns) expect(description).not.toBe('');
  });

  test('takes a service once for its days, from those who run the program', async () => {
    const made = ok(await manager.post('/contracted-services', body()), 201);
    ({ id } = made);
    expect(made).toMatchObject({ evaluatedEveryMonths: 12, effectiveFrom: '2025-02-01', effectiveTo: null });
    const again = await manager.post(
      '/contracted-services',
      body({ service: 'DIALYSIS nursing', effectiveFrom: '2026-01-01' }),
    );
    expect(again.body, again.text).toMatchObject({ status: 409, code: 'service_registered' });
    for (const [wrong, pointer] of [
      [{ vendorId: randomUUID() }, '/vendorId'],
      [{ facilityId: randomUUID() }, '/facilityId'],
      [{ effectiveTo: '2025-01-01' }, '/effectiveTo'],
      [{ nature: 'other' }, '/nature'],
    ] as const) {
      const refused = await manager.post('/contracted-services', body(wrong));
      expect(refused.body.errors[0], refused.text).toMatchObject({ pointer });
    }
    expect((await approver.post('/contracted-services', body())).status).toBe(403);
    expect((await agency.recruiter.get('/contracted-services')).status).toBe(403);
    const many = ok(
      await manager.post('/contracted-services/bulk', {
        items: [
          body(),
          body({ service: 'Sitters', nature: 'clinical_support' }),
          body({ service: 'Linen', nature: 'non_clinical' }),
        ],
      }),
    );
    expect(many.rows.map(({ status }: any) => status)).toEqual(['failed', 'created', 'created']);
  });

  test('tells when it was last evaluated, to what end, and when it is overdue', async () => {
    const evaluate = (about: object, as = approver) =>
      as.post(`/contracted-services/${id}/evaluations`, {
        outcome: 'met',
        findings: 'No infection.',
        ...about,
      });
    const dialysis = async (query = '') =>
      (await ofAgency(query)).find(({ service }: any) => service === 'Dialysis nursing');
    expect(await dialysis()).toMatchObject({
      lastEvaluatedOn: null,
      nextEvaluationOn: '2026-02-01',
      gaps: ['never_evaluated', 'evaluation_overdue'],
    });
    ok(await evaluate({ evaluatedOn: '2025-05-01', outcome: 'not_met' }));
    expect(await dialysis()).toMatchObject({
      lastOutcome: 'not_met',
      gaps: ['evaluation_overdue', 'last_not_met'],
    });
    const graph = await approver.graphql(
      'mutation($input: EvaluateContractedServiceInput!) { evaluateContractedService(input: $input) { serviceEvaluation { outcome evaluatedOn contractedService { service } } } }',
      { input: { contractedServiceId: id, outcome: 'MET_WITH_ACTIONS', findings: 'New line care bundle.' } },
    );
    expect(graph.body.data?.evaluateContractedService.serviceEvaluation, graph.text).toEqual({
      outcome: 'MET_WITH_ACTIONS',
      evaluatedOn: '2026-06-15',
      contractedService: { service: 'Dialysis nursing' },
    });
    expect(await dialysis()).toMatchObject({
      lastEvaluatedOn: '2026-06-15',
      nextEvaluationOn: '2027-06-15',
      gaps: [],
    });
    // What was known on a day is told of that day.
    expect(await dialysis('?onDay=2026-03-01')).toMatchObject({ lastEvaluatedOn: '2025-05-01' });
    expect((await evaluate({ evaluatedOn: '2026-06-16' })).body.errors[0].code).toBe('in_the_future');
    expect((await evaluate({ evaluatedOn: '2025-01-31' })).body.errors[0].code).toBe('before_start');
    expect((await evaluate({}, market.finance)).status).toBe(403);
    const elsewhere = await market.member('approver', {
      programIds: [market.id('programs')],
      facilityIds: [market.id('facilities')],
    });
    expect((await evaluate({}, elsewhere)).status).toBe(404);
    expect((await elsewhere.get(registerPath())).status).toBe(404);
  });

  test('is changed at the version that was seen, and ended', async () => {
    const path = `/contracted-services/${id}`;
    const { version } = ok(await manager.get(path));
    const seen = { 'if-match': `"${version}"` };
    const changed = ok(await manager.patch(path, { scope: 'Acute dialysis and CRRT.' }, seen));
    expect(changed).toMatchObject({ scope: 'Acute dialysis and CRRT.', version: version + 1 });
    expect((await manager.patch(path, { scope: 'Other.' }, seen)).body.code).toBe('stale_version');
    expect(ok(await manager.post(`${path}/end`, { effectiveTo: '2026-05-31' })).effectiveTo).toBe(
      '2026-05-31',
    );
    expect((await ofAgency()).map(({ service }: any) => service)).toEqual(['Linen', 'Sitters']);
    expect((await ofAgency('?onDay=2026-05-31')).map(({ service }: any) => service)).toContain(
      'Dialysis nursing',
    );
  });

  test('names who works there without an agreement, is CSV with what people wrote disarmed, and is nobody else’s', async () => {
    const loose = await market.agency();
    ok(
      await manager.post('/contracted-services', body({ vendorId: loose.id, service: '=HYPERLINK("x")' })),
      201,
    );
    const row = (await register()).rows.find(({ vendorId }: any) => vendorId === loose.id);
    expect(row).toMatchObject({ agreementId: null, gaps: expect.arrayContaining(['no_agreement']) });
    const csv = await manager.get(registerPath(), { accept: 'text/csv' });
    expect(csv.text).toContain(`"'=HYPERLINK(""x"")"`);
    expect(csv.text).toContain('no_agreement; never_evaluated; evaluation_overdue');
    const graph = await manager.graphql(
      `{ contractedServicesRegister(facilityId: "${facilityId}", format: CSV) { text } }`,
    );
    expect(graph.body.data?.contractedServicesRegister.text, graph.text).toBe(csv.text);
    expect((await agency.recruiter.get(registerPath())).status).toBe(403);
    expect((await market.requester.get(registerPath())).status).toBe(403);
  });
});
