import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { systemActor } from '../../src/kernel/actor.ts';
import { startService, type Client, type Service } from '../support/service.ts';
import { ok } from '../support/weeks.ts';
import { releasedOrder, represent } from '../torture/hiring.ts';
import { figuresOf } from './hiring-figures.ts';
import { Told, type HiringEvent } from './hiring-told.ts';
import { comparePlacedFigures } from './placed-figures.ts';
import { openScene, type Scene } from './scene.ts';
import { seeded, type Chance } from './seeded.ts';

// STEPS=1000 goes on longer; SEED=7 draws others.
const steps = Number(process.env['STEPS'] ?? 110);
const chance: Chance = seeded(Number(process.env['SEED'] ?? 1));
const reason = { reason: 'So it goes' };

let service: Service;
let scene: Scene;
const people: string[] = [];
/** Whom the second vendor represents, which sees the orders that are shown to it by name. */
const others: string[] = [];
let otherVendorId = '';
const orders: string[] = [];
const submissions: string[] = [];
const offers: string[] = [];
const done = new Map<string, number>();
let now = Temporal.Instant.from('2026-01-05T17:00:00Z');

/** Orders of late: what is older is mostly over. */
const order = (): string => chance.pick(orders.slice(-5));
const day = () => now.toZonedDateTimeISO('America/New_York').toPlainDate().toString();

/** Sends what may be refused as things stand; nothing else may go wrong. */
async function tried(name: string, client: Client, path: string, body: object = {}, made?: string[]) {
  const answer = await client.post(path, body);
  expect(answer.status, `${name}: ${answer.text}`).toBeLessThan(500);
  if (answer.status >= 300) return;
  done.set(name, (done.get(name) ?? 0) + 1);
  made?.push(answer.body.id);
}

const some = async (path: string): Promise<any> => {
  const { data } = ok(await scene.manager.get(`${path}&limit=200`));
  return data.length === 0 ? undefined : chance.pick(data as any[]);
};

async function interview(submissionId: string): Promise<void> {
  const startsAt = now.add({ hours: 24 }).toString();
  const times = { proposedTimes: [{ startsAt, endsAt: now.add({ hours: 25 }).toString() }] };
  const about = { submissionId, kind: 'video', timeZone: 'America/New_York', ...times };
  await tried('interview', scene.requester, '/interviews', about);
}

