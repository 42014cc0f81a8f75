import { z } from 'zod';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { Amount, Id } from '../../../kernel/shapes.ts';
import { Currency, program } from '../../programs/index.ts';
import { DocumentSeverity } from '../model/vendor-document-requirement.ts';
import { VendorDocumentKind } from '../model/vendor-document.ts';
import { VendorKind } from '../model/vendor.ts';
import { demandedOfVendor, permissions } from '../policy.ts';
import { vendorDocumentRequirements } from '../tables.ts';

const commercial = { dataClass: 'commercial' as const };

export const vendorDocumentRequirement = noun({
  name: 'vendorDocumentRequirement',
  summary: 'A document that vendors must have on file to be given orders of a program, or of all.',
  table: vendorDocumentRequirements,
  read: permissions.readDocuments,
  fields: {
    programId: field(Id.nullable().meta({ description: 'Null: in every program.' }), { filter: true }),
    kind: field(VendorDocumentKind, { filter: true }),
    vendorKinds: field(z.array(VendorKind).nullable().meta({ description: 'Null: of every kind.' })),
    states: field(
      z
        .array(z.string())
        .nullable()
        .meta({ description: 'The states of the facilities for which it is asked; null: of all.' }),
    ),
    leastPerOccurrence: field(Amount.nullable(), commercial),
    leastAggregate: field(Amount.nullable(), commercial),
    currency: field(Currency),
    severity: field(DocumentSeverity, { filter: true }),
    graceDays: field(
      z.int().meta({ description: 'Days after a document’s last one on which its want only warns.' }),
    ),
  },
  visibleTo: { vendor: demandedOfVendor },
});

edge(vendorDocumentRequirement, 'programId', 'program', program, 'vendorDocumentRequirements');
