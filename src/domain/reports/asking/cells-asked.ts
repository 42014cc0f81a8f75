import type { DimensionName } from '../metrics/dimensions.ts';
import type { MetricFigure } from '../metrics/question.ts';
import type { Asked } from '../store/question/asked.ts';
import { keyOf, type Group } from '../suppression/leaf.ts';
import { dimensionsAsked } from './large-cells.ts';

/** What is told of groups by the dimensions of a question, where it is asked for by the keys of its figure. */
export interface CellAsked {
  key: string;
  /** Absent where the filter leaves it out. */
  keys: MetricFigure['keys'] | undefined;
}

type Question = Pick<Asked, 'by' | 'where' | 'without'>;

/** By which cell, among those that are told by the same dimensions, a figure is. */
export const keyOfFigure = (keys: MetricFigure['keys'], asked: Question): string => {
  const { where = {}, without = [] } = asked;
  return keyOf(
    dimensionsAsked(asked).map((name) =>
      name in keys ? keys[name]! : without.includes(name) ? null : (where[name]?.[0] ?? null),
    ),
  );
};

/** The cell of each group; groups of one cell have the very same. */
export function cellsOf(
  groups: readonly Group[],
  available: readonly DimensionName[],
  asked: Question,
): ReadonlyMap<Group, CellAsked> {
  const { by, where = {}, without = [] } = asked;
  const dimensions = dimensionsAsked(asked);
  const places = dimensions.map((name) => available.indexOf(name));
  const isAsked = (name: DimensionName, value: string | null): boolean =>
    (!without.includes(name) || value === null) &&
    (where[name] === undefined || (value !== null && where[name].includes(value)));
  const cells = new Map<string, CellAsked>();
  return new Map(
    groups.map((group) => {
      const values = places.map((at) => group.values[at]!);
      const key = keyOf(values);
      const known = cells.get(key);
      if (known) return [group, known];
      const isIn = dimensions.every((name, at) => isAsked(name, values[at]!));
      const keys = Object.fromEntries(by.map((name) => [name, values[dimensions.indexOf(name)]!]));
      const cell = { key, keys: isIn ? keys : undefined };
      cells.set(key, cell);
      return [group, cell];
    }),
  );
}
