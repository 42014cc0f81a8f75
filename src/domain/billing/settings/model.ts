import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { factsFor } from '../../../kernel/event.ts';
import { codeOf, Day, Id, oneOf, Percent, reference, text } from '../../../kernel/shapes.ts';
import type { Party } from '../charging/document.ts';
import { BillingItemKind } from '../model.ts';

/** By what a run makes a document of its own; items of several cost centers share one of the program. */
export const InvoiceGrouping = oneOf('InvoiceGrouping', [
  'program',
  'facility',
  'cost_center',
  'purchase_order',
]);

/** What the numbers of a kind of document begin with. */
export const SeriesPrefix = z
  .string()
  .regex(/^[A-Z0-9][A-Z0-9_-]{0,15}$/, 'A prefix is up to 16 capitals, digits, - and _.')
  .meta({ examples: ['CI'] });

/** A party as documents name it. */
export const BillingParty = z
  .strictObject({
    name: text(200),
    addressLines: z.array(text(200)).max(8).default([]),
    countryCode: z
      .string()
      .regex(/^[A-Z]{2}$/, 'A country is two capital letters (ISO 3166-1).')
      .nullable()
      .default(null)
      .meta({ examples: ['US'] }),
    taxId: text(64).nullable().default(null).meta({ description: 'The tax registration, as it is printed.' }),
    electronicAddress: text(200)
      .nullable()
      .default(null)
      .meta({ examples: ['0060:123456789'], description: 'Where electronic invoices go: scheme:id.' }),
    email: z
      .email()
      .max(254)
      .nullable()
      .default(null)
      .meta({ examples: ['billing@example.com'] }),
  })
  .meta({ id: 'BillingParty' });

/** What a profile says; absent keeps, null goes back to what goes without saying. */
export const ProfileTerms = {
  grouping: InvoiceGrouping,
  invoicePrefix: SeriesPrefix,
  statementPrefix: SeriesPrefix,
  creditMemoPrefix: SeriesPrefix,
  vendorCreditPrefix: SeriesPrefix,
  seller: BillingParty.nullable().meta({ description: 'Who invoices; null: the tenant, by its name.' }),
  buyer: BillingParty.nullable().meta({ description: 'Who is invoiced; null: the program, by its name.' }),
  remitTo: z
    .array(text(200))
    .max(10)
    .meta({ description: 'Where and how to pay, in lines as they are printed.' }),
  note: text(2_000).nullable().meta({ description: 'What every document of the program says.' }),
  logoFileId: Id.nullable(),
  termsDays: z
    .int()
    .min(0)
    .max(365)
    .meta({ examples: [30], description: 'Days from issue to due.' }),
};

/** Which lines a tax is on; what it does not name is any. */
export const TaxCoverage = {
  facilityIds: z.array(reference('facility')).max(1_000).default([]),
  states: z.array(codeOf('state', 'OH')).max(60).default([]).meta({ description: 'The facilities’ states.' }),
  kinds: z.array(BillingItemKind).max(20).default([]),
  vendorIds: z.array(reference('vendor')).max(1_000).default([]),
};

export const TaxRuleTerms = z.strictObject({
  programId: reference('program'),
  name: text(200).meta({ examples: ['Ohio sales tax'] }),
  jurisdiction: text(200)
    .nullish()
    .meta({ examples: ['OH'] }),
  percent: Percent,
  effectiveFrom: Day,
  effectiveTo: Day.nullish().meta({ description: 'The last day; absent: none.' }),
  ...TaxCoverage,
});
export type TaxRuleTerms = z.output<typeof TaxRuleTerms>;

export const prefixesAlike = declareError(
  'prefixes_alike',
  'invalid',
  'Two kinds of documents never share the numbers of one series.',
);
export const taxRuleOverlaps = declareError(
  'tax_rule_overlaps',
  'conflict',
  'Another tax is on just the same lines on some of these days.',
);

const fact = factsFor(['operator', 'client'], z.strictObject({}));

export const billingProfileSet = fact('billing_profile.set', 'A program says how its documents look.');
export const taxRuleCreated = fact('tax_rule.created', 'A tax is on client documents of a program.');
export const taxRuleEnded = fact('tax_rule.ended', 'A tax has a last day.');

/** A party known by its name alone. */
export const named = (name: string): Party => ({
  name,
  addressLines: [],
  countryCode: null,
  taxId: null,
  electronicAddress: null,
  email: null,
});

/** What goes without saying: one document a program, due after 30 days, in series of these prefixes. */
export const unsaid = {
  grouping: 'program',
  invoicePrefix: 'CI',
  statementPrefix: 'VS',
  creditMemoPrefix: 'CM',
  vendorCreditPrefix: 'VC',
  termsDays: 30,
} as const;
