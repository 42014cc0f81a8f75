import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { startService, type Client, type Service } from '../support/service.ts';

let service: Service;
let tenantId: string;
let admin: Client;
let programId: string;
let facilityId: string;
let unitId: string;
let vendorId: string;

const line = (body: object, client = admin) =>
  client.post('/rate-lines', {
    programId,
    profession: 'rn',
    ...('multiplier' in body ? {} : { billRate: '98' }),
    effectiveFrom: '2026-01-01',
    ...body,
  });
const draft = async (body: object = {}) => {
  const made = await admin.post('/rate-cards', {
    programId,
    name: 'Card',
    effectiveFrom: '2026-01-01',
    ...body,
  });
  expect(made.status, made.text).toBe(201);
  return made.body;
};
const verb = (card: { id: string }, name: string, body: object = {}, client = admin) =>
  client.post(`/rate-cards/${card.id}/${name}`, body);
const asQuery = (query: Record<string, string>) => new URLSearchParams(query).toString();
const explained = async (query: Record<string, string>, client = admin) =>
  client.get(`/rates/explain?${asQuery({ programId, profession: 'rn', on: '2026-06-01', ...query })}`);

beforeAll(async () => {
  service = await startService();
  ({ tenantId, admin } = await service.tenant());
  await admin.post('/external-systems', { name: 'workday' });
  const zone = { timeZone: 'America/Chicago' };
  programId = (await admin.post('/programs', { name: 'Lakeshore', ...zone })).body.id;
  const home = {
    programId,
    name: 'Home',
    state: 'MN',
    county: 'Hennepin County',
    careSetting: 'nursing_home',
    ...zone,
  };
  const facility = await admin.put('/facilities/ext:workday:F1', home);
  expect(facility.body, facility.text).toMatchObject({
    county: 'Hennepin County',
    careSetting: 'nursing_home',
  });
  facilityId = facility.body.id;
  unitId = (await admin.put('/units/ext:workday:U1', { programId, facilityId, name: 'East' })).body.id;
  vendorId = (await admin.post('/vendors', { name: 'Atlas' })).body.id;
});

