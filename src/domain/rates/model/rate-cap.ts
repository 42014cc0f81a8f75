import type { z } from 'zod';
import type { DaySpan } from '../../../kernel/day-range.ts';
import { compare, multiplyRate, parseRate, roundRate, type Rate } from '../../../kernel/money.ts';
import { oneOf } from '../../../kernel/shapes.ts';
import type { RateHourType } from './rate-line.ts';
import { holdsOn } from './specificity.ts';

/** Why it is not sure that a state's cap binds, though it may. */
export const CapDoubt = oneOf('RateCapDoubt', [
  'care_setting_unknown',
  'county_unknown',
  'figure_may_have_changed',
  'figure_only_reported',
]);
export type CapDoubt = z.output<typeof CapDoubt>;

/** A cap of the facility's state for the profession. */
export interface StateCap {
  code: string;
  days: DaySpan;
  careSetting: string | null;
  countyGroup: string | null;
  certainUntil: string | null;
  maxRate: string;
  premiumMultiplier: string | null;
  confidence: 'official' | 'reported';
}

/** A cap with where it is law and where its figure was read. */
export interface CitedCap extends StateCap {
  citation: string;
  source: string;
}

/** What is known of where the work is done; the group is null where the county is unknown or its state groups none. */
export interface CappedPlace {
  careSetting: string | null;
  countyGroup: string | null;
}

/** A cap that binds, or may: the most that an hour of the type may cost by it. */
export interface AppliedCap<Cap extends StateCap> {
  cap: Cap;
  maxRate: Rate;
  doubts: CapDoubt[];
}

const premium: ReadonlySet<RateHourType> = new Set(['overtime', 'double_time', 'holiday']);

/** What an hour of the type may cost by the cap, to the cent. */
export function mostFor({ maxRate, premiumMultiplier }: StateCap, hourType: RateHourType): Rate {
  const regular = parseRate(maxRate);
  if (premiumMultiplier === null || !premium.has(hourType)) return regular;
  return maximumCharge(regular, premiumMultiplier);
}

/** The figure of a law that lets agencies charge a multiple of a wage: to the cent, half up (18.165 → 18.17). */
export const maximumCharge = (wage: Rate, multiplier: string): Rate =>
  roundRate(multiplyRate(wage, multiplier), parseRate('0.01'));

/** Whether a cap binds at the place on the day: undefined where it does not, else what speaks for doubt. */
function doubtsOf(cap: StateCap, place: CappedPlace, on: string): CapDoubt[] | undefined {
  if (!holdsOn(cap.days, on)) return undefined;
  if (cap.careSetting !== null && place.careSetting !== null && cap.careSetting !== place.careSetting)
    return undefined;
  if (cap.countyGroup !== null && place.countyGroup !== null && cap.countyGroup !== place.countyGroup)
    return undefined;
  const doubts: [boolean, CapDoubt][] = [
    [cap.careSetting !== null && place.careSetting === null, 'care_setting_unknown'],
    [cap.countyGroup !== null && place.countyGroup === null, 'county_unknown'],
    [cap.certainUntil !== null && on >= cap.certainUntil, 'figure_may_have_changed'],
    [cap.confidence === 'reported', 'figure_only_reported'],
  ];
  return doubts.flatMap(([holds, doubt]) => (holds ? [doubt] : []));
}

/** The caps that bind at the place on the day, or may; the sure ones first, then the lowest first. */
export function capsAt<Cap extends StateCap>(
  caps: readonly Cap[],
  place: CappedPlace,
  { hourType, on }: { hourType: RateHourType; on: string },
): AppliedCap<Cap>[] {
  return caps
    .flatMap((cap) => {
      const doubts = doubtsOf(cap, place, on);
      return doubts ? [{ cap, doubts, maxRate: mostFor(cap, hourType) }] : [];
    })
    .toSorted(
      (one, other) =>
        Math.min(one.doubts.length, 1) - Math.min(other.doubts.length, 1) ||
        compare(one.maxRate, other.maxRate),
    );
}

/** A county's name as it is compared: `St. Louis County` and `Saint Louis` are one. */
export const countyKey = (county: string): string =>
  county
    .toLowerCase()
    .replace(/\bst\b\.?/g, 'saint')
    .replace(/\s+county$/, '')
    .replaceAll(/[^a-z]/g, '');

/**
 * The cap that a rate breaks on some of the days for sure; the lowest, if several do. On days on which the law may have
 * set another figure, and by figures that were only reported, none is broken for sure.
 */
export function brokenCap<Cap extends StateCap>(
  rate: Rate,
  { days, hourType }: { days: DaySpan; hourType: RateHourType },
  caps: readonly Cap[],
  place: CappedPlace,
): AppliedCap<Cap> | undefined {
  // A cap begins to bind on its own first day or on the line's.
  return caps
    .flatMap((cap) => {
      const on = cap.days.from > days.from ? cap.days.from : days.from;
      return holdsOn(days, on) ? capsAt([cap], place, { hourType, on }) : [];
    })
    .filter(({ doubts, maxRate }) => doubts.length === 0 && compare(rate, maxRate) > 0)
    .toSorted((one, other) => compare(one.maxRate, other.maxRate))[0];
}
