import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { assertWholeTenant, wholeTenantOnly } from '../../../kernel/whole-tenant.ts';
import { Currency } from '../../programs/index.ts';
import {
  AskedKinds,
  AskedStates,
  assertLimitsFit,
  documentRequirementCreated,
  DocumentSeverity,
  GraceDays,
} from '../model/vendor-document-requirement.ts';
import { InsuranceLimit, VendorDocumentKind } from '../model/vendor-document.ts';
import { vendorDocumentRequirement } from '../nouns/vendor-document-requirement.ts';
import { permissions } from '../policy.ts';
import { vendorDocumentRequirements } from '../tables.ts';

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
    leastPerOccurrence: InsuranceLimit.optional(),
    leastAggregate: InsuranceLimit.optional(),
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