describe('a card', () => {
  test('is drafted, changed, counts once active, and keeps its days when it is retired', async () => {
    const base = await line({ profession: 'lpn' });
    const card = await draft({ name: 'Rates of 2026', effectiveTo: '2026-12-31' });
    expect(card).toMatchObject({ state: 'draft', currency: 'USD', allowedActions: ['update', 'activate'] });
    const own = await line({ profession: 'lpn', cardId: card.id, billRate: '61' });
    const counts = async (on: string) =>
      (await explained({ profession: 'lpn', on })).body.candidates.find(
        (one: { counts: boolean }) => one.counts,
      );
    expect(await counts('2026-06-01')).toMatchObject({ rateLineId: base.body.id, cardName: null });
    const named = await admin.patch(`/rate-cards/${card.id}`, { name: 'Spring' }, { 'if-match': '"1"' });
    expect(named.body).toMatchObject({ name: 'Spring', effectiveTo: '2026-12-31', version: 2 });
    expect((await admin.patch(`/rate-cards/${card.id}`, { name: 'X' }, { 'if-match': '"1"' })).status).toBe(
      412,
    );
    expect((await verb(card, 'retire', { effectiveTo: '2026-06-30' })).body.code).toBe('step_not_allowed');
    expect((await verb(card, 'activate')).body.state).toBe('active');
    expect(await counts('2026-06-01')).toMatchObject({ rateLineId: own.body.id, cardName: 'Spring' });
    expect((await verb(card, 'activate')).body.code).toBe('step_not_allowed');
    const late = await admin.patch(`/rate-cards/${card.id}`, { name: 'Y' }, { 'if-match': '"3"' });
    expect(late.body.code).toBe('step_not_allowed');
    const retired = await verb(card, 'retire', { effectiveTo: '2026-06-30' });
    expect(retired.body).toMatchObject({ state: 'retired', effectiveTo: '2026-06-30', allowedActions: [] });
    expect(await counts('2026-06-30')).toMatchObject({ rateLineId: own.body.id });
    expect(await counts('2026-07-01')).toMatchObject({ rateLineId: base.body.id });
    expect((await line({ profession: 'cna', cardId: card.id })).body.code).toBe('rate_card_retired');
    expect((await counts('2026-06-30')).boundTo).toEqual(['card']);
  });

  test('that was activated is a draft again before its first day, and no more from then on', async () => {
    const { id: birch } = (await admin.post('/vendors', { name: 'Birch' })).body;
    const begun = await draft({ name: 'Begun', vendorId: birch });
    expect((await verb(begun, 'activate')).body.allowedActions).toEqual(['retire']);
    expect((await verb(begun, 'reopen')).body.code).toBe('rate_card_has_begun');
    await verb(begun, 'retire', { effectiveTo: '2026-12-31' });
    const coming = await draft({ name: 'Too early', vendorId: birch, effectiveFrom: '2027-01-01' });
    expect((await verb(coming, 'reopen')).body.code).toBe('step_not_allowed');
    expect((await verb(coming, 'activate')).body.allowedActions).toEqual(['reopen', 'retire']);
    const { body } = await admin.graphql(
      `mutation { reopenRateCard(input: { rateCardId: "${coming.id}" }) { rateCard { state } events { type } } }`,
    );
    expect(body.data.reopenRateCard, JSON.stringify(body)).toEqual({
      rateCard: { state: 'DRAFT' },
      events: [{ type: 'rate_card.reopened' }],
    });
    const moved = await admin.patch(
      `/rate-cards/${coming.id}`,
      { effectiveFrom: '2027-02-01' },
      { 'if-match': '"3"' },
    );
    expect(moved.body).toMatchObject({ state: 'draft', effectiveFrom: '2027-02-01' });
  });

  test('is one at a time for a party, and says so on both surfaces', async () => {
    const first = await draft({ vendorId, name: 'First' });
    await verb(first, 'activate');
    const second = await draft({ vendorId, name: 'Second', effectiveFrom: '2026-07-01' });
    expect((await verb(second, 'activate')).body).toMatchObject({ status: 409, code: 'rate_card_in_force' });
    const mutation = `mutation { activateRateCard(input: { rateCardId: "${second.id}" }) { rateCard { state } } }`;
    expect((await admin.graphql(mutation)).body.errors![0].extensions.code).toBe('rate_card_in_force');
    await verb(first, 'retire', { effectiveTo: '2026-06-30' });
    expect((await admin.graphql(mutation)).body.data.activateRateCard.rateCard.state).toBe('ACTIVE');
    await verb(second, 'retire', { effectiveTo: '2026-07-01' });
  });

  test('takes lines of its party and its program only', async () => {
    const card = await draft({ vendorId });
    expect((await line({ cardId: card.id })).body.vendorId).toBe(vendorId);
    const rival = (await admin.post('/vendors', { name: 'Rival' })).body.id;
    expect((await line({ cardId: card.id, vendorId: rival })).body.errors[0]).toMatchObject({
      pointer: '/vendorId',
      code: 'not_of_card',
    });
    const other = (await admin.post('/programs', { name: 'Other', timeZone: 'America/Chicago' })).body.id;
    expect((await line({ cardId: card.id, programId: other })).body.errors[0].code).toBe('not_in_program');
    expect((await line({ unitId, programId: other })).body.errors[0].code).toBe('not_in_program');
  });
});

