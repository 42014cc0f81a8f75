import { capability } from '../../kernel/operation.ts';
import { jobStarted, jobSucceeded } from './model.ts';
import { job } from './nouns.ts';
import { moveClock } from './operations/move-clock.ts';
import { clock } from './operations/read-clock.ts';
import { finishClockMove } from './timers.ts';

export const sandbox = capability({
  name: 'sandbox',
  nouns: [job],
  queries: [clock],
  commands: [moveClock],
  events: [jobStarted, jobSucceeded],
  timers: [finishClockMove],
});
