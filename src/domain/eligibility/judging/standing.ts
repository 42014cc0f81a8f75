import type { z } from 'zod';
import { proofs } from '../../credentials/index.ts';
import type { EligibilityReason, EligibilityStatus } from '../model/eligibility.ts';
import type { Demand, Held, PlaceFacts } from './facts.ts';
import { licenseFault } from './license.ts';

/** How a worker stands to a demand by one credential, and the day that matters: its last, or its first. */
export interface Standing {
  status: z.output<typeof EligibilityStatus>;
  reason: z.output<typeof EligibilityReason>;
  on: string | null;
  held: Held | null;
}

const was = ['verified', 'expiring', 'expired'];
const waits = ['submitted', 'pending_verification'];

const shifted = (day: string, days: number) =>
  days === 0 ? day : Temporal.PlainDate.from(day).add({ days }).toString();

/** A demand with the days that follow from it and the day asked about: worked out once for all whom it is made on. */
export interface DatedDemand {
  demand: Demand;
  /** The last day that a credential may have had and still be tolerated. */
  tolerated: string;
  /** The day up to which an end is soon. */
  soon: string;
  /** The day by which it is to be on record. */
  due: string;
}

/** Works those days out. */
export const dated = (demand: Demand, { day }: Pick<PlaceFacts, 'day'>): DatedDemand => ({
  demand,
  tolerated: shifted(day, -demand.graceDays),
  soon: shifted(day, demand.type.warnDays),
  due: shifted(day, -demand.leadDays),
});

/** How a credential of the type stands to the demand on the day; `until` is the last day of the time asked about. */
export function standingOf(
  held: Held,
  { demand, tolerated, soon }: DatedDemand,
  place: Pick<PlaceFacts, 'state' | 'day' | 'compact' | 'multistate'>,
  until: string | null,
): Standing {
  const { day } = place;
  const { expiresOn } = held;
  const stands = (
    status: Standing['status'],
    reason: Standing['reason'],
    on: string | null = null,
  ): Standing => ({
    status,
    reason,
    on,
    held,
  });
  // A waiver that ended was never proof.
  if (
    held.state === 'waived' ||
    (held.state === 'expired' && held.proof === null && held.waivedUntil !== null)
  )
    return held.waivedUntil !== null && held.waivedUntil >= day
      ? stands('waived', 'waived', held.waivedUntil)
      : stands('missing', 'not_held');
  // What was refused says no more than that it is not held: of health, why is credentialing's alone to know.
  if (!was.includes(held.state) && !waits.includes(held.state))
    return stands('missing', demand.type.isHealth ? 'not_held' : 'not_accepted');
  if (demand.type.kind === 'license') {
    const fault = licenseFault(held, place);
    if (fault) return stands('missing', fault);
  }
  if (expiresOn !== null && expiresOn < tolerated) return stands('expired', 'lapsed', expiresOn);
  if (held.issuedOn !== null && held.issuedOn > day) return stands('missing', 'not_valid_yet', held.issuedOn);
  if (waits.includes(held.state)) return stands('unproven', 'awaits_verification');
  if (held.proof === null || proofs.indexOf(held.proof) < proofs.indexOf(demand.proof))
    return stands('unproven', 'proof_too_weak');
  if (expiresOn === null) return stands('met', 'held');
  const last = shifted(expiresOn, demand.graceDays);
  if (expiresOn < day) return stands('expiring', 'within_grace', last);
  if (expiresOn <= soon) return stands('expiring', 'ends_soon', last);
  if (until !== null && last < until) return stands('expiring', 'ends_within_the_time_asked', last);
  return stands('met', 'held', last);
}

const worth: readonly Standing['status'][] = ['missing', 'expired', 'unproven', 'waived', 'expiring', 'met'];
const nothing: Standing = { status: 'missing', reason: 'not_held', on: null, held: null };

const better = (one: Standing, other: Standing): boolean => {
  const more = worth.indexOf(one.status) - worth.indexOf(other.status);
  if (more !== 0) return more > 0;
  if (other.held === null) return true;
  return (one.on ?? '9999') > (other.on ?? '9999');
};

/** The best that a worker can show for a demand: one more credential never makes it less. */
export function bestStanding(
  credentials: readonly Held[],
  demanded: DatedDemand,
  { place, profession, until }: { place: PlaceFacts; profession: string; until: string | null },
): Standing {
  const { type } = demanded.demand;
  let best = nothing;
  for (const held of credentials) {
    if (held.typeId !== type.id) continue;
    if (held.facilityId !== null && held.facilityId !== place.facilityId) continue;
    if (type.kind === 'license' && held.profession !== profession) continue;
    const standing = standingOf(held, demanded, place, until);
    if (better(standing, best)) best = standing;
  }
  return best;
}
