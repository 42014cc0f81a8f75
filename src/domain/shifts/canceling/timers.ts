import { z } from 'zod';
import { timer, type Timer } from '../../../kernel/operation.ts';
import { callOffPeriodEnded } from './model.ts';
import { callOffPeriods } from './tables.ts';

/** A period of calls off is over: what was worked in it is told by whoever keeps time. */
export const endCallOffPeriod: Timer<Record<string, never>> = timer({
  name: 'endCallOffPeriod',
  data: z.strictObject({}),
  async handle({ subjectId }, context) {
    const period = await context.tx.find(callOffPeriods, subjectId);
    if (period?.state !== 'open') return {};
    return { events: [callOffPeriodEnded(period, { assignmentId: period.assignmentId })] };
  },
});
