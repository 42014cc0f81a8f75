import type { Capability } from '../../../kernel/operation.ts';
import * as happened from './model.ts';
import { creditApplication } from './nouns.ts';
import { applyCredit } from './operations/apply-credit.ts';
import { reverseCreditApplication } from './operations/reverse-credit-application.ts';
import { settlingReactions } from './reactions.ts';
import { noteOverdue } from './timers.ts';

/** What billing declares of settling documents. */
export const settlingParts = {
  nouns: [creditApplication],
  commands: [applyCredit, reverseCreditApplication],
  events: [
    happened.invoiceSettled,
    happened.vendorDocumentSettled,
    happened.invoiceReopened,
    happened.vendorDocumentReopened,
    happened.creditApplied,
    happened.vendorCreditApplied,
    happened.creditReversed,
    happened.vendorCreditReversed,
    happened.invoicePassedDue,
    happened.vendorDocumentPassedDue,
  ],
  reactions: settlingReactions,
  timers: [noteOverdue],
  constraints: {
    invoices_settled: happened.settledBeyond,
    credit_applications_reversed_once: happened.creditTakenBack,
  },
} satisfies Omit<Capability, 'name'>;
