import { fewestPeople } from './leaf.ts';
import { complements } from './complement.ts';
import type { Numbered, Partition } from './numbered.ts';

/** The cells of a partition: how many people’s each is, and which may be shown by itself. */
export interface Cells {
  partition: Partition;
  sizes: Int32Array;
  isShown: Uint8Array;
}

/** Judges the cells of a partition by themselves; whatever dimensions make the same partition, once. */
export function judging(month: Numbered): (partition: Partition) => Cells {
  const leavesFew = complements(month);
  const judged = new Map<Partition, Cells>();
  const lastMet = new Int32Array(month.population);
  let met = 0;
  const sizeOf = (leaves: readonly number[]): number => {
    met += 1;
    let size = 0;
    for (const leaf of leaves)
      for (const person of month.people[leaf]!) {
        if (lastMet[person] === met) continue;
        lastMet[person] = met;
        size += 1;
      }
    return size;
  };
  const judge = (partition: Partition): Cells => {
    const sizes = Int32Array.from(partition.leavesOf, sizeOf);
    const isShown = Uint8Array.from(sizes, (size, cell) =>
      (size === 0 || size >= fewestPeople) && !leavesFew(partition, cell) ? 1 : 0,
    );
    return { partition, sizes, isShown };
  };
  return (partition) => {
    const known = judged.get(partition) ?? judge(partition);
    judged.set(partition, known);
    return { ...known, isShown: known.isShown.slice() };
  };
}

/** Whether the cells together are of few people. */
export function isFew(cells: readonly number[], { partition, sizes }: Cells, month: Numbered): boolean {
  if (cells.some((cell) => sizes[cell]! >= fewestPeople)) return false;
  const people = new Set<number>();
  for (const cell of cells)
    for (const leaf of partition.leavesOf[cell]!)
      for (const person of month.people[leaf]!) if (people.add(person).size >= fewestPeople) return false;
  return true;
}
