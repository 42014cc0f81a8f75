import type { DimensionName } from '../metrics/dimensions.ts';
import { isFew, judging, type Cells } from './cells.ts';
import { closedSets, closureOf, isWithin } from './lattice.ts';
import { partitions, type Numbered, type Partition } from './numbered.ts';

interface Table extends Cells {
  dimensions: readonly DimensionName[];
}

/**
 * Of the month's rows, by the first of each: the cells of the dimensions asked for, and of what follows from these, which
 * an analyst is not shown. A cell is hidden that is small, that leaves few people of a larger one, or without which a
 * hidden one could be told from what is shown beside it: whoever asks by which dimensions is shown the same of it.
 */
export function hiddenCells(
  month: Numbered,
  asked: readonly DimensionName[],
  available: readonly DimensionName[],
): readonly (readonly number[])[] {
  const divide = partitions(month);
  const judge = judging(month);
  const partsOf = parting();
  const tables: Table[] = [];
  for (const dimensions of closedSets(closureOf(asked, available), available)) {
    const partition = divide(dimensions.map((one) => available.indexOf(one)));
    const table = { dimensions, ...judge(partition) };
    const margins = tables.filter((one) => isWithin(one.dimensions, dimensions));
    protect(table, margins, partsOf, month);
    tables.push(table);
  }
  const { partition, isShown } = tables.at(-1)!;
  return partition.leavesOf.filter((_, cell) => isShown[cell] === 0);
}

type Parts = ReturnType<typeof parting>;

/** Cells that add to a cell of a margin. */
interface Family {
  isTotalShown: boolean;
  members: readonly number[];
}

/** Of which cells of the finer partition each of the coarser is made; of dimensions that divide alike, told once. */
function parting(): (coarser: Partition, finer: Partition) => readonly (readonly number[])[] {
  const known = new Map<Partition, Map<Partition, number[][]>>();
  return (coarser, finer) => {
    const ofFiner = known.get(finer) ?? new Map<Partition, number[][]>();
    known.set(finer, ofFiner);
    const found = ofFiner.get(coarser);
    if (found) return found;
    const parts = Array.from({ length: coarser.count }, (): number[] => []);
    for (let cell = 0; cell < finer.count; cell += 1)
      parts[coarser.cellOf[finer.leavesOf[cell]![0]!]!]!.push(cell);
    ofFiner.set(coarser, parts);
    return parts;
  };
}

/** Hides more cells until what is hidden cannot be told from what is shown beside it and from a margin. */
function protect(table: Table, margins: readonly Table[], partsOf: Parts, month: Numbered): void {
  const { isShown, partition } = table;
  const families = margins.flatMap((margin): Family[] =>
    partsOf(margin.partition, partition).map((members, total) => ({
      isTotalShown: margin.isShown[total] === 1,
      members,
    })),
  );
  let isSettled: boolean;
  do {
    isSettled = true;
    for (const { isTotalShown, members } of families) {
      // Of most families all is shown, or all is hidden that need be.
      if (members.some((cell) => isShown[cell] === 0) !== isTotalShown) continue;
      const hidden = members.filter((cell) => isShown[cell] === 0);
      while (tellsHidden(isTotalShown, hidden, table, month)) {
        const next = smallestShown(members, table);
        if (next === undefined) break;
        isShown[next] = 0;
        hidden.push(next);
        isSettled = false;
      }
    }
  } while (!isSettled);
}

/** The smallest; of two alike the one whose first leaf comes first, so that it is the same in every question. */
function smallestShown(members: readonly number[], { sizes, isShown }: Table): number | undefined {
  let found: number | undefined;
  for (const cell of members)
    if (isShown[cell] === 1 && (found === undefined || sizes[cell]! < sizes[found]!)) found = cell;
  return found;
}

/** Whether a hidden total is the sum of shown parts, or one hidden part, or few people’s, what shown parts leave of it. */
function tellsHidden(
  isTotalShown: boolean,
  hidden: readonly number[],
  table: Table,
  month: Numbered,
): boolean {
  if (!isTotalShown) return hidden.length === 0;
  return hidden.length === 1 || (hidden.length > 0 && isFew(hidden, table, month));
}
