import { z } from 'zod';
import { stepNotAllowed } from '../../../../kernel/errors.ts';
import { command } from '../../../../kernel/operation.ts';
import { reference, text } from '../../../../kernel/shapes.ts';
import { attendingPermissions } from '../../attending/policy.ts';
import { shift } from '../../nouns/shift.ts';
import { shifts } from '../../tables.ts';
import { cancelOne } from '../cancel.ts';
import { guaranteeFor } from '../guarantee.ts';
import { hoursGuaranteed, StatedCancelReason } from '../model.ts';

export const cancelShift = command({
  name: 'cancelShift',
  summary:
    'Cancel a shift that has not begun, with the reason; of a scheduled one the agreement says what its notice costs.',
  rest: 'POST /shifts/{shiftId}/cancel',
  permission: attendingPermissions.cancel,
  input: z.strictObject({
    shiftId: reference('shift'),
    reason: StatedCancelReason,
    note: text(500).optional(),
  }),
  example: { reason: 'low_census', note: 'Census is down.' },
  output: shift,
  errors: [stepNotAllowed, hoursGuaranteed],
  async handle({ shiftId, reason, note = null }, context) {
    const held = await context.take(shifts, shiftId);
    if (held.state === 'scheduled' && (await guaranteeFor(held, context))) throw hoursGuaranteed();
    const by = context.actor.side === 'operator' ? 'operator' : 'client';
    const { row, facts } = await cancelOne(held, { by, reason, note, penalized: true }, context);
    return { result: row, events: facts };
  },
});
