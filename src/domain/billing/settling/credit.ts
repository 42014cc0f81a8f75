import type { Fact } from '../../../kernel/event.ts';
import { compare, negate, parseAmount, zeroAmount, type Amount } from '../../../kernel/money.ts';
import type { Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import { localDate } from '../../../kernel/zone.ts';
import { programs } from '../../programs/index.ts';
import { least } from '../charging/corrections.ts';
import { creditApplications, invoices } from '../tables.ts';
import {
  creditApplied,
  creditReversed,
  creditsAnother,
  creditTakenBack,
  notACredit,
  openOf,
  vendorCreditApplied,
  vendorCreditReversed,
  voidedByCredit,
} from './model.ts';
import { settleDocument } from './settle.ts';
import { isTakenBack } from './store.ts';

type InvoiceRow = Row<typeof invoices>;

/** What both documents are after a credit settled something, the row that tells of it, and what happened. */
export interface Applied {
  credit: InvoiceRow;
  invoice: InvoiceRow;
  application: Row<typeof creditApplications>;
  events: Fact[];
}

/** The most that a credit can settle of a document: what is left of the one and open of the other. */
export function mostOf(credit: InvoiceRow, invoice: InvoiceRow): Amount {
  const most = least(negate(openOf(credit)), openOf(invoice));
  return compare(most, zeroAmount) < 0 ? zeroAmount : most;
}

const latest = (...days: (string | null)[]) =>
  days.reduce<string>((last, day) => (day !== null && day > last ? day : last), '');

/** Refuses what is no credit, and one of another program, vendor or currency than the document. */
export function assertCredits(credit: InvoiceRow, invoice: InvoiceRow): void {
  if (credit.state === 'draft' || compare(parseAmount(credit.total), zeroAmount) >= 0) throw notACredit();
  if (
    invoice.programId !== credit.programId ||
    invoice.vendorId !== credit.vendorId ||
    invoice.currency !== credit.currency ||
    invoice.state === 'draft' ||
    compare(parseAmount(invoice.total), zeroAmount) < 0
  )
    throw creditsAnother();
}

/**
 * Settles so much (above zero, at most `mostOf`) of a document with a credit of the same program, vendor and currency,
 * today in the program's zone. The caller holds both.
 */
export async function applyCredit(
  credit: InvoiceRow,
  invoice: InvoiceRow,
  amount: Amount,
  context: Context,
): Promise<Applied> {
  const { programId, vendorId } = credit;
  assertCredits(credit, invoice);
  const program = (await context.tx.find(programs, programId))!;
  const today = localDate(context.now, program.timeZone);
  const used = await settleDocument(credit, { credited: negate(amount) }, context);
  const settled = await settleDocument(invoice, { credited: amount }, context);
  const [application] = await context.tx.insert(creditApplications, [
    {
      programId,
      vendorId,
      creditId: credit.id,
      invoiceId: invoice.id,
      amount,
      appliedOn: latest(today, credit.issuedOn, invoice.issuedOn),
    },
  ]);
  return {
    credit: used.invoice,
    invoice: settled.invoice,
    application: application!,
    events: [
      (vendorId ? vendorCreditApplied : creditApplied)(application!, {}),
      ...used.events,
      ...settled.events,
    ],
  };
}

/** Takes back what a credit settled, today in the program's zone and not before it did, by a row of the other sign. */
export async function takeCreditBack(
  applied: Row<typeof creditApplications>,
  because: string,
  context: Context,
): Promise<Applied> {
  const { programId, vendorId, creditId, invoiceId, amount } = applied;
  const held = await context.tx.takeAll(invoices, [creditId, invoiceId]);
  const [credit, invoice] = [held.get(creditId)!, held.get(invoiceId)!];
  if (applied.reversesId !== null || (await isTakenBack(applied.id, context))) throw creditTakenBack();
  if (invoice.state === 'voided') throw voidedByCredit();
  const program = (await context.tx.find(programs, programId))!;
  const today = localDate(context.now, program.timeZone);
  const back = negate(parseAmount(amount));
  const left = await settleDocument(credit, { credited: parseAmount(amount) }, context);
  const opened = await settleDocument(invoice, { credited: back }, context);
  const [application] = await context.tx.insert(creditApplications, [
    {
      programId,
      vendorId,
      creditId,
      invoiceId,
      amount: back,
      appliedOn: latest(today, applied.appliedOn),
      reversesId: applied.id,
    },
  ]);
  return {
    credit: left.invoice,
    invoice: opened.invoice,
    application: application!,
    events: [
      (vendorId ? vendorCreditReversed : creditReversed)(application!, {}, because),
      ...left.events,
      ...opened.events,
    ],
  };
}
