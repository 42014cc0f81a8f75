import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { event } from '../../../kernel/event.ts';
import { oneOf } from '../../../kernel/shapes.ts';

/** Whether a vendor goes along with a price that was cut after it proposed. */
export const PriceConsent = oneOf('PriceConsent', ['none', 'asked', 'given']);

/** A rate an hour, or of a direct hire a salary a year. */
export const ConsentPrice = z.string().meta({ scalar: 'Decimal', format: 'decimal', examples: ['95.0000'] });

export const consentPending = declareError(
  'consent_pending',
  'conflict',
  'The price was cut, and the vendor has not said yet whether it goes along.',
);
export const consentNotAsked = declareError(
  'consent_not_asked',
  'conflict',
  'No lower price is asked of this submission.',
);

const data = z.strictObject({ orderId: z.string() });

export const consentAsked = event({
  type: 'submission.consent_asked',
  summary: 'The order pays less than the submission asks: go along with it, or withdraw.',
  sides: ['operator', 'vendor'],
  data,
});
export const consentGiven = event({
  type: 'submission.consented',
  summary: 'The vendor goes along with the lower price.',
  sides: ['operator', 'vendor'],
  data,
});
/** A client hears of a new price only where it sees the candidate. */
export const candidateRepriced = event({
  type: 'submission.repriced',
  summary: 'A candidate whom the client sees is to be had for less.',
  sides: ['client'],
  data,
});

/** The lower prices of an order after a cut, and what changed. */
export interface PriceCut {
  changed: readonly string[];
  billRate: string | null;
  postedRateTo: string | null;
  salaryTo: string | null;
}

/**
 * The price that vendors are asked for after a cut: the top of the posted range, or the expected rate where none is
 * posted; of a direct hire the top of the salary range. Null where no price was cut that they are told of.
 */
export function priceAsked({ changed, billRate, postedRateTo, salaryTo }: PriceCut): string | null {
  if (changed.includes('salaryTo')) return salaryTo;
  return changed.includes('postedRateTo') || changed.includes('billRate') ? (postedRateTo ?? billRate) : null;
}
