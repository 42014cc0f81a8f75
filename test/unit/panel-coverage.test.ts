import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeIn, specificity, type Coverage } from '../../src/domain/vendors/model/panel-coverage.ts';

const standings = ['good', 'probation', 'no_new_releases'] as const;
const one = <Value extends string>(...values: Value[]) => fc.constantFrom(...values);
const coverage: fc.Arbitrary<Coverage> = fc.record({
  profession: fc.option(one('rn', 'lpn')),
  specialty: fc.option(one('icu', 'ed')),
  facilityId: fc.option(one('north', 'south')),
  tier: fc.option(fc.integer({ min: 0, max: 9 })),
  standing: fc.option(one(...standings)),
});
const key = ({ profession, specialty, facilityId }: Coverage) => `${profession} ${specialty} ${facilityId}`;
const coverages = fc.uniqueArray(coverage, { selector: key, maxLength: 12 });
const place = fc.record({
  profession: one('rn', 'lpn'),
  specialty: fc.option(one('icu', 'ed')),
  facilityId: one('north', 'south'),
});
const membership = fc.record({
  tier: fc.integer({ min: 0, max: 9 }),
  standing: one('good', 'probation', 'no_new_releases', 'exited'),
});

const isFor = (row: Coverage, asked: { profession: string; specialty: string | null; facilityId: string }) =>
  [
    [row.profession, asked.profession],
    [row.specialty, asked.specialty],
    [row.facilityId, asked.facilityId],
  ].every(([said, of]) => said === null || said === of);

test('without a row that has begun the membership is for everything', () => {
  fc.assert(
    fc.property(membership, place, (held, asked) => {
      expect(placeIn(held, null, asked)).toEqual(held);
    }),
  );
});

test('exactly one row counts: the most specific of those for the place, in whatever order they come', () => {
  fc.assert(
    fc.property(membership, coverages, place, (held, rows, asked) => {
      const found = placeIn(held, rows, asked);
      expect(placeIn(held, rows.toReversed(), asked)).toEqual(found);
      const fitting = rows.filter((row) => isFor(row, asked));
      const weights = fitting.map(specificity);
      expect(new Set(weights).size).toBe(weights.length);
      const best = fitting[weights.indexOf(Math.max(...weights))];
      expect(found?.tier).toBe(best && (best.tier ?? held.tier));
    }),
  );
});

test('a row never lifts what the membership’s standing forbids', () => {
  const rank = ['good', 'probation', 'no_new_releases', 'exited'];
  fc.assert(
    fc.property(membership, coverages, place, (held, rows, asked) => {
      const found = placeIn(held, rows, asked);
      if (found) expect(rank.indexOf(found.standing)).toBeGreaterThanOrEqual(rank.indexOf(held.standing));
    }),
  );
});
