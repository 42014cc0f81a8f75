import { refuse } from '../../../kernel/errors.ts';
import type { Context } from '../../../kernel/operation.ts';
import { asTenant, type Row } from '../../../kernel/transaction.ts';
import { quoteExpired } from '../model/shift-request.ts';
import type { Claimant } from '../store/claimant.ts';
import type { ShiftRow } from '../store/shift.ts';
import { shiftQuotes } from '../tables.ts';

/** What an hour of a shift costs and pays. */
export interface Price {
  baseRate: string;
  billRate: string;
  payRate: string | null;
}

/** The price as it is now: the shift's, and the pay that it says or else the vendor's for its worker. */
export const priceOf = (shift: ShiftRow, { payRate }: { payRate: string | null }): Price => ({
  baseRate: shift.baseRate,
  billRate: shift.billRate,
  payRate: shift.payRate ?? payRate,
});

const elsewhere = () => refuse('/quoteId', 'of_another_booking', 'The quote is for another shift or worker.');

function assertFits(quote: Row<typeof shiftQuotes>, shift: ShiftRow, { vendorId, workerId }: Claimant): void {
  if (quote.shiftId !== shift.id || quote.vendorId !== vendorId) throw elsewhere();
  if (quote.workerId !== null && quote.workerId !== workerId) throw elsewhere();
}

/**
 * The price of a booking: that of the quote, which must be for this shift and vendor and have been live at the instant,
 * or else the present one. `quote_expired` after its 15 minutes.
 */
export async function agreedPrice(
  shift: ShiftRow,
  claimant: Claimant,
  quoteId: string | null,
  at: string,
  { tx }: Context,
): Promise<Price> {
  if (quoteId === null) return priceOf(shift, claimant);
  // Whoever decides on a request does not read what was quoted to who asks.
  const quote = (await asTenant(tx, () => tx.find(shiftQuotes, quoteId)))!;
  assertFits(quote, shift, claimant);
  if (Temporal.Instant.compare(quote.expiresAt, at) < 0) throw quoteExpired();
  const { baseRate, billRate, payRate } = quote;
  return { baseRate, billRate, payRate: payRate ?? priceOf(shift, claimant).payRate };
}
