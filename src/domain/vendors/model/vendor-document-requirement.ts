import { z } from 'zod';
import { refuse } from '../../../kernel/errors.ts';
import { factsFor } from '../../../kernel/event.ts';
import { oneOf } from '../../../kernel/shapes.ts';

export const DocumentSeverity = oneOf('DocumentSeverity', ['block', 'warn']);

interface Limits {
  kind: string;
  leastPerOccurrence?: string | null | undefined;
  leastAggregate?: string | null | undefined;
}

/** Refuses least limits of what is no insurance. */
export function assertLimitsFit({ kind, leastPerOccurrence, leastAggregate }: Limits): void {
  if ((leastPerOccurrence ?? leastAggregate) != null && !kind.startsWith('insurance_'))
    throw refuse('/leastPerOccurrence', 'kind_mismatch', 'Only insurance has limits.');
}

const fact = factsFor(['operator', 'client', 'vendor'], z.strictObject({}));
export const documentRequirementCreated = fact(
  'vendor_document_requirement.created',
  'A document was demanded of vendors.',
);
export const documentRequirementChanged = fact(
  'vendor_document_requirement.changed',
  'What is demanded of vendors was changed.',
);
export const documentRequirementArchived = fact(
  'vendor_document_requirement.archived',
  'A document is no longer demanded of vendors.',
);
export const documentRequirementRestored = fact(
  'vendor_document_requirement.restored',
  'A document is demanded of vendors again.',
);
