import { fewestPeople, type Leaf } from './leaf.ts';

/** People by which of the cell's constant dimensions (as bits) their rows outside of it differ in, no more than matter. */
function outside(
  leaves: readonly Leaf[],
  inside: ReadonlySet<Leaf>,
  constant: readonly (readonly [number, string | null])[],
): Map<number, Set<string>> {
  const differing = new Map<number, Set<string>>();
  for (const leaf of leaves) {
    if (inside.has(leaf) || leaf.people.length === 0) continue;
    let bits = 0;
    for (const [bit, [at, value]] of constant.entries()) if (leaf.values[at] !== value) bits |= 1 << bit;
    let people = differing.get(bits);
    if (!people) differing.set(bits, (people = new Set()));
    for (const person of leaf.people) if (people.size < fewestPeople) people.add(person);
  }
  return differing;
}

/**
 * Whether a larger cell, told by values that all rows of this one share, holds all of it and a few people’s rows more:
 * the difference of the two figures would be theirs.
 */
export function leavesFew(leaves: readonly Leaf[], inside: readonly Leaf[]): boolean {
  const [first] = inside;
  if (!first) return false;
  const constant = first.values
    .map((value, at) => [at, value] as const)
    .filter(([at, value]) => inside.every((leaf) => leaf.values[at] === value));
  const differing = outside(leaves, new Set(inside), constant);
  // From all that they share towards nothing: what holds more people than few needs no looking further up.
  const seen = new Set<number>();
  const open = [(1 << constant.length) - 1];
  while (open.length > 0) {
    const told = open.pop()!;
    if (seen.has(told)) continue;
    seen.add(told);
    const people = new Set<string>();
    for (const [bits, some] of differing) if ((bits & told) === 0) for (const one of some) people.add(one);
    if (people.size >= fewestPeople) continue;
    if (people.size > 0) return true;
    for (const bits of differing.keys())
      // Only what lets one of these in makes the cell larger.
      if ((bits & told) !== 0) open.push(told & ~bits);
  }
  return false;
}
