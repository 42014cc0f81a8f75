import { spanOf } from '../../../kernel/day-range.ts';
import { refuse } from '../../../kernel/errors.ts';
import { fitWeek, parseHours } from '../../../kernel/hours.ts';
import { parseRate } from '../../../kernel/money.ts';
import type { Context } from '../../../kernel/operation.ts';
import { units } from '../../programs/index.ts';
import { additionalCost, type RevisionKinds } from '../model/revision.ts';
import { changesTerms } from '../model/terms.ts';
import type { AssignmentRow } from '../store/assignment.ts';
import { revisionsOf, type AssignmentRevisionRow } from '../store/revision.ts';

/** What is asked of an assignment from a day on; absent terms stay as they are on that day. */
export interface Asked {
  effectiveFrom: string;
  endsOn?: string | undefined;
  billRate?: string | undefined;
  payRate?: string | undefined;
  hoursPerWeek?: string | undefined;
  unitId?: string | undefined;
}

/** The terms that are asked for, whole, and what they change. */
export interface Wanted {
  from: string;
  endsOn: string;
  billRate: string;
  payRate: string | null;
  hoursPerWeek: string;
  currency: string;
  unitId: string;
  kinds: RevisionKinds;
  additionalCost: string;
}

const rateOf = (text: string | null) => text && parseRate(text);

/** What terms change of those held on their first day, and of the last day that was agreed. */
function kindsOf(
  asked: Omit<Wanted, 'kinds' | 'additionalCost'>,
  held: AssignmentRevisionRow,
  heldUntil: string,
): RevisionKinds {
  const kinds: RevisionKinds = [];
  if (asked.endsOn > heldUntil) kinds.push('extension');
  if (asked.endsOn < heldUntil) kinds.push('shortening');
  if (rateOf(asked.billRate) !== rateOf(held.billRate)) kinds.push('rate');
  if (rateOf(asked.payRate) !== rateOf(held.payRate)) kinds.push('pay');
  if (parseHours(asked.hoursPerWeek) !== parseHours(held.hoursPerWeek)) kinds.push('hours');
  if (asked.unitId !== held.unitId) kinds.push('unit');
  return kinds;
}

/** A worker moves to another unit of its facility only: what the facility demands and its law stay the same. */
async function assertUnitOfFacility(unitId: string, facilityId: string, { tx }: Context): Promise<void> {
  const unit = await tx.find(units, unitId);
  if (unit?.facilityId !== facilityId)
    throw refuse('/unitId', 'of_another_facility', 'The unit is of another facility.');
}

/**
 * The terms that are asked for on an assignment, whole; undefined where they change nothing. Refuses those that begin
 * before it, end before they begin, or are of a unit elsewhere.
 */
export async function wantedOf(
  assignment: AssignmentRow,
  { effectiveFrom: from, ...asked }: Asked,
  context: Context,
): Promise<Wanted | undefined> {
  const revisions = await revisionsOf(assignment.id, context);
  const before = revisions.findLast(({ effective }) => spanOf(effective).from <= from);
  if (!before) throw refuse('/effectiveFrom', 'before_start', 'The assignment begins later.');
  const { endsOn = assignment.endsOn, hoursPerWeek = before.hoursPerWeek } = asked;
  if (endsOn < from || (assignment.startedOn !== null && endsOn < assignment.startedOn))
    throw refuse('/endsOn', 'before_start', 'The end is before the new terms begin.');
  if (!fitWeek(hoursPerWeek))
    throw refuse('/hoursPerWeek', 'out_of_range', 'A week has more than 0 and at most 168 hours.');
  const { billRate = before.billRate, payRate = before.payRate, unitId = before.unitId } = asked;
  if (unitId !== before.unitId) await assertUnitOfFacility(unitId, assignment.facilityId, context);
  const changed = changesTerms({ billRate, payRate, hoursPerWeek }, before) || unitId !== before.unitId;
  if (before === revisions.at(-1) && endsOn === assignment.endsOn && !changed) return undefined;
  const terms = { from, endsOn, billRate, payRate, hoursPerWeek, currency: before.currency, unitId };
  return {
    ...terms,
    kinds: kindsOf(terms, before, assignment.endsOn),
    additionalCost: additionalCost(revisions, assignment.endsOn, terms),
  };
}
