import { sql } from 'drizzle-orm';
import { credentials } from '../../src/domain/credentials/tables.ts';
import { systemActor } from '../../src/kernel/actor.ts';
import type { PlacementMarket } from '../support/placements.ts';
import type { Answer, Client, Service } from '../support/service.ts';
import { ok } from '../support/weeks.ts';
import type { Chance } from './seeded.ts';

/** A facility of the ground, with two units. */
export interface Site {
  id: string;
  state: string;
  zone: string;
  units: string[];
}

/** Somebody at work, by the assignment. */
export interface AtWork {
  id: string;
  orderId: string;
  workerId: string;
  vendorId: string;
  site: Site;
  unitId: string;
}

/** Where people work, what may be demanded of them, and who acts. */
export interface Ground {
  service: Service;
  market: PlacementMarket;
  admin: Client;
  credentialing: Client;
  sites: Site[];
  types: { id: string; kind: string; isBound: boolean }[];
  /** Each with the one vendor that represents it, placed by that one or by another. */
  people: { workerId: string; representationId: string; vendorId: string }[];
  requirements: string[];
  now: string;
}

const kinds = ['license', 'certification', 'immunization', 'competency'] as const;
const proofs = ['attestation', 'document', 'primary_source'] as const;
const states = [
  'submitted',
  'pending_verification',
  'verified',
  'expiring',
  'expired',
  'rejected',
  'waived',
  'revoked',
] as const;
const reason = { reason: 'So it goes' };
export const asked = [
  { profession: 'rn', specialty: 'icu' },
  { profession: 'rn', specialty: null },
  { profession: 'cna', specialty: null },
] as const;

/** Three facilities: of a state whose licenses count across the compact, of another one, and of one outside of it. */
export async function openGround(service: Service, market: PlacementMarket): Promise<Ground> {
  const sites: Site[] = [
    {
      id: market.id('facilities'),
      state: 'OH',
      zone: 'America/New_York',
      units: [market.id('units')],
    },
  ];
  for (const [state, zone] of [
    ['TX', 'America/Chicago'],
    ['CA', 'America/Los_Angeles'],
  ] as const)
    sites.push({
      id: await market.row('facilities', { name: state, state, time_zone: zone }),
      state,
      zone,
      units: [],
    });
  for (const site of sites)
    site.units.push(await market.row('units', { name: `More of ${site.state}`, facility_id: site.id }));
  const types: Ground['types'] = [];
  for (const [at, kind] of [...kinds, ...kinds].entries())
    types.push({
      kind,
      isBound: kind === 'competency',
      id: await market.row('credential_types', {
        code: `asked_${at}`,
        name: `Asked ${at}`,
        kind,
        is_waivable: kind !== 'license',
        is_facility_bound: kind === 'competency',
      }),
    });
  return {
    service,
    market,
    sites,
    types,
    people: [],
    requirements: [],
    admin: await market.member('tenant_admin'),
    credentialing: await market.member('credentialing'),
    now: '2026-01-10T12:00:00Z',
  };
}

/** The calendar day of the ground's instant, so many days later. */
const day = ({ now }: Ground, days: number): string =>
  Temporal.Instant.from(now).toZonedDateTimeISO('America/New_York').toPlainDate().add({ days }).toString();

const about = (chance: Chance) => chance.whole(41) - 20;
const maybe = <T>(chance: Chance, often: number, value: T): T | undefined =>
  chance.percent(often) ? value : undefined;

async function placeOf(ground: Ground, chance: Chance): Promise<object> {
  const site = chance.pick(ground.sites);
  return chance.pick([
    {},
    { programId: ground.market.id('programs') },
    { facilityId: site.id },
    { unitId: chance.pick(site.units) },
  ]);
}

