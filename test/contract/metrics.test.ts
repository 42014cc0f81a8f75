import { beforeAll, describe, expect, test } from 'vitest';
import { dividedBy } from '../../src/domain/reports/asking/available.ts';
import { metrics } from '../../src/domain/reports/metrics/catalog/index.ts';
import type { Metric } from '../../src/domain/reports/metrics/metric.ts';
import type { Role } from '../../src/kernel/actor.ts';
import { adminClient } from '../support/database.ts';
import { startService, type Client, type Service } from '../support/service.ts';
import { createWeeks, ok, shift, type Weeks } from '../support/weeks.ts';

// Every metric of the catalog, whatever it counts, over a row of each table and weeks that were worked.
let service: Service;
let weeks: Weeks;
const readers = new Map<Role, Client>();

beforeAll(async () => {
  service = await startService();
  weeks = await createWeeks(service);
  const other = await weeks.supplier({ fee_percent: '5' });
  await weeks.approved(await weeks.placed());
  await weeks.approved(await weeks.placed(other), [shift('2026-02-09', '08:00', '12:00')], '2026-02-08');
  // What the world was made of is older than its clock.
  const admin = await adminClient(service.database);
  await admin.query(
    `update row_versions set valid_from = '2026-01-01' where tenant_id = $1 and valid_from > '2026-06-01'`,
    [weeks.tenantId],
  );
  readers.set('program_manager', weeks.manager);
  for (const role of ['tenant_admin', 'credentialing'] as const)
    readers.set(role, await service.member(weeks.tenantId, { role }));
});

const readerOf = (metric: Metric): Client => {
  const role = metric.readers.find((one) => readers.has(one));
  if (!role) throw new Error(`nobody asks for ${metric.name}`);
  return readers.get(role)!;
};
const nameOf = ({ name }: Metric) => name;
/** Those that can be asked for together: of one fact and day, by the same member. */
const together = [
  ...Map.groupBy(metrics, (metric) =>
    [metric.fact.name, metric.cohort ?? 'now', metric.readers.join(), metric.notBy?.join()].join(' '),
  ).values(),
].map(
  (some) => [`${some[0]!.fact.name} by ${some[0]!.cohort}: ${some.map(nameOf).join(', ')}`, some] as const,
);
const ask = async (some: readonly Metric[], query = ''): Promise<any[]> =>
  ok(await readerOf(some[0]!).get(`/reports/query?metrics=${some.map(nameOf).join(',')}${query}`)).rows;

const isAdditive = ({ numerator, denominator = '' }: Metric) =>
  !/\b(distinct|max|min|avg)\b/.test(`${numerator} ${denominator}`);

/** The rows behind the figures add to them. */
async function assertRows(metric: Metric, figures: readonly any[]): Promise<void> {
  const page = ok(await readerOf(metric).get(`/reports/rows?metric=${metric.name}&limit=200`));
  expect(page.nextCursor).toBeNull();
  for (const part of ['numerator', 'denominator'] as const)
    for (const figure of figures.filter((one) => one[part] !== null)) {
      const rows = page.rows.filter(({ currency }: any) => currency === figure.currency);
      const sum = rows.reduce((total: number, row: any) => total + Number(row[part]), 0);
      expect(sum, `${metric.name} ${part}`).toBeCloseTo(Number(figure[part]), 4);
    }
}

test('names are told once, and each has a version', () => {
  expect(new Set(metrics.map(nameOf)).size).toBe(metrics.length);
  for (const { version, definition, exclusions } of metrics) {
    expect(version).toBeGreaterThan(0);
    expect(definition.length).toBeGreaterThan(20);
    expect(exclusions.length).toBeGreaterThan(3);
  }
});

describe('metrics are answered whole, by each dimension and period, from rows that add to them, and as of now as now', () => {
  test.each(together)('%s', async (_, some) => {
    const whole = await ask(some);
    const dimensions = dividedBy(some[0]!);
    const grain = some[0]!.cohort === null ? '' : '&grain=week';
    for (let at = 0; at < dimensions.length; at += 6)
      await ask(some, `&by=${dimensions.slice(at, at + 6).join(',')}${grain}`);
    expect(await ask(some, '&asOf=2026-02-16T12:00:00Z')).toEqual(whole);
    for (const metric of some.filter(isAdditive))
      await assertRows(
        metric,
        whole.filter((row) => row.metric === metric.name),
      );
  });
});