const acts: Record<string, () => Promise<unknown>> = {
  order: async () => {
    const where = { unitId: chance.pick(['ext:hris:U1', 'ext:hris:U2']) };
    const id = await releasedOrder(scene, { positions: 1 + chance.whole(3), startsOn: day(), ...where });
    orders.push(id);
  },
  unreleased: async () => {
    const { requester } = scene;
    const terms = {
      unitId: 'ext:hris:U1',
      profession: 'rn',
      positions: 2,
      hoursPerWeek: '36',
      billRate: '90',
    };
    const { id } = ok(
      await requester.post('/orders', { ...terms, startsOn: day(), endsOn: '2026-09-30', reason: 'leave' }),
      201,
    );
    ok(await requester.post(`/orders/${id}/submit`));
    orders.push(id);
  },
  release: () =>
    tried('release', scene.manager, `/orders/${order()}/release`, {
      tiers: [{ tier: 0, delayHours: 0 }],
    }),
  submit: () => {
    const proposal = { orderId: order(), representationId: chance.pick(people), billRate: '90' };
    return tried(
      'submit',
      scene.recruiters[0],
      '/submissions',
      { ...proposal, availableOn: day() },
      submissions,
    );
  },
  showOther: () => {
    const shown = { vendorId: otherVendorId, ...reason };
    return tried('showOther', scene.manager, `/orders/${order()}/release-to-vendor`, shown);
  },
  submitOther: () => {
    const proposal = { orderId: order(), representationId: chance.pick(others), billRate: '90' };
    return tried(
      'submitOther',
      scene.recruiters[1],
      '/submissions',
      { ...proposal, availableOn: day() },
      submissions,
    );
  },
  extend: async () => {
    const one = await some('/assignments?state=active');
    const terms = { effectiveFrom: day(), endsOn: '2026-08-31', ...reason };
    if (one) await tried('extend', scene.manager, `/assignments/${one.id}/revise`, terms);
  },
  present: () => tried('present', scene.manager, `/submissions/${chance.pick(submissions)}/present`),
  interview: async () => {
    const one = await some('/submissions?state=presented');
    if (one) await interview(one.id);
  },
  hold: async () => {
    const one = await some('/interviews?state=requested');
    const startsAt = one?.proposedTimes[0].startsAt;
    if (!one || startsAt <= now.toString()) return;
    await tried('schedule', scene.recruiters[0], `/interviews/${one.id}/schedule`, { startsAt });
  },
  meet: async () => {
    const one = await some('/interviews?state=scheduled');
    if (one) await tried('meet', scene.requester, `/interviews/${one.id}/complete`, { outcome: 'recommend' });
  },
  offer: () => {
    const terms = { submissionId: chance.pick(submissions), billRate: '90', hoursPerWeek: '36' };
    return tried(
      'offer',
      scene.manager,
      '/offers',
      { ...terms, startsOn: day(), endsOn: '2026-06-30' },
      offers,
    );
  },
  accept: () => tried('accept', scene.recruiters[0], `/offers/${chance.pick(offers)}/accept`),
  confirm: () => tried('confirm', scene.requester, `/offers/${chance.pick(offers)}/confirm`),
  decline: () => tried('decline', scene.recruiters[0], `/offers/${chance.pick(offers)}/decline`, reason),
  place: async () => {
    const [before, offered] = [submissions.length, offers.length];
    await acts['submit']!();
    if (submissions.length === before) return;
    await tried('present', scene.manager, `/submissions/${submissions.at(-1)}/present`);
    if (chance.percent(40)) await interview(submissions.at(-1)!);
    if (chance.percent(60)) for (const next of ['hold', 'later', 'meet']) await acts[next]!();
    const terms = { submissionId: submissions.at(-1), billRate: '90', hoursPerWeek: '36' };
    await tried(
      'offer',
      scene.manager,
      '/offers',
      { ...terms, startsOn: day(), endsOn: '2026-06-30' },
      offers,
    );
    if (offers.length === offered) return;
    if (chance.percent(50)) await acts['later']!();
    await tried('accept', scene.recruiters[0], `/offers/${offers.at(-1)}/accept`);
    if (chance.percent(50)) await acts['later']!();
    await tried('confirm', scene.requester, `/offers/${offers.at(-1)}/confirm`);
  },
  start: async () => {
    const one = await some('/assignments?state=pending');
    if (one) await tried('start', scene.requester, `/assignments/${one.id}/start`, { startedOn: day() });
  },
  clientCancels: async () => {
    const one = await some('/assignments?state=pending');
    if (one) await tried('clientCancels', scene.requester, `/assignments/${one.id}/cancel`, reason);
  },
  fallOff: async () => {
    const one = await some('/assignments?state=pending');
    if (one) await tried('fallOff', scene.recruiters[0], `/assignments/${one.id}/cancel`, reason);
  },
  noShow: async () => {
    const one = await some('/assignments?state=pending');
    if (one) await tried('noShow', scene.requester, `/assignments/${one.id}/report-no-show`, reason);
  },
  end: async () => {
    const one = await some('/assignments?state=active');
    const said = { endedOn: day(), kind: 'early', ...reason };
    if (one) await tried('end', scene.manager, `/assignments/${one.id}/end`, said);
  },
  cancel: () => tried('cancel', scene.manager, `/orders/${order()}/cancel`, reason),
  close: async () => {
    const one = await some('/orders?state=filled');
    if (one) await tried('close', scene.manager, `/orders/${one.id}/close`);
  },
  reopen: async () => {
    const one = await some('/orders?state=closed');
    if (!one) return;
    // Somebody who never began leaves a closed order with an opening that can be had again.
    const placed = await some(`/assignments?state=pending&orderId=${one.id}`);
    if (placed) await tried('fallOff', scene.recruiters[0], `/assignments/${placed.id}/cancel`, reason);
    // While a sandbox's clock stands, what was freed and what is opened again cannot be told apart by when.
    await acts['later']!();
    await tried('reopen', scene.manager, `/orders/${one.id}/reopen`, reason);
    await acts['later']!();
    await tried('release', scene.manager, `/orders/${one.id}/release`, {
      tiers: [{ tier: 0, delayHours: 0 }],
    });
  },
  cancelPosition: async () => {
    const one = await some('/positions?state=open');
    if (one) await tried('cancelPosition', scene.manager, `/positions/${one.id}/cancel`, reason);
  },
  addPosition: () =>
    tried('addPosition', scene.manager, `/orders/${order()}/add-positions`, { count: 1, ...reason }),
  later: async () => {
    now = now.add({ minutes: 7 + chance.whole(60 * 50) });
    await service.moveClock(scene.tenantId, now.toString());
  },
};

const often = [
  'interview',
  'start',
  'hold',
  'meet',
  'fallOff',
  'submit',
  'present',
  'offer',
  'accept',
  'confirm',
  'extend',
  'showOther',
  'submitOther',
];
const names = [
  ...Object.keys(acts),
  ...often,
  ...often,
  ...often,
  ...Array(14).fill('place'),
  'later',
  'order',
  'order',
  'order',
  'close',
  'reopen',
];