/** A credential in any state, as it could have come to it; past the rules, so that none is out of reach. */
async function hold(ground: Ground, chance: Chance): Promise<void> {
  const { service, market } = ground;
  const type = chance.pick(ground.types);
  const isLicense = type.kind === 'license';
  const site = chance.pick(ground.sites);
  const state = chance.pick(states);
  const issuingState = chance.pick(['OH', 'TX', 'CA', 'MA']);
  const profession = chance.pick(['rn', 'rn', 'cna']);
  const multistate = isLicense && profession === 'rn' && chance.percent(50);
  const days = [day(ground, about(chance)), day(ground, about(chance))].toSorted();
  const isProven =
    state === 'verified' || state === 'expiring' || (state === 'expired' && chance.percent(60));
  const { workerId, ...handedInBy } = chance.pick(ground.people);
  await service.as(systemActor(market.tenantId), (tx) =>
    tx.insert(credentials, [
      {
        workerId,
        ...(chance.percent(50) && handedInBy),
        typeId: type.id,
        kind: type.kind as (typeof kinds)[number],
        state,
        number: String(chance.whole(1_000_000_000)),
        ...(isLicense && {
          profession,
          issuingState,
          multistate,
          primaryState: multistate ? issuingState : chance.pick([null, issuingState]),
          disciplined: chance.percent(15),
        }),
        ...(type.isBound && {
          isFacilityBound: true,
          facilityId: site.id,
          programId: market.id('programs'),
        }),
        issuedOn: maybe(chance, 70, chance.percent(80) ? day(ground, -400) : days[0]!) ?? null,
        expiresOn: maybe(chance, 75, days[1]!) ?? null,
        proof: isProven ? chance.pick(proofs) : null,
        waivedUntil:
          state === 'waived' || (state === 'expired' && chance.percent(50))
            ? day(ground, about(chance))
            : null,
      },
    ]),
  );
}

/** What is done to demands, to what is held, and to those at work. */
export const complianceSteps: Record<string, (ground: Ground, chance: Chance) => Promise<Answer | void>> = {
  async demand(ground, chance) {
    const answer = await ground.admin.post('/requirements', {
      typeId: chance.pick(ground.types).id,
      ...(await placeOf(ground, chance)),
      profession: maybe(chance, 40, chance.pick(['rn', 'rn', 'cna'])),
      specialty: maybe(chance, 25, 'icu'),
      state: maybe(chance, 25, chance.pick(['OH', 'TX', 'CA'])),
      severity: chance.pick(['hard', 'warn', 'warn', 'none']),
      proof: chance.pick(proofs),
      graceDays: chance.pick([0, 0, 5, 15]),
      requiredAt: chance.pick(['submission', 'offer', 'start']),
      effectiveFrom: day(ground, chance.pick([-30, -30, -1, 4])),
      effectiveTo: maybe(chance, 25, day(ground, 5 + chance.whole(20))),
    });
    if (answer.status === 201) ground.requirements.push(answer.body.id);
    return answer;
  },
  async demandEnds(ground, chance) {
    if (ground.requirements.length === 0) return;
    const path = `/requirements/${chance.pick(ground.requirements)}`;
    return chance.percent(50)
      ? ground.admin.post(`${path}/${chance.pick(['archive', 'restore'])}`)
      : ground.admin.post(`${path}/end`, { effectiveTo: day(ground, chance.whole(10)) });
  },
  async demandsOtherwise(ground, chance) {
    if (ground.requirements.length === 0) return;
    const path = `/requirements/${chance.pick(ground.requirements)}`;
    const changes = { proof: chance.pick(proofs), graceDays: chance.whole(20) };
    const { version } = ok(await ground.admin.get(path));
    return ground.admin.patch(path, changes, { 'if-match': `"${version}"` });
  },
  hold,
  async decide(ground, chance) {
    const { data } = ok(await ground.credentialing.get('/credentials?limit=200'));
    if (data.length === 0) return;
    const path = `/credentials/${chance.pick(data as { id: string }[]).id}`;
    const how = { method: chance.pick(['attestation', 'document', 'primary_source']), source: 'The card' };
    const verb = chance.pick(['start-verification', 'verify', 'reject', 'revoke', 'waive'] as const);
    const said = { 'start-verification': {}, verify: how, reject: reason, revoke: reason };
    return ground.credentialing.post(
      `${path}/${verb}`,
      verb === 'waive' ? { waivedUntil: day(ground, chance.whole(15)), ...reason } : said[verb],
    );
  },
  async waiveMissing(ground, chance) {
    const type = chance.pick(ground.types);
    return ground.credentialing.post('/credentials/waive-missing', {
      workerId: chance.pick(ground.people).workerId,
      typeId: type.id,
      waivedUntil: day(ground, chance.whole(15)),
      ...(type.isBound && { facilityId: chance.pick(ground.sites).id }),
      ...reason,
    });
  },
  // Leaves, comes back, stands still or goes on: whatever a state allows, past its gates.
  async move({ service, market }, chance) {
    const to = chance.pick(['active', 'active', 'suspended', 'pending']);
    await service.as(systemActor(market.tenantId), (tx) =>
      tx.rows(sql`update assignments set state = ${to}, version = version + 1
        where id = (select id from assignments where kind = 'per_diem' order by md5(id::text || ${String(chance.whole(9999))}) limit 1)`),
    );
  },
};
