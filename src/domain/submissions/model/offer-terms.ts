import { z } from 'zod';
import { declareError, refuse, type Problem } from '../../../kernel/errors.ts';
import { fitWeek, minutesOf, parseHours } from '../../../kernel/hours.ts';
import { chargeFor, compare, parseAmount, parseRate, type Amount } from '../../../kernel/money.ts';
import { Amount as AmountShape, BillRate, Day, Hours, Rate } from '../../../kernel/shapes.ts';
import { AnnualSalary } from './price.ts';
import { isAbove } from './submission.ts';

/** The terms that are offered: hourly ones with a last day, or, for a direct hire, a salary. */
export const offeredTerms = {
  billRate: BillRate.optional().meta({ description: 'Per hour; needed unless the order is a direct hire.' }),
  payRate: Rate.optional().meta({ description: 'Absent, it is the submission’s.' }),
  annualSalary: AnnualSalary.optional().meta({ description: 'Of a direct hire, and of that alone.' }),
  startsOn: Day,
  endsOn: Day.optional().meta({ description: 'The last day; a direct hire has none.' }),
  hoursPerWeek: Hours,
};
type Offered = z.output<z.ZodObject<typeof offeredTerms>>;

/** Terms that are not in force yet, as they show. */
export const PendingTermsShape = z
  .strictObject({
    billRate: Rate.nullable(),
    payRate: Rate.nullable(),
    annualSalary: AmountShape.nullable(),
    startsOn: Day,
    endsOn: Day.nullable(),
    hoursPerWeek: Hours,
  })
  .meta({ id: 'PendingOfferTerms' });

/** Terms as an offer keeps them: rates of scale 4, the salary of scale 2. */
export interface OfferTerms {
  billRate: string | null;
  payRate: string | null;
  annualSalary: string | null;
  startsOn: string;
  endsOn: string | null;
  hoursPerWeek: string;
}

/** Terms that wait for approval, what is said with them, and whether they are the vendor’s own, which it need not accept again. */
export interface PendingTerms {
  terms: OfferTerms;
  accepts: boolean;
  words?: { expiresAt: string | null; note: string | null } | undefined;
}

export const offerRoundsExhausted = declareError(
  'offer_rounds_exhausted',
  'conflict',
  'The offer was countered as often as can be; accept or decline it.',
);

/** How many rounds an offer has at most, extensions and counters together. */
export const mostOfferRounds = 20;

const missing = (key: string): Problem => refuse(`/${key}`, 'required', 'This kind of order needs it.');
const misplaced = (key: string): Problem =>
  refuse(`/${key}`, 'not_applicable', 'This kind of order has none.');

function assertKind(terms: Offered, isDirectHire: boolean): void {
  const [needed, barred] = isDirectHire
    ? ([['annualSalary'], ['billRate', 'payRate', 'endsOn']] as const)
    : ([['billRate', 'endsOn'], ['annualSalary']] as const);
  for (const key of needed) if (terms[key] === undefined) throw missing(key);
  for (const key of barred) if (terms[key] !== undefined) throw misplaced(key);
}

/** What terms are judged by: the kind of order, the day at the facility, and the pay where the terms say none. */
interface Judged {
  isDirectHire: boolean;
  today: string;
  payRate: string | null;
}

/** The terms as an offer keeps them; `invalid_input` where they cannot be kept, at the place of the fault. */
export function checkedTerms(offered: Offered, { isDirectHire, today, payRate }: Judged): OfferTerms {
  assertKind(offered, isDirectHire);
  const { billRate, annualSalary, startsOn, endsOn, hoursPerWeek } = offered;
  if (endsOn !== undefined && endsOn < startsOn)
    throw refuse('/endsOn', 'before_start', 'The end is before the start.');
  if (!fitWeek(hoursPerWeek))
    throw refuse('/hoursPerWeek', 'out_of_range', 'A week has more than 0 and at most 168 hours.');
  if (startsOn < today) throw refuse('/startsOn', 'in_the_past', 'That day has passed at the facility.');
  const pays = isDirectHire ? null : (offered.payRate ?? payRate);
  if (pays !== null && billRate !== undefined && isAbove(pays, billRate))
    throw refuse('/payRate', 'above_bill_rate', 'The worker would be paid more than is billed.');
  return {
    billRate: billRate === undefined ? null : parseRate(billRate),
    payRate: pays === null ? null : parseRate(pays),
    annualSalary: annualSalary === undefined ? null : parseAmount(annualSalary),
    startsOn,
    endsOn: endsOn ?? null,
    hoursPerWeek: parseHours(hoursPerWeek),
  };
}

/** What the terms come to: weeks × hours × rate, a begun week counting whole; of a direct hire the yearly salary; null where nobody can say. */
export function amountOf({
  billRate,
  annualSalary,
  startsOn,
  endsOn,
  hoursPerWeek,
}: OfferTerms): Amount | null {
  if (annualSalary !== null) return parseAmount(annualSalary);
  const minutes = minutesOf(hoursPerWeek);
  if (billRate === null || endsOn === null || minutes === undefined) return null;
  const { days } = Temporal.PlainDate.from(startsOn).until(endsOn, { largestUnit: 'days' });
  try {
    return chargeFor(Math.ceil((days + 1) / 7) * minutes, parseRate(billRate));
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Whether terms cost more than those that were approved, by the hour or in all. */
export function isDearer(next: OfferTerms, before: OfferTerms): boolean {
  if (next.billRate !== null && isAbove(next.billRate, before.billRate)) return true;
  const [costs, cost] = [amountOf(next), amountOf(before)];
  return costs === null || cost === null || compare(costs, cost) > 0;
}

/** The terms of a row that carries them. */
export const termsOf = ({
  billRate,
  payRate,
  annualSalary,
  startsOn,
  endsOn,
  hoursPerWeek,
}: OfferTerms): OfferTerms => ({
  billRate,
  payRate,
  annualSalary,
  startsOn,
  endsOn,
  hoursPerWeek,
});

/** Kept terms as they would be told again. */
export const restated = ({
  billRate,
  payRate,
  annualSalary,
  startsOn,
  endsOn,
  hoursPerWeek,
}: OfferTerms): Offered => ({
  ...(billRate !== null && { billRate }),
  ...(payRate !== null && { payRate }),
  ...(annualSalary !== null && { annualSalary }),
  ...(endsOn !== null && { endsOn }),
  startsOn,
  hoursPerWeek,
});

/** What an hourly offer says that a direct hire does not: the database has it on each that is none. */
export function hourlyTermsOf({ billRate, endsOn }: Pick<OfferTerms, 'billRate' | 'endsOn'>): {
  billRate: string;
  endsOn: string;
} {
  if (billRate === null || endsOn === null) throw new Error('a direct hire has no hourly terms');
  return { billRate, endsOn };
}
