import type { DimensionName } from '../metrics/dimensions.ts';
import { leavesFew } from './complement.ts';
import { closedSets, closureOf, isWithin } from './lattice.ts';
import { fewestPeople, type Leaf } from './leaf.ts';
import { numbered, partitions, type Numbered, type Partition } from './numbered.ts';

interface Cell {
  leaves: number[];
  people: ReadonlySet<number>;
  isShown: boolean;
}

interface Table {
  dimensions: readonly DimensionName[];
  partition: Partition;
  cells: readonly Cell[];
}

/**
 * Of the month's rows: those that lie in cells of the dimensions asked for which an analyst is not shown. A cell is
 * hidden that is small, that leaves few people of a larger one, or without which a hidden one could be told from what is
 * shown beside it: whoever asks by which dimensions is shown the same of it.
 */
export function hiddenLeaves(
  leaves: readonly Leaf[],
  asked: readonly DimensionName[],
  available: readonly DimensionName[],
): readonly Leaf[] {
  const month = numbered(leaves);
  const divide = partitions(month);
  const tables: Table[] = [];
  for (const dimensions of closedSets(closureOf(asked, available), available)) {
    const partition = divide(dimensions.map((one) => available.indexOf(one)));
    const table = { dimensions, partition, cells: cellsOf(partition, month) };
    protect(table, tables);
    tables.push(table);
  }
  const hidden = tables.at(-1)!.cells.filter(({ isShown }) => !isShown);
  return hidden.flatMap((cell) => cell.leaves.map((leaf) => month.leaves[leaf]!));
}

function cellsOf(partition: Partition, month: Numbered): Cell[] {
  const parts = Array.from({ length: partition.count }, (): number[] => []);
  for (const [leaf, cell] of partition.cellOf.entries()) parts[cell]!.push(leaf);
  return parts.map((leaves) => {
    const people = new Set(leaves.flatMap((leaf) => month.people[leaf]!));
    const isLarge = people.size === 0 || people.size >= fewestPeople;
    return { leaves, people, isShown: isLarge && !leavesFew(month, partition, leaves) };
  });
}

// Leaves have an order of their own, so that which of two alike is hidden is the same in every question.
const bySize = (a: Cell, b: Cell) => a.people.size - b.people.size || a.leaves[0]! - b.leaves[0]!;

/** Cells that add to a cell of a margin. */
interface Family {
  isTotalShown: boolean;
  members: Cell[];
}

function familiesOf({ dimensions, cells }: Table, tables: readonly Table[]): Family[] {
  return tables
    .filter((margin) => isWithin(margin.dimensions, dimensions))
    .flatMap(({ partition, cells: totals }) => {
      const families = totals.map(({ isShown }): Family => ({ isTotalShown: isShown, members: [] }));
      for (const cell of cells) families[partition.cellOf[cell.leaves[0]!]!]!.members.push(cell);
      return families;
    });
}

/** Hides more cells until what is hidden cannot be told from what is shown beside it and from a margin. */
function protect(table: Table, tables: readonly Table[]): void {
  const families = familiesOf(table, tables);
  let isSettled: boolean;
  do {
    isSettled = true;
    for (const { isTotalShown, members } of families) {
      const hidden = members.filter(({ isShown }) => !isShown);
      while (tellsHidden(isTotalShown, hidden)) {
        const next = smallestShown(members);
        if (!next) break;
        next.isShown = false;
        hidden.push(next);
        isSettled = false;
      }
    }
  } while (!isSettled);
}

const smallestShown = (members: readonly Cell[]): Cell | undefined =>
  members.reduce<Cell | undefined>(
    (found, one) => (one.isShown && (!found || bySize(one, found) < 0) ? one : found),
    undefined,
  );

/** Whether a hidden total is the sum of shown parts, or one hidden part, or few people’s, what shown parts leave of it. */
function tellsHidden(isTotalShown: boolean, hidden: readonly Cell[]): boolean {
  if (!isTotalShown) return hidden.length === 0;
  return hidden.length === 1 || (hidden.length > 0 && isFew(hidden));
}

function isFew(cells: readonly Cell[]): boolean {
  const people = new Set<number>();
  for (const cell of cells)
    for (const person of cell.people) {
      people.add(person);
      if (people.size >= fewestPeople) return false;
    }
  return true;
}
