import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { systemActor } from '../../src/kernel/actor.ts';
import { startService, type Service } from '../support/service.ts';
import { createWeeks, ok, shift, week, type Supplier, type Weeks } from '../support/weeks.ts';
import { Xml } from '../support/xml.ts';

let service: Service;
let weeks: Weeks;
let facilityId: string;
let pool: Supplier;
const quarter = 'federalFiscalYear=2026&reportQuarter=2';
const schema = readFileSync(new URL('../fixtures/regulatory/nhpbj_4_10_0.xsd', import.meta.url), 'utf8');

beforeAll(async () => {
  service = await startService();
  weeks = await createWeeks(service);
  facilityId = String(weeks.world.rows['facilities']!['id']);
  pool = await weeks.supplier();
  await service.as(systemActor(weeks.tenantId), async (tx) => {
    await tx.rows(sql`update vendors set kind = 'internal_pool' where id = ${pool.id}`);
    await tx.rows(sql`update facilities set ccn = '365001' where id = ${facilityId}`);
    // The world's own number is none of these tests'.
    await tx.rows(sql`update pbj_registrations set facility_code = 'OLD' where facility_id = ${facilityId}`);
  });
  await weeks.approved(await weeks.placed(), week());
  await weeks.approved(await weeks.placed(pool), [shift('2026-02-09', '08:00', '12:00')], '2026-02-08');
});

const path = (more = '', of = facilityId) => `/facilities/${of}/pbj-submission?${quarter}${more}`;
const journal = async (): Promise<any[]> =>
  ok(await weeks.finance.get(`/pbj-hours?facilityId=${facilityId}&from=2026-01-01&to=2026-03-31`)).rows;
const total = (hours: string[]) => hours.reduce((sum, one) => sum + Math.round(Number(one) * 100), 0);

test('a facility’s number with its state is set once and anew, by those who run the program', async () => {
  const set = (facilityCode: string, as = weeks.manager) =>
    as.put(`/facilities/${facilityId}/pbj-registration`, { facilityCode });
  expect(ok(await set('N046026'))).toMatchObject({ facilityId, facilityCode: 'N046026' });
  expect(ok(await set('N046026')).version).toBe(ok(await set('N046026')).version);
  expect((await set('N-04')).status).toBe(422);
  expect((await set('N046027', weeks.finance)).status).toBe(403);
  expect(
    (await weeks.manager.put(`/facilities/${randomUUID()}/pbj-registration`, { facilityCode: 'A' })).status,
  ).toBe(404);
  const graph = await weeks.manager.graphql(
    'mutation($input: SetPbjRegistrationInput!) { setPbjRegistration(input: $input) { pbjRegistration { facilityCode facility { id } } } }',
    { input: { facilityId, facilityCode: '0420' } },
  );
  expect(graph.body.data?.setPbjRegistration.pbjRegistration, graph.text).toEqual({
    facilityCode: '0420',
    facility: { id: facilityId },
  });
  const stale = await weeks.manager.put(
    `/facilities/${facilityId}/pbj-registration`,
    { facilityCode: 'X' },
    { 'if-match': '"1"' },
  );
  expect(stale.body.code).toBe('stale_version');
  const theirs = await service.member(weeks.tenantId, { role: 'vendor_finance', vendorId: weeks.atlas.id });
  expect((await theirs.get('/pbj-registrations')).status).toBe(403);
});

test('a quarter’s contract hours are a file that the schema takes and that sums as the journal does', async () => {
  const answer = await weeks.finance.get(path(), { accept: 'application/xml' });
  expect(answer.status, answer.text).toBe(200);
  expect(answer.headers['content-type']).toContain('application/xml');
  const { errors } = await validateXML({
    xml: [{ fileName: 'submission.xml', contents: answer.text }],
    schema: [{ fileName: 'nhpbj_4_10_0.xsd', contents: schema }],
  });
  expect(errors).toEqual([]);
  const file = Xml.parse(answer.text);
  expect(
    ['facilityId', 'stateCode', 'reportQuarter', 'federalFiscalYear'].map((name) =>
      file.text('header', name),
    ),
  ).toEqual(['0420', 'OH', '2', '2026']);
  const entries = file.all('staffingHours', 'staffHours', 'workDays', 'workDay', 'hourEntries', 'hourEntry');
  const contract = (await journal()).filter(({ payType }) => payType === 3);
  expect(contract.length).toBeGreaterThan(4);
  expect(entries).toHaveLength(contract.length);
  expect(total(entries.map((entry) => entry.text('hours')))).toBe(total(contract.map(({ hours }) => hours)));
  expect(new Set(entries.map((entry) => entry.text('payTypeCode')))).toEqual(new Set(['3']));
  expect(file.all('employees', 'employee').map((one) => one.text('employeeId'))).toEqual([
    ...new Set(contract.map(({ employeeId }) => employeeId)),
  ]);
});

