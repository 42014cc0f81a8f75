/** An event as the log has it. */
export interface Told {
  type: string;
  noun: string;
  id: string;
  data: Record<string, unknown>;
}

/** The state that an event says its subject is in; absent where it says nothing of that. */
const says: Record<string, string> = {
  'order.created': 'draft',
  'order.opened': 'running',
  'order.partially_filled': 'running',
  'order.filled': 'running',
  'order.unfilled': 'running',
  'order.resumed': 'running',
  'order.reopened': 'running',
  'order.held': 'on_hold',
  'order.canceled': 'canceled',
  'order.expired': 'expired',
  'order.closed': 'closed',
  'position.added': 'open',
  'position.closed': 'closed',
  'position.filled': 'filled',
  'position.reopened': 'open',
  'position.canceled': 'canceled',
  'submission.submitted': 'submitted',
  'submission.presented': 'presented',
  'submission.offered': 'offered',
  'submission.returned': 'presented',
  'submission.hired': 'hired',
  'submission.fell_off': 'fell_off',
  'submission.rejected': 'rejected',
  'submission.withdrawn': 'withdrawn',
  'submission.expired': 'expired',
  'offer.extended': 'extended',
  'offer.accepted_by_vendor': 'accepted_by_vendor',
  'offer.accepted': 'accepted',
  'offer.declined': 'declined',
  'offer.rescinded': 'rescinded',
  'offer.expired': 'expired',
  'assignment.created': 'pending',
  'assignment.started': 'active',
  'assignment.fell_off': 'canceled',
  'assignment.canceled': 'canceled',
  'assignment.no_show': 'no_show',
  'assignment.ended': 'ended',
  'shift.created': 'open',
  'shift.booked': 'scheduled',
  'shift.released': 'open',
  'shift.canceled': 'canceled',
  'shift.unfilled': 'unfilled',
  'shift.missed': 'no_show',
  'shift.started': 'in_progress',
  'shift.completed': 'completed',
  'shift_request.made': 'requested',
  'shift_request.accepted': 'accepted',
  'shift_request.declined': 'declined',
  'shift_request.withdrawn': 'withdrawn',
  'shift_request.superseded': 'superseded',
  'shift_swap.proposed': 'proposed',
  'shift_swap.accepted': 'accepted',
  'shift_swap.approved': 'approved',
  'shift_swap.declined': 'declined',
  'shift_swap.withdrawn': 'withdrawn',
  'shift_swap.expired': 'expired',
};

/** What an order that runs is called follows from its openings. */
function stateOf(openings: readonly string[]): string {
  if (!openings.includes('filled')) return 'open';
  return openings.includes('open') ? 'partially_filled' : 'filled';
}

/** The states of all subjects of one order, by nothing but its events in their order. */
export function foldOf(told: readonly Told[]): Map<string, string> {
  const states = new Map<string, string>();
  const openings = new Set<string>();
  for (const { type, id, noun } of told) {
    if (noun === 'position') openings.add(id);
    const state = says[type];
    if (state) states.set(id, state);
  }
  for (const [id, state] of states)
    if (state === 'running') states.set(id, stateOf([...openings].map((one) => states.get(one)!)));
  return states;
}
