import type { ApprovalFacts } from './condition.ts';

/** What a policy is for, as far as choosing goes; null lists are every type, every profession. */
export interface PolicyScope {
  facilityId: string | null;
  unitId: string | null;
  orderTypes: readonly string[] | null;
  professions: readonly string[] | null;
  effectiveFrom: string;
}

const holds = (list: readonly string[] | null, value: string | undefined) =>
  list === null || value === undefined || list.includes(value);

const rank = ({ facilityId, unitId, professions, orderTypes }: PolicyScope): number =>
  (unitId === null ? (facilityId === null ? 0 : 1) : 2) * 4 +
  (professions === null ? 0 : 2) +
  (orderTypes === null ? 0 : 1);

/**
 * The policy that routes a subject, of those in force there: the one of the narrowest place; then one for professions;
 * then one for types; then the latest. A fact that nobody knows meets every list.
 */
export const choosePolicy = <Policy extends PolicyScope>(
  candidates: readonly Policy[],
  facts: ApprovalFacts,
): Policy | undefined =>
  candidates
    .filter(
      ({ professions, orderTypes }) =>
        holds(professions, facts.profession) && holds(orderTypes, facts.orderType),
    )
    .toSorted(
      (one, other) =>
        rank(other) - rank(one) ||
        (one.effectiveFrom < other.effectiveFrom ? 1 : one.effectiveFrom > other.effectiveFrom ? -1 : 0),
    )[0];

const meet = (one: readonly string[] | null, other: readonly string[] | null) =>
  one === null || other === null || one.some((value) => other.includes(value));

/** Whether some subject would be routed by either of two policies, and nothing says by which. */
export const areTied = (one: PolicyScope, other: PolicyScope): boolean =>
  one.facilityId === other.facilityId &&
  one.unitId === other.unitId &&
  one.effectiveFrom === other.effectiveFrom &&
  rank(one) === rank(other) &&
  meet(one.professions, other.professions) &&
  meet(one.orderTypes, other.orderTypes);
