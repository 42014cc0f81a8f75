import { z } from 'zod';
import { Amount, Id } from '../../../kernel/shapes.ts';
import { Currency } from '../../programs/index.ts';

const Minutes = z.int();
const ShownHours = z.string().meta({ scalar: 'Decimal', format: 'decimal', examples: ['41.25'] });

/** What of a timesheet a cost center bears; null is what none bears. */
export const CenterAllocation = z
  .strictObject({
    costCenterId: Id.nullable(),
    costCenterCode: z.string().nullable(),
    minutes: Minutes,
    hours: ShownHours,
    amount: Amount,
  })
  .meta({ id: 'CenterAllocation' });

/**
 * A timesheet's worked minutes and charge by cost center, cents rounded day by day as payrolls are told them; the rows sum
 * to both exactly. An invoice rounds them once over the week.
 */
export const TimesheetAllocation = z
  .strictObject({
    timesheetId: Id,
    revision: z.int(),
    currency: Currency,
    minutes: Minutes,
    amount: Amount,
    rows: z.array(CenterAllocation),
  })
  .meta({ id: 'TimesheetAllocation' });
