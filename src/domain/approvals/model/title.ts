import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { event } from '../../../kernel/event.ts';
import type { Place } from '../../programs/index.ts';

export const TitleCode = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,62}$/, 'A title’s code is lower-case letters, digits and _.')
  .meta({ examples: ['nurse_director'] });

export const titleCodeTaken = declareError(
  'approval_title_code_taken',
  'conflict',
  'Another approval title has this code.',
);
export const titleHeldAlready = declareError(
  'title_held_already',
  'conflict',
  'This membership holds the title there already.',
);

const ourSide = ['operator', 'client'] as const;
export const titleCreated = event({
  type: 'approval_title.created',
  summary: 'An approval title was created.',
  sides: ourSide,
  data: z.strictObject({ code: z.string() }),
});

const holdingData = z.strictObject({ titleId: z.string(), membershipId: z.string() });
export const titleHoldingAssigned = event({
  type: 'title_holding.assigned',
  summary: 'Somebody was given an approval title at a unit, a facility or a program.',
  sides: ourSide,
  data: holdingData,
});
export const titleHoldingEnded = event({
  type: 'title_holding.ended',
  summary: 'Somebody no longer holds an approval title.',
  sides: ourSide,
  data: holdingData,
});

/** The scopes that a membership is bound to; null is every one. */
export interface ScopesHeld {
  programIds: readonly string[] | null;
  facilityIds: readonly string[] | null;
  unitIds: readonly string[] | null;
}

const within = (allowed: readonly string[] | null, id: string | null) =>
  allowed === null || (id !== null && allowed.includes(id));

/** Whether someone with these scopes sees everything that a holder at the place must decide. */
export const covers = (scopes: ScopesHeld, { programId, facilityId, unitId }: Place): boolean =>
  within(scopes.programIds, programId) &&
  within(scopes.facilityIds, facilityId) &&
  within(scopes.unitIds, unitId);
