import { sql } from 'drizzle-orm';
import type { Actor } from '../../../kernel/actor.ts';
import { lifecycle, type Proviso } from '../../../kernel/lifecycle.ts';
import { isNotTheWorker } from '../lifecycle.ts';
import { permissions } from '../policy.ts';
import { suspendedHoursOfProgram, timeExceptionStates } from './model.ts';

/** Hours worked stay payable, and whoever asks for the pay is not who says that they were worked. */
const ofSuspension = (mayDecide: (actor: Actor) => boolean): Proviso => ({
  that: (row, actor) => sql`(${row('code')} <> 'suspended_day' or ${mayDecide(actor)}::boolean)`,
  otherwise: suspendedHoursOfProgram,
});

export const timeExceptionLife = lifecycle({
  noun: 'timeException',
  states: timeExceptionStates,
  initial: 'open',
  verbs: {
    resolve: {
      from: ['open'],
      to: 'resolved',
      by: permissions.resolveException,
      // The worker attests what it says of its own time.
      provided: [isNotTheWorker, ofSuspension(({ role }) => role === 'program_manager')],
    },
    attest: {
      from: ['open'],
      to: 'attested',
      by: permissions.attestException,
      provided: [ofSuspension(() => false)],
    },
    clear: { from: ['open'], to: 'cleared', by: null },
    raise: { from: ['cleared', 'resolved', 'attested'], to: 'open', by: null },
  },
});
