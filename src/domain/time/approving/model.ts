import { declareError } from '../../../kernel/errors.ts';
import { factsFor } from '../../../kernel/event.ts';
import { oneOf } from '../../../kernel/shapes.ts';
import { z } from 'zod';

/** Where the routed approval of a week stands; `none` where no policy routes it. */
export const TimesheetApprovalState = oneOf('TimesheetApprovalState', [
  'none',
  'pending',
  'paused',
  'approved',
  'rejected',
]);
/** By whose word a week was approved: a person’s of the unit, the steps of a policy, or nobody’s for so long. */
export const ApprovedThrough = oneOf('TimesheetApprovedThrough', ['person', 'route', 'silence']);

export const approvalIsRouted = declareError(
  'approval_is_routed',
  'conflict',
  'The approval of this week is routed: whoever is asked decides its step.',
);

const nothing = z.strictObject({});
export const approvalReminded = factsFor(['operator', 'client'], nothing)(
  'timesheet.approval_reminded',
  'A submitted week has waited for its approval.',
);
export const acceptanceNeared = factsFor(['operator', 'client'], nothing)(
  'timesheet.acceptance_neared',
  'Silence will soon approve a submitted week, as the agreement says.',
);
export const submissionReminded = factsFor(['operator', 'vendor', 'worker'], nothing)(
  'timesheet.submission_reminded',
  'A week is over and was not handed in.',
);
