import { z } from 'zod';
import { refuse, stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { Day, reference, text } from '../../../kernel/shapes.ts';
import { stepCommand } from '../../../kernel/step-command.ts';
import { todayAt } from '../../programs/index.ts';
import { placementLife } from '../lifecycle/placement.ts';
import { placementFellOff, placementLeft } from '../model/placement.ts';
import { placement } from '../nouns/placement.ts';
import { chargeRefund } from '../placing/charges.ts';
import { permissions } from '../policy.ts';
import { holdOrderOf } from '../store/assignment.ts';
import { placements } from '../tables.ts';

const fallOffPlacement = stepCommand({
  noun: placement,
  table: placements,
  life: placementLife,
  verb: 'fallOff',
  summary: 'Report that the hire came to nothing before the first day: the position opens again.',
  event: placementFellOff,
  reason: 'required',
  parents: holdOrderOf(placements),
});

const reportDeparture = command({
  name: 'reportDeparture',
  summary:
    'Report that the person whom the client hired left: within the guarantee part of the fee comes back. The position stays filled.',
  rest: 'POST /placements/{placementId}/report-departure',
  permission: permissions.place,
  input: z.strictObject({
    placementId: reference('placement'),
    leftOn: Day.meta({ description: 'The last day worked.' }),
    reason: text(2_000),
  }),
  output: placement,
  errors: [stepNotAllowed],
  async handle({ placementId, leftOn, reason }, context) {
    await holdOrderOf(placements)(placementId, context);
    const held = await context.take(placements, placementId);
    const state = step(placementLife, 'reportDeparture', held.state);
    if (leftOn < held.startedOn!)
      throw refuse('/leftOn', 'before_start', 'The person had not begun on that day.');
    if (leftOn > (await todayAt(held, context)))
      throw refuse('/leftOn', 'in_the_future', 'That day has not come at the facility yet.');
    const row = await context.tx.change(placements, held, { state, leftOn, leftBecause: reason });
    return {
      result: row,
      events: [placementLeft(row, { leftOn }, reason), ...(await chargeRefund(row, context))],
    };
  },
});

/** What becomes of a hire besides its first day. */
export const placementSteps = [fallOffPlacement, reportDeparture];
