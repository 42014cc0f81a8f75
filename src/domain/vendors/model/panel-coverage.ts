import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { event } from '../../../kernel/event.ts';
import { oneOf } from '../../../kernel/shapes.ts';
import type { Standing } from './panel-membership.ts';

/** A standing that only a part of a vendor's place has; one that exits leaves the whole panel. */
export const CoverageStanding = oneOf('CoverageStanding', ['good', 'probation', 'no_new_releases']);

export const coverageOverlaps = declareError(
  'coverage_overlaps',
  'conflict',
  'The vendor’s coverage of just this profession, specialty and facility is said for some of these days.',
);

const sides = ['operator', 'client', 'vendor'] as const;
const nothing = z.strictObject({});
export const coverageAdded = event({
  type: 'panel_coverage.added',
  summary: 'What a vendor covers of a program was said.',
  sides,
  data: nothing,
});
export const coverageChanged = event({
  type: 'panel_coverage.changed',
  summary: 'The tier or standing of a part of a vendor’s place changed.',
  sides,
  data: nothing,
});
export const coverageEnded = event({
  type: 'panel_coverage.ended',
  summary: 'A part of a vendor’s coverage was given a last day.',
  sides,
  data: nothing,
});

/** What one row of coverage is for, null being any, and what it says in place of the membership, null being nothing. */
export interface Coverage {
  profession: string | null;
  specialty: string | null;
  facilityId: string | null;
  tier: number | null;
  standing: z.output<typeof CoverageStanding> | null;
}

/** What is asked for, and where. */
export interface CoveredPlace {
  facilityId: string;
  profession: string;
  specialty: string | null;
}

/** A vendor's tier and standing. */
export interface Place {
  tier: number;
  standing: z.output<typeof Standing>;
}

const traits = { facilityId: 4, specialty: 2, profession: 1 } as const;
const keys = Object.keys(traits) as (keyof typeof traits)[];

const isFor = (coverage: Coverage, place: CoveredPlace): boolean =>
  keys.every((key) => coverage[key] === null || coverage[key] === place[key]);

/** How much a row says of where it holds: the facility tells more than the specialty, the specialty than the profession. */
export const specificity = (coverage: Coverage): number =>
  keys.reduce((total, key) => total + (coverage[key] === null ? 0 : traits[key]), 0);

const severity = ['good', 'probation', 'no_new_releases', 'exited'] as const;
const stricter = (one: Place['standing'], other: Place['standing']): Place['standing'] =>
  severity.indexOf(one) >= severity.indexOf(other) ? one : other;

/**
 * A vendor's tier and standing for a place. `coverages` are its rows in force on the day, never two for the same;
 * null where none of its rows has begun: then the membership is for everything. Of the rows for the place the most
 * specific one counts; where none is for it the vendor does not cover the place: undefined. The stricter of the
 * membership's standing and the row's holds.
 */
export function placeIn(
  membership: Place,
  coverages: readonly Coverage[] | null,
  place: CoveredPlace,
): Place | undefined {
  if (coverages === null) return membership;
  const [best] = coverages
    .filter((coverage) => isFor(coverage, place))
    .toSorted((one, other) => specificity(other) - specificity(one));
  if (!best) return undefined;
  return {
    tier: best.tier ?? membership.tier,
    standing: stricter(membership.standing, best.standing ?? 'good'),
  };
}
