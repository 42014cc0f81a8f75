import { z } from 'zod';
import type { Actor } from '../../../kernel/actor.ts';
import { effectiveFields } from '../../../kernel/effective-fields.ts';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { Id, Percent, text } from '../../../kernel/shapes.ts';
import { file } from '../../files/index.ts';
import { program } from '../../programs/index.ts';
import { ProfileTerms, TaxCoverage } from './model.ts';
import { permissions } from './policy.ts';
import { billingProfiles, taxRules } from './tables.ts';

const commercial = { dataClass: 'commercial' } as const;
// Addresses of firms: for the parties that the documents are between.
const contact = {
  dataClass: 'contact',
  readers: ({ side }: Actor): boolean => side === 'operator' || side === 'client',
} as const;

export const billingProfile = noun({
  name: 'billingProfile',
  summary:
    'How a program’s documents are cut, numbered and headed from now on; issued ones keep what they were issued with.',
  table: billingProfiles,
  read: permissions.readSettings,
  fields: {
    programId: field(Id, { filter: true }),
    grouping: field(ProfileTerms.grouping, { filter: true }),
    invoicePrefix: field(ProfileTerms.invoicePrefix),
    statementPrefix: field(ProfileTerms.statementPrefix),
    creditMemoPrefix: field(ProfileTerms.creditMemoPrefix),
    vendorCreditPrefix: field(ProfileTerms.vendorCreditPrefix),
    seller: field(ProfileTerms.seller, contact),
    buyer: field(ProfileTerms.buyer, contact),
    remitTo: field(ProfileTerms.remitTo, commercial),
    note: field(ProfileTerms.note),
    logoFileId: field(Id.nullable()),
    termsDays: field(ProfileTerms.termsDays, commercial),
  },
});

const coverage = z
  .strictObject({
    facilityIds: z.array(Id),
    states: z.array(z.string()),
    kinds: TaxCoverage.kinds.unwrap(),
    vendorIds: z.array(Id),
  })
  .meta({ id: 'TaxCoverage', description: 'An empty list is any.' });

export const taxRule = noun({
  name: 'taxRule',
  summary: 'A tax on top of what client documents charge; of several on a line the one that names most.',
  table: taxRules,
  read: permissions.readSettings,
  fields: {
    programId: field(Id, { filter: true }),
    name: field(text(200), { filter: true, sort: true, search: true }),
    jurisdiction: field(text(200).nullable(), { filter: true }),
    percent: field(Percent, commercial),
    ...effectiveFields(),
    covers: field(coverage),
  },
});

edge(billingProfile, 'programId', 'program', program, 'billingProfiles');
edge(billingProfile, 'logoFileId', 'logo', file, null);
edge(taxRule, 'programId', 'program', program, 'taxRules');
