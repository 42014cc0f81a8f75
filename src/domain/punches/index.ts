import { capability } from '../../kernel/operation.ts';
import { punchCorrected, punchRecorded, punchSuperseded, punchTaken, punchVoided } from './model/punch.ts';
import { punch } from './nouns.ts';
import { correctPunch } from './operations/correct-punch.ts';
import { recordPunch } from './operations/record-punch.ts';
import { voidPunch } from './operations/void-punch.ts';
import { whoIsIn } from './operations/who-is-in.ts';
import { askWhatWasPunched, stateLetCount, stateWaiting } from './reactions.ts';
import { askWhoStayed } from './timers.ts';

export { PunchKind, PunchSource, PunchState } from './model/punch.ts';
export { punchesBehind, type PunchBehind } from './store/behind.ts';

export const punchesCapability = capability({
  name: 'punches',
  nouns: [punch],
  commands: [recordPunch, correctPunch, voidPunch],
  queries: [whoIsIn],
  events: [punchRecorded, punchCorrected, punchSuperseded, punchVoided],
  reactions: [stateWaiting, stateLetCount, askWhatWasPunched],
  timers: [askWhoStayed],
  constraints: {
    punches_client_ids: punchTaken,
    punches_once: punchTaken,
    punches_superseded_once: punchTaken,
  },
});
