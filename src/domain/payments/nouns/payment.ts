import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { Amount, Day, Id, Instant } from '../../../kernel/shapes.ts';
import { membership } from '../../access/index.ts';
import { ofTheVendor, ofWholeProgram } from '../../billing/index.ts';
import { Currency, program } from '../../programs/index.ts';
import { vendor } from '../../vendors/index.ts';
import { paymentLife } from '../lifecycle.ts';
import { PaymentDirection, PaymentMethod, PaymentState } from '../model/payment.ts';
import { permissions } from '../policy.ts';
import { payments } from '../tables.ts';

const commercial = { dataClass: 'commercial' } as const;
const internal = {
  dataClass: 'internal',
  readers: ({ side }: { side: string }) => side === 'operator',
} as const;

export const payment = noun({
  name: 'payment',
  summary: 'Money between the operator and the client or a vendor, applied to documents in whole or in part.',
  table: payments,
  read: permissions.read,
  lifecycle: paymentLife,
  fields: {
    programId: field(Id, { filter: true }),
    vendorId: field(Id.nullable(), { filter: true }),
    direction: field(PaymentDirection, { filter: true }),
    method: field(PaymentMethod, { filter: true }),
    reference: field(
      z.string().meta({ description: 'Under what the payer knows it: a check’s number, a trace number.' }),
      { filter: true, search: true },
    ),
    paidOn: field(Day, { filter: true, sort: true }),
    currency: field(Currency),
    amount: field(Amount, { ...commercial, filter: true, sort: true }),
    appliedAmount: field(Amount, commercial),
    unappliedAmount: field(Amount.meta({ description: 'What settles nothing yet.' }), {
      ...commercial,
      value: (row) =>
        sql`(case ${row('state')} when 'reversed' then 0.00 else ${row('amount')} - ${row('appliedAmount')} end)`,
      filter: true,
      sort: true,
    }),
    note: field(z.string().nullable(), internal),
    state: field(PaymentState, { filter: true }),
    recordedBy: field(Id, internal),
    reversedOn: field(Day.nullable(), { filter: true }),
    reversedAt: field(Instant.nullable(), { filter: true }),
    reversedBy: field(Id.nullable(), internal),
    reversedBecause: field(z.string().nullable()),
  },
  visibleTo: { client: ofWholeProgram, vendor: ofTheVendor },
  ofWholeProgram: true,
});

edge(payment, 'programId', 'program', program, 'payments');
edge(payment, 'vendorId', 'vendor', vendor, 'payments');
edge(payment, 'recordedBy', 'recorder', membership, null);
