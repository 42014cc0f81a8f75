import { endCommand } from '../../../kernel/ending.ts';
import { vendorRelationshipEnded } from '../model/vendor-relationship.ts';
import { vendorRelationship } from '../nouns/vendor-relationship.ts';
import { permissions } from '../policy.ts';
import { vendorRelationships } from '../tables.ts';

export const endVendorRelationship = endCommand({
  noun: vendorRelationship,
  table: vendorRelationships,
  summary: 'Give a relationship a last day, no later than the one it has; what was proposed under it stays.',
  permission: permissions.manageRelationships,
  event: vendorRelationshipEnded,
});
