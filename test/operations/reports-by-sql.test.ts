import type pg from 'pg';
import { beforeAll, expect, test } from 'vitest';
import { expectOneAnswer, type Published } from '../support/metric-by-sql.ts';
import { startService, type Client, type Service } from '../support/service.ts';
import { dropLoginsAtEnd, sqlSession } from '../support/sql-sessions.ts';
import { createWeeks, ok, shift, type Weeks } from '../support/weeks.ts';

let service: Service;
let weeks: Weeks;
let everything: pg.Client;
let nothing: pg.Client;
let catalog: { metrics: Published[]; dimensions: { name: string; column: string; field: string }[] };

async function session(scopes: object): Promise<pg.Client> {
  const analyst: Client = await service.member(weeks.tenantId, { role: 'analyst', ...scopes });
  const admin = await service.member(weeks.tenantId, { role: 'tenant_admin' });
  const login = await admin.post('/sql-logins', { membershipId: analyst.actor.membershipId, name: 'test' });
  expect(login.status, login.text).toBe(201);
  return sqlSession(service.database, login.body);
}

beforeAll(async () => {
  service = await startService();
  dropLoginsAtEnd(service.database);
  weeks = await createWeeks(service);
  const rival = await weeks.supplier({ fee_percent: '5' });
  await weeks.approved(await weeks.placed());
  await weeks.approved(await weeks.placed(rival), [shift('2026-02-09', '08:00', '12:00')], '2026-02-08');
  everything = await session({});
  nothing = await session({ programIds: [weeks.programId], facilityIds: [crypto.randomUUID()] });
  catalog = ok(await weeks.manager.get('/reports/metrics'));
});

const days = { from: '2026-01-01', to: '2026-12-31' };

test('every metric of the catalog is the same by REST, as CSV, by GraphQL and by its SQL under a login that sees the same', async () => {
  expect(catalog.metrics.length).toBeGreaterThan(10);
  const empty: string[] = [];
  for (const [at, metric] of catalog.metrics.entries()) {
    if (!(await expectOneAnswer(weeks.manager, everything, metric, days))) empty.push(metric.name);
    // Each metric by one dimension of its own, all of them in turn.
    const name = metric.dimensions[at % Math.max(metric.dimensions.length, 1)];
    const by = catalog.dimensions.find((one) => one.name === name);
    if (by) await expectOneAnswer(weeks.manager, everything, metric, { ...days, by });
  }
  // Enough of them count something here for their being alike to tell anything.
  expect(catalog.metrics.length - empty.length, empty.join()).toBeGreaterThan(10);
});

test('the text that the catalog publishes runs as it is once its days are said', async () => {
  for (const { sql } of catalog.metrics) {
    const said = sql
      .replaceAll(/:from\b/g, `'${days.from}'`)
      .replaceAll(/:to\b/g, `'${days.to}'`)
      .replaceAll(/:now\b/g, 'now()');
    await everything.query(said);
  }
});

test('a login of another facility counts nothing of this one', async () => {
  const { rows } = await nothing.query(`select (select count(*)::int from spend) as spend,
    (select count(*)::int from hours) as hours, (select count(*)::int from assignments) as assignments`);
  expect(rows).toEqual([{ spend: 0, hours: 0, assignments: 0 }]);
});
