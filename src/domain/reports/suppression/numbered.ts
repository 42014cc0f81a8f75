/**
 * Leaves of a month in an order of their own, values and people as numbers: cells of them are compared a great many times.
 */
export interface Numbered {
  size: number;
  /** By dimension, the value of each leaf, of fewer than there are leaves. */
  values: readonly Int32Array[];
  /** Whose each leaf is, each once, of so many in all. */
  people: readonly (readonly number[])[];
  population: number;
}

/** Which of a number of cells each leaf lies in, cells in the order of their first leaves; and the leaves of each. */
export interface Partition {
  cellOf: Int32Array;
  count: number;
  leavesOf: readonly (readonly number[])[];
}

/** Gives whatever is told apart a number, in the order in which it comes. */
export function numbering<T>(): { of(one: T): number; all: T[] } {
  const known = new Map<T, number>();
  const all: T[] = [];
  return {
    all,
    of(one) {
      const found = known.get(one);
      if (found !== undefined) return found;
      known.set(one, all.length);
      return all.push(one) - 1;
    },
  };
}

/**
 * Divides the leaves by the dimensions at some places. What was divided before is known, and dimensions that divide no
 * further give the very same partition.
 */
export function partitions({ size, values }: Numbered): (places: readonly number[]) => Partition {
  const made = new Map<string, Partition>([['', partitionOf(new Int32Array(size), Math.min(size, 1))]]);
  const by = (places: readonly number[]): Partition => {
    const key = places.join();
    const known = made.get(key);
    if (known) return known;
    const partition = divided(by(places.slice(0, -1)), values[places.at(-1)!]!);
    made.set(key, partition);
    return partition;
  };
  return by;
}

function divided(coarser: Partition, value: Int32Array): Partition {
  const size = value.length;
  if (coarser.count === size) return coarser;
  const cell = numbering<number>();
  const cellOf = coarser.cellOf.map((above, leaf) => cell.of(above * size + value[leaf]!));
  return cell.all.length === coarser.count ? coarser : partitionOf(cellOf, cell.all.length);
}

function partitionOf(cellOf: Int32Array, count: number): Partition {
  const leavesOf = Array.from({ length: count }, (): number[] => []);
  for (let leaf = 0; leaf < cellOf.length; leaf += 1) leavesOf[cellOf[leaf]!]!.push(leaf);
  return { cellOf, count, leavesOf };
}

/** The leaves with their values numbered anew, from 0 by those that they have. */
export function monthOf(values: readonly Int32Array[], people: readonly (readonly number[])[]): Numbered {
  const person = numbering<number>();
  const few = people.map((some) => some.map((one) => person.of(one)));
  return {
    size: people.length,
    values: values.map((column) => {
      const value = numbering<number>();
      return column.map((one) => value.of(one));
    }),
    people: few,
    population: person.all.length,
  };
}
