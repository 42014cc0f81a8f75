import { parseHours } from '../../../kernel/hours.ts';
import { parseRate } from '../../../kernel/money.ts';
import { oneOf } from '../../../kernel/shapes.ts';

export const TermsState = oneOf('TermsState', ['in_force', 'superseded']);

interface Terms {
  billRate: string;
  payRate: string | null;
  hoursPerWeek: string;
}

const exact = (rate: string | null) => rate && parseRate(rate);

/** Whether terms differ from those held, however their decimals are spelled. */
export const changesTerms = (asked: Terms, held: Terms): boolean =>
  exact(asked.billRate) !== exact(held.billRate) ||
  exact(asked.payRate) !== exact(held.payRate) ||
  parseHours(asked.hoursPerWeek) !== parseHours(held.hoursPerWeek);
