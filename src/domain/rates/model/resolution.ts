import {
  mismatches,
  specificity,
  traitsOf,
  type PassedOver,
  type RateLine,
  type RateQuestion,
} from './specificity.ts';

/** A line beside what is asked: it counts where nothing speaks against it. */
export interface Candidate<Line extends RateLine> {
  line: Line;
  passedOver: PassedOver[];
}

const byId = (one: RateLine, other: RateLine) => (one.id < other.id ? -1 : one.id > other.id ? 1 : 0);

/**
 * All lines beside what is asked, the one that counts first, then the others that apply, then the rest: by what they
 * are bound to, the most telling first. Lines of one card for the same never overlap and one card of a party is in
 * force at a time, so of those that apply no two are bound alike and exactly one counts.
 */
export function resolve<Line extends RateLine>(
  lines: readonly Line[],
  asked: RateQuestion,
): Candidate<Line>[] {
  const judged = lines.map((line) => ({ line, passedOver: mismatches(line, asked) }));
  const ranked = judged.toSorted(
    (one, other) =>
      Math.min(one.passedOver.length, 1) - Math.min(other.passedOver.length, 1) ||
      specificity(other.line) - specificity(one.line) ||
      byId(one.line, other.line),
  );
  return ranked.map(({ line, passedOver }, place) => ({
    line,
    passedOver: place > 0 && passedOver.length === 0 ? ['less_specific'] : passedOver,
  }));
}

/** Of the lines, the one that counts for what is asked. */
export function lineFor<Line extends RateLine>(
  lines: readonly Line[],
  asked: RateQuestion,
): Line | undefined {
  const [first] = resolve(lines, asked);
  return first?.passedOver.length === 0 ? first.line : undefined;
}

/** Why the line counts, in words. */
export function explain(line: RateLine | undefined, applicable: number, { hourType }: RateQuestion): string {
  if (!line) {
    return hourType === 'regular'
      ? 'No line of a card in force is for this profession on this day.'
      : `No line of a card in force is for ${hourType.replaceAll('_', ' ')} of this profession on this day.`;
  }
  const bound = traitsOf(line);
  const kind =
    bound.length === 0 ? 'the line for the profession at large' : `the line for this ${bound.join(', ')}`;
  return applicable === 1
    ? `It is ${kind}, and the only one that applies.`
    : `Of ${applicable} lines that apply it is ${kind}: the vendor tells more than the card, then the unit, the facility, the specialty, the shift.`;
}
