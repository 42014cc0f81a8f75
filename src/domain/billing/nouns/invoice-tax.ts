import { z } from 'zod';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { Amount, Id, Percent } from '../../../kernel/shapes.ts';
import { permissions, taxOfDocument } from '../policy.ts';
import { taxRule } from '../settings/nouns.ts';
import { invoiceTaxes } from '../tables.ts';
import { invoice } from './invoice.ts';

const commercial = { dataClass: 'commercial' } as const;

export const invoiceTax = noun({
  name: 'invoiceTax',
  plural: 'invoiceTaxes',
  summary: 'A tax of a client’s document, rounded once over the lines that bear it.',
  table: invoiceTaxes,
  read: permissions.readInvoices,
  fields: {
    programId: field(Id, { filter: true }),
    invoiceId: field(Id, { filter: true }),
    number: field(z.int(), { sort: true }),
    taxRuleId: field(Id, { filter: true }),
    name: field(z.string()),
    jurisdiction: field(z.string().nullable()),
    percent: field(Percent, commercial),
    base: field(Amount, commercial),
    amount: field(Amount, commercial),
  },
  visibleTo: { client: taxOfDocument },
});

edge(invoiceTax, 'invoiceId', 'invoice', invoice, 'taxes');
edge(invoiceTax, 'taxRuleId', 'taxRule', taxRule, null);
