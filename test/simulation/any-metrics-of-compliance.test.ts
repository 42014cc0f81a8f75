import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { systemActor } from '../../src/kernel/actor.ts';
import { adminClient } from '../support/database.ts';
import { createPlacementMarket, type Agency, type PlacementMarket } from '../support/placements.ts';
import { startService, type Client, type Service } from '../support/service.ts';
import { ok } from '../support/weeks.ts';
import { asked, complianceSteps, openGround, type AtWork, type Ground } from './compliance-steps.ts';
import { dayThere, type Listed } from './figures-by-hand.ts';
import { seeded } from './seeded.ts';

// STEPS=1000 goes on longer; SEED=7 draws others.
const steps = Number(process.env['STEPS'] ?? 170);
const chance = seeded(Number(process.env['SEED'] ?? 1));

let service: Service;
let market: PlacementMarket;
let ground: Ground;
const agencies: Agency[] = [];
const placed = new Map<string, AtWork>();
const done = new Map<string, number>();
const reasons = new Map<string, number>();

beforeAll(async () => {
  service = await startService();
  market = await createPlacementMarket(service);
  for (let more = 0; more < 2; more += 1) agencies.push(await market.agency());
  ground = await openGround(service, market);
  const types = ground.types.filter(({ isBound }) => !isBound);
  for (let at = 0; at < 8; at += 1) {
    const agency = agencies[at % 2]!;
    ground.people.push({ ...(await market.represent(agency)), vendorId: agency.id });
  }
  for (const [at, site] of ground.sites.entries())
    for (const [place, { profession, specialty }] of asked.entries()) {
      const unitId = site.units[place % site.units.length]!;
      const orderId = await market.order(1, [], {
        facility_id: site.id,
        unit_id: unitId,
        profession,
        specialty,
        extra_credential_type_ids: place === 1 ? `{${types[at]!.id},${types[at + 3]!.id}}` : '{}',
      });
      for (let more = 0; more < 2; more += 1) {
        // Some work at more than one place: of items each counts, of people they count once.
        const { workerId } = chance.pick(ground.people);
        const vendorId = agencies[more]!.id;
        const parties = { order_id: orderId, vendor_id: vendorId, worker_id: workerId };
        const none = { position_id: null, submission_id: null, offer_id: null };
        const id = await market.row('assignments', {
          ...parties,
          ...none,
          kind: 'per_diem',
          facility_id: site.id,
          unit_id: unitId,
        });
        placed.set(id, { id, orderId, workerId, vendorId, site, unitId });
      }
    }
  // What the ground was made of is older than its clock.
  const admin = await adminClient(service.database);
  await admin.query(
    `update row_versions set valid_from = '2026-01-01' where tenant_id = $1 and valid_from > '2026-06-01'`,
    [market.tenantId],
  );
  await admin.end();
});

/** A demand on somebody at work, as eligibility says that it stands. */
interface Demanded {
  of: AtWork;
  isOpen: boolean;
}

/** What eligibility says of everybody at work, on today at each place. */
async function judged(): Promise<{ people: AtWork[]; demands: Demanded[] }> {
  const atWork = await service.as(systemActor(market.tenantId), (tx) =>
    tx.rows<{ id: string }>(
      sql`select id from assignments where kind = 'per_diem' and state in ('active', 'suspended') order by id`,
    ),
  );
  const people = atWork.map(({ id }) => placed.get(id)!);
  const demands: Demanded[] = [];
  for (const [orderId, of] of Map.groupBy(people, (one) => one.orderId)) {
    const workerIds = of.map(({ workerId }) => `workerIds=${workerId}`).join('&');
    const day = dayThere(ground.now, of[0]!.site.zone);
    const { workers } = ok(
      await market.manager.get(
        `/eligibility/workers?${workerIds}&orderId=${orderId}&day=${day}&gate=start&items=all`,
      ),
    );
    for (const one of of)
      for (const item of workers.find((other: Listed) => other['workerId'] === one.workerId).items) {
        if (item.status === 'blocked') continue;
        reasons.set(item.reason, (reasons.get(item.reason) ?? 0) + 1);
        demands.push({ of: one, isOpen: ['missing', 'expired', 'unproven'].includes(item.status) });
      }
  }
  return { people, demands };
}

