import { z } from 'zod';
import { Day, Id, Instant, oneOf, Rate } from '../../../kernel/shapes.ts';
import { ShiftCheck } from './shift-fit.ts';

export const ShiftBoardSort = oneOf('ShiftBoardSort', ['start', 'pay', 'distance']);

/** An open shift as one worker could take it: pay to the worker, the bill rate to its vendor. */
export const ShiftBoardRow = z
  .strictObject({
    shiftId: Id,
    orderId: Id,
    orderTitle: z.string(),
    facilityId: Id,
    facilityName: z.string(),
    city: z.string().nullable(),
    unitId: Id,
    unitName: z.string(),
    representationId: Id.meta({ description: 'By which the worker would take it.' }),
    startsAt: Instant,
    endsAt: Instant,
    timeZone: z.string(),
    localDate: Day,
    minutes: z.int().meta({ description: 'Of work: without the meal.' }),
    currency: z.string(),
    billRate: Rate.nullable().meta({ description: 'Null to a worker.' }),
    payRate: Rate.nullable(),
    instantBook: z.boolean(),
    distanceMiles: z
      .number()
      .nullable()
      .meta({ description: 'As the crow flies; null where either place is not known.' }),
    fits: z.boolean(),
    checks: z.array(ShiftCheck).meta({ description: 'Those that were not simply passed.' }),
    overtimeMinutes: z.int().meta({ description: 'Above 40 hours in its week.' }),
    requestId: Id.nullable().meta({ description: 'The live request of the worker for it.' }),
  })
  .meta({ id: 'ShiftBoardRow' });

export const ShiftBoard = z
  .strictObject({ rows: z.array(ShiftBoardRow), more: z.boolean() })
  .meta({ id: 'ShiftBoard' });
