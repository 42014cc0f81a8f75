import { z } from 'zod';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { Amount, Day, Id } from '../../../kernel/shapes.ts';
import { Currency, program } from '../../programs/index.ts';
import { vendorDocumentLife } from '../lifecycle/vendor-document.ts';
import { DiversityKind, VendorDocumentKind, VendorDocumentState } from '../model/vendor-document.ts';
import { documentsToClient, permissions } from '../policy.ts';
import { vendorDocuments } from '../tables.ts';
import { vendor } from './vendor.ts';

const commercial = { dataClass: 'commercial' as const };
const limit = (of: string) =>
  field(Amount.nullable().meta({ description: `Of insurance: the limit ${of}.` }), commercial);

export const vendorDocument = noun({
  name: 'vendorDocument',
  summary: 'Insurance, a registration or a certificate of a vendor, from a day to a day.',
  table: vendorDocuments,
  read: permissions.readDocuments,
  lifecycle: vendorDocumentLife,
  fields: {
    vendorId: field(Id, { filter: true }),
    programId: field(Id.nullable().meta({ description: 'Null: good in every program.' }), { filter: true }),
    kind: field(VendorDocumentKind, { filter: true }),
    diversityKind: field(DiversityKind.nullable(), { filter: true }),
    number: field(z.string().nullable(), commercial),
    issuer: field(z.string().nullable()),
    issuingState: field(z.string().nullable(), { filter: true }),
    perOccurrenceLimit: limit('per occurrence'),
    aggregateLimit: limit('in aggregate'),
    currency: field(Currency),
    effectiveOn: field(Day, { filter: true, sort: true }),
    expiresOn: field(Day.nullable().meta({ description: 'The last day on which it holds.' }), {
      filter: true,
      sort: true,
    }),
    rejection: field(z.string().nullable(), {
      dataClass: 'internal',
      readers: ({ side }) => side !== 'client',
    }),
    state: field(VendorDocumentState, { filter: true }),
  },
  visibleTo: { client: documentsToClient, vendor: 'scoped' },
});

edge(vendorDocument, 'vendorId', 'vendor', vendor, 'documents');
edge(vendorDocument, 'programId', 'program', program, null);
