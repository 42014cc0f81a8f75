import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../../src/kernel/actor.ts';
import { adminClient } from '../support/database.ts';
import { startService, type Answer, type Client, type Service } from '../support/service.ts';
import { createWeeks, ok, shift, type Supplier, type Weeks } from '../support/weeks.ts';

let service: Service;
let weeks: Weeks;
let rival: Supplier;
let analyst: Client;
let analystReads: Client;

const february = 'from=2026-02-01&to=2026-02-28';
const answerTo = (as: Client, query: string): Promise<Answer> => as.get(`/reports/query?${query}`);
const ask = async (as: Client, query: string): Promise<any[]> => ok(await answerTo(as, query)).rows;
const refusal = ({ status, body }: Answer) => [
  status,
  body.code,
  body.errors?.[0]?.pointer,
  body.errors?.[0]?.code,
];

beforeAll(async () => {
  service = await startService();
  weeks = await createWeeks(service);
  rival = await weeks.supplier({ fee_percent: '5' });
  await weeks.approved(await weeks.placed());
  await weeks.approved(await weeks.placed(rival), [shift('2026-02-09', '08:00', '12:00')], '2026-02-08');
  // What the world was made of is older than its clock.
  const admin = await adminClient(service.database);
  await admin.query(
    `update row_versions set valid_from = '2026-01-01' where tenant_id = $1 and valid_from > '2026-06-01'`,
    [weeks.tenantId],
  );
  analyst = await service.member(weeks.tenantId, { role: 'analyst' });
  analystReads = await service.member(weeks.tenantId, {
    role: 'analyst',
    side: 'client',
    programIds: [weeks.programId],
  });
});

