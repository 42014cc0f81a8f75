import { beforeAll, expect, test } from 'vitest';
import { createPlacementMarket, type Agency, type PlacementMarket } from '../support/placements.ts';
import { startService, type Client, type Service } from '../support/service.ts';
import { shiftMarket, type Nurse, type ShiftMarket } from '../support/shifts.ts';

let service: Service;
let market: PlacementMarket;
let shifts: ShiftMarket;
let agency: Agency;
let rival: Agency;
let ana: Nurse;
let orderId: string;

beforeAll(async () => {
  service = await startService();
  market = await createPlacementMarket(service);
  shifts = shiftMarket(market);
  agency = await market.agency();
  rival = await market.agency();
  ana = await shifts.nurse(agency);
  orderId = await shifts.order([agency, rival]);
});

const ok = <Given extends { status: number; text: string; body: any }>(answer: Given, status = 200): any => {
  expect(answer.status, answer.text).toBe(status);
  return answer.body;
};
const read = (path: string) => service.client('none').send({ method: 'GET', url: path, headers: {} });

type Entry = Record<string, string>;

/** The entries of a calendar, read as RFC 5545 says: unfolded, each property by its name. */
function parsed(text: string): Entry[] {
  const lines = text
    .replace(/\r\n[ \t]/g, '')
    .trimEnd()
    .split('\r\n');
  expect(lines[0]).toBe('BEGIN:VCALENDAR');
  expect(lines.at(-1)).toBe('END:VCALENDAR');
  const entries: Entry[] = [];
  for (const line of lines) {
    const [name, ...value] = line.split(':') as [string, ...string[]];
    if (line === 'BEGIN:VEVENT') entries.push({});
    else if (entries.length > 0 && name !== 'END') entries.at(-1)![name] = value.join(':');
  }
  return entries;
}

async function booked(day: string, nurse = ana) {
  const id = await shifts.shift(orderId, day, { mealMinutes: 30 });
  ok(await nurse.agency.recruiter.post(`/shifts/${id}/book`, { representationId: nurse.representationId }));
  return id;
}

test('a worker’s link shows its shifts, keeps a canceled one as such, and is taken back', async () => {
  const kept = await booked('2026-02-02');
  const gone = await booked('2026-02-04');
  const link = ok(await ana.client.post('/calendar-links', {}), 201);
  expect(link.path).toBe(`/v1/calendars/${link.token}`);
  const answer = await read(link.path);
  expect(answer.status, answer.text).toBe(200);
  expect(answer.headers['content-type']).toBe('text/calendar; charset=utf-8');
  const before = parsed(answer.text);
  expect(before).toHaveLength(2);
  const first = before.find(({ UID }) => UID === `${kept}@requisite`)!;
  expect(first).toMatchObject({
    DTSTART: '20260202T120000Z',
    DTEND: '20260203T000000Z',
    STATUS: 'CONFIRMED',
    SEQUENCE: '2',
    DESCRIPTION: 'Unpaid meal: 30 minutes.',
  });
  expect(answer.text).not.toMatch(/98\.00|60\.00/);

  ok(await market.requester.post(`/shifts/${gone}/cancel`, { reason: 'low_census' }));
  const after = parsed((await read(link.path)).text);
  expect(after.find(({ UID }) => UID === `${gone}@requisite`)).toMatchObject({
    STATUS: 'CANCELLED',
    SEQUENCE: '3',
  });
  expect(ok(await ana.client.get('/calendar-links')).data).toHaveLength(1);
  expect(JSON.stringify(ok(await ana.client.get(`/calendar-links/${link.id}`)))).not.toContain(link.token);
  ok(await ana.client.post(`/calendar-links/${link.id}/revoke`));
  const over = await read(link.path);
  expect([over.status, over.body.code]).toEqual([410, 'calendar_link_revoked']);
  const other = link.token.replace(/.{6}$/, 'AAAAAA');
  expect((await read(`/v1/calendars/${other}`)).status).toBe(404);
});

test('a vendor’s link shows its own shifts of a worker alone, and is seen by no one else', async () => {
  const both = await shifts.nurse(agency);
  const elsewhere = await shifts.nurse(rival, both.workerId);
  const own = await booked('2026-02-09', both);
  const foreign = await booked('2026-02-11', elsewhere);
  const asked = `mutation ($id: ID!) { createCalendarLink(input: { representationId: $id }) { result { id token path } } }`;
  const made = await agency.recruiter.graphql(asked, { id: both.representationId });
  const link = made.body.data?.createCalendarLink?.result;
  expect(link, made.text).toBeDefined();
  const uids = async (path: string) => parsed((await read(path)).text).map(({ UID }) => UID);
  expect(await uids(link.path)).toEqual([`${own}@requisite`]);
  const mine = ok(await both.client.post('/calendar-links', {}), 201);
  expect(new Set(await uids(mine.path))).toEqual(new Set([`${own}@requisite`, `${foreign}@requisite`]));
  const hidden = async (client: Client) => (await client.get(`/calendar-links/${link.id}`)).status;
  expect(await hidden(rival.recruiter)).toBe(404);
  expect(await hidden(market.requester)).toBe(403);
  expect((await rival.recruiter.post(`/calendar-links/${link.id}/revoke`)).status).toBe(404);
  const stranger = await shifts.nurse(rival);
  expect(
    (await agency.recruiter.post('/calendar-links', { representationId: stranger.representationId })).status,
  ).toBe(422);
});
