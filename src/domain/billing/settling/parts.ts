import type { Capability } from '../../../kernel/operation.ts';
import * as happened from './model.ts';
import { creditApplication } from './nouns.ts';
import { applyCredit } from './operations/apply-credit.ts';
import { settlingReactions } from './reactions.ts';

/** What billing declares of settling documents. */
export const settlingParts = {
  nouns: [creditApplication],
  commands: [applyCredit],
  events: [
    happened.invoiceSettled,
    happened.vendorDocumentSettled,
    happened.invoiceReopened,
    happened.vendorDocumentReopened,
    happened.creditApplied,
    happened.vendorCreditApplied,
  ],
  reactions: settlingReactions,
  constraints: { invoices_settled: happened.settledBeyond },
} satisfies Omit<Capability, 'name'>;
