import type { Consequence, Context } from '../../../kernel/operation.ts';
import type { TimerFact } from '../../../kernel/event.ts';
import { startApproval, withdrawApproval } from '../../approvals/index.ts';
import type { TimesheetRow } from '../store.ts';
import { timesheets } from '../tables.ts';
import { remindersOf } from './reminders.ts';
import { silentFrom } from './silence.ts';
import { circumstancesOf, type Circumstances } from './store.ts';

const facts = ({ orderType, profession, specialty }: Circumstances) => ({ orderType, profession, specialty });

/**
 * Asks for the approval of a submitted and rated week, which is held: by steps where the program’s policy routes it by
 * its charge, else of whoever may approve in its unit; and sets the timers that remind them and end their silence.
 */
export async function seekApproval(sheet: TimesheetRow, context: Context): Promise<Consequence> {
  const { id, programId, facilityId, unitId, version, gross } = sheet;
  const circumstances = await circumstancesOf(id, context);
  const { state, events, timers } = circumstances.isRouted
    ? await startApproval(
        {
          subject: { noun: 'timesheet', id, programId, facilityId, unitId, version },
          amount: gross,
          authors: circumstances.parties,
          facts: facts(circumstances),
        },
        context,
      )
    : { state: 'none' as const, events: [], timers: [] as TimerFact[] };
  const silence = silentFrom(id, context.now, circumstances);
  if (state !== 'none' || silence.acceptsAt !== null)
    await context.tx.change(timesheets, sheet, { approvalState: state, acceptsAt: silence.acceptsAt });
  const reminders = state === 'none' ? remindersOf(sheet, silence.acceptsAt, circumstances, context) : [];
  return { events, timers: [...timers, ...silence.timers, ...reminders] };
}

/** Asks no longer for the approval of a week; what it says of it then. */
export const unasked = { approvalState: 'none', acceptsAt: null } as const;

/** Ends the routed approval of a week that is decided otherwise, or no longer to be. */
export const withdraw = (sheet: TimesheetRow, context: Context) =>
  sheet.approvalState === 'pending' || sheet.approvalState === 'paused'
    ? withdrawApproval({ noun: 'timesheet', id: sheet.id }, context)
    : Promise.resolve([]);
