import { z } from 'zod';
import { timer, type Timer } from '../../kernel/operation.ts';
import { billVolumeAgain } from './store/charges.ts';

/** Bills a week (subject: the timesheet) by the volume steps in force now; once it is billed so, nothing changes. */
export const billWeekByBand: Timer<Record<string, never>> = timer({
  name: 'billWeekByBand',
  data: z.strictObject({}),
  handle: async ({ subjectId }, context) => ({ events: await billVolumeAgain(subjectId, context) }),
});
