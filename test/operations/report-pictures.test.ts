import { extractText, getDocumentProxy } from 'unpdf';
import { parseXml } from '@rgrove/parse-xml';
import { beforeAll, describe, expect, test } from 'vitest';
import { startService, type Client, type Service } from '../support/service.ts';
import { createWeeks, ok, shift, type Weeks } from '../support/weeks.ts';

let service: Service;
let weeks: Weeks;
const question = '/reports/query?metrics=spend_accrued&by=vendor&from=2026-02-01&to=2026-02-28';

beforeAll(async () => {
  service = await startService();
  weeks = await createWeeks(service);
  await weeks.approved(await weeks.placed());
  const rival = await weeks.supplier();
  await weeks.approved(await weeks.placed(rival), [shift('2026-02-09', '08:00', '12:00')], '2026-02-08');
});

const raw = (client: Client, path: string, accept: string) =>
  service.app.http.inject({
    method: 'GET',
    url: `/v1${path}`,
    headers: { authorization: `Bearer ${client.token}`, accept },
  });

describe('the answer to a question as a picture', () => {
  test('is given by its media type, by naming the chart, and by GraphQL', async () => {
    const accepted = await raw(weeks.manager, question, 'image/svg+xml');
    expect(accepted.headers['content-type']).toBe('image/svg+xml; charset=utf-8');
    const named = await raw(weeks.manager, `${question}&chart=bar`, 'application/json');
    expect([named.statusCode, named.body]).toEqual([200, accepted.body]);
    expect(parseXml(named.body).root!.text).toContain('Atlas Staffing');
    const { body } = await weeks.manager.graphql(
      `{ metricChart(metrics: ["spend_accrued"], by: [VENDOR], from: "2026-02-01", to: "2026-02-28") { mediaType text } }`,
    );
    expect(body.data.metricChart).toEqual({ mediaType: 'image/svg+xml', text: accepted.body });
    const list = await raw(weeks.manager, '/orders', 'image/svg+xml');
    expect(list.statusCode).toBe(406);
    const png = await raw(weeks.manager, question, 'image/png');
    expect([png.statusCode, png.json().detail]).toEqual([406, expect.stringContaining('image/svg+xml')]);
  });

  test('is refused where figures do not go together, and where the question is', async () => {
    const refused = async (path: string) => {
      const { status, body } = await weeks.manager.get(path);
      return [status, body.errors?.[0]?.pointer, body.errors?.[0]?.code];
    };
    const mixed = question.replace('spend_accrued', 'spend_accrued,hours_worked');
    expect(await refused(`${mixed}&chart=bar`)).toEqual([422, '/metrics', 'mixed_units']);
    expect(await refused(`${question}&chart=line`)).toEqual([422, '/chart', 'needs_grain']);
    expect((await refused(`${question}&chart=pie`))[0]).toBe(422);
    expect((await refused('/reports/query?metrics=none&chart=bar'))[0]).toBe(422);
  });
});

describe('the review of a program', () => {
  const path = () => `/programs/${weeks.programId}/review?from=2026-02-01&to=2026-02-28`;

  test('says what the metrics say, with the period before beside it', async () => {
    const review = ok(await weeks.finance.get(path()));
    expect(review).toMatchObject({ programId: weeks.programId, from: '2026-02-01', to: '2026-02-28' });
    const asked = ok(
      await weeks.finance.get(
        `/reports/query?metrics=spend_accrued&programId=${weeks.programId}&from=2026-02-01&to=2026-02-28&compare=prior_period`,
      ),
    );
    expect(review.headlines).toEqual(expect.arrayContaining(asked.rows));
    expect(asked.rows).toHaveLength(1);
    const spent = (rows: any[]) =>
      rows
        .filter(({ metric }) => metric === 'spend_accrued')
        .reduce((sum, { value }) => sum + Number(value) * 100, 0);
    expect(spent(review.vendors)).toBe(spent(review.headlines));
    expect(spent(review.months)).toBe(spent(review.headlines));
    expect(review.standings).toContainEqual(
      expect.objectContaining({ vendorName: 'Atlas Staffing', standing: 'good', score: null }),
    );
  });

  test('is printed on two pages, the same bytes each time, with what its reader sees', async () => {
    const [first, second] = [
      await raw(weeks.manager, path(), 'application/pdf'),
      await raw(weeks.manager, path(), 'application/pdf'),
    ];
    expect(first.headers['content-type']).toBe('application/pdf');
    expect(first.rawPayload.equals(second.rawPayload)).toBe(true);
    const { text, totalPages } = await extractText(await getDocumentProxy(new Uint8Array(first.rawPayload)));
    expect(totalPages).toBe(2);
    expect(text[0]).toContain('Program review, 2026-02-01 to 2026-02-28');
    expect(text[0]).toMatch(/Spend, accrued/);
    expect(text[1]).toMatch(/Atlas Staffing/);
    expect(text.join('')).toMatch(/page 2 of 2/);
  });

  test('is of those who oversee the program, and of days that are some', async () => {
    for (const stranger of [weeks.atlas.recruiter, weeks.approver])
      expect((await stranger.get(path())).status).toBe(403);
    const elsewhere = await service.member(weeks.tenantId, {
      role: 'program_manager',
      programIds: [crypto.randomUUID()],
    });
    expect((await elsewhere.get(path())).status).toBe(404);
    const backwards = path().replace('to=2026-02-28', 'to=2026-01-28');
    expect((await weeks.manager.get(backwards)).body.errors[0]).toMatchObject({
      pointer: '/to',
      code: 'before_start',
    });
    const long = path().replace('to=2026-02-28', 'to=2027-12-28');
    expect((await weeks.manager.get(long)).body.errors[0]).toMatchObject({
      pointer: '/to',
      code: 'too_long',
    });
  });
});
