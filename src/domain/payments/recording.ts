import { refuse, type Problem } from '../../kernel/errors.ts';
import { absolute, compare, parseAmount, sum } from '../../kernel/money.ts';
import type { Context, Outcome } from '../../kernel/operation.ts';
import { localDate } from '../../kernel/zone.ts';
import { programs } from '../programs/index.ts';
import { holdDocuments, planned, settleWith, type Asked } from './applying.ts';
import { paymentLife } from './lifecycle.ts';
import {
  isOfVendor,
  paymentRecorded,
  paymentReferenceTaken,
  toldOf,
  vendorPaymentRecorded,
} from './model/payment.ts';
import { paymentUnder, standingApplications, type PaymentRow } from './store/payments.ts';
import { payments } from './tables.ts';

/** What whoever records a payment says of it. */
export interface Stated extends Pick<
  PaymentRow,
  'programId' | 'direction' | 'method' | 'reference' | 'paidOn' | 'amount'
> {
  vendorId: string | null;
  note: string | null;
  applications: readonly Asked[];
}

const isSame = (one: string, other: string) => compare(parseAmount(one), parseAmount(other)) === 0;

/** The same payment told again changes nothing; another one under its reference is refused. */
async function toldAgain(stated: Stated, known: PaymentRow, context: Context): Promise<Outcome<PaymentRow>> {
  if (known.state === 'reversed')
    throw paymentReferenceTaken({ detail: 'The payment under this reference was reversed; name another.' });
  const applied = await standingApplications(known.id, context);
  const isTheSame =
    isSame(known.amount, stated.amount) &&
    known.paidOn === stated.paidOn &&
    known.method === stated.method &&
    stated.applications.every(({ invoiceId, amount }) =>
      applied.some((row) => row.invoiceId === invoiceId && isSame(absolute(parseAmount(row.amount)), amount)),
    );
  if (!isTheSame) throw paymentReferenceTaken();
  return { result: known, unchanged: true };
}

async function record(stated: Stated, context: Context): Promise<Outcome<PaymentRow>> {
  const { programId, direction, vendorId, applications, paidOn } = stated;
  if (isOfVendor(direction) !== (vendorId !== null))
    throw refuse(
      '/vendorId',
      isOfVendor(direction) ? 'required' : 'not_allowed',
      'A vendor is named where money was paid to it or recovered from it, and nowhere else.',
    );
  const known = await paymentUnder(stated, context);
  if (known) return toldAgain(stated, known, context);
  const program = (await context.tx.find(programs, programId))!;
  if (paidOn > localDate(context.now, program.timeZone))
    throw refuse('/paidOn', 'in_the_future', 'Nothing is paid yet on a day that is to come.');
  const { currency } = program;
  const party = { programId, vendorId, currency, direction };
  const plan = await planned(applications, party, parseAmount(stated.amount), context);
  const [payment] = await context.tx.insert(payments, [
    {
      ...party,
      method: stated.method,
      reference: stated.reference,
      paidOn,
      amount: stated.amount,
      appliedAmount: sum(plan.map(({ amount }) => amount)),
      note: stated.note,
      state: paymentLife.initial,
      recordedBy: context.actor.membershipId!,
    },
  ]);
  const facts = plan.length === 0 ? [] : await settleWith(payment!, plan, paidOn, context);
  return {
    result: payment!,
    events: [toldOf(payment!, paymentRecorded, vendorPaymentRecorded), ...facts],
  };
}

/** Records payments in their order, each by itself: a refused one is a problem and harms no other. */
export async function recordAll(
  all: readonly Stated[],
  context: Context,
): Promise<(Outcome<PaymentRow> | Problem)[]> {
  // One order of locks for everybody, whatever the order of the payments.
  await holdDocuments(
    all.flatMap(({ applications }) => applications),
    context,
  );
  const outcomes: (Outcome<PaymentRow> | Problem)[] = [];
  for (const stated of all) outcomes.push(await context.attempt(() => record(stated, context)));
  return outcomes;
}
