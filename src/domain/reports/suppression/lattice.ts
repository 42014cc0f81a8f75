import { implied, type DimensionName } from '../metrics/dimensions.ts';

/** The dimensions with all that follow from them: a unit has one facility. Of those that there are, in their order. */
export function closureOf(
  asked: readonly DimensionName[],
  available: readonly DimensionName[],
): readonly DimensionName[] {
  const all = new Set(asked.flatMap((one) => [one, ...(implied[one] ?? [])]));
  return available.filter((one) => all.has(one));
}

/** Every set of the dimensions that contains what follows from it, smaller ones first, beginning with none. */
export function closedSets(
  dimensions: readonly DimensionName[],
  available: readonly DimensionName[],
): (readonly DimensionName[])[] {
  const subsets = dimensions.reduce<DimensionName[][]>(
    (made, one) => [...made, ...made.map((set) => [...set, one])],
    [[]],
  );
  return subsets
    .filter((set) => closureOf(set, available).length === set.length)
    .toSorted((a, b) => a.length - b.length);
}

/** Whether all of the one are among the other. */
export const isWithin = (few: readonly DimensionName[], many: readonly DimensionName[]): boolean =>
  few.every((one) => many.includes(one));
