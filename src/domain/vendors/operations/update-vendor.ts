import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { codeOf, reference, text } from '../../../kernel/shapes.ts';
import type { Changes } from '../../../kernel/transaction.ts';
import { assertWholeTenant, wholeTenantOnly } from '../../../kernel/whole-tenant.ts';
import { differences } from '../../identifiers/index.ts';
import { Address } from '../model/vendor-registration.ts';
import { TaxId, taxIdText, vendorChanged, vendorExists, VendorKind } from '../model/vendor.ts';
import { vendor } from '../nouns/vendor.ts';
import { permissions } from '../policy.ts';
import { vendors } from '../tables.ts';

export const updateVendor = command({
  name: 'updateVendor',
  summary: 'Change a vendor: absent keeps, null clears.',
  rest: 'PATCH /vendors/{vendorId}',
  permission: permissions.manage,
  input: z.strictObject({
    vendorId: reference('vendor'),
    name: text(200).optional(),
    kind: VendorKind.optional(),
    taxId: TaxId.nullish().meta({ description: 'Recognizes the firm; not kept.' }),
    diverse: z.boolean().optional().meta({ description: 'As stated; certificates outweigh it.' }),
    address: Address.nullish(),
    states: z.array(codeOf('state', 'OH')).max(60).optional(),
  }),
  output: vendor,
  errors: [wholeTenantOnly, vendorExists],
  async handle({ vendorId, taxId, ...told }, context) {
    assertWholeTenant(context.actor);
    const known = await context.take(vendors, vendorId);
    const digest = taxId && context.digest(taxIdText(context.actor.tenantId, taxId)).toString('hex');
    const wanted = { ...told, taxIdDigest: digest } as Changes<typeof vendors>;
    const changes = differences(known, wanted);
    if (Object.keys(changes).length === 0) return { result: known, unchanged: true };
    const changed = await context.tx.change(vendors, known, changes);
    return { result: changed, events: [vendorChanged(changed, {})] };
  },
});