describe('a line', () => {
  test.each([
    [{ multiplier: '1.5' }, '/multiplier', 'of_regular_hour'],
    [{ multiplier: '1.5', hourType: 'overtime', payRate: '60' }, '/payRate', 'with_multiplier'],
    [{ multiplier: '1.5', hourType: 'overtime', billRate: '9' }, '/billRate', 'rate_or_multiplier'],
    [{ billRate: null }, '/billRate', 'rate_or_multiplier'],
    [{ minBillRate: '98.0001' }, '/minBillRate', 'above_bill_rate'],
    [{ maxBillRate: '97.9999' }, '/maxBillRate', 'below_bill_rate'],
    [{ multiplier: '10.5', hourType: 'overtime' }, '/multiplier', 'invalid_format'],
    [{ effectiveTo: '2025-12-31' }, '/effectiveTo', 'before_start'],
  ])('%j is refused at %s', async (body, pointer, code) => {
    const answer = await line(body);
    expect([answer.status, answer.body.errors[0].pointer, answer.body.errors[0].code]).toEqual([
      422,
      pointer,
      code,
    ]);
  });

  test('of a unit is of its facility, and overlaps none that is for the same', async () => {
    const ward = { unitId, profession: 'cna', shift: 'night', hourType: 'holiday', multiplier: '2' };
    const made = await line(ward);
    expect(made.body, made.text).toMatchObject({ facilityId, unitId, multiplier: '2.0000', billRate: null });
    expect((await line({ ...ward, multiplier: '3' })).body.code).toBe('rate_line_overlaps');
    for (const other of [{ shift: 'day' }, { hourType: 'on_call' }, { unitId: null }, { profession: 'pa' }])
      expect((await line({ ...ward, ...other })).status).toBe(201);
    const elsewhere = { programId, name: 'Else', state: 'OH', timeZone: 'America/New_York' };
    const wrong = (await admin.put('/facilities/ext:workday:F9', elsewhere)).body.id;
    expect((await line({ ...ward, facilityId: wrong })).body.errors[0].code).toBe('not_in_facility');
  });

  test('is upserted by an external id or, without one, by what it is for and its first day', async () => {
    const rows = [
      { externalId: { system: 'workday', id: 'R1' }, profession: 'rt', billRate: '70' },
      { profession: 'rt', specialty: 'icu', billRate: '75', maxBillRate: '80' },
      { profession: 'rt', billRate: '1', effectiveFrom: '2026-05-01' },
      { profession: 'rt', specialty: 'ed', billRate: '5', maxBillRate: '4' },
    ].map((row) => ({ programId, effectiveFrom: '2026-01-01', ...row }));
    const send = async (items: object[]) => (await admin.post('/rate-lines/bulk', { items })).body;
    const first = await send(rows);
    const outcome = (answer: { rows: { status: string; code: string | null }[] }) =>
      answer.rows.map(({ status, code }) => code ?? status);
    expect(outcome(first)).toEqual(['created', 'created', 'rate_line_overlaps', 'invalid_input']);
    expect(outcome(await send(rows.slice(0, 2)))).toEqual(['unchanged', 'unchanged']);
    const raised = rows.slice(0, 2).map((row) => ({ ...row, billRate: '77' }));
    expect(outcome(await send([...raised, raised[1]!]))).toEqual([
      'changed',
      'changed',
      'rate_line_overlaps',
    ]);
    const again = await admin.put('/rate-lines/ext:workday:R1', { ...raised[0], externalId: undefined });
    expect(again.body).toMatchObject({ billRate: '77.0000', version: 2 });
    const history = (await admin.get(`/rate-lines/${again.body.id}/history`)).body.entries;
    expect(history).toHaveLength(2);
  });

  test('is loaded from a file, a dry run first', async () => {
    const file =
      'programId,profession,shift,hourType,billRate,multiplier,effectiveFrom\n' +
      `${programId},np,night,,120.5,,2026-01-01\n${programId},np,night,overtime,,1.5,2026-01-01\n${programId},np,noon,,1,,2026-01-01\n`;
    const load = async (isDryRun: boolean) => {
      const made = await admin.post('/imports', { operation: 'upsert_rate_line', isDryRun });
      expect(made.status, made.text).toBe(201);
      await admin.send({
        method: 'PUT',
        url: `/v1/imports/${made.body.id}/content`,
        headers: { 'content-type': 'text/csv' },
        payload: file,
      });
      await service.app.worker.hands.importer.drain(tenantId);
      return (await admin.get(`/imports/${made.body.id}`)).body;
    };
    const listed = async () => (await admin.get('/rate-lines?profession=np')).body.data.length;
    expect(await load(true)).toMatchObject({ state: 'succeeded', created: 2, failed: 1 });
    expect(await listed()).toBe(0);
    expect(await load(false)).toMatchObject({ created: 2, failed: 1 });
    const answer = (await explained({ profession: 'np', shift: 'night', hourType: 'overtime' })).body;
    expect(answer).toMatchObject({ billRate: '180.7500', steps: [{ kind: 'line' }, { kind: 'multiplier' }] });
  });
});

