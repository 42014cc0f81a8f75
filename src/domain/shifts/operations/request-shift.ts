import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { claimantFor } from '../booking/claimant.ts';
import { claimErrors } from '../booking/errors.ts';
import { agreedPrice } from '../booking/price.ts';
import { checkClaim } from '../checking/assert.ts';
import { shiftRequestLife } from '../lifecycle/shift-request.ts';
import { shiftTaken } from '../model/shift.ts';
import { shiftRequested, shiftRequestExists } from '../model/shift-request.ts';
import { shiftRequest } from '../nouns/shift-request.ts';
import { permissions } from '../policy.ts';
import { displayNameOf, holdClaimant } from '../store/claimant.ts';
import { hasAsked } from '../store/request.ts';
import { holdOrder, holdShift, holdWorker } from '../store/shift.ts';
import { shiftRequests, shifts } from '../tables.ts';

export const requestShift = command({
  name: 'requestShift',
  summary: 'Ask for an open shift, for a worker of yours or for yourself; the client’s side decides.',
  rest: 'POST /shifts/{shiftId}/request',
  permission: permissions.claim,
  input: z.strictObject({
    shiftId: reference('shift'),
    representationId: reference('representation')
      .optional()
      .meta({ description: 'Of the worker; a worker may leave it out.' }),
    quoteId: reference('shiftQuote')
      .optional()
      .meta({ description: 'Whose price it is to have when it is accepted, be that later.' }),
    note: text(2_000).optional(),
  }),
  output: shiftRequest,
  errors: [...claimErrors, shiftRequestExists],
  async handle({ shiftId, representationId, quoteId = null, note = null }, context) {
    const seen = await context.tx.find(shifts, shiftId);
    // It was there when the reference was read, and somebody took it since.
    if (!seen) throw shiftTaken();
    const found = await claimantFor(seen, representationId, context);
    await holdOrder(seen.orderId, context);
    const open = await holdShift(shiftId, context);
    if (open.state !== 'open') throw shiftTaken();
    context.expectVersion(open);
    const claimant = await holdClaimant(found.representationId, context);
    const { vendorId, workerId } = claimant;
    await holdWorker(workerId, context);
    if (await hasAsked(shiftId, claimant, context)) throw shiftRequestExists();
    await checkClaim(open, claimant, context);
    await agreedPrice(open, claimant, quoteId, context.now, context);
    const { orderId, programId, facilityId, unitId } = open;
    const [row] = await context.tx.insert(shiftRequests, [
      {
        shiftId,
        orderId,
        programId,
        facilityId,
        unitId,
        vendorId,
        workerId,
        representationId: claimant.representationId,
        quoteId,
        note,
        displayName: await displayNameOf(workerId, context),
        state: shiftRequestLife.initial,
      },
    ]);
    return { result: row!, events: [shiftRequested(row!, { shiftId })] };
  },
});
