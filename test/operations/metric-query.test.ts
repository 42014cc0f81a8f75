import { beforeAll, describe, expect, test } from 'vitest';
import { startService, type Client, type Service } from '../support/service.ts';
import { createWeeks, ok, type Weeks } from '../support/weeks.ts';

let service: Service;
let weeks: Weeks;

beforeAll(async () => {
  service = await startService();
  weeks = await createWeeks(service);
  await weeks.placed();
  await weeks.placed(await weeks.supplier({}));
});

const ask = async (as: Client, query: string): Promise<any> => ok(await as.get(`/reports/query?${query}`));

describe('a question', () => {
  test('try', async () => {
    console.log((await weeks.manager.get('/reports/metrics')).text.slice(0, 1500));
    console.log(JSON.stringify(await ask(weeks.manager, 'metrics=do_not_return_rate&by=vendor,unit&grain=month'), null, 1));
    console.log((await weeks.manager.get('/reports/rows?metric=do_not_return_rate&limit=2')).text);
    console.log(JSON.stringify(await ask(weeks.manager, 'metrics=do_not_return_rate&by=vendor&grain=month&asOf=2026-02-16T12:00:00Z'), null, 1));
    console.log((await weeks.manager.get('/reports/query?metrics=do_not_return_rate&by=vendor&grain=month&compare=prior_period', {accept:'text/csv'})).text);
    console.log((await weeks.atlas.recruiter.get('/reports/query?metrics=do_not_return_rate&by=vendor&from=2026-01-01&to=2026-02-28&compare=prior_period', {accept:'text/csv'})).text);
  });
});