describe('the explanation', () => {
  test('has the line that counts, every other with why not, and each step', async () => {
    const of = { profession: 'surgical_tech' };
    const ids: string[] = [];
    for (const body of [
      {},
      { facilityId, billRate: '99' },
      { unitId, billRate: '100' },
      { unitId, shift: 'night', billRate: '101' },
      { specialty: 'icu', billRate: '102' },
      { vendorId, billRate: '103', effectiveFrom: '2027-01-01' },
      { hourType: 'overtime', multiplier: '1.5' },
    ])
      ids.push((await line({ ...of, ...body })).body.id);
    const answer = (await explained({ ...of, unitId, shift: 'night', hourType: 'overtime' })).body;
    expect(answer).toMatchObject({ billRate: '151.5000', currency: 'USD', cappedAt: null });
    expect(answer.steps.map((step: { rateLineId: string }) => step.rateLineId)).toEqual([ids[3], ids[6]]);
    const night = (await explained({ ...of, unitId, shift: 'night' })).body;
    expect(night.why).toContain('Of 4 lines that apply');
    const seen = Object.fromEntries(
      night.candidates.map(({ rateLineId, passedOver }: { rateLineId: string; passedOver: string[] }) => [
        ids.indexOf(rateLineId),
        passedOver,
      ]),
    );
    expect(seen).toEqual({
      0: ['less_specific'],
      1: ['less_specific'],
      2: ['less_specific'],
      3: [],
      4: ['other_specialty'],
      5: ['not_in_force', 'other_vendor'],
      6: ['other_hour_type'],
    });
    const short = await admin.get(
      `/rate-lines/resolve?programId=${programId}&profession=surgical_tech&unitId=${unitId}&shift=night&hourType=overtime&on=2026-06-01`,
    );
    expect(short.body.line).toMatchObject({ billRate: '151.5000', boundTo: [] });
    const nothing = (await explained({ ...of, hourType: 'callback' })).body;
    expect(nothing).toMatchObject({ billRate: null, steps: [], why: expect.stringContaining('callback') });
    const query = `{ explainRate(programId: "${programId}", profession: "surgical_tech", unitId: "${unitId}", hourType: OVERTIME, on: "2026-06-01") { billRate candidates { counts passedOver } } }`;
    expect((await admin.graphql(query)).body.data.explainRate.billRate).toBe('150.0000');
  });

  test('of a multiplier with no regular line is no rate', async () => {
    await line({ profession: 'pharmacist', hourType: 'holiday', multiplier: '2' });
    const answer = (await explained({ profession: 'pharmacist', hourType: 'holiday' })).body;
    expect(answer).toMatchObject({
      billRate: null,
      why: expect.stringContaining('no line for the regular hour'),
    });
  });
});

test('the volume step of the vendor’s agreement is a step of its own, with its band', async () => {
  const market = await service.tenant('Flex', '2026-03-10T12:00:00Z');
  const program = await market.admin.post('/programs', { name: 'Flex', timeZone: 'America/Chicago' });
  const vendor = await market.admin.post('/vendors', { name: 'Volume' });
  const place = { programId: program.body.id, vendorId: vendor.body.id };
  const terms = { feeModel: 'none', paymentTermsDays: 30, effectiveFrom: '2026-01-01' };
  const agreement = await market.admin.post('/agreements', { ...place, ...terms });
  const band = { measure: 'monthly_hours', volumeFrom: '0', stepKind: 'discount_percent', stepValue: '2.5' };
  const set = await market.admin.post(`/agreements/${agreement.body.id}/set-volume-bands`, {
    volumeBands: [band],
  });
  expect(set.status, set.text).toBe(200);
  await service.drain(market.tenantId);
  const { programId: of } = place;
  await line({ programId: of, billRate: '98', maxBillRate: '102' }, market.admin);
  const ask = async (query: Record<string, string>) =>
    (await explained({ programId: of, on: '2026-03-15', ...query }, market.admin)).body;
  const answer = await ask({ vendorId: place.vendorId });
  expect(answer).toMatchObject({ billRate: '95.5500', maxBillRate: '99.4500' });
  expect(answer.steps).toMatchObject([
    { kind: 'line', billRate: '98.0000' },
    { kind: 'volume_flex', billRate: '95.5500', agreementId: agreement.body.id, bandId: expect.any(String) },
  ]);
  expect((await ask({})).billRate).toBe('98.0000');
  expect((await ask({ vendorId: place.vendorId, on: '2026-05-15' })).billRate).toBe('98.0000');
});

