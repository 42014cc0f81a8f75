import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { systemActor } from '../../src/kernel/actor.ts';
import { startService, type Client, type Service } from '../support/service.ts';
import { ok } from '../support/weeks.ts';
import { releasedOrder, represent } from '../torture/hiring.ts';
import { listed } from './figures-by-hand.ts';
import { compareBySql } from './hiring-by-sql.ts';
import { figuresOf } from './hiring-figures.ts';
import { recountsOf } from './hiring-recounts.ts';
import { seenBy, type Beside } from './hiring-seen.ts';
import { Told, type HiringEvent } from './hiring-told.ts';
import { askAtRandom } from './recounting.ts';
import { openScene, type Scene } from './scene.ts';
import { seeded, type Chance } from './seeded.ts';

// STEPS=1000 goes on longer; SEED=7 draws others.
const steps = Number(process.env['STEPS'] ?? 110);
const seed = Number(process.env['SEED'] ?? 1);
const chance: Chance = seeded(seed);
const reason = { reason: 'So it goes' };

let service: Service;
let scene: Scene;
const people: string[] = [];
/** Whom the second vendor represents, which sees the orders that are shown to it by name. */
const others: string[] = [];
let otherVendorId = '';
const orders: string[] = [];
/** Orders of people whom the client is to hire itself. */
const direct = new Set<string>();
/** The order of each submission. */
const orderOf = new Map<string, string>();
/** Who made each order. */
const makers = new Map<string, string>();
/** Who makes orders too, for the second unit alone; and the users behind both. */
let neighbor: Client;
const users = new Map<Client, string>();
/** Instants that a report may be asked as of. */
const instants: string[] = [];
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

/** What a direct hire says of its price, and what it leaves out. */
const salaried = { type: 'direct_hire', billRate: undefined, salaryFrom: '90000', salaryTo: '100000' };
const professions = [{ profession: 'rn' }, { profession: 'rn', specialty: 'icu' }, { profession: 'lpn' }];

/** An order that the first tier sees, of either unit. */
async function ordered(more: object): Promise<string> {
  const unitId = chance.pick(['ext:hris:U1', 'ext:hris:U2']);
  const requester = unitId.endsWith('U2') && chance.percent(70) ? neighbor : scene.requester;
  const id = await releasedOrder({ ...scene, requester }, { startsOn: day(), unitId, ...more });
  makers.set(id, users.get(requester)!);
  orders.push(id);
  return id;
}

/** The price of a proposal or an offer for an order. */
const price = (orderId: string) => (direct.has(orderId) ? { annualSalary: '96000' } : { billRate: '90' });

async function propose(client: Client, name: string, representationId: string): Promise<void> {
  const orderId = order();
  const before = submissions.length;
  const proposal = { orderId, representationId, availableOn: day(), ...price(orderId) };
  await tried(name, client, '/submissions', proposal, submissions);
  if (submissions.length > before) orderOf.set(submissions.at(-1)!, orderId);
}

async function offer(submissionId: string): Promise<void> {
  const orderId = orderOf.get(submissionId)!;
  const ends = direct.has(orderId) ? {} : { endsOn: '2026-06-30' };
  const terms = { submissionId, hoursPerWeek: '36', startsOn: day(), ...ends, ...price(orderId) };
  await tried('offer', scene.manager, '/offers', terms, offers);
}

