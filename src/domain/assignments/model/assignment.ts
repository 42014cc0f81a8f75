import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { event } from '../../../kernel/event.ts';
import { oneOf } from '../../../kernel/shapes.ts';

export const AssignmentState = oneOf('AssignmentState', [
  'pending',
  'active',
  'suspended',
  'ended',
  'canceled',
  'no_show',
]);
export const EndKind = oneOf('AssignmentEndKind', ['completed', 'early']);

export const assignmentNotActive = declareError(
  'assignment_not_active',
  'conflict',
  'The assignment has not begun, or came to nothing.',
);

export const timeAfterEnd = declareError(
  'time_after_end',
  'conflict',
  'Time was handed in for a day after that end.',
);

/** Why an assignment stands still: somebody decided so, or the worker lacks what the place demands. */
export const SuspensionCause = oneOf('SuspensionCause', ['decision', 'eligibility']);

/** How a placement that ends on a day ends: early before the planned last day, else completed. */
export const endKindOn = (endedOn: string, { endsOn }: { endsOn: string }): 'completed' | 'early' =>
  endedOn < endsOn ? 'early' : 'completed';

const sides = ['operator', 'client', 'vendor', 'worker'] as const;
const nothing = z.strictObject({});

export const assignmentCreated = event({
  type: 'assignment.created',
  summary: 'A hired worker was placed on a position.',
  sides,
  data: z.strictObject({ orderId: z.string(), submissionId: z.string() }),
});
export const assignmentStarted = event({
  type: 'assignment.started',
  summary: 'A worker began.',
  sides,
  data: z.strictObject({ startedOn: z.string() }),
});
export const assignmentFellOff = event({
  type: 'assignment.fell_off',
  summary: 'A placement came to nothing before its first day.',
  sides,
  data: nothing,
});
export const assignmentCanceled = event({
  type: 'assignment.canceled',
  summary: 'A placement came to nothing with its order, before its first day.',
  sides,
  data: nothing,
});
export const workerDidNotShow = event({
  type: 'assignment.no_show',
  summary: 'A worker did not come on the first day.',
  sides,
  data: nothing,
});
export const assignmentSuspended = event({
  type: 'assignment.suspended',
  summary: 'An assignment was suspended.',
  sides,
  data: nothing,
});
export const assignmentResumed = event({
  type: 'assignment.resumed',
  summary: 'A suspended assignment goes on.',
  sides,
  data: nothing,
});
export const assignmentEnded = event({
  type: 'assignment.ended',
  summary: 'An assignment ended.',
  sides,
  data: z.strictObject({ endedOn: z.string(), kind: EndKind }),
});
export const assignmentRevised = event({
  type: 'assignment.revised',
  summary: 'An assignment goes on under new terms from a day on.',
  // Its reason is the revision's, which may speak of rates: nothing for the worker.
  sides: ['operator', 'client', 'vendor'],
  data: z.strictObject({ number: z.int(), effectiveFrom: z.string(), endsOn: z.string() }),
});