describe('a state’s cap', () => {
  const fixture = (name: string) =>
    readFileSync(join(import.meta.dirname, '../fixtures', name), 'utf8')
      .trimEnd()
      .split('\n')
      .slice(1);

  test('is shipped with its figure, its days and its statute, as are the counties', async () => {
    const caps = (await admin.get('/agency-rate-caps?limit=200')).body.data;
    const minnesota = caps.filter(({ state }: { state: string }) => state === 'MN');
    const roles: Record<string, string> = { rn: 'RN', lpn: 'LPN', cna: 'CNA', medication_aide: 'TMA' };
    const told = minnesota.map((cap: Record<string, string>) => {
      expect(cap).toMatchObject({
        effectiveFrom: '2002-04-09',
        citation: 'Minn. Stat. 144A.74',
        careSetting: 'nursing_home',
      });
      const figures = [cap['basisRate'], cap['maxRate']].map((rate) => rate!.replace(/00$/, ''));
      return [cap['countyGroup']!.replace('semi_', 'semi-'), roles[cap['profession']!], ...figures].join();
    });
    const given = fixture('agency_rate_caps.csv')
      .filter((row) => row.startsWith('MN'))
      .map((row) => row.split(','))
      .map((cells) => [cells[4], cells[6], cells[8], cells[10]].join());
    expect(told.toSorted()).toEqual(given.toSorted());
    const counties = (await admin.get('/rate-cap-counties?limit=200')).body.data;
    const groups = counties.map(
      (one: Record<string, string>) => `MN,${one['county']},${/\d/.exec(one['countyGroup']!)![0]}`,
    );
    expect(groups.toSorted()).toEqual(fixture('mn_geographic_groups.csv').toSorted());
    const oregon = caps.filter(({ state }: { state: string }) => state === 'OR');
    expect(
      oregon.map((cap: Record<string, string>) => [cap['profession'], cap['maxRate'], cap['confidence']]),
    ).toEqual(
      expect.arrayContaining([
        ['rn', '131.9500', 'reported'],
        ['cna', '42.2300', 'reported'],
      ]),
    );
  });

  const sure = { effectiveFrom: '2002-05-01', effectiveTo: '2002-12-31' };

  test('stops a line that breaks it for sure, by its statute, and no other', async () => {
    const above = await line({ ...sure, facilityId, billRate: '38.19' });
    expect([above.status, above.body.errors[0]]).toEqual([
      422,
      {
        pointer: '/billRate',
        code: 'above_state_cap',
        message: 'Minn. Stat. 144A.74 lets an agency charge 38.1800 an hour at most.',
      },
    ]);
    expect((await line({ ...sure, unitId, billRate: '38.1801' })).status).toBe(422);
    expect((await line({ ...sure, facilityId, billRate: '38.18' })).status).toBe(201);
    // Bound to no place, or on days whose figure is not known, it is not sure to break one.
    expect((await line({ ...sure, billRate: '40' })).status).toBe(201);
    expect((await line({ facilityId, billRate: '98' })).status).toBe(201);
  });

  test('lowers what the explanation comes to where it surely binds, and is shown where it may', async () => {
    const asked = { facilityId, vendorId, on: '2002-06-01' };
    await line({ ...sure, vendorId, billRate: '40', maxBillRate: '45' });
    const capped = (await explained(asked)).body;
    expect(capped).toMatchObject({ billRate: '38.1800', maxBillRate: '38.1800', cappedAt: '38.1800' });
    expect(capped.steps.at(-1)).toMatchObject({ kind: 'state_cap', capCode: 'mn_2002_group_3_metro_rn' });
    expect(capped.caps).toMatchObject([{ binds: true, doubts: [], exceeded: true }]);
    const today = (await explained({ facilityId })).body;
    expect(today).toMatchObject({ billRate: '98.0000', cappedAt: null });
    expect(today.caps).toMatchObject([{ binds: false, doubts: ['figure_may_have_changed'], exceeded: true }]);
    const known = await admin.get(`/facilities/${facilityId}`);
    const forget = { county: null };
    await admin.patch(`/facilities/${facilityId}`, forget, { 'if-match': `"${known.body.version}"` });
    const unsure = (await explained(asked)).body;
    expect(unsure).toMatchObject({ billRate: '40.0000', cappedAt: null });
    expect(unsure.caps).toHaveLength(3);
    expect(unsure.caps[0]).toMatchObject({ binds: false, doubts: ['county_unknown'] });
  });
});

