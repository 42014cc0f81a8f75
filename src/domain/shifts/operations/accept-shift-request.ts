import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { bookingErrors } from '../booking/errors.ts';
import { giveShift } from '../booking/give.ts';
import { agreedPrice } from '../booking/price.ts';
import { checkClaim } from '../checking/assert.ts';
import { shiftRequestLife } from '../lifecycle/shift-request.ts';
import { shiftTaken } from '../model/shift.ts';
import { shiftRequestAccepted } from '../model/shift-request.ts';
import { shiftRequest } from '../nouns/shift-request.ts';
import { permissions } from '../policy.ts';
import { holdClaimant } from '../store/claimant.ts';
import { holdOrder, holdShift, holdWorker } from '../store/shift.ts';
import { shiftRequests } from '../tables.ts';

export const acceptShiftRequest = command({
  name: 'acceptShiftRequest',
  summary:
    'Give the shift to who asks for it: closes what rivals ask of it and what the worker asks for in that time.',
  rest: 'POST /shift-requests/{shiftRequestId}/accept',
  permission: permissions.decide,
  input: z.strictObject({ shiftRequestId: reference('shiftRequest') }),
  output: shiftRequest,
  errors: [stepNotAllowed, ...bookingErrors],
  async handle({ shiftRequestId }, context) {
    const { tx, now, take } = context;
    const asked = (await tx.find(shiftRequests, shiftRequestId))!;
    await holdOrder(asked.orderId, context);
    const open = await holdShift(asked.shiftId, context);
    const claimant = await holdClaimant(asked.representationId, context);
    await holdWorker(asked.workerId, context);
    const request = await take(shiftRequests, shiftRequestId);
    const accepted = step(shiftRequestLife, 'accept', request.state);
    if (open.state !== 'open') throw shiftTaken();
    const { order } = await checkClaim(open, claimant, context);
    const price = await agreedPrice(open, claimant, request.quoteId, request.createdAt, context);
    const row = await tx.change(shiftRequests, request, { state: accepted, decidedAt: now });
    const given = { shift: open, order, claimant, price, verb: 'assign', requestId: row.id } as const;
    const { facts } = await giveShift(given, context);
    return { result: row, events: [shiftRequestAccepted(row, { shiftId: open.id }), ...facts] };
  },
});
