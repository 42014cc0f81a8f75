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
export const EndKind = oneOf('AssignmentEndKind', ['completed', 'early', 'converted']);
export const AssignmentKind = oneOf('AssignmentKind', ['placement', 'per_diem']);
/** Why it ended, in a word that reports count by; the reason says more. */
export const EndReasonCode = oneOf('AssignmentEndReason', [
  'completed',
  'performance',
  'clinical',
  'attendance',
  'census',
  'personal',
  'credential',
  'converted',
  'other',
]);
export const EndingSide = oneOf('AssignmentEndingSide', ['client', 'vendor', 'worker', 'msp']);
export const CancelingSide = oneOf('AssignmentCancelingSide', ['client', 'vendor', 'worker']);

export const onboardingIncomplete = declareError(
  'onboarding_incomplete',
  'conflict',
  'Something that must be done before the first day is neither done nor waived.',
);

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
  data: z.strictObject({
    orderId: z.string(),
    submissionId: z.string().nullable().meta({ description: 'Null: a booked per-diem shift made it.' }),
  }),
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
export const assignmentCanceledByClient = event({
  type: 'assignment.canceled_by_client',
  summary: 'A client canceled a placement before its first day.',
  sides,
  data: nothing,
});
export const assignmentConverted = event({
  type: 'assignment.converted',
  summary: 'The client hired a placed worker itself: the assignment ended with it.',
  sides,
  data: z.strictObject({ convertsOn: z.string() }),
});
export const assignmentMoved = event({
  type: 'assignment.moved',
  summary: 'An assignment is of another unit of its facility from today on.',
  sides,
  data: z.strictObject({ fromUnitId: z.string() }),
});
export const tenureWarned = event({
  type: 'assignment.tenure_warned',
  summary: 'A worker has been with a client for nearly as long, or as long, as the program allows.',
  // The weeks are of every vendor's placements together.
  sides: ['operator', 'client'],
  data: z.strictObject({ weeks: z.int(), threshold: z.int(), limitWeeks: z.int() }),
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
