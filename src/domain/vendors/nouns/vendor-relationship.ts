import { z } from 'zod';
import { effectiveFields } from '../../../kernel/effective-fields.ts';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { Id } from '../../../kernel/shapes.ts';
import { program } from '../../programs/index.ts';
import { permissions } from '../policy.ts';
import { vendorRelationships } from '../tables.ts';
import { vendor } from './vendor.ts';

export const vendorRelationship = noun({
  name: 'vendorRelationship',
  summary: 'A vendor that supplies through another; the prime vendor sees its own, the other one none.',
  table: vendorRelationships,
  read: permissions.readRelationships,
  fields: {
    vendorId: field(Id.meta({ description: 'The prime vendor, who answers to the client.' }), {
      filter: true,
    }),
    subVendorId: field(Id.meta({ description: 'Who employs.' }), { filter: true }),
    subVendorName: field(z.string().meta({ description: 'As it was named when this was agreed.' }), {
      search: true,
    }),
    programId: field(Id.nullable().meta({ description: 'Null: in every program.' }), { filter: true }),
    ...effectiveFields('The last day; null where there is none.'),
  },
  visibleTo: { client: 'none', vendor: 'scoped' },
});

edge(vendorRelationship, 'vendorId', 'vendor', vendor, 'relationships');
edge(vendorRelationship, 'subVendorId', 'subVendor', vendor, null);
edge(vendorRelationship, 'programId', 'program', program, null);
