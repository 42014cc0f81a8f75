import type { Capability } from '../../../kernel/operation.ts';
import * as happened from './model.ts';
import { creditApplication } from './nouns.ts';
import { applyCredit } from './operations/apply-credit.ts';
import { settlingReactions } from './reactions.ts';
import { noteOverdue } from './timers.ts';

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
    happened.invoicePassedDue,
    happened.vendorDocumentPassedDue,
  ],
  reactions: settlingReactions,
  timers: [noteOverdue],
  constraints: { invoices_settled: happened.settledBeyond },
} satisfies Omit<Capability, 'name'>;
