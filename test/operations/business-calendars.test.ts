import { beforeAll, describe, expect, test } from 'vitest';
import { openMarket, type Market } from '../support/market.ts';
import { startService, type Service } from '../support/service.ts';

let service: Service;
let market: Market;
let path: string;

beforeAll(async () => {
  service = await startService();
  market = await openMarket(service);
  path = `/programs/${market.programId}/business-calendar`;
});

const monday = { weekday: 'monday', from: '07:00', to: '19:00' };

describe('a business calendar', () => {
  test('is said as a whole or in part, in order, and the same again changes nothing', async () => {
    expect((await market.manager.get('/business-calendars')).body.data).toEqual([]);
    const first = await market.manager.put(path, { holidays: [{ on: '2026-12-24', name: 'Founders’ Day' }] });
    expect(first.status, first.text).toBe(200);
    expect(first.body).toMatchObject({ programId: market.programId, version: 1 });
    expect(first.body.hours).toHaveLength(5);
    expect(first.body.hours[0]).toEqual({ weekday: 'monday', from: '08:00', to: '17:00' });
    const told = { hours: [{ weekday: 'saturday', from: '09:00', to: '24:00' }, monday] };
    const second = await market.manager.put(path, told, { 'if-match': '"1"' });
    expect(second.body).toMatchObject({ hours: [monday, told.hours[0]], version: 2 });
    expect(second.body.holidays).toHaveLength(1);
    expect((await market.manager.put(path, told)).body.version).toBe(2);
    const stale = await market.manager.put(path, { hours: [monday] }, { 'if-match': '"1"' });
    expect(stale.body.code).toBe('stale_version');
  });

  test('takes the federal holidays of a year beside its own, once, on the other surface', async () => {
    const document = `mutation($input: AdoptFederalHolidaysInput!) { adoptFederalHolidays(input: $input) {
      businessCalendar { holidays { on name } version } events { type } } }`;
    const adopt = (year: number) =>
      market.admin.graphql(document, { input: { programId: market.programId, year } });
    const { businessCalendar, events } = (await adopt(2027)).body.data.adoptFederalHolidays;
    expect(businessCalendar.holidays).toHaveLength(13);
    expect(businessCalendar.holidays[0].on).toBe('2026-12-24');
    expect(businessCalendar.holidays).toContainEqual({
      on: '2027-07-05',
      name: 'Independence Day (observed)',
    });
    expect(events).toEqual([{ type: 'business_calendar.set' }]);
    const again = (await adopt(2027)).body.data.adoptFederalHolidays;
    expect(again.businessCalendar.version).toBe(businessCalendar.version);
    expect(again.events).toEqual([]);
  });

  test.each([
    [{ hours: [{ ...monday, to: '07:00' }] }, '/hours/0/to'],
    [{ hours: [monday, { ...monday, from: '18:59' }] }, '/hours/1/from'],
    [{ hours: [{ ...monday, from: '24:00' }] }, '/hours/0/from'],
    [{ hours: [] }, '/hours'],
    [
      {
        holidays: [
          { on: '2026-01-01', name: 'One' },
          { on: '2026-01-01', name: 'Two' },
        ],
      },
      '/holidays/1/on',
    ],
    [{ holidays: [{ on: '2026-02-30', name: 'None' }] }, '/holidays/0/on'],
  ])('is refused where it is none', async (told, pointer) => {
    const refused = await market.manager.put(path, told);
    expect([refused.status, refused.body.errors?.[0].pointer]).toEqual([422, pointer]);
  });

  test('is the operator’s to say, of a program that it sees; a vendor of its panel reads it', async () => {
    expect((await market.requester.put(path, { holidays: [] })).status).toBe(403);
    const elsewhere = await openMarket(service);
    expect((await elsewhere.manager.put(path, { holidays: [] })).status).toBe(404);
    const { recruiter } = await market.vendor(1);
    expect((await recruiter.get('/business-calendars')).body.data).toMatchObject([
      { programId: market.programId },
    ]);
    expect((await (await elsewhere.vendor(1)).recruiter.get('/business-calendars')).body.data).toEqual([]);
  });
});
