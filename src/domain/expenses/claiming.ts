import { refuse } from '../../kernel/errors.ts';
import type { Context } from '../../kernel/operation.ts';
import { asTenant } from '../../kernel/transaction.ts';
import { dayText, epochDay } from '../../kernel/zone.ts';
import { assignmentForTime, type AssignmentRow } from '../assignments/index.ts';
import type { FileSubject } from '../files/index.ts';
import { programs, todayAt } from '../programs/index.ts';
import { assertUnlocked } from '../time/index.ts';
import { reckon, type AmountFault, type Claimed, type Reckoned } from './model/amount.ts';
import { categoryArchived } from './model/category.ts';
import type { CategoryRow, ExpenseRow } from './store/claims.ts';

const faults: Record<AmountFault, [pointer: string, message: string]> = {
  amount_required: ['/amount', 'Say what was spent.'],
  quantity_required: ['/quantity', 'Say how many miles, or which part of the day.'],
  not_stated: ['/amount', 'An amount is stated or reckoned from a quantity, as the category has it.'],
  no_rate: ['/incurredOn', 'The category has no rate on that day yet.'],
  over_a_day: ['/quantity', 'A per diem is of one day or a part of it: claim each day by itself.'],
  no_money: ['/quantity', 'It comes to nothing.'],
};

/** An assignment that is claimed on, the day it is there, and the currency of its program. */
export interface Placed {
  assignment: AssignmentRow;
  today: string;
  currency: string;
}

/** What is claimed on; `assignment_not_active` unless it has begun. */
export async function placedOn(assignmentId: string, context: Context): Promise<Placed> {
  const { tx } = context;
  const assignment = await assignmentForTime(assignmentId, context);
  // A worker need not see the program.
  const program = await asTenant(tx, () => tx.find(programs, assignment.programId));
  return { assignment, today: await todayAt(assignment, context), currency: program!.currency };
}

/** The first and last day of which an expense of the category may be, days of travel included. */
export function daysOf(
  { startsOn, endsOn, startedOn, endedOn }: AssignmentRow,
  { travelDays }: CategoryRow,
): [string, string] {
  const shifted = (day: string, days: number) => dayText(epochDay(day) + days);
  return [shifted(startedOn ?? startsOn, -travelDays), shifted(endedOn ?? endsOn, travelDays)];
}

/**
 * What a claim comes to by its category's present rules; refuses one of another day, of another program or of another
 * kind than the category, and one of days that are locked.
 */
export async function reckoned(
  { assignment, today }: Placed,
  category: CategoryRow,
  claimed: Claimed,
  context: Context,
): Promise<Reckoned> {
  const { incurredOn } = claimed;
  if (category.programId !== assignment.programId)
    throw refuse('/categoryId', 'of_another_program', 'The category is of another program.');
  if (category.archivedAt !== null) throw categoryArchived();
  const [from, to] = daysOf(assignment, category);
  if (incurredOn < from || incurredOn > to)
    throw refuse('/incurredOn', 'outside_assignment', `It may be of ${from} to ${to}.`);
  if (incurredOn > today)
    throw refuse('/incurredOn', 'in_the_future', 'Nothing is spent yet on a day that is to come.');
  await assertUnlocked(assignment.programId, assignment.facilityId, incurredOn, context);
  const came = reckon(category, claimed);
  if (typeof came !== 'string') return came;
  const [pointer, message] = faults[came];
  throw refuse(pointer, came, message);
}

/** What an expense takes over of what it came to and of its category. */
export const claimOf = (
  { quantity, rate, amount, step }: Reckoned,
  { isPassThrough, treatment }: CategoryRow,
) => ({ quantity, rate, amount, isPassThrough, treatment, explanation: [step] });

/** What the receipts of an expense are part of. */
export const receiptsOf = ({ id, programId, facilityId, vendorId, workerId }: ExpenseRow): FileSubject => ({
  noun: 'expense',
  id,
  dataClass: 'general',
  programId,
  facilityId,
  vendorId,
  workerId,
});
