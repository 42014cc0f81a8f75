import { z } from 'zod';
import type { Actor } from '../../../kernel/actor.ts';
import { declareError } from '../../../kernel/errors.ts';
import { Amount } from '../../../kernel/shapes.ts';

/** Money above zero, in the program's currency. */
export const SomeAmount = Amount.refine((text) => /^[^-]*[1-9]/.test(text), 'An amount here is above zero.');

/** Percentages at which somebody is told, in any order; what is told twice counts once. */
export const Thresholds = z
  .array(z.int().min(1).max(1_000))
  .max(20)
  .meta({ examples: [[80, 100]], description: 'Percentages of the amount at which somebody is told.' });

/** Thresholds as they are kept: ascending, each once. */
export const ascending = (thresholds: readonly number[]): number[] =>
  [...new Set(thresholds)].toSorted((one, other) => one - other);

export const boundOfWholeProgram = declareError(
  'bound_of_whole_program',
  'forbidden',
  'Who is bound to facilities or units decides for those only, not for the whole program.',
);

/** Refuses whoever is bound to parts of a program what would bear on others of its parts. */
export function assertOwnPart(
  { facilityId, unitId }: { facilityId: string | null; unitId: string | null },
  { facilityIds, unitIds }: Pick<Actor, 'facilityIds' | 'unitIds'>,
): void {
  const outside = (id: string | null, held: readonly string[] | null) =>
    held !== null && (id === null || !held.includes(id));
  if (outside(facilityId, facilityIds) || outside(unitId, unitIds)) throw boundOfWholeProgram();
}
