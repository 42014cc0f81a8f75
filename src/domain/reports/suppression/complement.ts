import { fewestPeople } from './leaf.ts';
import type { Numbered, Partition } from './numbered.ts';

/** The people, no more than matter, of leaves outside of a cell, by which of its constant dimensions (as bits) they differ in. */
function outside(
  { people }: Numbered,
  { cellOf }: Partition,
  cell: number,
  constant: readonly (readonly [value: number, column: Int32Array])[],
): Map<number, number[]> {
  const differing = new Map<number, number[]>();
  for (let leaf = 0; leaf < cellOf.length; leaf += 1) {
    if (cellOf[leaf] === cell || people[leaf]!.length === 0) continue;
    let bits = 0;
    for (let bit = 0; bit < constant.length; bit += 1)
      if (constant[bit]![1][leaf] !== constant[bit]![0]) bits |= 1 << bit;
    const some = differing.get(bits);
    if (!some) differing.set(bits, people[leaf]!.slice(0, fewestPeople));
    else if (some.length < fewestPeople)
      for (const person of people[leaf]!) if (!some.includes(person)) some.push(person);
  }
  return differing;
}

/**
 * Whether a larger cell, told by values that all rows of this one share, holds all of it and a few people’s rows more:
 * the difference of the two figures would be theirs. Where it holds few more, so does one that lets in only rows that
 * differ in the least: those are looked at, and no other.
 */
export function leavesFew(numbered: Numbered, partition: Partition, inside: readonly number[]): boolean {
  const [first] = inside as [number];
  const constant = numbered.values.flatMap((column) =>
    inside.every((leaf) => column[leaf] === column[first]) ? [[column[first]!, column] as const] : [],
  );
  const differing = outside(numbered, partition, partition.cellOf[first]!, constant);
  const masks = [...differing.keys()];
  return [...differing].some(
    ([bits, people]) =>
      people.length < fewestPeople && !masks.some((other) => other !== bits && (other & bits) === other),
  );
}
