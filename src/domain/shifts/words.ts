/** The states of a shift; `requested` is what an open one is to those who may know of its requests, and never stored. */
export const shiftStates = [
  'open',
  'requested',
  'scheduled',
  'in_progress',
  'completed',
  'reported',
  'canceled',
  'no_show',
  'unfilled',
] as const;

/** The states in which a worker's time is taken. */
export const takenStates = ['scheduled', 'in_progress', 'completed', 'reported'] as const;

/** The states of a request for a shift. */
export const requestStates = ['requested', 'accepted', 'declined', 'withdrawn', 'superseded'] as const;

/** Who canceled a shift; `order`: it went with its order. */
export const cancelParties = ['client', 'operator', 'vendor', 'order'] as const;

/** Why a shift was canceled. */
export const cancelReasons = [
  'low_census',
  'order_canceled',
  'schedule_changed',
  'posted_in_error',
  'other',
] as const;

/** What became of the timesheet that took the hours of a shift. */
export const shiftTimeStates = ['open', 'submitted', 'approved', 'invoiced', 'disputed'] as const;