describe('a copy', () => {
  test('has the lines from a day on with their uplifts, rounded; a dry run keeps nothing', async () => {
    const of = { profession: 'crna' };
    const source = await draft({ name: 'Source' });
    await line({ ...of, cardId: source.id, billRate: '200', payRate: '150', maxBillRate: '210' });
    await line({ ...of, cardId: source.id, specialty: 'icu', billRate: '201.11' });
    await line({ ...of, cardId: source.id, hourType: 'overtime', multiplier: '1.5' });
    await line({ ...of, cardId: source.id, shift: 'day', billRate: '1', effectiveTo: '2026-12-31' });
    const told = {
      programId,
      fromCardId: source.id,
      vendorId,
      name: 'Rates of 2027',
      effectiveFrom: '2027-01-01',
      effectiveTo: '2027-12-31',
      uplifts: [
        { specialty: 'icu', amount: '2.50' },
        { profession: 'crna', percent: '3.25' },
      ],
      rounding: 'quarter',
    };
    const counted = async () =>
      (await admin.get(`/rate-cards?name=${encodeURIComponent(told.name)}`)).body.data.length;
    const preview = await admin.post('/rate-cards/copy', told, { prefer: 'dry-run' });
    expect([preview.status, await counted()]).toEqual([200, 0]);
    expect(preview.body.events.map(({ type }: { type: string }) => type)).toEqual([
      'rate_card.created',
      ...Array.from({ length: 3 }, () => 'rate_line.created'),
    ]);
    const copy = await admin.post('/rate-cards/copy', told);
    expect(copy.body, copy.text).toMatchObject({ state: 'draft', vendorId, effectiveFrom: '2027-01-01' });
    const lines = (await admin.get(`/rate-lines?cardId=${copy.body.id}`)).body.data;
    const shown = lines.map((one: Record<string, string>) => [
      one['specialty'],
      one['billRate'],
      one['maxBillRate'],
      one['payRate'],
      one['multiplier'],
      one['vendorId'],
      one['effectiveTo'],
    ]);
    expect(shown).toEqual(
      expect.arrayContaining([
        [null, '206.5000', '216.7500', '150.0000', null, vendorId, '2027-12-31'],
        ['icu', '203.5000', '203.5000', null, null, vendorId, '2027-12-31'],
        [null, null, null, null, '1.5000', vendorId, '2027-12-31'],
      ]),
    );
    expect(shown).toHaveLength(3);
    const compared = await admin.get(
      `/rate-cards/compare?${asQuery({ programId, profession: 'crna', leftCardId: source.id, leftOn: '2026-12-31', rightCardId: copy.body.id, rightOn: '2027-01-01' })}`,
    );
    expect(compared.body.currency, compared.text).toBe('USD');
    const rates = compared.body.rates.map((one: Record<string, string>) => [
      one['specialty'] ?? one['shift'] ?? one['hourType'],
      one['presence'],
      one['leftBillRate'],
      one['rightBillRate'],
      one['difference'],
      one['differencePercent'],
    ]);
    expect(rates).toEqual(
      expect.arrayContaining([
        ['regular', 'both', '200.0000', '206.5000', '6.5000', '3.2500'],
        ['icu', 'both', '201.1100', '203.5000', '2.3900', '1.1884'],
        ['overtime', 'both', '300.0000', '309.7500', '9.7500', '3.2500'],
        ['day', 'left_only', '1.0000', null, null, null],
      ]),
    );
    const csv = await admin.send({
      method: 'GET',
      url: `/v1/rate-cards/compare?programId=${programId}&leftCardId=${source.id}&leftOn=2026-06-01&rightOn=2026-06-01`,
      headers: { accept: 'text/csv' },
    });
    expect(csv.text.split('\n')[0]).toContain('leftBillRate');
  });

  test('of the base card is of the lines for any vendor, or of one', async () => {
    const told = {
      programId,
      name: 'From base',
      effectiveFrom: '2026-02-01',
      fromVendorId: vendorId,
      vendorId,
    };
    await line({ vendorId, profession: 'cnm', billRate: '88', effectiveFrom: '2026-03-01' });
    const copy = await admin.post('/rate-cards/copy', told);
    const lines = (await admin.get(`/rate-lines?cardId=${copy.body.id}&profession=cnm`)).body.data;
    expect(lines).toMatchObject([{ billRate: '88.0000', effectiveFrom: '2026-03-01', effectiveTo: null }]);
  });

  test('that makes what is no rate is refused, and leaves no card', async () => {
    const source = await draft({ name: 'Low' });
    await line({ cardId: source.id, profession: 'phlebotomist', billRate: '5' });
    const told = { programId, fromCardId: source.id, name: 'Lower', effectiveFrom: '2026-01-01' };
    const refused = await admin.post('/rate-cards/copy', { ...told, uplifts: [{ amount: '-5.01' }] });
    expect(refused.body.errors[0]).toMatchObject({ pointer: '/uplifts/0', code: 'no_rate' });
    const neither = await admin.post('/rate-cards/copy', { ...told, uplifts: [{ profession: 'rn' }] });
    expect(neither.status).toBe(422);
    expect((await admin.get('/rate-cards?name=Lower')).body.data).toEqual([]);
  });
});

