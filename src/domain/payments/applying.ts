import { refuse, stepNotAllowed, type Problem } from '../../kernel/errors.ts';
import type { Fact } from '../../kernel/event.ts';
import { compare, negate, parseAmount, subtract, sum, zeroAmount, type Amount } from '../../kernel/money.ts';
import type { Context } from '../../kernel/operation.ts';
import type { Row } from '../../kernel/transaction.ts';
import { hasHandled, invoices, openOf, settleDocument } from '../billing/index.ts';
import { isOfCredit, recorderHandledDocument, type Direction } from './model/payment.ts';
import { paymentApplications, type payments } from './tables.ts';

type InvoiceRow = Row<typeof invoices>;
type PaymentRow = Row<typeof payments>;

/** How much of a document is to be settled, above zero. */
export interface Asked {
  invoiceId: string;
  amount: string;
}

/** Whose money it is: what a document must have in common with the payment that settles it. */
export type Party = Pick<PaymentRow, 'programId' | 'vendorId' | 'currency' | 'direction'>;

const payable: readonly InvoiceRow['state'][] = ['sent', 'partially_paid', 'paid', 'disputed'];

/** By how much a document's paid amount grows: credits are paid back, so that theirs is negative. */
const signed = (amount: Amount, direction: Direction) => (isOfCredit(direction) ? negate(amount) : amount);

/** What the direction can settle of a document: nothing where it goes the other way. */
function openTo(document: InvoiceRow, direction: Direction): Amount {
  const open = signed(openOf(document), direction);
  return compare(open, zeroAmount) < 0 ? zeroAmount : open;
}

function faultOf(document: InvoiceRow, { amount }: Asked, party: Party, at: number): Problem | undefined {
  const pointer = `/applications/${at}`;
  if (
    document.programId !== party.programId ||
    document.vendorId !== party.vendorId ||
    document.currency !== party.currency
  )
    return refuse(
      `${pointer}/invoiceId`,
      'of_another_party',
      'The document is of another program, party or currency than the payment.',
    );
  if (!payable.includes(document.state))
    return stepNotAllowed({
      detail: `invoice is ${document.state}; it is paid once it was sent.`,
      facts: { state: document.state },
    });
  const open = openTo(document, party.direction);
  return compare(parseAmount(amount), open) > 0
    ? refuse(`${pointer}/amount`, 'more_than_open', `At most ${open} is open.`)
    : undefined;
}

/** Refuses more than the payment has left, the same document twice, and whoever issued or approved one. */
async function assertMayApply(asked: readonly Asked[], left: Amount, context: Context): Promise<void> {
  const total = sum(asked.map(({ amount }) => parseAmount(amount)));
  if (compare(total, left) > 0)
    throw refuse('/applications', 'more_than_paid', `At most ${left} of the payment is left.`);
  const ids = asked.map(({ invoiceId }) => invoiceId);
  if (new Set(ids).size < ids.length)
    throw refuse('/applications', 'named_twice', 'A document is named once.');
  if (ids.length > 0 && (await hasHandled(ids, context))) throw recorderHandledDocument();
}

/** Holds the documents, in the order of their ids. */
export const holdDocuments = (asked: readonly Asked[], { tx }: Context): Promise<Map<string, InvoiceRow>> =>
  tx.takeAll(invoices, [...new Set(asked.map(({ invoiceId }) => invoiceId))]);

/** What is to be settled, once all of it may be: each document as it is held, and how much of it. */
export async function planned(
  asked: readonly Asked[],
  party: Party,
  left: Amount,
  context: Context,
): Promise<{ document: InvoiceRow; amount: Amount }[]> {
  await assertMayApply(asked, left, context);
  const held = await holdDocuments(asked, context);
  return asked.map((one, at) => {
    const document = held.get(one.invoiceId)!;
    const fault = faultOf(document, one, party, at);
    if (fault) throw fault;
    return { document, amount: parseAmount(one.amount) };
  });
}

/** The later of two days. */
export const later = (day: string, other: string | null) => (other !== null && other > day ? other : day);

/** Settles documents with a payment on a day, none before it was issued, and says so; what the payment has left is the caller's to keep. */
export async function settleWith(
  payment: PaymentRow,
  plan: readonly { document: InvoiceRow; amount: Amount }[],
  day: string,
  context: Context,
): Promise<Fact[]> {
  const { programId, vendorId, direction } = payment;
  const facts: Fact[] = [];
  for (const { document, amount } of plan)
    facts.push(...(await settleDocument(document, { paid: signed(amount, direction) }, context)).events);
  await context.tx.insert(
    paymentApplications,
    plan.map(({ document, amount }) => ({
      programId,
      vendorId,
      paymentId: payment.id,
      invoiceId: document.id,
      amount: signed(amount, direction),
      appliedOn: later(day, document.issuedOn),
    })),
  );
  return facts;
}

/** What of a payment settles nothing yet. */
export const leftOf = ({ amount, appliedAmount }: Pick<PaymentRow, 'amount' | 'appliedAmount'>): Amount =>
  subtract(parseAmount(amount), parseAmount(appliedAmount));
