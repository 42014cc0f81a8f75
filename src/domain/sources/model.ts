import { z } from 'zod';
import { declareError } from '../../kernel/errors.ts';
import { factsFor } from '../../kernel/event.ts';
import { sourceKinds } from '../../kernel/primary-source.ts';
import { oneOf } from '../../kernel/shapes.ts';

export const checkStates = ['queued', 'answered', 'failed'] as const;
export const checkOutcomes = ['confirmed', 'differs', 'not_found', 'clear', 'listed'] as const;

export const SourceKind = oneOf('SourceKind', sourceKinds);
export const SourceCheckState = oneOf('SourceCheckState', checkStates);
export const SourceCheckOutcome = oneOf('SourceCheckOutcome', checkOutcomes);

export const checkIsOpen = declareError(
  'source_check_open',
  'conflict',
  'A source is being asked this already; its answer comes first.',
);
export const noPrimarySource = declareError(
  'no_primary_source',
  'conflict',
  'Only licenses and certifications have a primary source that answers for them.',
);

const outcome = z.strictObject({ outcome: SourceCheckOutcome });
const fact = factsFor(['operator'], z.strictObject({}));
export const checkRequested = fact('source_check.requested', 'A primary source is to be asked.');
export const checkFailed = fact('source_check.failed', 'No primary source answered; a person must ask it.');
export const checkAnswered = factsFor(['operator'], outcome)(
  'source_check.answered',
  'A primary source answered.',
);
