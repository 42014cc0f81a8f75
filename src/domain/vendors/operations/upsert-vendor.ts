import { z } from 'zod';
import { Problem } from '../../../kernel/errors.ts';
import { bulkCommand } from '../../../kernel/operation.ts';
import { codeOf, ExternalId, text } from '../../../kernel/shapes.ts';
import { assertWholeTenant, wholeTenantOnly } from '../../../kernel/whole-tenant.ts';
import { externalIdTaken, externalSystemUnknown, upsertAll } from '../../identifiers/index.ts';
import { Address } from '../model/vendor-registration.ts';
import { TaxId, taxIdText, vendorChanged, vendorCreated, vendorExists, VendorKind } from '../model/vendor.ts';
import { vendor } from '../nouns/vendor.ts';
import { permissions } from '../policy.ts';
import { vendors } from '../tables.ts';

export const upsertVendor = bulkCommand({
  name: 'upsertVendor',
  summary:
    'Create a vendor as a prospect, or change the one that the external id names; unchanged content makes no version.',
  rest: 'PUT /vendors/{externalId}',
  permission: permissions.manage,
  concurrency: 'optional',
  input: z.strictObject({
    externalId: ExternalId,
    name: text(200),
    kind: VendorKind.optional().meta({ description: 'Of a new one: agency, unless told.' }),
    taxId: TaxId.optional().meta({ description: 'Recognizes the firm; not kept.' }),
    diverse: z.boolean().optional().meta({ description: 'As stated; certificates outweigh it.' }),
    address: Address.nullish(),
    states: z.array(codeOf('state', 'OH')).max(60).optional(),
  }),
  output: vendor,
  errors: [wholeTenantOnly, vendorExists, externalIdTaken, externalSystemUnknown],
  bulk: {
    name: 'upsertVendors',
    rest: 'POST /vendors/bulk',
    summary: 'Create or change up to 1,000 by their external ids, with a result for each row.',
  },
  async handleMany(inputs, context) {
    assertWholeTenant(context.actor);
    // What is not told stays as it is, or is as of any new prospect; its life is no upsert's to change.
    const wanted = inputs.map(({ externalId, taxId, ...told }) => {
      const taxIdDigest = taxId && context.digest(taxIdText(context.actor.tenantId, taxId)).toString('hex');
      return { externalId, values: { ...told, ...(taxIdDigest && { taxIdDigest }) } };
    });
    const results = await upsertAll('vendor', vendors, wanted, context);
    return results.map((result) => {
      if (result instanceof Problem) return result;
      const { row, before, changed } = result;
      if (!changed) return { result: row, unchanged: true as const };
      return { result: row, events: [(before ? vendorChanged : vendorCreated)(row, {})] };
    });
  },
});
