import { fewestPeople } from './leaf.ts';
import type { Numbered, Partition } from './numbered.ts';

/**
 * The dimensions that tell leaves apart, each but once where several do so alike. Those of the most values come first: most
 * leaves differ in these, and are soon found to be of no matter.
 */
function telling({ values }: Numbered): Int32Array[] {
  const kept: Int32Array[] = [];
  const isAlike = (one: Int32Array, other: Int32Array) => one.every((value, leaf) => value === other[leaf]);
  for (const column of values)
    if (column.some((value) => value !== 0) && !kept.some((one) => isAlike(one, column))) kept.push(column);
  const breadth = (column: Int32Array) => column.reduce((most, value) => Math.max(most, value), 0);
  return kept.toSorted((a, b) => breadth(b) - breadth(a));
}

/** Tells, of cells of the month’s rows, whether a larger one would tell few people’s rows. */
export type LeavesFew = (partition: Partition, cell: number) => boolean;

/**
 * Whether a larger cell, told by values that all rows of this one share, holds all of it and a few people’s rows more:
 * the difference of the two figures would be theirs. Where it holds few more, so does one that lets in only rows that
 * differ in the least: those are looked at, and no other. Rows are told apart by which of the shared values (as bits)
 * they differ in; where five people differ in some, whoever differs in more is of no matter.
 */
export function complements(month: Numbered): LeavesFew {
  const columns = telling(month);
  const combinations = 1 << columns.length;
  const isMany = new Uint8Array(combinations);
  const counts = new Uint8Array(combinations);
  const people = new Int32Array(combinations * fewestPeople);

  const shared = (inside: readonly number[]): readonly Int32Array[] =>
    inside.length === 1
      ? columns
      : columns.filter((column) => inside.every((leaf) => column[leaf] === column[inside[0]!]));

  /** Counts a person among those who differ in these; the fifth makes them many, and all who differ in more. */
  function count(bits: number, person: number, all: number): void {
    const start = bits * fewestPeople;
    const found = counts[bits]!;
    for (let at = start; at < start + found; at += 1) if (people[at] === person) return;
    people[start + found] = person;
    counts[bits] = found + 1;
    if (found + 1 < fewestPeople) return;
    const rest = all & ~bits;
    for (let more = rest; ; more = (more - 1) & rest) {
      isMany[bits | more] = 1;
      if (more === 0) return;
    }
  }

  function tells({ cellOf, leavesOf }: Partition, cell: number): boolean {
    const inside = leavesOf[cell]!;
    const [first] = inside as [number];
    const constant = shared(inside);
    const all = (1 << constant.length) - 1;
    isMany.fill(0, 0, all + 1);
    counts.fill(0, 0, all + 1);
    for (let leaf = 0; leaf < cellOf.length; leaf += 1) {
      const some = month.people[leaf]!;
      if (cellOf[leaf] === cell || some.length === 0) continue;
      let bits = 0;
      for (let bit = 0; bit < constant.length; bit += 1) {
        const column = constant[bit]!;
        if (column[leaf] === column[first]) continue;
        bits |= 1 << bit;
        if (isMany[bits] === 1) break;
      }
      for (let at = 0; isMany[bits] === 0 && at < some.length; at += 1) count(bits, some[at]!, all);
    }
    for (let bits = 0; bits <= all; bits += 1) if (counts[bits]! > 0 && isMany[bits] === 0) return true;
    return false;
  }

  // Fine divisions have many cells in common, most of them of one leaf.
  const ofOne = new Map<number, boolean>();
  return (partition, cell) => {
    const inside = partition.leavesOf[cell]!;
    const [first] = inside as [number];
    if (inside.length > 1) return tells(partition, cell);
    const verdict = ofOne.get(first) ?? tells(partition, cell);
    ofOne.set(first, verdict);
    return verdict;
  };
}
