import { z } from 'zod';
import { Problem } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { codeOf, ExternalId, text } from '../../../kernel/shapes.ts';
import { assertWholeTenant, wholeTenantOnly } from '../../../kernel/whole-tenant.ts';
import { externalIdTaken, externalSystemUnknown, upsertAll } from '../../identifiers/index.ts';
import { vendorLife } from '../lifecycle/vendor.ts';
import { Address } from '../model/vendor-registration.ts';
import { TaxId, taxIdText, vendorCreated, vendorExists, VendorKind } from '../model/vendor.ts';
import { vendor } from '../nouns/vendor.ts';
import { permissions } from '../policy.ts';
import { vendors } from '../tables.ts';

export const createVendor = command({
  name: 'createVendor',
  summary: 'Register a firm as a prospect; its tax id only recognizes it again and is not kept.',
  rest: 'POST /vendors',
  permission: permissions.manage,
  input: z.strictObject({
    name: text(200),
    kind: VendorKind.default('agency'),
    taxId: TaxId.optional(),
    diverse: z.boolean().default(false).meta({ description: 'As stated; certificates outweigh it.' }),
    address: Address.optional(),
    states: z.array(codeOf('state', 'OH')).max(60).default([]),
    externalId: ExternalId.optional(),
  }),
  output: vendor,
  errors: [wholeTenantOnly, vendorExists, externalIdTaken, externalSystemUnknown],
  async handle({ taxId, externalId, ...values }, context) {
    assertWholeTenant(context.actor);
    const taxIdDigest =
      taxId === undefined ? null : context.digest(taxIdText(context.actor.tenantId, taxId)).toString('hex');
    const wanted = { externalId, values: { ...values, taxIdDigest, state: vendorLife.initial } };
    const [created] = await upsertAll('vendor', vendors, [wanted], context);
    if (created instanceof Problem) throw created;
    if (created!.before) throw externalIdTaken();
    return { result: created!.row, events: [vendorCreated(created!.row, {})] };
  },
});
