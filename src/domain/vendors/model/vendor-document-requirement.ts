import { z } from 'zod';
import { refuse } from '../../../kernel/errors.ts';
import { factsFor } from '../../../kernel/event.ts';
import { codeOf, oneOf } from '../../../kernel/shapes.ts';
import { VendorKind } from './vendor.ts';

export const DocumentSeverity = oneOf('DocumentSeverity', ['block', 'warn']);

/** Kinds of vendor, and states of facilities, that are asked; null is all. */
export const AskedKinds = z.array(VendorKind).min(1).max(7).nullish();
export const AskedStates = z.array(codeOf('state', 'OH')).min(1).max(60).nullish();
export const GraceDays = z
  .int()
  .min(0)
  .max(365)
  .meta({ description: 'Days after a document’s last one on which its want only warns.' });

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
