import { lifecycle } from '../../../kernel/lifecycle.ts';
import { InterviewState, notYoursToSchedule } from '../model/interview.ts';
import { proposedByOthers, permissions } from '../policy.ts';

const { arrange, rank } = permissions;

/** Times go to and fro until one is taken; then it takes place, or does not. */
export const interviewLife = lifecycle({
  noun: 'interview',
  states: InterviewState.options,
  initial: 'requested',
  verbs: {
    proposeTimes: { from: ['requested', 'scheduled'], to: 'requested', by: arrange },
    schedule: {
      from: ['requested'],
      to: 'scheduled',
      by: arrange,
      provided: [{ that: proposedByOthers, otherwise: notYoursToSchedule }],
    },
    complete: { from: ['scheduled'], to: 'completed', by: rank },
    markNoShow: { from: ['scheduled'], to: 'no_show', by: rank },
    cancel: { from: ['requested', 'scheduled'], to: 'canceled', by: arrange },
  },
});

/** The states in which a meeting may still take place. */
export const openInterviewStates = ['requested', 'scheduled'] as const;
