import { beforeAll, describe, expect, test } from 'vitest';
import { startService, type Client, type Service } from '../support/service.ts';
import { createWeeks, ok, week, type Weeks } from '../support/weeks.ts';

let service: Service;
let weeks: Weeks;
let facilityId: string;
let finance: Client;

beforeAll(async () => {
  service = await startService();
  weeks = await createWeeks(service);
  facilityId = String(weeks.world.rows['facilities']!['id']);
  finance = weeks.finance;
});

const measure = (differences = {}) => ({
  facilityId,
  profession: 'rn',
  workedOn: '2026-03-02',
  employedHours: '100.50',
  employedCost: '5000.00',
  ...differences,
});

describe('what is told of the client’s own staff', () => {
  test('is told once and told anew, on both surfaces', async () => {
    const told = ok(await finance.post('/workforce-measures', measure()), 201);
    expect(told).toMatchObject({
      employedHours: '100.50',
      addressableSpend: null,
      currency: 'USD',
      version: 1,
    });
    const again = ok(await finance.post('/workforce-measures', measure()), 201);
    expect(again).toMatchObject({ id: told.id, version: 1 });
    const mutation = `mutation($input: RecordWorkforceMeasureInput!) {
      recordWorkforceMeasure(input: $input) { workforceMeasure { id version employedHours } } }`;
    const input = measure({ employedHours: '90' });
    const { body } = await finance.graphql(mutation, { input });
    expect(body.data.recordWorkforceMeasure.workforceMeasure).toEqual({
      id: told.id,
      version: 2,
      employedHours: '90.00',
    });
  });

  test('tells something, of a facility that one sees, and no less than nothing', async () => {
    const nothing = measure({ employedHours: null, employedCost: null });
    expect(await finance.post('/workforce-measures', nothing)).toMatchObject({ status: 422 });
    expect(await finance.post('/workforce-measures', measure({ employedCost: '-1.00' }))).toMatchObject({
      status: 422,
    });
    const missing = measure({ facilityId: '0198c0de-0000-7000-8000-000000000001' });
    const absent = await finance.post('/workforce-measures', missing);
    const foreign = await service.tenant('Elsewhere', '2026-02-16T12:00:00Z');
    const unseen = await foreign.admin.post('/workforce-measures', measure());
    expect([absent.status, absent.body.errors]).toEqual([unseen.status, unseen.body.errors]);
  });

  test('is no affair of vendors, requesters and workers', async () => {
    const { recruiter } = weeks.atlas;
    expect(await recruiter.post('/workforce-measures', measure())).toMatchObject({ status: 403 });
    expect(await recruiter.get('/workforce-measures')).toMatchObject({ status: 403 });
    expect(await weeks.approver.get('/workforce-measures')).toMatchObject({ status: 403 });
  });

  test('comes by the thousand, a result for each, what stands twice refused', async () => {
    const items = [
      measure({ workedOn: '2026-03-03' }),
      measure({ workedOn: '2026-03-03' }),
      measure({ workedOn: '2026-03-04' }),
    ];
    const { rows } = ok(await finance.post('/workforce-measures/bulk', { items }));
    expect(rows.map(({ status }: { status: string }) => status)).toEqual(['created', 'failed', 'created']);
  });
});

test('stands beside contingent hours and spend: shares of the whole', async () => {
  await weeks.approved(await weeks.placed(), week());
  await service.drain(weeks.tenantId);
  // The world's own measure is told anew.
  const february = {
    workedOn: '2026-02-02',
    employedHours: '123.75',
    employedCost: '4264.75',
    addressableSpend: '8529.50',
  };
  ok(await finance.post('/workforce-measures', measure(february)), 201);
  const { rows } = ok(
    await finance.get(
      '/reports/query?metrics=contingent_share&metrics=premium_labor&metrics=spend_under_management&from=2026-02-01&to=2026-02-28',
    ),
  );
  const of = (name: string) => rows.find(({ metric }: { metric: string }) => metric === name);
  // 41.25 hours of 165; as much as the own staff cost; half of what could be spent.
  expect(of('contingent_share')).toMatchObject({ value: '0.25' });
  expect(of('premium_labor')).toMatchObject({ value: '0.5', numerator: expect.stringMatching(/^4264\.75/) });
  expect(of('spend_under_management')).toMatchObject({ value: '0.5' });
});
