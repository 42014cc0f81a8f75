import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { factsFor } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { compare, parseAmount, subtract, zeroAmount, type Amount } from '../../../kernel/money.ts';
import { Amount as AmountText } from '../../../kernel/shapes.ts';
import { invoiceLife } from '../lifecycle/invoice.ts';
import { InvoiceState } from '../model.ts';

export const notACredit = declareError(
  'not_a_credit',
  'conflict',
  'Only a document that asks for less than nothing settles another.',
);
export const creditsAnother = declareError(
  'credits_another',
  'conflict',
  'A credit settles documents of its own program, vendor and currency.',
);
export const creditTakenBack = declareError(
  'credit_taken_back',
  'conflict',
  'What this credit settled was taken back before.',
);
export const voidedByCredit = declareError(
  'voided_by_credit',
  'conflict',
  'The document is void: what it was credited stays.',
);
export const settledBeyond = declareError(
  'settled_beyond_total',
  'conflict',
  'Another request settled this document at the same time: less of it is open.',
);

const state = z.strictObject({ state: InvoiceState });
const toClient = factsFor(['operator', 'client'], state);
const toVendor = factsFor(['operator', 'vendor'], state);

export const invoiceSettled = toClient(
  'invoice.settled',
  'Something of what an invoice asks for, or of a credit memo, was settled.',
);
export const vendorDocumentSettled = toVendor(
  'invoice.settled_for_vendor',
  'Something of what a statement asks for, or of a credit, was settled.',
);
export const invoiceReopened = toClient(
  'invoice.reopened',
  'What had settled something of an invoice was taken back.',
);
export const vendorDocumentReopened = toVendor(
  'invoice.reopened_for_vendor',
  'What had settled something of a statement was taken back.',
);

const nothing = z.strictObject({});
export const creditApplied = factsFor(['operator', 'client'], nothing)(
  'credit_application.created',
  'A credit memo settled something of an invoice.',
);
export const vendorCreditApplied = factsFor(['operator', 'vendor'], nothing)(
  'credit_application.created_for_vendor',
  'A vendor credit settled something of a statement.',
);

export const creditReversed = factsFor(['operator', 'client'], nothing)(
  'credit_application.reversed',
  'What a credit memo had settled of an invoice was taken back.',
);
export const vendorCreditReversed = factsFor(['operator', 'vendor'], nothing)(
  'credit_application.reversed_for_vendor',
  'What a vendor credit had settled of a statement was taken back.',
);

export const invoicePassedDue = factsFor(['operator', 'client'], nothing)(
  'invoice.passed_due',
  'An invoice is past its due day, and something of it is open.',
);
export const vendorDocumentPassedDue = factsFor(['operator', 'vendor'], nothing)(
  'invoice.passed_due_for_vendor',
  'A statement is past its due day, and something of it is open.',
);

/** Money that moves, above nothing. */
export const PositiveAmount = AmountText.refine((text) => !text.startsWith('-') && /[1-9]/.test(text), {
  error: 'An amount above zero.',
}).meta({ examples: ['4228.00'] });

/** What of a document is told when something of it is settled. */
export interface Settled {
  total: string;
  paidAmount: string;
  creditedAmount: string;
}

/** What of a document is open: of one that asks for less than nothing, negative. */
export const openOf = ({ total, paidAmount, creditedAmount }: Settled): Amount =>
  subtract(subtract(parseAmount(total), parseAmount(paidAmount)), parseAmount(creditedAmount));

type State = z.output<typeof InvoiceState>;

/** How a document that was sent stands by what is open of it. */
export function settledState(document: Settled): Extract<State, 'sent' | 'partially_paid' | 'paid'> {
  if (compare(openOf(document), zeroAmount) === 0) return 'paid';
  return openOf(document) === parseAmount(document.total) ? 'sent' : 'partially_paid';
}

const isSettling = (current: State) =>
  current === 'sent' || current === 'partially_paid' || current === 'paid';

/** The state that follows what was settled; of a document that was not sent, is in dispute or void, its own. */
export function followingState(current: State, document: Settled): State {
  if (!isSettling(current)) return current;
  const next = settledState(document);
  if (next === current) return current;
  return step(invoiceLife, current === 'paid' || next === 'sent' ? 'unpay' : 'pay', current, next);
}
