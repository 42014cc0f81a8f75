import { beforeAll, describe, expect, test } from 'vitest';
import { openMarket, type Market, type PanelVendor } from '../support/market.ts';
import { startService, type Answer, type Client, type Service } from '../support/service.ts';

let service: Service;
let market: Market;
let admin: Client;
let finance: Client;
let atlas: PanelVendor;

const ok = (answer: Answer, status = 200): any => {
  expect(answer.status, answer.text).toBe(status);
  return answer.body;
};
const windows = [
  { subject: 'order', noticeUnder: 14, penaltyKind: 'hours', penaltyValue: '36' },
  { subject: 'shift', noticeUnit: 'hours', noticeUnder: 2, penaltyKind: 'hours', penaltyValue: '4' },
  {
    subject: 'shift',
    noticeUnit: 'hours',
    noticeFrom: 2,
    noticeUnder: 24,
    penaltyKind: 'percent_of_week',
    penaltyValue: '5.5',
  },
];
const schedule = [
  { workedFrom: 0, workedUnder: 520, feeKind: 'percent_of_salary', feeValue: '20' },
  { workedFrom: 520, feeKind: 'flat', feeValue: '5000.00' },
];

async function agreed(vendor: PanelVendor, said: object = {}): Promise<any> {
  return ok(
    await admin.post('/agreements', {
      programId: market.programId,
      vendorId: vendor.vendorId,
      feeModel: 'vendor_funded',
      feePercent: '3',
      paymentTermsDays: 45,
      effectiveFrom: '2026-01-01',
      ...said,
    }),
    201,
  );
}
const set = (id: string, path: string, body: object, client = admin, version?: number) =>
  client.post(`/agreements/${id}/${path}`, body, version === undefined ? {} : { 'if-match': `"${version}"` });
const inForce = async (id: string, list: string, client = admin): Promise<any[]> =>
  ok(await client.get(`/${list}?agreementId=${id}&state=in_force`)).data;

beforeAll(async () => {
  service = await startService();
  market = await openMarket(service);
  ({ admin } = market);
  atlas = await market.vendor(1);
  finance = await service.member(market.tenantId, {
    role: 'client_finance',
    programIds: [market.programId],
  });
});

