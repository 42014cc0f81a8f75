import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { claimantFor } from '../booking/claimant.ts';
import { bookingErrors } from '../booking/errors.ts';
import { giveShift } from '../booking/give.ts';
import { agreedPrice } from '../booking/price.ts';
import { checkClaim } from '../checking/assert.ts';
import { notInstantBook, shiftTaken } from '../model/shift.ts';
import { shift } from '../nouns/shift.ts';
import { permissions } from '../policy.ts';
import { holdClaimant } from '../store/claimant.ts';
import { holdOrder, holdShift, holdWorker } from '../store/shift.ts';
import { shifts } from '../tables.ts';

export const bookShift = command({
  name: 'bookShift',
  summary: 'Take an open shift that whoever asks first has, for a worker of yours or for yourself.',
  rest: 'POST /shifts/{shiftId}/book',
  permission: permissions.claim,
  input: z.strictObject({
    shiftId: reference('shift'),
    representationId: reference('representation')
      .optional()
      .meta({ description: 'Of the worker; a worker may leave it out.' }),
    quoteId: reference('shiftQuote').optional().meta({ description: 'Whose price it is to have.' }),
  }),
  output: shift,
  errors: [...bookingErrors, notInstantBook],
  async handle({ shiftId, representationId, quoteId = null }, context) {
    const seen = await context.tx.find(shifts, shiftId);
    // It was there when the reference was read, and somebody took it since.
    if (!seen) throw shiftTaken();
    const found = await claimantFor(seen, representationId, context);
    await holdOrder(seen.orderId, context);
    const open = await holdShift(shiftId, context);
    if (open.state !== 'open') throw shiftTaken();
    context.expectVersion(open);
    if (!open.instantBook) throw notInstantBook();
    const claimant = await holdClaimant(found.representationId, context);
    await holdWorker(claimant.workerId, context);
    const { order } = await checkClaim(open, claimant, context);
    const price = await agreedPrice(open, claimant, quoteId, context.now, context);
    const given = { shift: open, order, claimant, price, verb: 'book', requestId: null } as const;
    const { row, facts } = await giveShift(given, context);
    return { result: row, events: facts };
  },
});
