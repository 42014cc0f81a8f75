import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { Amount, codeOf, reference } from '../../../kernel/shapes.ts';
import { assertWholeTenant, wholeTenantOnly } from '../../../kernel/whole-tenant.ts';
import { Currency } from '../../programs/index.ts';
import {
  assertLimitsFit,
  documentRequirementCreated,
  DocumentSeverity,
} from '../model/vendor-document-requirement.ts';
import { VendorDocumentKind } from '../model/vendor-document.ts';
import { VendorKind } from '../model/vendor.ts';
import { vendorDocumentRequirement } from '../nouns/vendor-document-requirement.ts';
import { permissions } from '../policy.ts';
import { vendorDocumentRequirements } from '../tables.ts';

/** A least limit: an amount above zero. */
export const LeastLimit = Amount.refine(
  (value) => !value.startsWith('-') && /[1-9]/.test(value),
  'A limit is above zero.',
);
/** Kinds of vendor, and states of facilities, that are asked; null is all. */
export const AskedKinds = z.array(VendorKind).min(1).max(7).nullish();
export const AskedStates = z.array(codeOf('state', 'OH')).min(1).max(60).nullish();
export const GraceDays = z
  .int()
  .min(0)
  .max(365)
  .meta({ description: 'Days after a document’s last one on which its want only warns.' });

export const createVendorDocumentRequirement = command({
  name: 'createVendorDocumentRequirement',
  summary: 'Demand a document of vendors: one that blocks keeps new orders from those who lack it.',
  rest: 'POST /vendor-document-requirements',
  permission: permissions.manageRequirements,
  input: z.strictObject({
    programId: reference('program').optional().meta({ description: 'Absent: in every program.' }),
    kind: VendorDocumentKind,
    vendorKinds: AskedKinds,
    states: AskedStates,
    leastPerOccurrence: LeastLimit.optional(),
    leastAggregate: LeastLimit.optional(),
    currency: Currency.default('USD'),
    severity: DocumentSeverity,
    graceDays: GraceDays.default(0),
  }),
  output: vendorDocumentRequirement,
  errors: [wholeTenantOnly],
  async handle({ vendorKinds = null, states = null, ...demanded }, context) {
    if (demanded.programId === undefined) assertWholeTenant(context.actor);
    assertLimitsFit(demanded);
    const [row] = await context.tx.insert(vendorDocumentRequirements, [{ ...demanded, vendorKinds, states }]);
    return { result: row!, events: [documentRequirementCreated(row!, {})] };
  },
});
