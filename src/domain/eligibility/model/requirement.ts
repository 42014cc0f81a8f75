import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { factsFor } from '../../../kernel/event.ts';
import { oneOf } from '../../../kernel/shapes.ts';
import { proofs } from '../../credentials/index.ts';

/** What becomes of somebody who lacks it: blocked, warned of, or nothing, which relaxes what a wider place demands. */
export const RequirementSeverity = oneOf('RequirementSeverity', ['hard', 'warn', 'none']);

/** The least that proves it: the holder's word, the paper itself, or the source that issued it. */
export const RequiredProof = oneOf('RequiredProof', proofs);

/** The gate from which on it is demanded; at those before, it is told as due. */
export const RequiredAt = oneOf('RequiredAt', ['submission', 'offer', 'start']);

export const requirementOverlaps = declareError(
  'requirement_overlaps',
  'conflict',
  'Another requirement of the same place and type for the same people holds on some of these days.',
);
export const requirementBeyondScope = declareError(
  'requirement_beyond_scope',
  'forbidden',
  'A requirement is kept by those whose membership reaches all of the place it is for.',
);

const fact = factsFor(['operator', 'client', 'vendor'], z.strictObject({}));
export const requirementCreated = fact('requirement.created', 'A place demands a credential.');
export const requirementChanged = fact('requirement.changed', 'A place demands a credential otherwise.');
export const requirementEnded = fact('requirement.ended', 'A requirement was given a last day.');
export const requirementArchived = fact('requirement.archived', 'A requirement was taken out of use.');
export const requirementRestored = fact('requirement.restored', 'A requirement was brought back into use.');
