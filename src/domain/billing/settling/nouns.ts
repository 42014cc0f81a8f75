import { edge, field, noun } from '../../../kernel/noun.ts';
import { Amount, Day, Id } from '../../../kernel/shapes.ts';
import { program } from '../../programs/index.ts';
import { vendor } from '../../vendors/index.ts';
import { invoice } from '../nouns/invoice.ts';
import { ofWholeProgram, ofTheVendor, permissions } from '../policy.ts';
import { creditApplications } from './tables.ts';

export const creditApplication = noun({
  name: 'creditApplication',
  summary: 'What of a credit settles which document, on a day; one of the other sign takes it back.',
  table: creditApplications,
  read: permissions.readInvoices,
  fields: {
    programId: field(Id, { filter: true }),
    vendorId: field(Id.nullable(), { filter: true }),
    creditId: field(Id.meta({ description: 'The document of which it is used.' }), { filter: true }),
    invoiceId: field(Id.meta({ description: 'The document that it settles.' }), { filter: true }),
    amount: field(Amount, { dataClass: 'commercial' }),
    appliedOn: field(Day, { filter: true, sort: true }),
    reversesId: field(Id.nullable(), { filter: true }),
  },
  visibleTo: { client: ofWholeProgram, vendor: ofTheVendor },
  ofWholeProgram: true,
});

edge(creditApplication, 'programId', 'program', program, null);
edge(creditApplication, 'vendorId', 'vendor', vendor, null);
edge(creditApplication, 'creditId', 'credit', invoice, 'creditUses');
edge(creditApplication, 'invoiceId', 'invoice', invoice, 'creditApplications');
