import { z } from 'zod';
import { event } from '../../kernel/event.ts';

const everybody = ['operator', 'client', 'vendor', 'worker'] as const;
const nothing = z.strictObject({});
const revision = z.strictObject({ revision: z.int() });

export const payPolicyCreated = event({
  type: 'pay_policy.created',
  summary: 'A pay policy was added.',
  sides: ['operator', 'client'],
  data: nothing,
});
export const payPolicyEnded = event({
  type: 'pay_policy.ended',
  summary: 'A pay policy was given a last day.',
  sides: ['operator', 'client'],
  data: nothing,
});
export const timesheetOpened = event({
  type: 'timesheet.opened',
  summary: 'A week of an assignment was opened.',
  sides: everybody,
  data: z.strictObject({ assignmentId: z.string(), weekStartsOn: z.string() }),
});
export const timeRecorded = event({
  type: 'timesheet.recorded',
  summary: 'The hours of an open week were stated anew.',
  sides: everybody,
  data: z.strictObject({ entries: z.int() }),
});
export const timesheetSubmitted = event({
  type: 'timesheet.submitted',
  summary: 'A week was handed to the client.',
  sides: everybody,
  data: revision,
});
export const timesheetRated = event({
  type: 'timesheet.rated',
  summary: 'The hours of a submitted week were split and priced.',
  sides: everybody,
  data: z.strictObject({ revision: z.int(), minutes: z.int() }),
});
export const timesheetApproved = event({
  type: 'timesheet.approved',
  summary: 'A week was approved.',
  sides: everybody,
  data: revision,
});
export const timesheetRejected = event({
  type: 'timesheet.rejected',
  summary: 'A week was sent back, with the reason.',
  sides: everybody,
  data: revision,
});
export const timesheetDisputed = event({
  type: 'timesheet.disputed',
  summary: 'The client objected to a version of a week and proposed other hours.',
  sides: everybody,
  data: z.strictObject({ revision: z.int(), disputeId: z.string() }),
});
export const timesheetUpheld = event({
  type: 'timesheet.upheld',
  summary: 'A disputed week stands as it was.',
  sides: everybody,
  data: z.strictObject({ revision: z.int(), disputeId: z.string() }),
});
export const timesheetAdjusted = event({
  type: 'timesheet.adjusted',
  summary: 'A version of a week replaces one that was approved.',
  sides: everybody,
  data: z.strictObject({ revision: z.int(), replaces: z.int() }),
});
export const timesheetInvoiced = event({
  type: 'timesheet.invoiced',
  summary: 'A version of a week stands on an invoice.',
  sides: everybody,
  data: revision,
});
export const disputeAccepted = event({
  type: 'timesheet_dispute.accepted',
  summary: 'The counter-hours of a dispute were agreed to.',
  sides: everybody,
  data: z.strictObject({ timesheetId: z.string() }),
});
export const disputeUpheld = event({
  type: 'timesheet_dispute.upheld',
  summary: 'A dispute ended with the timesheet as it was.',
  sides: everybody,
  data: z.strictObject({ timesheetId: z.string() }),
});
