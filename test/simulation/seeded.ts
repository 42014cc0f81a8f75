/** Chance that one seed repeats to the letter. */
export interface Chance {
  /** A whole number from 0 to `below` - 1. */
  whole(below: number): number;
  /** True so often of a hundred times. */
  percent(often: number): boolean;
  pick<T>(from: readonly T[]): T;
}

/** Chance from a seed (mulberry32). */
export function seeded(seed: number): Chance {
  let state = Math.imul(seed, 0x9e37_79b9) | 0;
  const next = (): number => {
    state = (state + 0x6d2b_79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (below: number) => Math.floor(next() * below);
  return {
    whole,
    percent: (often) => next() * 100 < often,
    pick: (from) => from[whole(from.length)]!,
  };
}
