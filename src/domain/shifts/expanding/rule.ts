import { refuse } from '../../../kernel/errors.ts';
import { patternIsEmpty, patternTooLong } from '../model/shift-pattern.ts';
import { occurrencesOf, wallMinutes, type Rule } from './occurrences.ts';

/** Refuses a rule that goes beyond its order or placement, makes shifts of no sensible length, or none that is still to come. */
export function checkedRule(
  rule: Rule,
  { startsOn, endsOn }: { startsOn: string; endsOn: string },
  zone: string,
  now: string,
): void {
  const { firstOn, lastOn, mealMinutes } = rule;
  if (lastOn < firstOn) throw refuse('/lastOn', 'before_start', 'The last day is before the first.');
  if (firstOn < startsOn) throw refuse('/firstOn', 'before_start', `It begins on ${startsOn}.`);
  if (lastOn > endsOn) throw refuse('/lastOn', 'after_end', `It ends on ${endsOn}.`);
  const minutes = wallMinutes(rule);
  // An hour less than a day: the clock may be put back in it.
  if (minutes < 15 || minutes > 23 * 60 || minutes <= mealMinutes) throw patternTooLong();
  const toCome = occurrencesOf(rule, zone, firstOn, lastOn).some(
    ({ startsAt }) => Temporal.Instant.compare(startsAt, now) > 0,
  );
  if (!toCome) throw patternIsEmpty();
}
