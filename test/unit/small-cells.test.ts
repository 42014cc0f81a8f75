import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DimensionName } from '../../src/domain/reports/metrics/dimensions.ts';
import { hiddenCells } from '../../src/domain/reports/suppression/hidden-cells.ts';
import { closedSets, closureOf } from '../../src/domain/reports/suppression/lattice.ts';
import { keyOf, type Group } from '../../src/domain/reports/suppression/leaf.ts';
import { monthsOf } from '../../src/domain/reports/suppression/months.ts';

const available = ['program', 'facility', 'unit', 'vendor', 'profession', 'state'] as const;
const names = available as readonly DimensionName[];

interface Leaf {
  values: readonly (string | null)[];
  people: readonly string[];
}

function hiddenLeaves(
  leaves: readonly Leaf[],
  asked: readonly DimensionName[],
  all: readonly DimensionName[],
): Leaf[] {
  const months = ['2026-01-01'];
  const leafOf = new Map<Group, Leaf>(
    leaves.map((leaf) => [
      { currency: null, values: leaf.values, people: leaf.people.map((person) => ({ person, months })) },
      leaf,
    ]),
  );
  const [month] = monthsOf([...leafOf.keys()]);
  const hidden = month ? hiddenCells(month.leaves, asked, all).flat() : [];
  return hidden.map((at) => leafOf.get(month!.groups[at]!)!);
}

/** Units lie in facilities, facilities in states, as they do. */
const leaf = fc
  .record({
    unit: fc.integer({ min: 0, max: 5 }),
    vendor: fc.integer({ min: 0, max: 3 }),
    profession: fc.constantFrom('rn', 'lpn', null),
    people: fc.uniqueArray(fc.integer({ min: 0, max: 80 }), { minLength: 1, maxLength: 12 }),
  })
  .map(({ unit, vendor, profession, people }): Leaf => {
    const facility = unit % 3;
    const state = facility === 0 ? 'OH' : 'CA';
    return {
      values: ['p', `f${facility}`, `u${unit}`, `v${vendor}`, profession, state],
      people: people.map(String),
    };
  });
const months = fc.array(leaf, { minLength: 1, maxLength: 25 }).map((leaves) =>
  [...Map.groupBy(leaves, ({ values }) => keyOf(values)).values()].map((same) => ({
    values: same[0]!.values,
    people: [...new Set(same.flatMap(({ people }) => people))],
  })),
);
const questions = fc.uniqueArray(fc.constantFrom(...names), { maxLength: 3 });

/** The cells that a question shows, each as the rows in it. */
function answered(leaves: readonly Leaf[], asked: readonly DimensionName[]): Leaf[][] {
  const hidden = new Set(hiddenLeaves(leaves, asked, names));
  const places = closureOf(asked, names).map((name) => names.indexOf(name));
  const cells = Map.groupBy(leaves, ({ values }) => keyOf(places.map((at) => values[at]!)));
  // A cell is hidden whole.
  for (const rows of cells.values()) expect(new Set(rows.map((row) => hidden.has(row))).size).toBe(1);
  return [...cells.values()].filter(([first]) => !hidden.has(first!));
}
const peopleOf = (rows: readonly Leaf[]) => new Set(rows.flatMap(({ people }) => people)).size;
const isFew = (rows: readonly Leaf[]) => peopleOf(rows) > 0 && peopleOf(rows) < 5;

describe('small cells', () => {
  test('of fewer than five are never shown, nor what is left of any shown cell without another in it', () => {
    let differences = 0;
    let shown = 0;
    fc.assert(
      fc.property(months, questions, questions, (leaves, one, other) => {
        const [first, second] = [answered(leaves, one), answered(leaves, other)];
        shown += first.length;
        for (const cell of [...first, ...second]) expect(isFew(cell)).toBe(false);
        for (const larger of first)
          for (const smaller of second) {
            if (!smaller.every((row) => larger.includes(row))) continue;
            differences += 1;
            expect(isFew(larger.filter((row) => !smaller.includes(row)))).toBe(false);
          }
      }),
      { numRuns: 1_000 },
    );
    // What is never shown is never told; but then it would be no report.
    expect(differences).toBeGreaterThan(300);
    expect(shown).toBeGreaterThan(600);
  });

  test('are not told by a shown total and all that is shown beside them', () => {
    fc.assert(
      fc.property(months, questions, (leaves, asked) => {
        const sets = closedSets(closureOf(asked, names), names);
        const parts = answered(leaves, asked);
        for (const fewer of sets)
          for (const total of answered(leaves, fewer)) {
            const left = total.filter((row) => !parts.some((part) => part.includes(row)));
            expect(isFew(left)).toBe(false);
          }
      }),
      { numRuns: 500 },
    );
  });

  test('are decided whatever else is asked: the same cell is shown by any question, or by none', () => {
    fc.assert(
      fc.property(months, (leaves) => {
        const unitsOf = (asked: readonly DimensionName[]) =>
          new Set(answered(leaves, asked).map((rows) => rows[0]!.values[2]));
        expect(unitsOf(['state', 'unit', 'facility'])).toEqual(unitsOf(['unit']));
      }),
    );
  });

  test('hide another where one alone would be hidden', () => {
    const rows = (vendor: string, from: number, to: number): Leaf => ({
      values: ['p', 'f', 'u', vendor, 'rn', 'OH'],
      people: Array.from({ length: to - from }, (_, at) => String(from + at)),
    });
    const leaves = [rows('a', 0, 3), rows('b', 10, 16), rows('c', 20, 40)];
    expect(answered(leaves, ['vendor']).map(([first]) => first!.values[3])).toEqual(['c']);
    expect(answered(leaves, [])).toHaveLength(1);
  });
});
