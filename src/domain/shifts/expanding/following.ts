import { reaction } from '../../../kernel/operation.ts';
import { assignmentRevised, assignments } from '../../assignments/index.ts';
import { shiftChanged } from '../model/shift.ts';
import { scheduledOf, type ShiftRow } from '../store/shift.ts';
import { shifts } from '../tables.ts';
import { termsByDay } from './terms.ts';

/** What of a shift is said by the terms of its placement. */
type Terms = Pick<ShiftRow, 'unitId' | 'billRate' | 'payRate'>;

const differ = (one: Terms, other: Terms) =>
  one.unitId !== other.unitId || one.billRate !== other.billRate || one.payRate !== other.payRate;

/** The scheduled shifts of a placement cost, pay and lie where its terms of their day say, also when these are changed. */
export const followTerms = reaction({
  name: 'followTermsOfPlacement',
  on: assignmentRevised,
  when: 'with',
  async handle({ subject }, context) {
    const placed = await context.tx.find(assignments, subject.id);
    if (placed?.kind !== 'placement') return {};
    const termsOf = await termsByDay(placed.id, context);
    const scheduled = await scheduledOf(placed.id, context);
    const stale = scheduled.flatMap((row) => {
      const terms = row.state === 'scheduled' ? termsOf(row.localDate) : undefined;
      if (!terms || !differ(row, terms)) return [];
      const { unitId, billRate, payRate } = terms;
      return [{ row, changes: { unitId, baseRate: billRate, billRate, payRate } }];
    });
    const changed = stale.length === 0 ? [] : await context.tx.changeAll(shifts, stale);
    return { events: changed.map((row) => shiftChanged(row, {})) };
  },
});
