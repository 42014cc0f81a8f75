import { z } from 'zod';
import { Amount, Day, Id, Instant } from '../../../kernel/shapes.ts';
import { CategoryCode } from './category.ts';

const Money = (description: string) =>
  Amount.nullable().meta({ scalar: 'Decimal', format: 'decimal', description });

export const ExpenseTotal = z
  .strictObject({
    programId: Id,
    categoryId: Id,
    code: CategoryCode,
    name: z.string(),
    month: z.string().meta({ description: 'YYYY-MM in which it was incurred.' }),
    currency: z.string(),
    expenses: z.int().nullable().meta({ description: 'Handed in and neither rejected nor taken back.' }),
    awaiting: Money('Handed in, not decided.'),
    approved: Money('Approved, billed or not.'),
    approvedPassThrough: Money('Of that, what the client is billed for.'),
  })
  .meta({ id: 'ExpenseTotal' });
export type ExpenseTotal = z.output<typeof ExpenseTotal>;

export const ExpenseTotals = z
  .strictObject({
    from: Day.nullable(),
    to: Day.nullable(),
    asOf: Instant,
    rows: z.array(ExpenseTotal),
  })
  .meta({ id: 'ExpenseTotals' });

/** The days of whole months that hold the days asked about: for an analyst no two answers differ by a part of a cell. */
export const wholeMonths = (from: string | null, to: string | null) => ({
  from: from && `${from.slice(0, 7)}-01`,
  to: to && Temporal.PlainYearMonth.from(to.slice(0, 7)).toPlainDate({ day: 31 }).toString(),
});

/** Totals as they are counted, with how many people stand behind each. */
export interface CountedTotal extends ExpenseTotal {
  people: number;
  awaitingPeople: number;
  approvedPeople: number;
  passThroughPeople: number;
  /** Behind what was approved and is not billed. */
  otherPeople: number;
}

/** What is told of a total: of fewer people than `fewest`, and of more than none, nothing. */
export function told(
  { people, awaitingPeople, approvedPeople, passThroughPeople, otherPeople, ...row }: CountedTotal,
  fewest: number,
): ExpenseTotal {
  const few = (count: number) => count > 0 && count < fewest;
  // What is left of a total, beside a part of it, is a cell too.
  const tellsOfFew = [approvedPeople, passThroughPeople, otherPeople].some(few);
  return {
    ...row,
    expenses: few(people) || few(awaitingPeople) || few(approvedPeople) ? null : row.expenses,
    awaiting: few(awaitingPeople) ? null : row.awaiting,
    approved: few(approvedPeople) ? null : row.approved,
    approvedPassThrough: tellsOfFew ? null : row.approvedPassThrough,
  };
}
