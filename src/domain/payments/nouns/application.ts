import { edge, field, noun } from '../../../kernel/noun.ts';
import { Amount, Day, Id } from '../../../kernel/shapes.ts';
import { invoice, ofTheVendor, ofWholeProgram } from '../../billing/index.ts';
import { program } from '../../programs/index.ts';
import { vendor } from '../../vendors/index.ts';
import { permissions } from '../policy.ts';
import { paymentApplications } from '../tables.ts';
import { payment } from './payment.ts';

export const paymentApplication = noun({
  name: 'paymentApplication',
  summary: 'What of a payment settles which document, on a day; one of the other sign takes it back.',
  table: paymentApplications,
  read: permissions.read,
  fields: {
    programId: field(Id, { filter: true }),
    vendorId: field(Id.nullable(), { filter: true }),
    paymentId: field(Id, { dataClass: 'commercial', filter: true }),
    invoiceId: field(Id, { filter: true }),
    amount: field(Amount.meta({ description: 'By how much the document’s paid amount grows.' }), {
      dataClass: 'commercial',
    }),
    appliedOn: field(Day, { filter: true, sort: true }),
    reversesId: field(Id.nullable(), { filter: true }),
  },
  visibleTo: { client: ofWholeProgram, vendor: ofTheVendor },
});

edge(paymentApplication, 'programId', 'program', program, null);
edge(paymentApplication, 'vendorId', 'vendor', vendor, null);
edge(paymentApplication, 'paymentId', 'payment', payment, 'applications');
edge(paymentApplication, 'invoiceId', 'invoice', invoice, 'paymentApplications');
