import { reaction } from '../../kernel/operation.ts';
import { assignmentStarted } from '../assignments/index.ts';
import { restate } from './stating/restate.ts';
import { heldAssignments } from '../time/index.ts';
import { waitingOf } from './store/find.ts';

/** Who came before anybody said that the assignment has begun has punched for it all the same. */
export const stateWaiting = reaction({
  name: 'stateWaitingPunches',
  on: assignmentStarted,
  when: 'with',
  async handle({ subject }, context) {
    const waiting = await waitingOf(subject.id, context);
    if (waiting.length === 0) return {};
    const held = await heldAssignments([subject.id], context);
    return { events: await restate(held, waiting, context) };
  },
});