describe('terms', () => {
  test('are agreed with the agreement, or set once; its version counts them', async () => {
    const vendor = await market.vendor(1);
    const { id, version } = await agreed(vendor, { penaltyWindows: windows });
    expect(version).toBe(1);
    const held = await inForce(id, 'agreement-penalty-windows');
    expect(held.toSorted((one, other) => one.noticeUnder - other.noticeUnder)).toMatchObject([
      { subject: 'shift', noticeFrom: 0, noticeUnder: 2 },
      { subject: 'order', noticeUnit: 'days', noticeFrom: 0, noticeUnder: 14, penaltyValue: '36.00' },
      { subject: 'shift', noticeFrom: 2, noticeUnder: 24, penaltyKind: 'percent_of_week' },
    ]);
    expect(
      (await set(id, 'set-conversion-schedule', { conversionSchedule: schedule }, admin, 9)).status,
    ).toBe(412);
    const seen = ok(await set(id, 'set-conversion-schedule', { conversionSchedule: schedule }, admin, 1));
    expect(seen.version).toBe(2);
    const again = await set(id, 'set-conversion-schedule', { conversionSchedule: schedule.toReversed() });
    expect(ok(again).version).toBe(2);
    const fees = [{ orderType: 'per_diem', feeModel: 'client_funded', feePercent: '4.5', feeBasis: 'line' }];
    expect(ok(await set(id, 'set-order-type-fees', { orderTypeFees: fees })).version).toBe(3);
    const { body } = await admin.graphql(
      `mutation($input: SetGuaranteedHoursInput!) { setGuaranteedHours(input: $input) { agreement { version
        guarantees { nodes { hoursPerWeek freeCallOffs periodWeeks } } orderTypeFees { nodes { feePercent orderType } } } events { type data } } }`,
      {
        input: { agreementId: id, guaranteedHours: { hoursPerWeek: '36', freeCallOffs: 1, periodWeeks: 2 } },
      },
    );
    expect(body).toEqual({
      data: {
        setGuaranteedHours: {
          agreement: {
            version: 4,
            guarantees: { nodes: [{ hoursPerWeek: '36.00', freeCallOffs: 1, periodWeeks: 2 }] },
            orderTypeFees: { nodes: [{ feePercent: '4.5000', orderType: 'PER_DIEM' }] },
          },
          events: [{ type: 'agreement.terms_replaced', data: { terms: 'guaranteed_hours' } }],
        },
      },
    });
  });

  test('of an agreement that has begun are amended, not changed; one to come takes others', async () => {
    const vendor = await market.vendor(1);
    const begun = await agreed(vendor, { penaltyWindows: windows, effectiveTo: '2026-01-31' });
    const other = [{ ...windows[0], penaltyValue: '24' }];
    expect((await set(begun.id, 'set-penalty-windows', { penaltyWindows: other })).body).toMatchObject({
      status: 409,
      code: 'agreement_has_begun',
    });
    const coming = await agreed(vendor, { penaltyWindows: windows, effectiveFrom: '2026-02-01' });
    ok(await set(coming.id, 'set-penalty-windows', { penaltyWindows: other }));
    expect(await inForce(coming.id, 'agreement-penalty-windows')).toMatchObject([{ penaltyValue: '24.00' }]);
    const all = ok(await admin.get(`/agreement-penalty-windows?agreementId=${coming.id}&count=true`));
    expect(all.page.total).toBe(4);
    ok(await set(coming.id, 'set-penalty-windows', { penaltyWindows: [] }));
    expect(await inForce(coming.id, 'agreement-penalty-windows')).toEqual([]);
  });

  test.each([
    [
      'set-penalty-windows',
      'penaltyWindows',
      [windows[0], { ...windows[0], noticeFrom: 13, noticeUnder: 20 }],
      'overlapping',
    ],
    [
      'set-penalty-windows',
      'penaltyWindows',
      [windows[1], { ...windows[2], noticeUnit: 'days' }],
      'several_units',
    ],
    ['set-penalty-windows', 'penaltyWindows', [{ ...windows[0], noticeFrom: 14 }], 'empty_span'],
    ['set-conversion-schedule', 'conversionSchedule', [schedule[1]], 'not_contiguous'],
    [
      'set-conversion-schedule',
      'conversionSchedule',
      [schedule[0], { ...schedule[1], measure: 'weeks' }],
      'several_units',
    ],
    [
      'set-order-type-fees',
      'orderTypeFees',
      [{ orderType: 'contract', feeModel: 'none', feePercent: '1' }],
      'fee_without_model',
    ],
    [
      'set-volume-bands',
      'volumeBands',
      [
        { measure: 'spend', volumeFrom: '0', volumeUnder: '10', stepKind: 'rate_step', stepValue: '-1' },
        { measure: 'headcount', volumeFrom: '10', stepKind: 'rate_step', stepValue: '-1' },
      ],
      'several_units',
    ],
  ] as const)('%s refuses what contradicts itself: %j', async (path, key, terms, code) => {
    const vendor = await market.vendor(1);
    const { id } = await agreed(vendor);
    const refused = await set(id, path, { [key]: terms });
    expect([refused.status, refused.body.errors?.[0].code], refused.text).toEqual([422, code]);
  });

  test('are set by those who manage agreements; another vendor’s are as if missing', async () => {
    const [own, rival] = [await market.vendor(1), await market.vendor(1)];
    const mine = await agreed(own, { penaltyWindows: windows });
    const theirs = await agreed(rival, { penaltyWindows: windows, conversionSchedule: schedule });
    for (const client of [market.manager, own.recruiter, finance])
      expect((await set(mine.id, 'set-penalty-windows', { penaltyWindows: [] }, client)).status).toBe(403);
    expect(await inForce(mine.id, 'agreement-penalty-windows', own.recruiter)).toHaveLength(3);
    expect(await inForce(theirs.id, 'agreement-penalty-windows', finance)).toHaveLength(3);
    const [window] = await inForce(theirs.id, 'agreement-penalty-windows');
    const facts = 'startsAt=2026-02-16T05:00:00Z&hoursPerWeek=36&billRate=98';
    const missingId = market.unitId;
    for (const [foreign, missing] of [
      [`/agreement-penalty-windows/${window.id}`, `/agreement-penalty-windows/${missingId}`],
      [`/agreements/${theirs.id}/penalty?${facts}`, `/agreements/${missingId}/penalty?${facts}`],
      [`/agreements/${theirs.id}/utilization`, `/agreements/${missingId}/utilization`],
      [
        `/agreements/${theirs.id}/conversion-fee?worked=1&annualSalary=1`,
        `/agreements/${missingId}/conversion-fee?worked=1&annualSalary=1`,
      ],
    ] as const) {
      const answer = await own.recruiter.get(foreign);
      expect([foreign, answer.status]).toEqual([foreign, 404]);
      const none = await own.recruiter.get(missing);
      expect(answer.body).toEqual({ ...none.body, requestId: answer.body.requestId });
    }
  });
});

