import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { event } from '../../../kernel/event.ts';
import { Day, oneOf, reference, text } from '../../../kernel/shapes.ts';

export const ledgers = ['client', 'operator'] as const;
/** Whose general ledger it is: the client's, which bears the cost, or the operator's, which bills and pays. */
export const Ledger = oneOf('Ledger', ledgers);
export type Ledger = (typeof ledgers)[number];

export const accountTypes = ['asset', 'liability', 'revenue', 'expense'] as const;
export const GlAccountType = oneOf('GlAccountType', accountTypes);

const clientPurposes = ['expense', 'tax_expense', 'payable', 'accrued_payable'] as const;
const operatorPurposes = [
  'receivable',
  'vendor_clearing',
  'vendor_payable',
  'fee_revenue',
  'tax_payable',
  'accrued_receivable',
  'accrued_vendor_payable',
  'accrued_fee_revenue',
  'cash',
] as const;
export const purposes = [...clientPurposes, ...operatorPurposes] as const;
/** What money is posted for; the first four are the client's. */
export const GlPurpose = oneOf('GlPurpose', purposes);
export type GlPurpose = (typeof purposes)[number];

/** Whose ledger posts for a purpose. */
export const ledgerOf = (purpose: GlPurpose): Ledger =>
  (clientPurposes as readonly string[]).includes(purpose) ? 'client' : 'operator';

export const entryKinds = [
  'document',
  'payment',
  'payment_reversal',
  'accrual',
  'accrual_reversal',
  'accrual_withdrawal',
  'reversal_withdrawal',
] as const;
/** A withdrawal takes back what was told of a closing that was reopened since. */
export const GlEntryKind = oneOf('GlEntryKind', entryKinds);

/** The number of an account, as its ledger writes it. */
export const AccountNumber = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$/, 'A number is letters, digits and . _ / -, 64 at most.')
  .meta({ examples: ['6410-100'] });

const code = (example: string) =>
  z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,62}$/, 'A code is lower-case letters, digits and _.')
    .meta({ examples: [example] });

export const GlAccountTerms = z.strictObject({
  programId: reference('program'),
  ledger: Ledger,
  number: AccountNumber,
  name: text(200).meta({ examples: ['Contract labor'] }),
  type: GlAccountType,
});

/** What a mapping says; an absent kind, hour type or cost center is any. */
export const GlMappingTerms = z.strictObject({
  accountId: reference('glAccount'),
  purpose: GlPurpose,
  itemKind: code('hours').nullish().meta({ description: 'Of this kind of billing item only.' }),
  hourType: code('overtime').nullish().meta({ description: 'Of this hour type only.' }),
  costCenterId: reference('costCenter').nullish(),
  effectiveFrom: Day,
  effectiveTo: Day.nullish().meta({ description: 'The last day; absent: none.' }),
});

export const glAccountExists = declareError(
  'gl_account_exists',
  'conflict',
  'This ledger has an account of this number already.',
);
export const glMappingOverlaps = declareError(
  'gl_mapping_overlaps',
  'conflict',
  'Another mapping is for just the same on some of these days.',
);
export const purposeOfOtherLedger = declareError(
  'purpose_of_other_ledger',
  'invalid',
  'The ledger of this account does not post for this purpose.',
);

const nothing = z.strictObject({});
const clientSide = ['operator', 'client'] as const;

export const glAccountCreated = event({
  type: 'gl_account.created',
  summary: 'The client’s ledger has an account.',
  sides: clientSide,
  data: nothing,
});
export const operatorGlAccountCreated = event({
  type: 'gl_account.created_by_operator',
  summary: 'The operator’s ledger has an account.',
  sides: ['operator'],
  data: nothing,
});
export const glMappingCreated = event({
  type: 'gl_mapping.created',
  summary: 'Money of a purpose goes to an account of the client’s ledger.',
  sides: clientSide,
  data: nothing,
});
export const operatorGlMappingCreated = event({
  type: 'gl_mapping.created_by_operator',
  summary: 'Money of a purpose goes to an account of the operator’s ledger.',
  sides: ['operator'],
  data: nothing,
});
export const glMappingEnded = event({
  type: 'gl_mapping.ended',
  summary: 'A mapping of the client’s ledger has a last day.',
  sides: clientSide,
  data: nothing,
});
export const operatorGlMappingEnded = event({
  type: 'gl_mapping.ended_by_operator',
  summary: 'A mapping of the operator’s ledger has a last day.',
  sides: ['operator'],
  data: nothing,
});