test('who may: the program’s managers write, clients read, nobody else knows of cards', async () => {
  const card = await draft({ name: 'Roles' });
  const bodies: [string, string, object][] = [
    ['post', '/rate-cards', { programId, name: 'X', effectiveFrom: '2026-01-01' }],
    ['post', '/rate-cards/copy', { programId, name: 'X', effectiveFrom: '2026-01-01' }],
    ['post', `/rate-cards/${card.id}/activate`, {}],
    ['post', `/rate-cards/${card.id}/retire`, { effectiveTo: '2026-02-01' }],
    ['post', '/rate-lines/bulk', { items: [] }],
  ];
  for (const role of ['requester', 'client_finance', 'analyst', 'credentialing'] as const) {
    const member = await service.member(tenantId, { role });
    for (const [, path, body] of bodies)
      expect((await member.post(path, body)).status, `${role} ${path}`).toBe(403);
  }
  const recruiter = await service.member(tenantId, { role: 'vendor_recruiter', vendorId });
  for (const path of ['/rate-cards', `/rate-cards/${card.id}`, '/rate-lines', '/rates/explain'])
    expect((await recruiter.get(path)).status, path).toBe(403);
  const requester = await service.member(tenantId, { role: 'requester' });
  expect((await requester.get(`/rate-cards/${card.id}`)).body.name).toBe('Roles');
  expect((await explained({}, requester)).status).toBe(403);
  const finance = await service.member(tenantId, { role: 'client_finance' });
  expect((await explained({}, finance)).status).toBe(200);
  // A client bound to another unit of the facility sees no line of this one.
  const other = (await admin.put('/units/ext:workday:U2', { programId, facilityId, name: 'West' })).body.id;
  const ward = (await line({ unitId, profession: 'social_worker', billRate: '30' })).body.id;
  const bound = (ids: string[]) =>
    service.member(tenantId, { role: 'requester', facilityIds: [facilityId], unitIds: ids });
  expect((await (await bound([unitId])).get(`/rate-lines/${ward}`)).status).toBe(200);
  expect((await (await bound([other])).get(`/rate-lines/${ward}`)).status).toBe(404);
});