test('an agreement is corrected before its first day, and no more from then on', async () => {
  const vendor = await market.vendor(1);
  const correct = ({ id, version }: any, said: object, client = admin) =>
    client.patch(`/agreements/${id}`, said, { 'if-match': `"${version}"` });
  const begun = await agreed(vendor, { effectiveTo: '2026-06-30' });
  expect((await correct(begun, { feePercent: '4' })).body.code).toBe('agreement_has_begun');
  expect(ok(await correct(begun, { feePercent: '3.0' })).version).toBe(1);
  const coming = await agreed(vendor, { feePercent: '30', effectiveFrom: '2026-07-01' });
  expect((await correct(coming, { feePercent: '3' }, market.manager)).status).toBe(403);
  const stranger = await market.vendor(1);
  expect((await stranger.recruiter.patch(`/agreements/${coming.id}`, {})).status).toBe(403);
  expect((await correct({ ...coming, version: 9 }, { feePercent: '3' })).status).toBe(412);
  const fee = { feeModel: 'none', feePercent: '3' };
  expect((await correct(coming, fee)).body.errors[0].code).toBe('fee_without_model');
  const { body } = await admin.graphql(
    'mutation($input: UpdateAgreementInput!) { updateAgreement(input: $input) { agreement { feePercent paymentTermsDays } events { type } } }',
    { input: { agreementId: coming.id, feePercent: '3', paymentTermsDays: 60, expectedVersion: 1 } },
  );
  expect(body.data.updateAgreement, JSON.stringify(body)).toEqual({
    agreement: { feePercent: '3.0000', paymentTermsDays: 60 },
    events: [{ type: 'agreement.changed' }],
  });
  const none = ok(await correct({ ...coming, version: 2 }, { feeModel: 'none' }));
  expect(none).toMatchObject({ feePercent: '0.0000', effectiveFrom: '2026-07-01', version: 3 });
});

describe('an agreement amended', () => {
  test('ends the day before, and the next one has its terms but for what is said', async () => {
    const { id } = await agreed(atlas, {
      penaltyWindows: windows,
      conversionSchedule: schedule,
      guaranteedHours: { hoursPerWeek: '36' },
      autoAcceptHours: 48,
      effectiveTo: '2026-12-31',
    });
    const amend = (body: object, client = admin) => client.post(`/agreements/${id}/amend`, body);
    for (const effectiveFrom of ['2026-01-01', '2027-01-01'])
      expect((await amend({ effectiveFrom })).body.errors[0]).toMatchObject({
        pointer: '/effectiveFrom',
        code: 'outside_agreement',
      });
    expect((await amend({ effectiveFrom: '2026-06-01' }, market.manager)).status).toBe(403);
    const next = ok(
      await amend({
        effectiveFrom: '2026-06-01',
        feePercent: '2.5',
        guaranteedHours: null,
        penaltyWindows: [{ ...windows[0], penaltyValue: '24' }],
      }),
    );
    expect(next).toMatchObject({
      feeModel: 'vendor_funded',
      feePercent: '2.5000',
      paymentTermsDays: 45,
      autoAcceptHours: 48,
      effectiveFrom: '2026-06-01',
      effectiveTo: '2026-12-31',
      version: 1,
    });
    expect(ok(await admin.get(`/agreements/${id}`)).effectiveTo).toBe('2026-05-31');
    expect(await inForce(next.id, 'agreement-penalty-windows')).toMatchObject([{ penaltyValue: '24.00' }]);
    expect(await inForce(next.id, 'agreement-conversion-fees')).toHaveLength(2);
    expect(await inForce(next.id, 'agreement-guarantees')).toEqual([]);
    // What was agreed of the days before stands.
    expect(await inForce(id, 'agreement-guarantees')).toHaveLength(1);
    expect(await inForce(id, 'agreement-penalty-windows')).toHaveLength(3);
  });
});

describe('explained', () => {
  test('is the penalty of an order canceled 9 days before it starts: 36 × 98 = 3,528.00', async () => {
    const vendor = await market.vendor(1);
    const { id } = await agreed(vendor, { penaltyWindows: windows, conversionSchedule: schedule });
    const held = await inForce(id, 'agreement-penalty-windows');
    const window = held.find(({ subject }) => subject === 'order');
    const start = 'startsAt=2026-02-16T05:00:00Z';
    const path = `/agreements/${id}/penalty?${start}&hoursPerWeek=36&billRate=98`;
    const answer = ok(await vendor.recruiter.get(`${path}&canceledAt=2026-02-07T17:00:00Z`));
    expect(answer).toMatchObject({
      windowId: window.id,
      noticeUnit: 'days',
      notice: 9,
      penaltyHours: '36.00',
      amount: '3528.00',
      currency: 'USD',
    });
    expect(answer.steps.map(({ name }: any) => name)).toEqual(['notice', 'window', 'penalty']);
    // Absent, it is canceled now: 2026-01-05, 42 days ahead.
    expect(ok(await finance.get(path))).toMatchObject({ windowId: null, notice: 42, amount: '0.00' });
    const { body } = await market.manager.graphql(
      `query($agreementId: ID!) { explainConversionFee(agreementId: $agreementId, worked: 519, annualSalary: "90000") { amount measure stepId } }`,
      { agreementId: id },
    );
    expect(body.errors).toBeUndefined();
    expect(body.data.explainConversionFee).toMatchObject({ amount: '18000.00', measure: 'HOURS' });
    const flat = ok(await finance.get(`/agreements/${id}/conversion-fee?worked=520&annualSalary=90000`));
    expect(flat).toMatchObject({ amount: '5000.00' });
    expect((await market.requester.get(path)).body.code).toBe('permission_missing');
  });
});
