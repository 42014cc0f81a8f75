import { z } from 'zod';
import { declareError } from '../../kernel/errors.ts';
import { factsFor } from '../../kernel/event.ts';
import { oneOf } from '../../kernel/shapes.ts';

export const rateLineOverlaps = declareError(
  'rate_line_overlaps',
  'conflict',
  'Another rate line of the same program, vendor, facility, profession and specialty covers some of these days.',
);

const fact = factsFor(['operator', 'client'], z.strictObject({}));
export const rateLineCreated = fact('rate_line.created', 'A rate was added to the card.');
export const rateLineEnded = fact('rate_line.ended', 'A rate was given a last day.');

/** What a rate line can be bound to beside its profession, from the most telling to the least. */
export const RateTrait = oneOf('RateTrait', ['vendor', 'facility', 'specialty']);
export type Trait = z.output<typeof RateTrait>;

/** The columns that say what a rate line is for; null is any. */
export interface RateTraits {
  vendorId: string | null;
  facilityId: string | null;
  specialty: string | null;
}

const weight: Record<Trait, number> = { vendor: 4, facility: 2, specialty: 1 };

/** What a line is bound to. */
export const traitsOf = ({ vendorId, facilityId, specialty }: RateTraits): Trait[] => [
  ...(vendorId === null ? [] : (['vendor'] as const)),
  ...(facilityId === null ? [] : (['facility'] as const)),
  ...(specialty === null ? [] : (['specialty'] as const)),
];

const specificity = (line: RateTraits) => traitsOf(line).reduce((sum, trait) => sum + weight[trait], 0);

/** Of lines that all apply, the one that counts: the vendor's before any vendor's, then the facility's, then the specialty's. */
export const mostSpecific = <Line extends RateTraits>(lines: readonly Line[]): Line | undefined =>
  lines.toSorted((one, other) => specificity(other) - specificity(one))[0];

/** Why the line counts, in words. */
export function explain(line: RateTraits | undefined, applicable: number): string {
  if (!line) return 'No line of the card is for this profession on this day.';
  const bound = traitsOf(line);
  const kind =
    bound.length === 0 ? 'the line for the profession at large' : `the line for this ${bound.join(', ')}`;
  return applicable === 1
    ? `It is ${kind}, and the only one that applies.`
    : `Of ${applicable} lines that apply it is ${kind}: the vendor tells more than the facility, the facility more than the specialty.`;
}