describe('a question', () => {
  test('is answered with a row for each group, named, with what it is made of', async () => {
    const { body } = await answerTo(weeks.manager, `metrics=spend_accrued&by=vendor&${february}`);
    expect(body).toMatchObject({
      by: ['vendor'],
      grain: null,
      from: '2026-02-01',
      to: '2026-02-28',
      asOf: '2026-02-16T12:00:00Z',
    });
    expect(body.rows).toEqual([
      {
        vendorId: weeks.atlas.id,
        vendorName: 'Atlas Staffing',
        metric: 'spend_accrued',
        definitionId: 'spend_accrued@1',
        unit: 'money',
        currency: 'USD',
        value: '4264.75',
        numerator: '4264.75',
        denominator: null,
        median: null,
        p90: null,
        isSuppressed: false,
      },
      expect.objectContaining({ vendorId: rival.id, vendorName: 'Supplier', value: '392.00' }),
    ]);
  });

  test('gives several metrics beside each other, by week, also where they stand in other facts', async () => {
    const rows = await ask(
      weeks.manager,
      `metrics=hours_worked,spend_accrued,overtime&grain=week&${february}`,
    );
    expect(rows.map(({ period, metric, value }) => [period, metric, value])).toEqual([
      ['2026-02-01', 'hours_worked', '41.25'],
      ['2026-02-01', 'spend_accrued', '4264.75'],
      ['2026-02-01', 'overtime', '0.030303'],
      ['2026-02-08', 'hours_worked', '4'],
      ['2026-02-08', 'spend_accrued', '392.00'],
      ['2026-02-08', 'overtime', '0'],
    ]);
  });

  test('counts what its filters let through', async () => {
    const by = (filter: string) => ask(weeks.manager, `metrics=spend_accrued&${february}&${filter}`);
    expect(await by(`vendorId=${rival.id}`)).toMatchObject([{ value: '392.00' }]);
    expect(await by(`vendorId=${rival.id},${weeks.atlas.id}`)).toMatchObject([{ value: '4656.75' }]);
    expect(await by('profession=lpn')).toEqual([]);
    expect(await by('orderType=contract&state=OH&engagementKind=staffing')).toHaveLength(1);
    expect(await by('without=vendor')).toEqual([]);
    expect(await ask(weeks.manager, 'metrics=spend_accrued&to=2026-02-07')).toMatchObject([
      { value: '4264.75' },
    ]);
  });

  test('stands beside the period before, what has none of it now too', async () => {
    const week = (compare: string) =>
      ask(weeks.manager, `metrics=spend_accrued&by=vendor&from=2026-02-08&to=2026-02-14&compare=${compare}`);
    expect(
      (await week('prior_period')).map(({ vendorId, value, priorValue }) => [vendorId, value, priorValue]),
    ).toEqual([
      [weeks.atlas.id, '0.00', '4264.75'],
      [rival.id, '392.00', null],
    ]);
    expect((await week('prior_year')).map(({ priorValue }) => priorValue)).toEqual([null]);
    const byWeek = await ask(
      weeks.manager,
      `metrics=hours_worked&grain=week&${february}&compare=prior_period`,
    );
    expect(byWeek.map(({ period, value, priorValue }) => [period, value, priorValue])).toEqual([
      ['2026-02-01', '41.25', null],
      ['2026-02-08', '4', '41.25'],
      ['2026-02-15', '0', '4'],
    ]);
  });

  test('is the same in GraphQL, as CSV and as NDJSON', async () => {
    const query = `metrics=spend_accrued,overtime&by=vendor,unit&grain=month&${february}`;
    const { rows } = ok(await answerTo(weeks.manager, query));
    const fields = Object.keys(rows[0]);
    const { body } = await weeks.manager.graphql(`{
      metricQuery(metrics: ["spend_accrued", "overtime"], by: [VENDOR, UNIT], grain: MONTH, from: "2026-02-01", to: "2026-02-28") {
        rows { ${fields.join(' ')} }
      } }`);
    expect(body.errors).toBeUndefined();
    expect(body.data.metricQuery.rows).toEqual(
      rows.map((row: any) => ({ ...row, unit: row.unit.toUpperCase() })),
    );
    const csv = await weeks.manager.get(`/reports/query?${query}`, { accept: 'text/csv' });
    const [header, ...lines] = csv.text.trim().split('\r\n');
    expect(header!.split(',')).toEqual(fields);
    expect(lines).toHaveLength(rows.length);
    // Of no figures too, whoever reads the file is told its columns.
    const none = await weeks.manager.get(
      '/reports/query?metrics=spend_accrued&from=2020-01-01&to=2020-01-31',
      {
        accept: 'text/csv',
      },
    );
    expect(none.text.trim().split(',')).toEqual(expect.arrayContaining(['metric', 'value', 'denominator']));
    const lined = await weeks.manager.get(`/reports/query?${query}`, { accept: 'application/x-ndjson' });
    expect(
      lined.text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual(rows);
  });

  test('is refused where nobody could answer it, naming what is wrong', async () => {
    const asked = async (query: string) => refusal(await answerTo(weeks.manager, query));
    const unavailable = (pointer: string) => [422, 'field_not_available', pointer, 'field_not_available'];
    expect(await asked('metrics=happiness')).toEqual(unavailable('/metrics'));
    expect(await asked('metrics=do_not_return_rate&by=cost_center')).toEqual(unavailable('/by'));
    expect(await asked('metrics=exceptions_open&grain=month')).toEqual([
      422,
      'invalid_input',
      '/grain',
      'no_periods',
    ]);
    expect(await asked('metrics=overtime&from=2026-02-08&to=2026-02-01')).toEqual([
      422,
      'invalid_input',
      '/to',
      'before_start',
    ]);
    expect(await asked('metrics=overtime&compare=prior_period')).toEqual([
      422,
      'invalid_input',
      '/compare',
      'no_length',
    ]);
    // Days without both ends would be compared with themselves; what is of an instant has none before it.
    const noLength = ['/compare', 'no_length'];
    expect((await asked('metrics=overtime&compare=prior_year')).slice(2)).toEqual(noLength);
    expect((await asked('metrics=overtime&from=2026-01-01&compare=prior_year')).slice(2)).toEqual(noLength);
    expect((await asked(`metrics=exceptions_open&${february}&compare=prior_year`)).slice(2)).toEqual([
      '/compare',
      'no_periods',
    ]);
    expect(await asked('metrics=overtime&asOf=2027-01-01T00:00:00Z')).toEqual([
      422,
      'invalid_input',
      '/asOf',
      'in_the_future',
    ]);
    expect((await answerTo(weeks.manager, 'metrics=overtime&by=worker')).status).toBe(422);
    expect(
      (await answerTo(weeks.manager, 'metrics=overtime&unitId=0198c0de-0000-7000-8000-000000000001')).status,
    ).toBe(422);
  });
});

describe('the rows behind a figure', () => {
  test('come in pages that are the whole, each with what it adds, under ids that can be read', async () => {
    const [figure] = await ask(weeks.manager, `metrics=spend_accrued&vendorId=${weeks.atlas.id}&${february}`);
    const rows: any[] = [];
    let after = '';
    do {
      const page = ok(
        await weeks.manager.get(
          `/reports/rows?metric=spend_accrued&vendorId=${weeks.atlas.id}&${february}&limit=2${after}`,
        ),
      );
      expect(page.rows.length).toBeLessThanOrEqual(2);
      rows.push(...page.rows);
      after = page.nextCursor === null ? '' : `&after=${page.nextCursor}`;
    } while (after);
    const cents = rows.reduce((sum, { numerator }) => sum + Math.round(Number(numerator) * 100), 0);
    expect(cents).toBe(Math.round(Number(figure.value) * 100));
    expect(new Set(rows.map(({ id, ...rest }) => JSON.stringify([id, rest]))).size).toBe(rows.length);
    for (const { noun, id, vendorId } of rows) {
      expect(vendorId).toBe(weeks.atlas.id);
      expect(noun).toBe('billingItem');
      expect((await weeks.manager.get(`/billing-items/${id}`)).status).toBe(200);
    }
  });

  test('leave as a file whole, however many a page has, unless the address names a limit', async () => {
    const path = `/reports/rows?metric=hours_worked&${february}`;
    for (const viewer of [weeks.manager, rival.recruiter]) {
      const { rows } = ok(await viewer.get(`${path}&limit=200`));
      const lined = await viewer.get(path, { accept: 'application/x-ndjson' });
      const lines = lined.text.trim().split('\n');
      expect(lines.map((line) => JSON.parse(line))).toEqual(rows);
      expect(Object.keys(JSON.parse(lines[0]!))).toEqual(Object.keys(rows[0]));
      const csv = await viewer.get(path, { accept: 'text/csv' });
      const table = rows.map((row: object) => Object.values(row).map((value) => String(value ?? '')));
      expect(csv.text).toBe([Object.keys(rows[0]), ...table].map((line) => `${line.join(',')}\r\n`).join(''));
    }
    const first = await weeks.manager.get(`${path}&limit=1`, { accept: 'text/csv' });
    expect(first.text.trim().split('\r\n')).toHaveLength(2);
    const [, next] = /^<\/v1([^>]+)>; rel="next"$/.exec(String(first.headers['link']))!;
    const rest = await weeks.manager.get(next!.replace('&limit=1', ''), { accept: 'application/x-ndjson' });
    const all = ok(await weeks.manager.get(`${path}&limit=200`)).rows;
    expect(
      rest.text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual(all.slice(1));
  });

  test('are, in a file, those of then, none at all, or a refusal that comes before any', async () => {
    const path = '/reports/rows?metric=spend_accrued';
    const csv = { accept: 'text/csv' };
    const then = `${path}&${february}&asOf=2026-02-13T00:00:00Z`;
    const past = await weeks.manager.get(then, { accept: 'application/x-ndjson' });
    expect(
      past.text
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
    ).toEqual(ok(await weeks.manager.get(`${then}&limit=200`)).rows);
    const none = await weeks.manager.get(`${path}&from=2020-01-01&to=2020-01-31`, csv);
    expect(none.text).toMatch(/^noun,id,day,programId,[A-Za-z,]+,numerator,denominator,value\r\n$/);
    expect((await analyst.get(path, csv)).status).toBe(403);
    expect((await weeks.approver.get(path, csv)).body.code).toBe('field_not_available');
    const foreign = await weeks.manager.get(`${path}&programId=${crypto.randomUUID()}`, csv);
    expect(refusal(foreign)).toEqual(
      refusal(await weeks.manager.get(`${path}&programId=${crypto.randomUUID()}`)),
    );
    expect(foreign.status).toBe(422);
    const packed = await weeks.manager.get(`${path}&${february}`, {
      accept: 'application/vnd.apache.parquet',
    });
    expect([packed.status, packed.text.slice(0, 4)]).toEqual([200, 'PAR1']);
  });

  test('are the viewer’s own, and a cursor goes on with its own question', async () => {
    const path = `/reports/rows?metric=hours_worked&${february}`;
    const all = ok(await weeks.manager.get(`${path}&limit=1`));
    const mine = ok(await rival.recruiter.get(path));
    expect(new Set(mine.rows.map(({ vendorId }: any) => vendorId))).toEqual(new Set([rival.id]));
    expect(mine.rows[0]).not.toHaveProperty('costCenterId');
    const elsewhere = await weeks.manager.get(
      `/reports/rows?metric=overtime&${february}&after=${all.nextCursor}`,
    );
    expect(elsewhere.status).toBe(422);
    expect((await analyst.get(path)).status).toBe(403);
  });
});

describe('who asks', () => {
  test('a vendor is answered of its own rows, and meets no dimension that tells of others', async () => {
    const own = await ask(rival.recruiter, `metrics=spend_accrued,hours_worked&by=vendor&${february}`);
    expect(own.map(({ vendorId, value }) => [vendorId, value])).toEqual([
      [rival.id, '392.00'],
      [rival.id, '4'],
    ]);
    for (const by of ['tier', 'cost_center', 'requester'])
      expect((await answerTo(rival.recruiter, `metrics=hours_worked&by=${by}`)).status).toBe(422);
    const program = refusal(await answerTo(rival.recruiter, 'metrics=spend_under_management'));
    expect(program).toEqual(refusal(await answerTo(rival.recruiter, 'metrics=happiness')));
    const { metrics } = ok(await rival.recruiter.get('/reports/metrics'));
    expect(metrics.map(({ name }: any) => name)).not.toContain('spend_under_management');
  });

  test('a requester is answered of the own unit, and by no vendor', async () => {
    const scope = { programIds: [weeks.programId] };
    const elsewhere = await service.member(weeks.tenantId, { role: 'requester', ...scope, unitIds: [] });
    expect(await ask(weeks.approver, `metrics=hours_worked&${february}`)).toMatchObject([{ value: '45.25' }]);
    expect(await ask(elsewhere, `metrics=hours_worked&${february}`)).toMatchObject([{ value: '0' }]);
    for (const query of ['by=vendor', 'by=tier', 'tier=1', 'without=vendor'])
      expect((await answerTo(weeks.approver, `metrics=hours_worked&${query}`)).body.code).toBe(
        'field_not_available',
      );
    expect((await answerTo(weeks.approver, `metrics=hours_worked&vendorId=${rival.id}`)).status).toBe(422);
    expect((await answerTo(weeks.approver, 'metrics=spend_accrued')).body.code).toBe('field_not_available');
  });

  test('a worker asks nothing', async () => {
    const { worker } = await weeks.placed();
    expect((await answerTo(worker, 'metrics=hours_worked')).status).toBe(403);
    expect((await worker.get('/reports/metrics')).status).toBe(403);
  });
});

describe('an analyst', () => {
  test('is shown no figure of few people, and no name', async () => {
    for (const as of [analyst, analystReads]) {
      const rows = await ask(as, `metrics=spend_accrued,hours_worked&by=vendor&grain=month&${february}`);
      expect(rows).toHaveLength(4);
      for (const row of rows) {
        expect(row).toMatchObject({ value: null, numerator: null, denominator: null, isSuppressed: true });
        expect(row).not.toHaveProperty('vendorName');
      }
    }
  });

  test('asks for whole months, as they are, by one value', async () => {
    const asked = async (query: string) =>
      refusal(await answerTo(analyst, `metrics=hours_worked&${query}`)).slice(2);
    expect(await asked('from=2026-02-02')).toEqual(['/from', 'not_a_month']);
    expect(await asked('to=2026-02-27')).toEqual(['/to', 'not_a_month']);
    expect(await asked('grain=week')).toEqual(['/grain', 'too_fine']);
    expect(await asked('asOf=2026-02-01T00:00:00Z')).toEqual(['/asOf', 'not_for_analysts']);
    expect(await asked('profession=rn,lpn')).toEqual(['/profession', 'several_values']);
    expect(await asked('by=unit,vendor,profession&state=OH')).toEqual(['/by', 'too_many']);
  });
});

describe('the catalog', () => {
  test('gives SQL that comes to the same figure, over views whose columns it tells', async () => {
    const { metrics, facts, dimensions } = ok(await weeks.manager.get('/reports/metrics'));
    const hours = metrics.find(({ name }: any) => name === 'hours_worked');
    expect(hours).toMatchObject({
      definitionId: 'hours_worked@1',
      unit: 'hours',
      view: 'hours',
      cohort: 'date',
    });
    const view = facts.find((fact: any) => fact.view === hours.view);
    expect(view.columns.every(({ description }: any) => description.length > 5)).toBe(true);
    expect(dimensions).toContainEqual({
      name: 'cost_center',
      column: 'cost_center_id',
      field: 'costCenterId',
    });
    const text = hours.sql.replace(':from', "'2026-02-01'").replace(':to', "'2026-02-28'");
    const rows = await service.as(systemActor(weeks.tenantId), (tx) =>
      tx.rows<{ value: string }>(sql.raw(text)),
    );
    const [figure] = await ask(weeks.manager, `metrics=hours_worked&${february}`);
    expect(Number(rows[0]!.value)).toBe(Number(figure.value));
  });

  test('is the same in GraphQL', async () => {
    const rest = ok(await weeks.manager.get('/reports/metrics'));
    const { body } = await weeks.manager.graphql(
      '{ metricCatalog { metrics { name sql definition } grains } }',
    );
    expect(body.data.metricCatalog.metrics).toEqual(
      rest.metrics.map(({ name, sql: text, definition }: any) => ({ name, sql: text, definition })),
    );
  });
});

describe('as of an instant', () => {
  test('the figures are those that were known then', async () => {
    const query = `metrics=hours_worked,spend_accrued,timesheet_on_time&by=vendor&from=2026-02-01&to=2026-02-14`;
    const before = await ask(weeks.manager, query);
    const then = '2026-02-17T12:00:00Z';
    await service.moveClock(weeks.tenantId, then);
    await service.moveClock(weeks.tenantId, '2026-02-18T12:00:00Z');
    await weeks.approved(await weeks.placed(rival), [shift('2026-02-10', '08:00', '16:00')], '2026-02-08');
    expect(await ask(weeks.manager, query)).not.toEqual(before);
    expect(await ask(weeks.manager, `${query}&asOf=${then}`)).toEqual(before);
  });
});

describe('an analyst of a larger market', () => {
  test('is shown figures of five and more, and none by which those of fewer are told', async () => {
    await service.moveClock(weeks.tenantId, '2026-03-09T12:00:00Z');
    const few = await weeks.supplier({});
    for (const supplier of [weeks.atlas, weeks.atlas, weeks.atlas, weeks.atlas, weeks.atlas, few, few])
      await weeks.approved(
        await weeks.placed(supplier),
        [shift('2026-03-03', '08:00', '12:00')],
        '2026-03-01',
      );
    const march = (by: string) => ask(analyst, `metrics=hours_worked&from=2026-03-01&to=2026-03-31&${by}`);
    expect(await march('')).toMatchObject([{ value: '28', isSuppressed: false }]);
    // Five people of one vendor would tell of the two of the other.
    expect(await march('by=vendor')).toMatchObject([{ isSuppressed: true }, { isSuppressed: true }]);
    expect(await march(`vendorId=${weeks.atlas.id}`)).toMatchObject([{ isSuppressed: true, value: null }]);
    // February has two people, and half a year with it would tell of them beside the months.
    expect(await ask(analyst, 'metrics=hours_worked&from=2026-02-01&to=2026-03-31')).toMatchObject([
      { isSuppressed: true },
    ]);
    expect(
      await ask(weeks.manager, 'metrics=hours_worked&by=vendor&from=2026-03-01&to=2026-03-31'),
    ).toMatchObject([
      { isSuppressed: false, value: '20' },
      { isSuppressed: false, value: '8' },
    ]);
    // The two are few in a currency of their own too, though seven stand behind the month.
    await service.as(systemActor(weeks.tenantId), (tx) =>
      tx.rows(
        sql`update billing_items set currency = 'CAD' where tenant_id = ${weeks.tenantId} and vendor_id = ${few.id}`,
      ),
    );
    expect(
      (await ask(analyst, 'metrics=spend_accrued&from=2026-03-01&to=2026-03-31')).map(
        ({ currency, isSuppressed }) => [currency, isSuppressed],
      ),
    ).toEqual([
      ['CAD', true],
      ['USD', false],
    ]);
  });

  test('is told that charges of five come to nothing, and of two not even that', async () => {
    await service.as(systemActor(weeks.tenantId), async (tx) => {
      await tx.rows(sql`with charged as (
          select tenant_id, id, row_number() over (partition by currency order by id) as place, count(*) over (partition by currency) as many
          from billing_items where tenant_id = ${weeks.tenantId} and work_date_to between '2026-03-01' and '2026-03-31')
        update billing_items b set allocation = '[]', fee_amount = 0, amount = c.amount, vendor_amount = c.amount
        from (select *, case when place = many then 1 - many else 1 end as amount from charged) c where b.tenant_id = c.tenant_id and b.id = c.id`);
      // Of what comes to nothing no sum is kept then.
      await tx.rows(sql`select app.fold_totals(1)`);
    });
    const spent = await ask(analyst, 'metrics=spend_accrued&from=2026-03-01&to=2026-03-31');
    // That there is no figure at all would tell of the two what their charges come to.
    expect(spent.map(({ currency, value, isSuppressed }) => [currency, value, isSuppressed])).toEqual([
      ['CAD', null, true],
      ['USD', '0.00', false],
    ]);
  });

  test('is shown no sum of money and no share of few people, though others stand there without any', async () => {
    const spent = () =>
      ask(analyst, `metrics=spend_accrued&vendorId=${weeks.atlas.id}&from=2026-03-01&to=2026-03-31`);
    expect(await spent()).toMatchObject([{ isSuppressed: false }]);
    await service.as(systemActor(weeks.tenantId), (tx) =>
      tx.rows(
        sql`update billing_items set state = 'void' where tenant_id = ${weeks.tenantId} and worker_id =
          (select min(worker_id::text)::uuid from billing_items where vendor_id = ${weeks.atlas.id} and work_date_to >= '2026-03-01')`,
      ),
    );
    expect(await spent()).toMatchObject([{ isSuppressed: true, value: null }]);

    await service.moveClock(weeks.tenantId, '2026-04-13T12:00:00Z');
    const [first, ...others] = await Promise.all(Array.from({ length: 5 }, () => weeks.placed()));
    await weeks.approved(first!, [shift('2026-04-07', '08:00', '12:00')], '2026-04-05');
    for (const { worker, assignmentId } of others)
      ok(await worker.post('/timesheets', { assignmentId, weekStartsOn: '2026-04-05' }), 201);
    const april = await ask(
      analyst,
      'metrics=timesheet_on_time,first_pass_approval,approval_cycle&from=2026-04-01&to=2026-04-30',
    );
    expect(april.map(({ metric, isSuppressed }) => [metric, isSuppressed])).toEqual([
      ['timesheet_on_time', false],
      ['first_pass_approval', true],
      ['approval_cycle', true],
    ]);
  });
});