const acts: Record<string, () => Promise<unknown>> = {
  order: () => ordered({ positions: 1 + chance.whole(3), ...chance.pick(professions) }),
  orderDirect: async () => {
    direct.add(await ordered({ ...salaried, positions: 1 + chance.whole(2) }));
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
    makers.set(id, users.get(requester)!);
    orders.push(id);
  },
  release: () =>
    tried('release', scene.manager, `/orders/${order()}/release`, {
      tiers: [{ tier: 0, delayHours: 0 }],
    }),
  submit: () => propose(scene.recruiters[0], 'submit', chance.pick(people)),
  showOther: () => {
    const shown = { vendorId: otherVendorId, ...reason };
    return tried('showOther', scene.manager, `/orders/${order()}/release-to-vendor`, shown);
  },
  submitOther: () => propose(scene.recruiters[1], 'submitOther', chance.pick(others)),
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
  offer: () => offer(chance.pick(submissions)),
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
    await offer(submissions.at(-1)!);
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
  convert: async () => {
    const one = await some('/assignments?state=active');
    const said = { convertsOn: day(), annualSalary: '96000', ...reason };
    if (one) await tried('convert', scene.manager, `/assignments/${one.id}/convert`, said);
  },
  hire: async () => {
    const one = await some('/placements?state=accepted');
    if (one) await tried('hire', scene.requester, `/placements/${one.id}/start`, { startedOn: day() });
  },
  hireFallsOff: async () => {
    const one = await some('/placements?state=accepted');
    if (one) await tried('hireFallsOff', scene.recruiters[0], `/placements/${one.id}/fall-off`, reason);
  },
  leave: async () => {
    const one = await some('/placements?state=started');
    const said = { leftOn: day(), ...reason };
    if (one) await tried('leave', scene.requester, `/placements/${one.id}/report-departure`, said);
  },
  forgive: async () => {
    const one = await some('/charges?state=computed');
    if (one) await tried('forgive', scene.manager, `/charges/${one.id}/waive`, reason);
  },
  bill: () => {
    const period = { periodStart: '2026-01-01', periodEnd: day() };
    return tried('bill', scene.manager, '/invoice-runs', { programId: scene.programId, ...period });
  },
  promote: async () => {
    const { id, version, tier } = ok(await scene.admin.get('/panel-memberships?limit=200')).data.find(
      (one: any) => one.vendorId === otherVendorId,
    );
    const changed = await scene.manager.patch(
      `/panel-memberships/${id}`,
      { tier: tier === 1 ? 2 : 1 },
      { 'if-match': `"${version}"` },
    );
    if (changed.status < 300) done.set('promote', (done.get('promote') ?? 0) + 1);
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
    instants.push(now.toString());
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
  ...Array(5).fill('orderDirect'),
  ...Array(7).fill('hire'),
  'leave',
  'leave',
  'hireFallsOff',
  'hireFallsOff',
  'convert',
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
  const center = { programId, code: '7001', name: 'Critical care' };
  const { id: costCenterId } = ok(await admin.put('/cost-centers/ext:hris:C1', center));
  ok(await admin.put('/units/ext:hris:U1', { programId, facilityId, name: 'ICU', costCenterId }));
  const elsewhere = { programId, name: 'Fort Wayne', state: 'IN', timeZone: 'America/New_York' };
  const { id: otherId } = ok(await admin.put('/facilities/ext:hris:F2', elsewhere));
  const emergency = { programId, facilityId: otherId, name: 'Emergency' };
  const { id: unitId } = ok(await admin.put('/units/ext:hris:U2', emergency));
  const scope = { programIds: [programId], facilityIds: [otherId], unitIds: [unitId] };
  neighbor = await service.member(scene.tenantId, { role: 'requester', ...scope });
  for (const client of [scene.requester, neighbor]) users.set(client, ok(await client.get('/me')).userId);
  for (const { id } of ok(await admin.get('/agreements')).data) {
    const conversionSchedule = [{ workedFrom: 0, feeKind: 'percent_of_salary', feeValue: '20' }];
    ok(await admin.post(`/agreements/${id}/set-conversion-schedule`, { conversionSchedule }));
    const refund = { guaranteeDays: 30, refundKind: 'pro_rata' };
    const placementTerms = { feeKind: 'percent_of_salary', feeValue: '20', ...refund };
    ok(await admin.post(`/agreements/${id}/set-placement-terms`, { placementTerms }));
  }
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

/** What the log tells, up to an instant. */
const told = async (until = now.toString()): Promise<Told> =>
  new Told(
    await service.as(systemActor(scene.tenantId), (tx) =>
      tx.rows<
        HiringEvent & Record<string, unknown>
      >(sql`select type, subject_id as id, at, data, vendor_id as "vendorId",
        program_id as "programId", facility_id as "facilityId", unit_id as "unitId"
        from events where at <= ${until}::timestamptz order by transaction_id, position`),
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

const money = ['panelMemberships', 'billingItems', 'charges'] as const;

/** Asks as each role, now and as of instants, what it may ask, and counts by hand from what it lists. */
async function compareRoles(last: string): Promise<Record<string, number>> {
  const span = { first: '2025-12-20', last };
  const recruiter = scene.recruiters[0];
  const finance = await service.member(scene.tenantId, {
    role: 'vendor_finance',
    vendorId: ok(await scene.manager.get(`/representations/${people[0]}`)).vendorId,
  });
  const lent = async (asOf?: string) => ({
    orderVisibilities: await listed(scene.manager, `/order-visibilities${asOf ? `?asOf=${asOf}` : ''}`),
  });
  const pasts = Array.from({ length: 2 }, () => chance.pick(instants.slice(instants.length >> 2)));
  const compared: Record<string, number> = {};
  const wrong: string[] = [];
  const ask = async (who: string, client: Client, times: number, beside: Partial<Beside> = {}) => {
    const { asOf } = beside;
    const recounts = recountsOf(await seenBy(client, { told: await told(asOf), makers, ...beside }));
    const figures = await askAtRandom({
      client,
      recounts,
      chance,
      times,
      span,
      who,
      wrong,
      ...(asOf && { asOf }),
    });
    compared[who] = (compared[who] ?? 0) + figures;
  };
  await ask('manager', scene.manager, 45);
  for (const asOf of pasts) await ask('manager then', scene.manager, 10, { asOf });
  await ask('requester', scene.requester, 10, { lent: await lent(), without: money });
  await ask('neighbor', neighbor, 15, { lent: await lent(), without: money });
  const [asOf] = pasts;
  await ask('neighbor then', neighbor, 6, { asOf, lent: await lent(asOf), without: money });
  const without = ['positions', 'panelMemberships'] as const;
  const { vendorId } = ok(await finance.get('/me'));
  // A vendor counts its people, and knows them by its own representations alone.
  const placedBy = async (then = '') => ({
    assignments: await listed(scene.manager, `/assignments?vendorId=${vendorId}${then}`),
  });
  await ask('vendor', recruiter, 10, { lent: await placedBy(), without });
  await ask('vendor then', recruiter, 6, { asOf, lent: await placedBy(`&asOf=${asOf}`), without });
  // Whoever reads the vendor's money counts its interviews, too, and lists none.
  const interviews = await listed(recruiter, '/interviews');
  await ask('vendor finance', finance, 12, { lent: { interviews, ...(await placedBy()) }, without });
  expect(wrong.slice(0, 30)).toEqual([]);
  return compared;
}

test('figures of a random history are what its log comes to, for any span of days', async () => {
  for (let step = 0; step < steps; step += 1) await acts[chance.pick(names)]!();
  // Hires by the client itself, of whom one begins and leaves and one falls off.
  const hires = await ordered({ ...salaried, positions: 2 });
  direct.add(hires);
  orders.splice(0, orders.length, hires);
  for (const next of ['place', 'place', 'place', 'place', 'hire', 'hireFallsOff', 'later', 'leave', 'bill'])
    await acts[next]!();
  // An order that was filled and closed, whose worker never began, and that is had again.
  orders.splice(0, orders.length, await ordered({}));
  for (let tries = 0; tries < 8; tries += 1) await acts['place']!();
  for (const next of ['close', 'reopen', 'place', 'place', 'place']) await acts[next]!();
  // The second vendor is shown some, and answers some of them.
  for (let more = 0; more < 3; more += 1) {
    orders.splice(0, orders.length, await ordered({ unitId: 'ext:hris:U2' }));
    for (const next of ['showOther', 'later', 'submitOther', 'place']) await acts[next]!();
  }
  // A placement that becomes a hire, and is not billed yet.
  for (const next of ['start', 'start', 'later', 'later', 'convert']) await acts[next]!();
  const last = day();
  let figures = await compare('2026-01-01', last);
  for (let span = 0; span < 6; span += 1) {
    const from = Temporal.PlainDate.from('2026-01-05').add({ days: chance.whole(40) });
    figures += await compare(from.toString(), from.add({ days: chance.whole(20) }).toString());
  }
  expect(figures).toBeGreaterThan(20);
  const compared = await compareRoles(last);
  for (const [who, counted] of Object.entries(compared)) expect(counted, who).toBeGreaterThan(5);
  const bySql = await compareBySql(
    scene.manager,
    (text) => service.as(systemActor(scene.tenantId), (tx) => tx.rows(text)),
    chance,
    ['2026-01-01', last],
  );
  expect(bySql).toBeGreaterThan(10);
  const counts = Object.entries({ ...compared, sql: bySql }).map(([who, count]) => `${who} ${count}`);
  process.stdout.write(`seed ${seed}: figures of ${counts.join(', ')}\n`);
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
      'convert',
      'hire',
      'hireFallsOff',
      'leave',
      'bill',
    ])
      expect(done.get(name), name).toBeGreaterThan(0);
}, 120_000);
