import { z } from 'zod';
import { declareError, refuse, type Problem } from '../../../kernel/errors.ts';
import { factsFor } from '../../../kernel/event.ts';
import { warningDays } from '../../../kernel/expiry-watch.ts';
import type { Kind } from './words.ts';

export const TypeCode = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,62}$/, 'A code is lower-case letters, digits and _.')
  .meta({ examples: ['bls'] });

/** Months from its issue to its end; one of the days on which an end is warned of. */
export const ValidityMonths = z
  .int()
  .min(1)
  .max(1200)
  .meta({ examples: [24] });
export const WarnDays = z
  .int()
  .refine((days) => warningDays.some((known) => known === days), `One of ${warningDays.join(', ')}.`)
  .meta({ examples: [30] });

export const typeCodeTaken = declareError(
  'credential_type_code_taken',
  'conflict',
  'Another type of credential has this code.',
);
export const typeArchived = declareError(
  'credential_type_archived',
  'conflict',
  'This type of credential is out of use.',
);

export const typeDemanded = declareError(
  'credential_type_demanded',
  'conflict',
  'Places demand this type: what nobody can hand in any more, nobody could meet. End or archive those requirements first.',
);
export const typeInUse = declareError(
  'credential_type_in_use',
  'conflict',
  'Credentials of this type are held: its kind and place do not change any more.',
);

/** What a type says of what is held of it. */
export interface TypeTerms {
  kind: Kind;
  isFacilityBound: boolean;
  isWaivable: boolean;
}

/** What is wrong with a type, if anything: a waivable license, or a place for what is not learned at one. */
export function soundness({ kind, isFacilityBound, isWaivable }: TypeTerms): Problem | undefined {
  if (kind === 'license' && isWaivable)
    return refuse('/isWaivable', 'license_not_waivable', 'A license is never waived.');
  if (isFacilityBound && kind !== 'orientation' && kind !== 'competency')
    return refuse(
      '/isFacilityBound',
      'not_of_a_place',
      'Only orientation and competency belong to a facility.',
    );
  return undefined;
}

/** Refuses what `soundness` finds. */
export function assertSound(terms: TypeTerms): void {
  const fault = soundness(terms);
  if (fault) throw fault;
}

const fact = factsFor(['operator'], z.strictObject({}));
export const typeCreated = fact('credential_type.created', 'A type of credential was added.');
export const typeChanged = fact('credential_type.changed', 'A type of credential was changed.');
export const typeWasArchived = fact('credential_type.archived', 'A type of credential was taken out of use.');
export const typeRestored = fact('credential_type.restored', 'A type of credential is in use again.');
