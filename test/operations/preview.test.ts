import { beforeAll, expect, test } from 'vitest';
import { payRules } from '../../src/bin/sandbox/lakeshore.ts';
import { keepTime, ok, week, type Opened } from '../support/timesheets.ts';

const keeping = keepTime();
let placed: Opened;
let plain: { id: string };

const preview = (query: string, client = keeping.manager) => client.get(`${placed.path}/preview?${query}`);

/** All that a write would leave behind. */
async function traces(): Promise<unknown> {
  const tables = [
    'timesheets',
    'timesheet_lines',
    'timesheet_pay_lines',
    'timesheet_ratings',
    'events',
    'row_versions',
  ];
  const counted = tables.map((table) => `(select count(*) from ${table}) as ${table}`).join(', ');
  const { rows } = await keeping.service.pool.query(
    `select ${counted}, (select sum(version) from timesheets) as versions`,
  );
  return rows[0];
}

beforeAll(async () => {
  placed = await keeping.submitted();
  const rules = { ...payRules, differentials: [], rounding: { minutes: 0 } };
  const named = { programId: keeping.id('programs'), state: 'TX', name: 'Plain' };
  plain = ok(
    await keeping.manager.post('/pay-policies', {
      ...named,
      rules,
      effectiveFrom: '2026-01-01',
    }),
    201,
  );
});

test('rates the week by another policy beside how it is rated, and changes nothing', async () => {
  const before = await traces();
  const shown = ok(await preview(`payPolicyId=${plain.id}`));
  expect(await traces()).toEqual(before);
  // 18:53 to 07:38 is 12.25 h either way; without differentials 40 × 98 and 1.25 × 147 are left.
  expect(shown.before).toMatchObject({
    policy: { name: 'Lakeshore Columbus' },
    gross: '4264.75',
    hours: '41.25',
  });
  expect(shown.after).toMatchObject({
    policy: { name: 'Plain' },
    gross: '4103.75',
    pay: { total: '2512.50' },
  });
  expect(shown).toMatchObject({ grossDifference: '-161.00', payDifference: '0.00' });
  const changed = shown.lines.filter((line: any) => line.difference !== '0.00');
  expect(changed).toMatchObject([
    { lineKey: 'differential:night:3.0000', minutesBefore: 2370, minutesAfter: 0, difference: '-118.50' },
    { lineKey: 'differential:weekend:2.5000', amountBefore: '42.50', amountAfter: '0.00' },
  ]);
  const asked = `{ previewTimesheet(timesheetId: "${placed.sheet.id}", payPolicyId: "${plain.id}") { grossDifference after { gross } } }`;
  const both = await keeping.manager.graphql(asked);
  expect(both.body.data?.previewTimesheet, both.text).toEqual({
    grossDifference: '-161.00',
    after: { gross: '4103.75' },
  });
});

test('rates it by a card’s lines, and by what an agreement says of the fee', async () => {
  const card = ok(
    await keeping.manager.post('/rate-cards', {
      programId: keeping.id('programs'),
      name: 'Spring',
      effectiveFrom: '2026-01-01',
    }),
    201,
  );
  const empty = await preview(`rateCardId=${card.id}`);
  expect([empty.status, empty.body.code]).toEqual([409, 'card_has_no_rate']);
  const line = {
    programId: keeping.id('programs'),
    cardId: card.id,
    profession: 'rn',
    effectiveFrom: '2026-01-01',
  };
  ok(await keeping.manager.post('/rate-lines', { ...line, billRate: '100' }), 201);
  ok(await keeping.manager.post('/rate-lines', { ...line, hourType: 'overtime', multiplier: '1.4' }), 201);
  const shown = ok(await preview(`rateCardId=${card.id}`));
  // 40 × 100 and 1.25 × 140, and the differentials as they are; what is paid is as agreed.
  expect(shown).toMatchObject({
    grossDifference: '71.25',
    payDifference: '0.00',
    after: { gross: '4336.00' },
  });
  const agreementId = keeping.id('agreements');
  const agreed = ok(await preview(`agreementId=${agreementId}`));
  expect(agreed.after.fee).toMatchObject({ agreementId, feeModel: 'vendor_funded' });
  const { fee, vendorNet, clientTotal } = agreed.after.fee;
  expect(clientTotal).toBe('4264.75');
  expect((Number(fee) + Number(vendorNet)).toFixed(2)).toBe('4264.75');
});

test('shows each side what is its own, and to others the week is not there', async () => {
  const vendor = ok(await preview('', keeping.recruiter));
  expect([vendor.grossDifference, vendor.payDifference]).toEqual(['0.00', '0.00']);
  expect((await preview(`payPolicyId=${plain.id}`, keeping.recruiter)).status).toBe(422);
  const worker = await preview('', placed.worker);
  expect(ok(worker)).toMatchObject({ payDifference: '0.00', after: { pay: { total: '2512.50' } } });
  expect(worker.text).not.toMatch(/98\.0000|"gross|"billRate|"lineKey"|"fee"/);
  expect(worker.body.lines).toBeUndefined();
  const requester = await preview(`payPolicyId=${plain.id}`, keeping.requester);
  expect(ok(requester).grossDifference).toBe('-161.00');
  expect(requester.text).not.toMatch(/"pay|60\.0000/);
  expect((await preview('', keeping.rival)).status).toBe(404);
  const analyst = await keeping.service.member(keeping.world.tenantId, { role: 'analyst' });
  expect((await preview('', analyst)).status).toBe(403);
});

test('rates an open week too, an earlier version, and refuses a policy of other workweeks', async () => {
  const opened = await keeping.opened();
  ok(await opened.worker.put(`${opened.path}/entries`, { entries: week() }));
  const rated = ok(await keeping.recruiter.get(`${opened.path}/preview`));
  expect(rated.before.gross).toBe('4264.75');
  expect(ok(await keeping.recruiter.get(opened.path)).gross).toBeNull();
  const adjusted = await keeping.approved();
  ok(await keeping.manager.post(`${adjusted.path}/adjust`, { entries: week('07:30'), reason: 'Left' }));
  const earlier = ok(
    await keeping.manager.get(`${adjusted.path}/preview?revision=1&payPolicyId=${plain.id}`),
  );
  expect([earlier.before.gross, earlier.after.gross]).toEqual(['4264.75', '4103.75']);
  const later = await keeping.manager.get(`${adjusted.path}/preview?revision=3`);
  expect([later.status, later.body.errors?.[0]]).toMatchObject([
    422,
    { pointer: '/revision', code: 'unknown' },
  ]);
  const monday = ok(
    await keeping.manager.post('/pay-policies', {
      programId: keeping.id('programs'),
      state: 'NY',
      name: 'Monday',
      rules: { ...payRules, workweekStart: { day: 'monday', time: '00:00' } },
      effectiveFrom: '2026-01-01',
    }),
    201,
  );
  const refused = await preview(`payPolicyId=${monday.id}`);
  expect([refused.status, refused.body.code]).toEqual([409, 'workweek_differs']);
});
