import { z } from 'zod';
import { Id, Instant, oneOf } from '../../../kernel/shapes.ts';
import { EligibilityItem } from '../../eligibility/index.ts';

export const ShiftCheckName = oneOf('ShiftCheckName', [
  'order',
  'representation',
  'supplier',
  'eligibility',
  'availability',
  'rest',
  'overtime',
]);
export const ShiftCheckOutcome = oneOf('ShiftCheckOutcome', ['passed', 'warned', 'failed']);

/** One thing that is checked before a worker has a shift, and why it stands in the way. */
export const ShiftCheck = z
  .strictObject({
    check: ShiftCheckName,
    outcome: ShiftCheckOutcome,
    code: z.string().nullable().meta({ description: 'Of the error that a booking would end in.' }),
    why: z.string().nullable(),
    items: z.array(EligibilityItem).meta({ description: 'Demands that are not met.' }),
    neighbors: z
      .array(
        z
          .strictObject({ startsAt: Instant, endsAt: Instant, restMinutes: z.int() })
          .meta({ id: 'ShiftNeighbor' }),
      )
      .meta({ description: 'Shifts that would leave too little rest.' }),
  })
  .meta({ id: 'ShiftCheck' });
export type Check = z.output<typeof ShiftCheck>;

/** Whether a worker could have a shift now, as far as the viewer may know. */
export const ShiftFit = z
  .strictObject({
    shiftId: Id,
    representationId: Id.nullable().meta({ description: 'Null to a client.' }),
    fits: z.boolean(),
    checks: z.array(ShiftCheck),
    weekMinutes: z.int().meta({ description: 'Of work in the week (from Sunday), this shift included.' }),
    overtimeMinutes: z
      .int()
      .meta({ description: 'Of these, overtime: as the pay policy in force says, else above 40 hours.' }),
  })
  .meta({ id: 'ShiftFit' });
