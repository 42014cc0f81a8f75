import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { systemActor } from '../../src/kernel/actor.ts';
import { createPlacementMarket, type Agency, type PlacementMarket } from '../support/placements.ts';
import { startService, type Service } from '../support/service.ts';
import { shiftMarket, type Nurse, type ShiftMarket } from '../support/shifts.ts';

let service: Service;
let market: PlacementMarket;
let shifts: ShiftMarket;
let agency: Agency;
let rival: Agency;
let nurse: Nurse;
let orderId: string;

beforeAll(async () => {
  service = await startService();
  market = await createPlacementMarket(service);
  shifts = shiftMarket(market);
  agency = await market.agency();
  rival = await market.agency();
  nurse = await shifts.nurse(agency);
  orderId = await shifts.order([agency, rival]);
});

const reprice = (shiftId: string, rate: string) =>
  service.as(systemActor(market.tenantId), (tx) =>
    tx.rows(sql`update shifts set base_rate = ${rate}, bill_rate = ${rate} where id = ${shiftId}`),
  );

test('a price that was quoted holds for 15 minutes, whatever becomes of the rate', async () => {
  const id = await shifts.shift(orderId, '2026-01-20', { mealMinutes: 30 });
  const { representationId } = nurse;
  const quote = await agency.recruiter.post(`/shifts/${id}/quote`, { representationId });
  expect(quote.status, quote.text).toBe(200);
  expect(quote.body).toMatchObject({
    minutes: 690,
    baseRate: '98.0000',
    boost: '0.0000',
    billRate: '98.0000',
    billTotal: '1127.00',
    payRate: '60.0000',
    payTotal: '690.00',
    expiresAt: '2026-01-10T12:15:00Z',
  });
  await reprice(id, '90');
  await service.moveClock(market.tenantId, '2026-01-10T12:15:00Z');
  const booked = await agency.recruiter.post(`/shifts/${id}/book`, {
    representationId,
    quoteId: quote.body.id,
  });
  expect(booked.body, booked.text).toMatchObject({ state: 'scheduled', billRate: '98.0000' });
});

test('after that it is expired; one of another shift, worker or vendor is refused', async () => {
  const id = await shifts.shift(orderId, '2026-01-22');
  const other = await shifts.shift(orderId, '2026-01-24');
  const { representationId } = nurse;
  const book = async (quoteId: string, more: object = {}) =>
    (await agency.recruiter.post(`/shifts/${id}/book`, { representationId, quoteId, ...more })).body;
  const wrong = await agency.recruiter.post(`/shifts/${other}/quote`, {});
  expect(await book(wrong.body.id)).toMatchObject({
    errors: [{ pointer: '/quoteId', code: 'of_another_booking' }],
  });
  const theirs = await rival.recruiter.post(`/shifts/${id}/quote`, {});
  expect(await book(theirs.body.id)).toMatchObject({ errors: [{ pointer: '/quoteId' }] });
  expect((await agency.recruiter.get(`/shift-quotes/${theirs.body.id}`)).status).toBe(404);
  const colleague = await shifts.nurse(agency);
  const named = await agency.recruiter.post(`/shifts/${id}/quote`, {
    representationId: colleague.representationId,
  });
  expect(await book(named.body.id)).toMatchObject({
    errors: [{ pointer: '/quoteId', code: 'of_another_booking' }],
  });
  const own = await agency.recruiter.post(`/shifts/${id}/quote`, {});
  await service.moveClock(market.tenantId, '2026-01-10T12:45:00Z');
  expect(await book(own.body.id)).toMatchObject({ code: 'quote_expired' });
});

test('each side reads its own figures: a worker no bill, a client no pay, nobody what others were quoted', async () => {
  const id = await shifts.shift(orderId, '2026-01-26', { instantBook: false });
  const mine = await nurse.client.post(`/shifts/${id}/quote`, {});
  expect(mine.body, mine.text).toMatchObject({ payRate: '60.0000', payTotal: '720.00' });
  for (const hidden of ['billRate', 'baseRate', 'boost', 'billTotal'])
    expect(mine.body).not.toHaveProperty(hidden);
  const clients = await market.requester.graphql(
    `mutation { quoteShift(input: { shiftId: "${id}" }) { shiftQuote { id billTotal payRate } } }`,
  );
  expect(clients.body.data?.quoteShift.shiftQuote, clients.text).toMatchObject({
    billTotal: '1176.00',
    payRate: null,
  });
  expect((await market.requester.get(`/shift-quotes/${mine.body.id}`)).status).toBe(404);
  expect((await market.finance.post(`/shifts/${id}/quote`, {})).body.code).toBe('permission_missing');
  // A request keeps the price that it was made with until it is decided.
  const asked = await nurse.client.post(`/shifts/${id}/request`, { quoteId: mine.body.id });
  expect(asked.status, asked.text).toBe(200);
  await reprice(id, '91');
  await service.moveClock(market.tenantId, '2026-01-11T12:00:00Z');
  const accepted = await market.requester.post(`/shift-requests/${asked.body.id}/accept`);
  expect(accepted.status, accepted.text).toBe(200);
  expect((await market.requester.get(`/shifts/${id}`)).body).toMatchObject({ billRate: '98.0000' });
});
