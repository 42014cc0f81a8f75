import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { field, noun, type RowAt } from '../../../kernel/noun.ts';
import { text } from '../../../kernel/shapes.ts';
import { vendorLife } from '../lifecycle/vendor.ts';
import { VendorKind, VendorState } from '../model/vendor.ts';
import { onPanel, permissions } from '../policy.ts';
import { vendorDocuments, vendors } from '../tables.ts';

/** By certificates where any was ever accepted, whether one holds; else as the vendor was stated to be. */
const isDiverse = (row: RowAt) => sql`coalesce((
  select bool_or(d.state in ('accepted', 'expiring') and d.effective_on <= app.now()::date)
  from ${row.source(vendorDocuments, 'd')} where d.tenant_id = ${row('tenantId')} and d.vendor_id = ${row('id')}
    and d.kind = 'diversity_certificate' and d.state in ('accepted', 'expiring', 'expired')), ${row('diverse')})`;

export const vendor = noun({
  name: 'vendor',
  summary: 'A firm that supplies people or services; it sees itself alone.',
  table: vendors,
  read: permissions.read,
  fields: {
    name: field(text(200), { filter: true, sort: true, search: true }),
    kind: field(VendorKind, { filter: true }),
    diverse: field(
      z.boolean().meta({ description: 'By accepted certificates; where there never was one, as stated.' }),
      { filter: true, value: isDiverse },
    ),
    statedDiverse: field(z.boolean(), { filter: true, value: (row) => row('diverse') }),
    address: field(z.string().nullable()),
    states: field(z.array(z.string()).meta({ description: 'Where it says that it supplies.' })),
    state: field(VendorState, { filter: true }),
  },
  visibleTo: { client: onPanel, vendor: 'scoped' },
  lifecycle: vendorLife,
  externalIds: true,
});
