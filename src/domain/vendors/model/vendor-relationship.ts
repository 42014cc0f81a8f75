import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { factsFor } from '../../../kernel/event.ts';

export const relationshipOverlaps = declareError(
  'relationship_overlaps',
  'conflict',
  'The two vendors are related for some of these days already.',
);
export const relationshipCircular = declareError(
  'relationship_circular',
  'conflict',
  'A vendor would be its own sub-vendor, over others or at once.',
);
export const subVendorNotInForce = declareError(
  'sub_vendor_not_in_force',
  'conflict',
  'The vendor does not supply this program through that sub-vendor today.',
);

const fact = factsFor(['operator', 'vendor'], z.strictObject({}));
export const vendorRelationshipAdded = fact(
  'vendor_relationship.added',
  'A vendor began to supply through another.',
);
export const vendorRelationshipEnded = fact(
  'vendor_relationship.ended',
  'A vendor was given a last day of supplying through another.',
);
