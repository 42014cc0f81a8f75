import { keyOf, type Leaf } from './leaf.ts';

/** Leaves in an order of their own, values and people as numbers: cells of them are compared a great many times. */
export interface Numbered {
  leaves: readonly Leaf[];
  /** By dimension, the value of each leaf. */
  values: readonly Int32Array[];
  people: readonly (readonly number[])[];
}

/** Which of a number of cells each leaf lies in. */
export interface Partition {
  cellOf: Int32Array;
  count: number;
}

const numbering = <T>() => {
  const known = new Map<T, number>();
  return (one: T): number => {
    const number = known.get(one) ?? known.size;
    known.set(one, number);
    return number;
  };
};

export function numbered(given: readonly Leaf[]): Numbered {
  const leaves = given
    .map((leaf) => ({ leaf, key: keyOf(leaf.values) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ leaf }) => leaf);
  const person = numbering<string>();
  const width = leaves[0]?.values.length ?? 0;
  return {
    leaves,
    values: Array.from({ length: width }, (_, at) => {
      const value = numbering<string | null>();
      return Int32Array.from(leaves, ({ values }) => value(values[at]!));
    }),
    people: leaves.map(({ people }) => people.map(person)),
  };
}

/** Divides the leaves by the dimensions at some places; what was divided before is known. */
export function partitions({ leaves, values }: Numbered): (places: readonly number[]) => Partition {
  const made = new Map<string, Partition>();
  const by = (places: readonly number[]): Partition => {
    const key = places.join();
    const known = made.get(key);
    if (known) return known;
    const partition = places.length === 0 ? whole(leaves.length) : divided(places);
    made.set(key, partition);
    return partition;
  };
  const divided = (places: readonly number[]): Partition => {
    const coarser = by(places.slice(0, -1));
    const value = values[places.at(-1)!]!;
    const cell = numbering<number>();
    let count = 0;
    const cellOf = coarser.cellOf.map((above, leaf) => {
      const at = cell(above * leaves.length + value[leaf]!);
      count = Math.max(count, at + 1);
      return at;
    });
    return { cellOf, count };
  };
  return by;
}

const whole = (size: number): Partition => ({ cellOf: new Int32Array(size), count: Math.min(size, 1) });
