import { z } from 'zod';
import { chargeFor, parseRate, subtractRates } from '../../../kernel/money.ts';
import { command, type Context } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { claimantFor } from '../booking/claimant.ts';
import { priceOf } from '../booking/price.ts';
import { payableMinutes } from '../minutes.ts';
import { shiftTaken } from '../model/shift.ts';
import { shiftQuoted } from '../model/shift-request.ts';
import { shiftQuote } from '../nouns/shift-quote.ts';
import { permissions } from '../policy.ts';
import type { Claimant } from '../store/claimant.ts';
import type { ShiftRow } from '../store/shift.ts';
import { shiftQuotes, shifts } from '../tables.ts';

const lockMinutes = 15;

/** Who is quoted: a worker by its vendor, a vendor, or nobody in particular, which is the client's side. */
function quotedFor(shift: ShiftRow, representationId: string | undefined, context: Context) {
  const { side } = context.actor;
  if (side === 'worker' || representationId !== undefined)
    return claimantFor(shift, representationId, context);
  return Promise.resolve(null);
}

const partiesOf = (claimant: Claimant | null, { actor }: Context) => ({
  vendorId: claimant?.vendorId ?? actor.vendorId,
  workerId: claimant?.workerId ?? null,
  representationId: claimant?.representationId ?? null,
});

export const quoteShift = command({
  name: 'quoteShift',
  summary:
    'Tell what an open shift costs and pays now; a booking that names the quote has its price for 15 minutes.',
  rest: 'POST /shifts/{shiftId}/quote',
  permission: permissions.quote,
  input: z.strictObject({
    shiftId: reference('shift'),
    representationId: reference('representation')
      .optional()
      .meta({ description: 'Of the worker whose pay is wanted.' }),
  }),
  output: shiftQuote,
  errors: [shiftTaken],
  async handle({ shiftId, representationId }, context) {
    const { tx, now } = context;
    const shift = await tx.find(shifts, shiftId);
    if (shift?.state !== 'open') throw shiftTaken();
    context.expectVersion(shift);
    const claimant = await quotedFor(shift, representationId, context);
    const { orderId, programId, facilityId, unitId, currency } = shift;
    const { baseRate, billRate, payRate } = priceOf(shift, claimant ?? { payRate: null });
    const minutes = payableMinutes(shift);
    const [row] = await tx.insert(shiftQuotes, [
      {
        shiftId,
        orderId,
        programId,
        facilityId,
        unitId,
        currency,
        ...partiesOf(claimant, context),
        baseRate,
        boost: subtractRates(parseRate(billRate), parseRate(baseRate)),
        billRate,
        payRate,
        minutes,
        billTotal: chargeFor(minutes, parseRate(billRate)),
        payTotal: payRate === null ? null : chargeFor(minutes, parseRate(payRate)),
        expiresAt: Temporal.Instant.from(now).add({ minutes: lockMinutes }).toString(),
      },
    ]);
    return { result: row!, events: [shiftQuoted(row!, { shiftId })] };
  },
});
