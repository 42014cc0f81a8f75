import { beforeAll, expect, test } from 'vitest';
import { openMarket, type Market } from '../support/market.ts';
import { ordersOf, type Orders } from '../support/orders.ts';
import { startService, type Client, type Service } from '../support/service.ts';

let service: Service;
let market: Market;
let orders: Orders;
let manager: Client;
let requester: Client;

beforeAll(async () => {
  service = await startService();
  market = await openMarket(service);
  orders = ordersOf(service, market);
  ({ manager, requester } = market);
});

const terms = {
  profession: 'rn',
  specialty: 'icu',
  hoursPerWeek: '36',
  billRate: '98',
  maxBillRate: '102',
  payRateFrom: '55',
  payRateTo: '60',
  reason: 'vacancy',
};
const made = async (changes: object = {}): Promise<any> => {
  const created = await manager.post('/order-templates', {
    programId: market.programId,
    unitId: market.unitId,
    name: `Travel ICU ${Math.random()}`,
    terms,
    lockedFields: ['billRate', 'maxBillRate', 'payRateFrom'],
    questions: [{ question: 'Do you hold ACLS?', kind: 'yes_no' }],
    ...changes,
  });
  expect(created.status, created.text).toBe(201);
  return created.body;
};
const from = (templateId: string, changes: object = {}, client = requester) =>
  client.post('/orders', {
    unitId: market.unitId,
    templateId,
    positions: 1,
    startsOn: '2026-02-01',
    endsOn: '2026-05-02',
    ...changes,
  });

test('an order is made of a template, its questions too, and keeps what is locked', async () => {
  const template = await made();
  const order = await from(template.id, { hoursPerWeek: '40', billRate: '98.00' });
  expect(order.body, order.text).toMatchObject({
    templateId: template.id,
    title: 'RN ICU',
    hoursPerWeek: '40.00',
    billRate: '98.0000',
    maxBillRate: '102.0000',
    lockedFields: ['billRate', 'maxBillRate', 'payRateFrom'],
  });
  expect((await manager.get(`/order-questions?orderId=${order.body.id}`)).body.data).toHaveLength(1);
  const otherwise = await from(template.id, { billRate: '99', maxBillRate: null });
  expect(otherwise.body.errors, otherwise.text).toMatchObject([
    { pointer: '/billRate', code: 'locked_by_template' },
    { pointer: '/maxBillRate', code: 'locked_by_template' },
  ]);
  const later = await orders.patch(order.body, { billRate: '97' });
  expect(later.body.errors, later.text).toMatchObject([{ pointer: '/billRate', code: 'locked_by_template' }]);
  const version = `"${template.version}"`;
  const loosened = await manager.patch(
    `/order-templates/${template.id}`,
    { lockedFields: [], terms: { ...terms, billRate: '90' } },
    { 'if-match': version },
  );
  expect(loosened.body, loosened.text).toMatchObject({ lockedFields: [], version: 2 });
  expect((await orders.patch(order.body, { billRate: '97' })).status).toBe(422);
  expect((await from(template.id)).body).toMatchObject({ billRate: '90.0000' });
});

test('what a template does not tell is needed, and what it locks it tells', async () => {
  const template = await made({ terms: { profession: 'rn' }, lockedFields: [], questions: [] });
  const lacking = await from(template.id);
  expect(lacking.body.errors.map((fault: any) => fault.pointer)).toEqual(['/hoursPerWeek', '/reason']);
  const refused = await manager.post('/order-templates', {
    programId: market.programId,
    name: 'Locked',
    terms: {},
    lockedFields: ['billRate'],
  });
  expect(refused.body.errors, refused.text).toMatchObject([{ pointer: '/lockedFields/0', code: 'not_told' }]);
});

test('a template is for its place, has one name, and goes out of use and back', async () => {
  const { admin, programId } = market;
  const { facilityId } = market;
  const unit = { programId, facilityId, name: 'ED' };
  const otherUnit = (await admin.put('/units/ext:workday:U2', unit)).body.id;
  const elsewhere = await made({ name: 'ED only', unitId: otherUnit });
  expect((await from(elsewhere.id)).body.errors).toMatchObject([{ pointer: '/templateId' }]);
  const hidden = await from(elsewhere.id, {}, market.stranger);
  expect(hidden.status, hidden.text).toBe(422);
  const taken = { programId, name: 'ed ONLY', terms };
  expect((await manager.post('/order-templates', taken)).body.code).toBe('order_template_name_taken');
  const template = await made();
  const act = (verb: string, client = manager) => client.post(`/order-templates/${template.id}/${verb}`);
  expect((await act('archive', requester)).status).toBe(403);
  expect((await act('archive')).status).toBe(200);
  expect((await act('archive')).body.code).toBe('step_not_allowed');
  expect((await from(template.id)).body.errors).toMatchObject([{ code: 'archived' }]);
  const restored = await admin.graphql(
    'mutation ($id: ID!) { restoreOrderTemplate(input: { orderTemplateId: $id }) { orderTemplate { archivedAt lockedFields terms { billRate } } } }',
    { id: template.id },
  );
  expect(restored.body.data?.restoreOrderTemplate, restored.text).toEqual({
    orderTemplate: {
      archivedAt: null,
      lockedFields: ['billRate', 'maxBillRate', 'payRateFrom'],
      terms: { billRate: '98.0000' },
    },
  });
});

test('pay in a template is hidden from a requester unless the program shows it; vendors see none', async () => {
  const template = await made();
  const read = async (client: Client) => (await client.get(`/order-templates/${template.id}`)).body;
  expect((await read(requester)).terms).not.toHaveProperty('payRateFrom');
  expect((await read(manager)).terms).toMatchObject({ payRateFrom: '55.0000' });
  const program = await market.admin.get(`/programs/${market.programId}`);
  const version = { 'if-match': `"${program.body.version}"` };
  await market.admin.patch(`/programs/${market.programId}`, { requesterSeesPay: true }, version);
  expect((await read(requester)).terms).toMatchObject({ payRateFrom: '55.0000' });
  const { recruiter } = await market.vendor(1);
  expect((await recruiter.get('/order-templates')).status).toBe(403);
});