test('JSON, CSV and GraphQL tell the same, with what the file is of', async () => {
  const json = ok(await weeks.finance.get(path()));
  const contract = (await journal()).filter(({ payType }) => payType === 3);
  expect(json).toMatchObject({
    pack: 'pbj_submission',
    source: expect.stringContaining('42 CFR 483.70(p)'),
    ccn: '365001',
    facilityCode: '0420',
    from: '2026-01-01',
    to: '2026-03-31',
    dueOn: '2026-05-15',
    edits: [],
    unmapped: [],
    parts: [{ part: 1, fileName: 'pbj-365001-2026-01-01-to-2026-03-31-1of1.xml', employees: 1 }],
  });
  expect(json.rows).toEqual(contract);
  expect(json.columns.map(({ name }: any) => name)).toEqual(Object.keys(json.rows[0]));
  const csv = await weeks.finance.get(path(), { accept: 'text/csv' });
  expect(csv.text.trim().split('\r\n')).toHaveLength(1 + contract.length);
  const xml = await weeks.finance.get(path('&format=xml'));
  expect(Buffer.byteLength(xml.text)).toBe(json.parts[0].bytes);
  const graph = await weeks.finance.graphql(
    `{ pbjSubmission(facilityId: "${facilityId}", federalFiscalYear: 2026, reportQuarter: 2, format: XML) { fileName mediaType text } }`,
  );
  expect(graph.body.data?.pbjSubmission, graph.text).toEqual({
    fileName: 'pbj-365001-2026-01-01-to-2026-03-31-1of1.xml',
    mediaType: 'application/xml',
    text: xml.text,
  });
  const all = ok(await weeks.finance.get(path('&staff=all')));
  expect(all.rows).toEqual(await journal());
  expect(all.rows.some(({ payType }: any) => payType === 2)).toBe(true);
});

test('is refused where there is no number, no hour, no such part, no right, no such facility', async () => {
  const other = await weeks.rows(() =>
    weeks.world.copy('facilities', { name: 'Nursing home', ccn: '365002' }),
  );
  const there = String(other['id']);
  const { manager } = weeks;
  expect(ok(await manager.get(path('', there)))).toMatchObject({ facilityCode: null, parts: [], rows: [] });
  expect((await manager.get(path('&format=xml', there))).body.code).toBe('pbj_not_registered');
  ok(await manager.put(`/facilities/${there}/pbj-registration`, { facilityCode: '0421' }));
  expect((await manager.get(path('&format=xml', there))).body.code).toBe('pbj_has_no_hours');
  const part = await manager.get(path('&format=xml&part=2'));
  expect(part.body.errors[0]).toMatchObject({ pointer: '/part', code: 'no_such_part' });
  expect((await weeks.approver.get(path())).status).toBe(403);
  expect((await weeks.atlas.recruiter.get(path())).status).toBe(403);
  const stranger = await service.tenant();
  const strange = await service.member(stranger.tenantId, { role: 'client_finance' });
  const without = ({ requestId: _, ...body }: any) => body;
  const [foreign, missing] = [await strange.get(path()), await strange.get(path('', randomUUID()))];
  expect(foreign.status).toBe(404);
  expect(without(foreign.body)).toEqual(without(missing.body));
});

test('more than 22.5 hours of a person on a day are told, and no file is given', async () => {
  await weeks.approved(
    await weeks.placed(),
    [shift('2026-02-09', '00:00', '13:00'), shift('2026-02-09', '13:00', '23:30')],
    '2026-02-08',
  );
  const { edits } = ok(await weeks.finance.get(path()));
  expect(edits).toMatchObject([{ edit: '-4025', workDate: '2026-02-09' }]);
  const refused = await weeks.finance.get(path('&format=xml'));
  expect(refused.body, refused.text).toMatchObject({ status: 409, code: 'pbj_would_be_rejected' });
});
