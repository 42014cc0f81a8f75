import { refuse } from '../../../kernel/errors.ts';
import { compare, parseAmount, parseRate } from '../../../kernel/money.ts';
import { Amount } from '../../../kernel/shapes.ts';

/** What a hire earns in a year, above zero and below 100 million. */
export const AnnualSalary = Amount.refine(
  (text) => /^\d{1,8}(\.|$)/.test(text) && /[1-9]/.test(text),
  'A salary is above zero and below 100 million.',
).meta({ examples: ['92000.00'] });

/** Whether a price, a rate or a salary, is above another of its kind, exactly. */
export const isHigher = (price: string, other: string): boolean =>
  compare(parseRate(price), parseRate(other)) > 0;

interface Proposed {
  billRate?: string | undefined;
  payRate?: string | undefined;
  annualSalary?: string | undefined;
}

/** A price as a submission keeps it: rates of scale 4, or of a direct hire a salary of scale 2. */
export interface Price {
  billRate: string | null;
  payRate: string | null;
  annualSalary: string | null;
}

/** The price that is proposed, the pay that of the representation where none is told; `invalid_input` where the kind of order has another. */
export function priceOf(
  { billRate, payRate, annualSalary }: Proposed,
  { type }: { type: string },
  usualPay: string | null,
): Price {
  if (type === 'direct_hire') {
    if (annualSalary === undefined) throw refuse('/annualSalary', 'required', 'A direct hire has a salary.');
    if (billRate !== undefined)
      throw refuse('/billRate', 'not_applicable', 'A direct hire has no bill rate.');
    if (payRate !== undefined) throw refuse('/payRate', 'not_applicable', 'A direct hire has no pay rate.');
    return { billRate: null, payRate: null, annualSalary: parseAmount(annualSalary) };
  }
  if (billRate === undefined) throw refuse('/billRate', 'required', 'Say the bill rate.');
  if (annualSalary !== undefined) throw refuse('/annualSalary', 'not_applicable', 'The order has a rate.');
  const pay = payRate ?? usualPay;
  return { billRate: parseRate(billRate), payRate: pay === null ? null : parseRate(pay), annualSalary: null };
}
