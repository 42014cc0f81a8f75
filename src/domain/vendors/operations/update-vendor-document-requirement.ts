import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import type { Changes } from '../../../kernel/transaction.ts';
import { assertWholeTenant, wholeTenantOnly } from '../../../kernel/whole-tenant.ts';
import { differences } from '../../identifiers/index.ts';
import { parseAmount } from '../../../kernel/money.ts';
import { InsuranceLimit } from '../model/vendor-document.ts';
import {
  AskedKinds,
  AskedStates,
  assertLimitsFit,
  documentRequirementChanged,
  DocumentSeverity,
  GraceDays,
} from '../model/vendor-document-requirement.ts';
import { vendorDocumentRequirement } from '../nouns/vendor-document-requirement.ts';
import { permissions } from '../policy.ts';
import { vendorDocumentRequirements } from '../tables.ts';

const scaled = (limit: string | null | undefined) => limit && parseAmount(limit);

export const updateVendorDocumentRequirement = command({
  name: 'updateVendorDocumentRequirement',
  summary: 'Change what is demanded: absent keeps, null clears. It is judged anew from then on.',
  rest: 'PATCH /vendor-document-requirements/{vendorDocumentRequirementId}',
  permission: permissions.manageRequirements,
  input: z.strictObject({
    vendorDocumentRequirementId: reference('vendorDocumentRequirement'),
    vendorKinds: AskedKinds,
    states: AskedStates,
    leastPerOccurrence: InsuranceLimit.nullish(),
    leastAggregate: InsuranceLimit.nullish(),
    severity: DocumentSeverity.optional(),
    graceDays: GraceDays.optional(),
  }),
  output: vendorDocumentRequirement,
  errors: [wholeTenantOnly],
  async handle({ vendorDocumentRequirementId, ...told }, context) {
    const row = await context.take(vendorDocumentRequirements, vendorDocumentRequirementId);
    if (row.programId === null) assertWholeTenant(context.actor);
    assertLimitsFit({ ...told, kind: row.kind });
    const wanted = {
      ...told,
      leastPerOccurrence: scaled(told.leastPerOccurrence),
      leastAggregate: scaled(told.leastAggregate),
    };
    const changes = differences(row, wanted as Changes<typeof vendorDocumentRequirements>);
    if (Object.keys(changes).length === 0) return { result: row, unchanged: true };
    const changed = await context.tx.change(vendorDocumentRequirements, row, changes);
    return { result: changed, events: [documentRequirementChanged(changed, {})] };
  },
});
