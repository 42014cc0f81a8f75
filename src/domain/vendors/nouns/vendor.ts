import { z } from 'zod';
import { field, noun } from '../../../kernel/noun.ts';
import { text } from '../../../kernel/shapes.ts';
import { vendorLife } from '../lifecycle/vendor.ts';
import { VendorKind, VendorState } from '../model/vendor.ts';
import { onPanel, permissions } from '../policy.ts';
import { vendors } from '../tables.ts';

export const vendor = noun({
  name: 'vendor',
  summary: 'A firm that supplies people or services; it sees itself alone.',
  table: vendors,
  read: permissions.read,
  fields: {
    name: field(text(200), { filter: true, sort: true, search: true }),
    kind: field(VendorKind, { filter: true }),
    diverse: field(z.boolean(), { filter: true }),
    state: field(VendorState, { filter: true }),
  },
  visibleTo: { client: onPanel, vendor: 'scoped' },
  lifecycle: vendorLife,
  externalIds: true,
});
