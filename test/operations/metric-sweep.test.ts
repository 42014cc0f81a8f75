import { beforeAll, describe, expect, test } from 'vitest';
import { metrics } from '../../src/domain/reports/metrics/catalog/index.ts';
import { dividedBy } from '../../src/domain/reports/asking/available.ts';
import { sqlOf } from '../../src/domain/reports/asking/publish.ts';
import { definitionOf, type Metric } from '../../src/domain/reports/metrics/metric.ts';
import { adminClient } from '../support/database.ts';
import { startService, type Client, type Service } from '../support/service.ts';
import { createWeeks, ok, shift, type Weeks } from '../support/weeks.ts';

// Every metric of the catalog, whatever it counts, over a row of each table and some weeks that were worked.
let service: Service;
let weeks: Weeks;
let readers: readonly Client[];

beforeAll(async () => {
  service = await startService();
  weeks = await createWeeks(service);
  await weeks.approved(await weeks.placed());
  await weeks.approved(
    await weeks.placed(await weeks.supplier({ fee_percent: '5' })),
    [shift('2026-02-09', '08:00', '12:00')],
    '2026-02-08',
  );
  // What the world was made of is older than its clock.
  const admin = await adminClient(service.database);
  await admin.query(`update row_versions set valid_from = '2026-01-01' where tenant_id = $1 and valid_from > '2026-06-01'`, [
    weeks.tenantId,
  ]);
  readers = [
    weeks.manager,
    await service.member(weeks.tenantId, { role: 'tenant_admin' }),
    await service.member(weeks.tenantId, { role: 'credentialing' }),
  ];
});

const readerOf = (metric: Metric): Client => {
  const reader = readers.find(({ actor }) => metric.readers.includes(actor.role));
  if (!reader) throw new Error(`nobody asks for ${metric.name}`);
  return reader;
};
const ask = async (metric: Metric, query = ''): Promise<any[]> =>
  ok(await readerOf(metric).get(`/reports/query?metrics=${metric.name}${query}`)).rows;
const each = metrics.map((metric) => [definitionOf(metric), metric] as const);

describe('every metric', () => {
  test.each(each)('%s is as it says', async (_, metric) => {
    const whole = await ask(metric);
    const grouped = dividedBy(metric);
    // By each of its dimensions, and by period.
    for (let at = 0; at < grouped.length; at += 6)
      await ask(metric, `&by=${grouped.slice(at, at + 6).join(',')}${metric.cohort === null ? '' : '&grain=week'}`);
    // As of now is now.
    const now = await ask(metric, '&asOf=2026-02-16T12:00:00Z');
    expect(now).toEqual(whole);
    // The rows behind it come to the figure, where it is a count or a sum.
    if (!/distinct|max|min|avg/.test(`${metric.numerator} ${metric.denominator}`)) {
      const page = ok(await readerOf(metric).get(`/reports/rows?metric=${metric.name}&limit=200`));
      expect(page.nextCursor).toBeNull();
      for (const part of ['numerator', 'denominator'] as const)
        for (const figure of whole.filter((one) => one[part] !== null)) {
          const rows = page.rows.filter(({ currency }: any) => currency === figure.currency);
          const sum = rows.reduce((total: number, row: any) => total + Number(row[part]), 0);
          expect(sum, part).toBeCloseTo(Number(figure[part]), 4);
        }
    }
    // The published SQL says the same.
    expect(sqlOf(metric)).toContain(`from reporting.${metric.fact.name}`);
  });
});
