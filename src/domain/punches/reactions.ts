import { reaction } from '../../kernel/operation.ts';
import { reactionToAll } from '../../kernel/reaction-to-all.ts';
import { assignmentStarted } from '../assignments/index.ts';
import { restate } from './stating/restate.ts';
import {
  assignmentsById,
  heldAssignments,
  timeExceptionResolved,
  timesheetSubmitted,
} from '../time/index.ts';
import { punchedAt, unstatedIn, waitingOf } from './store/find.ts';

/** Hours of a day of suspension go onto their week when the program lets them count. */
export const stateLetCount = reaction({
  name: 'statePunchesLetCount',
  on: timeExceptionResolved,
  when: 'with',
  async handle({ subject, data: { code } }, context) {
    if (code !== 'suspended_day') return {};
    const changed = await punchedAt(subject.id, context);
    const held = await heldAssignments(
      changed.map(({ assignmentId }) => assignmentId),
      context,
    );
    return { events: await restate(held, changed, context) };
  },
});

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

/** Whoever approves weeks is asked about what was punched in them and stands there otherwise, or not at all. */
export const askWhatWasPunched = reactionToAll({
  name: 'askWhatWasPunched',
  on: timesheetSubmitted,
  async handleMany(facts, context) {
    const unstated = await unstatedIn(
      facts.map(({ subject }) => subject.id),
      context,
    );
    if (unstated.length === 0) return {};
    // Whoever hands a week in holds its assignment and the time of its worker.
    const held = await assignmentsById(
      unstated.map(({ assignmentId }) => assignmentId),
      context,
    );
    return { events: await restate(held, unstated, context) };
  },
});
