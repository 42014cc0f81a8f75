import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { factsFor } from '../../../kernel/event.ts';
import { lifecycle } from '../../../kernel/lifecycle.ts';
import { oneOf } from '../../../kernel/shapes.ts';
import { permissions } from '../policy.ts';

export const timeLockStates = ['locked', 'reopened'] as const;
export const TimeLockState = oneOf('TimeLockState', timeLockStates);

export const timePeriodLocked = declareError(
  'time_period_locked',
  'conflict',
  'The hours of this period are locked; they stand as they are until it is reopened.',
);
export const timeLockedAlready = declareError(
  'time_locked_already',
  'conflict',
  'Time is locked there through this day.',
);

export const lockBeyondScope = declareError(
  'lock_beyond_scope',
  'forbidden',
  'Time is locked and reopened by whoever sees all of the program, or of the facility.',
);

export const timeLockLife = lifecycle({
  noun: 'timeLock',
  states: timeLockStates,
  initial: 'locked',
  verbs: { reopen: { from: ['locked'], to: 'reopened', by: permissions.reopen } },
});

const fact = factsFor(['operator', 'client'], z.strictObject({ lockedTo: z.string() }));
export const timeLocked = fact('time_lock.locked', 'The hours of a period were locked.');
export const timeReopened = fact('time_lock.reopened', 'The hours of a locked period may change again.');