beforeAll(async () => {
  service = await startService();
  scene = await openScene(service, 'Any metrics of hiring');
  const { programId, facilityId, admin } = scene;
  ok(await admin.put('/units/ext:hris:U1', { programId, facilityId, name: 'ICU' }));
  const elsewhere = { programId, name: 'Toledo', state: 'OH', timeZone: 'America/New_York' };
  const { id: otherId } = ok(await admin.put('/facilities/ext:hris:F2', elsewhere));
  ok(await admin.put('/units/ext:hris:U2', { programId, facilityId: otherId, name: 'Emergency' }));
  for (let one = 0; one < 8; one += 1) people.push(await represent(scene));
  const [first, second] = scene.recruiters;
  for (let one = 0; one < 3; one += 1)
    others.push(await represent({ ...scene, recruiters: [second, first] }));
  otherVendorId = ok(await scene.manager.get(`/representations/${others[0]}`)).vendorId;
  for (let one = 0; one < 3; one += 1) await acts['order']!();
  await acts['submit']!();
  await acts['present']!();
  await acts['offer']!();
});

const told = async (): Promise<Told> =>
  new Told(
    await service.as(systemActor(scene.tenantId), (tx) =>
      tx.rows<
        HiringEvent & Record<string, unknown>
      >(sql`select type, subject_id as id, at, data, vendor_id as "vendorId" from events
        order by transaction_id, position`),
    ),
  );

const near = (one: string | null, other: number | null | undefined) =>
  one === null || other == null ? one === (other ?? null) : Math.abs(Number(one) - other) < 0.000_001;

/** Compares every figure for a span of days. */
async function compare(from: string, to: string): Promise<number> {
  const expected = figuresOf(await told(), from, to);
  const rows: any[] = [];
  for (let at = 0; at < Object.keys(expected).length; at += 20) {
    const metrics = Object.keys(expected)
      .slice(at, at + 20)
      .join(',');
    rows.push(...ok(await scene.manager.get(`/reports/query?metrics=${metrics}&from=${from}&to=${to}`)).rows);
  }
  let figures = 0;
  for (const [metric, { value, median, p90 }] of Object.entries(expected)) {
    const row = rows.find((one) => one.metric === metric) ?? { value: null, median: null, p90: null };
    const said = `${metric} from ${from} to ${to}: ${JSON.stringify(row)} and not ${JSON.stringify(expected[metric])}`;
    // Without a row nothing was counted.
    expect(near(row.value ?? (value === 0 ? '0' : null), value), said).toBe(true);
    if (median === undefined) continue;
    expect(near(row.median, median) && near(row.p90, p90), said).toBe(true);
    figures += value === null ? 0 : 1;
  }
  return figures;
}

test('figures of a random history are what its log comes to, for any span of days', async () => {
  for (let step = 0; step < steps; step += 1) await acts[chance.pick(names)]!();
  // An order that was filled and closed, whose worker never began, and that is had again.
  orders.splice(0, orders.length, await releasedOrder(scene, { startsOn: day() }));
  for (let tries = 0; tries < 8; tries += 1) await acts['place']!();
  for (const next of ['close', 'reopen', 'place', 'place', 'place']) await acts[next]!();
  // The second vendor is shown some, and answers some of them.
  for (let more = 0; more < 3; more += 1) {
    const id = await releasedOrder(scene, { startsOn: day(), unitId: 'ext:hris:U2' });
    orders.splice(0, orders.length, id);
    for (const next of ['showOther', 'later', 'submitOther', 'place']) await acts[next]!();
  }
  const last = day();
  let figures = await compare('2026-01-01', last);
  expect(await comparePlacedFigures(scene.manager, ['2026-01-01', last])).toBeGreaterThan(30);
  await comparePlacedFigures(scene.manager, ['2026-01-10', last], `&asOf=${now.toString()}`);
  for (let span = 0; span < 12; span += 1) {
    const from = Temporal.PlainDate.from('2026-01-05').add({ days: chance.whole(40) });
    figures += await compare(from.toString(), from.add({ days: chance.whole(20) }).toString());
  }
  expect(figures).toBeGreaterThan(20);
  const came = [...done].map(([name, times]) => `${name} ${times}`).join(', ');
  process.stdout.write(`${steps} steps to ${last}: ${came}\n`);
  // What never came about was not counted.
  if (steps >= 110)
    for (const name of [
      'confirm',
      'start',
      'fallOff',
      'cancel',
      'close',
      'reopen',
      'meet',
      'extend',
      'submitOther',
    ])
      expect(done.get(name), name).toBeGreaterThan(0);
}, 120_000);
