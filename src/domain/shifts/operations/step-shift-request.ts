import { stepCommand } from '../../../kernel/step-command.ts';
import { shiftRequestLife } from '../lifecycle/shift-request.ts';
import { shiftRequestDeclined, shiftRequestWithdrawn } from '../model/shift-request.ts';
import { shiftRequest } from '../nouns/shift-request.ts';
import { shiftRequests } from '../tables.ts';

const request = { noun: shiftRequest, table: shiftRequests, life: shiftRequestLife };
const data = ({ shiftId }: { shiftId: string }) => ({ shiftId });

/** The plain ends of a request: the client's side declines it, whoever made it withdraws it. */
export const shiftRequestSteps = [
  stepCommand({
    ...request,
    verb: 'decline',
    summary: 'Decline a request for a shift.',
    event: shiftRequestDeclined,
    data,
    reason: 'optional',
    changes: (_, { now }, reason) => ({ decidedAt: now, reason: reason ?? null }),
  }),
  stepCommand({
    ...request,
    verb: 'withdraw',
    summary: 'Ask no more for a shift.',
    event: shiftRequestWithdrawn,
    data,
    changes: (_, { now }) => ({ decidedAt: now }),
  }),
];
