import { z } from 'zod';
import { daysBetween, rangeOf } from '../../../kernel/day-range.ts';
import { command } from '../../../kernel/operation.ts';
import { Day, reference } from '../../../kernel/shapes.ts';
import { assertWholeTenant, wholeTenantOnly } from '../../../kernel/whole-tenant.ts';
import { vendorIsTerminated } from '../model/panel-membership.ts';
import {
  relationshipCircular,
  relationshipOverlaps,
  vendorRelationshipAdded,
} from '../model/vendor-relationship.ts';
import { vendorRelationship } from '../nouns/vendor-relationship.ts';
import { permissions } from '../policy.ts';
import { vendorRelationships, vendors } from '../tables.ts';

export const addVendorRelationship = command({
  name: 'addVendorRelationship',
  summary: 'Let a vendor supply through another, from a day to a day; no vendor is its own sub-vendor.',
  rest: 'POST /vendor-relationships',
  permission: permissions.manageRelationships,
  input: z.strictObject({
    vendorId: reference('vendor').meta({ description: 'The prime vendor.' }),
    subVendorId: reference('vendor'),
    programId: reference('program').optional().meta({ description: 'Absent: in every program.' }),
    effectiveFrom: Day,
    effectiveTo: Day.nullish().meta({ description: 'The last day; absent where none is agreed.' }),
  }),
  output: vendorRelationship,
  errors: [wholeTenantOnly, vendorIsTerminated, relationshipOverlaps, relationshipCircular],
  async handle({ effectiveFrom, effectiveTo, ...parties }, context) {
    // Who sees some of them only cannot tell a circle.
    assertWholeTenant(context.actor);
    const effective = rangeOf(daysBetween(effectiveFrom, effectiveTo));
    const firms = await context.tx.takeAll(vendors, [parties.vendorId, parties.subVendorId]);
    if ([...firms.values()].some(({ state }) => state === 'terminated')) throw vendorIsTerminated();
    const subVendorName = firms.get(parties.subVendorId)!.name;
    const [row] = await context.tx.insert(vendorRelationships, [{ ...parties, subVendorName, effective }]);
    return { result: row!, events: [vendorRelationshipAdded(row!, {})] };
  },
});
