import type { DimensionName } from '../metrics/dimensions.ts';
import { leavesFew } from './complement.ts';
import { closedSets, closureOf, isWithin } from './lattice.ts';
import { fewestPeople, keyOf, type Leaf } from './leaf.ts';

interface Cell {
  key: string;
  leaves: Leaf[];
  people: ReadonlySet<string>;
  isShown: boolean;
}

type Cells = Map<string, Cell>;
type Table = readonly [dimensions: readonly DimensionName[], cells: Cells];

/** Of the month's rows: which cells, by the values of the dimensions that `closureOf` gives, an analyst is shown. */
export function shownCells(
  leaves: readonly Leaf[],
  asked: readonly DimensionName[],
  available: readonly DimensionName[],
): ReadonlySet<string> {
  const tables: Table[] = [];
  for (const dimensions of closedSets(closureOf(asked, available), available)) {
    const cells = cellsBy(leaves, placesOf(dimensions, available));
    // What the margins show is settled before: whoever asks for less is shown the same of it.
    const margins = tables.filter(([fewer]) => isWithin(fewer, dimensions));
    protect(cells, margins, available);
    tables.push([dimensions, cells]);
  }
  const [, last] = tables.at(-1)!;
  return new Set([...last.values()].filter(({ isShown }) => isShown).map(({ key }) => key));
}

const placesOf = (dimensions: readonly DimensionName[], available: readonly DimensionName[]): number[] =>
  dimensions.map((one) => available.indexOf(one));

function cellsBy(leaves: readonly Leaf[], places: readonly number[]): Cells {
  const parts = Map.groupBy(leaves, ({ values }) => keyOf(places.map((at) => values[at]!)));
  return new Map(
    [...parts].map(([key, some]) => {
      const people = new Set(some.flatMap((leaf) => leaf.people));
      const isLarge = people.size === 0 || people.size >= fewestPeople;
      return [key, { key, leaves: some, people, isShown: isLarge && !leavesFew(leaves, some) }];
    }),
  );
}

const bySize = (a: Cell, b: Cell) => a.people.size - b.people.size || (a.key < b.key ? -1 : 1);

/** Hides more cells until what is hidden cannot be told from what is shown beside it and from a margin. */
function protect(cells: Cells, margins: readonly Table[], available: readonly DimensionName[]): void {
  const families = margins.flatMap(([dimensions, totals]) => {
    const places = placesOf(dimensions, available);
    const children = Map.groupBy(cells.values(), ({ leaves }) =>
      keyOf(places.map((at) => leaves[0]!.values[at]!)),
    );
    return [...children].map(([key, members]) => ({
      isTotalShown: totals.get(key)!.isShown,
      members: members.toSorted(bySize),
    }));
  });
  let isSettled = false;
  while (!isSettled) {
    isSettled = true;
    for (const { isTotalShown, members } of families)
      while (tellsHidden(isTotalShown, members)) {
        const next = members.find(({ isShown }) => isShown);
        if (!next) break;
        next.isShown = false;
        isSettled = false;
      }
  }
}

/** Whether a hidden total is the sum of shown parts, or one hidden part, or few people’s, what shown parts leave of it. */
function tellsHidden(isTotalShown: boolean, members: readonly Cell[]): boolean {
  const hidden = members.filter(({ isShown }) => !isShown);
  if (!isTotalShown) return hidden.length === 0;
  if (hidden.length === 0) return false;
  return hidden.length === 1 || new Set(hidden.flatMap(({ people }) => [...people])).size < fewestPeople;
}