const groupings = {
  none: () => '-',
  facility: ({ site }: AtWork) => site.id,
  unit: ({ unitId }: AtWork) => unitId,
  vendor: ({ vendorId }: AtWork) => vendorId,
  state: ({ site }: AtWork) => site.state,
} as const;
type Grouping = keyof typeof groupings;
type Figures = Record<string, [numerator: number, denominator: number]>;

/** Both figures by a grouping, as eligibility has them. */
function expected({ people, demands }: Awaited<ReturnType<typeof judged>>, by: Grouping): Figures {
  const groupOf = groupings[by];
  const figures: Figures = {};
  for (const group of new Set(people.map(groupOf))) {
    const own = demands.filter(({ of }) => groupOf(of) === group);
    const met = own.filter(({ isOpen }) => !isOpen);
    const everybody = new Set(people.filter((one) => groupOf(one) === group).map(({ workerId }) => workerId));
    const lacking = new Set(own.filter(({ isOpen }) => isOpen).map(({ of }) => of.workerId));
    figures[`items ${group}`] = [met.length, own.length];
    figures[`people ${group}`] = [everybody.size - lacking.size, everybody.size];
  }
  return figures;
}

/** Both figures by a grouping, as the catalog has them of who is at work by the shift. */
async function told(client: Client, by: Grouping, asOf?: string): Promise<Figures> {
  const metrics = 'metrics=credential_compliance_items,credential_compliance_people';
  const more = `${by === 'none' ? '' : `&by=${by}`}${asOf === undefined ? '' : `&asOf=${asOf}`}`;
  const { rows } = ok(await client.get(`/reports/query?${metrics}${more}`));
  const key = by === 'state' ? 'state' : `${by}Id`;
  return Object.fromEntries(
    (rows as Listed[]).map((row) => [
      `${row['metric'].slice('credential_compliance_'.length)} ${row[key] ?? '-'}`,
      [Number(row['numerator']), Number(row['denominator'])],
    ]),
  );
}

test('credential compliance is what eligibility says of each at work, now and as of each past', async () => {
  // The world's own placement is none of this.
  await service.as(systemActor(market.tenantId), (tx) =>
    tx.rows(sql`update assignments set state = 'pending' where kind = 'placement'`),
  );
  const names = Object.keys(complianceSteps);
  const often = [...names, 'demand', 'demand', 'demand', 'hold', 'hold', 'hold', 'hold', 'hold', 'decide'];
  const pasts: { at: string; by: Grouping; figures: Figures }[] = [];
  let compared = 0;
  const compare = async () => {
    const truth = await judged();
    for (const by of Object.keys(groupings) as Grouping[]) {
      const figures = expected(truth, by);
      expect(await told(market.manager, by), `by ${by} at ${ground.now}`).toEqual(figures);
      if (by === 'none' || by === 'unit') pasts.push({ at: ground.now, by, figures });
      compared += Object.keys(figures).length;
    }
  };
  for (let step = 1; step <= steps; step += 1) {
    const name = step <= 15 ? 'demand' : step <= 60 ? 'hold' : chance.pick(often);
    const answer = await complianceSteps[name]!(ground, chance);
    if (answer) expect([200, 201, 409, 422], `${name}: ${answer.text}`).toContain(answer.status);
    if (!answer || answer.status < 300) done.set(name, (done.get(name) ?? 0) + 1);
    if (step < 60 || step % 10 > 0) continue;
    await compare();
    ground.now = Temporal.Instant.from(ground.now)
      .add({ hours: 1 + chance.whole(100) })
      .toString();
    await service.moveClock(market.tenantId, ground.now);
  }
  await compare();
  for (const { at, by, figures } of pasts)
    expect(await told(market.manager, by, at), `by ${by} as of ${at}`).toEqual(figures);
  expect(compared).toBeGreaterThan(100);
  process.stdout.write(
    `${steps} steps, ${compared} figures: ${[...done, ...reasons].map(([name, times]) => `${name} ${times}`).join(', ')}\n`,
  );
  // What never came about was not judged; of few steps some come about by luck.
  const usual = [
    'held',
    'ends_soon',
    'waived',
    'lapsed',
    'proof_too_weak',
    'not_held',
    'awaits_verification',
  ];
  const rare = [
    'within_grace',
    'not_accepted',
    'license_of_another_state',
    'state_not_in_compact',
    'disciplined',
  ];
  for (const reason of [...(steps >= 170 ? usual : []), ...(steps >= 1000 ? rare : [])])
    expect(reasons.get(reason) ?? 0, reason).toBeGreaterThan(0);
}, 120_000);
