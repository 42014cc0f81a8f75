import type { Consequence, Context } from '../../../kernel/operation.ts';
import type { Fact, TimerFact } from '../../../kernel/event.ts';
import type { Changes } from '../../../kernel/transaction.ts';
import { startApproval, withdrawApproval } from '../../approvals/index.ts';
import type { TimesheetRow } from '../store.ts';
import { timesheets } from '../tables.ts';
import { remindersOf } from './reminders.ts';
import { silentFrom } from './silence.ts';
import { circumstancesOfMany, type Circumstances } from './store.ts';

const facts = ({ orderType, profession, specialty }: Circumstances) => ({ orderType, profession, specialty });

interface Sought extends Consequence {
  events: Fact[];
  timers: TimerFact[];
}

/** The steps of a week, where the program’s policy routes it by its charge. */
async function routed(
  { id, programId, facilityId, unitId, version, gross }: TimesheetRow,
  circumstances: Circumstances,
  context: Context,
): Promise<Sought & { state: TimesheetRow['approvalState'] }> {
  if (!circumstances.isRouted) return { state: 'none', events: [], timers: [] };
  return startApproval(
    {
      subject: { noun: 'timesheet', id, programId, facilityId, unitId, version },
      amount: gross,
      authors: circumstances.parties,
      facts: facts(circumstances),
    },
    context,
  );
}

/**
 * Asks for the approval of submitted and rated weeks, which are held: by steps where the program’s policy routes them by
 * their charge, else of whoever may approve in their units; and sets the timers that remind them and end their silence.
 */
export async function seekApproval(sheets: readonly TimesheetRow[], context: Context): Promise<Sought> {
  const circumstances = await circumstancesOfMany(
    sheets.map(({ id }) => id),
    context,
  );
  const sought: Sought = { events: [], timers: [] };
  const changes: { row: TimesheetRow; changes: Changes<typeof timesheets> }[] = [];
  for (const row of sheets) {
    const own = circumstances.get(row.id)!;
    const { state, events, timers } = await routed(row, own, context);
    const silence = silentFrom(row.id, context.now, own);
    if (state !== 'none' || silence.acceptsAt !== null)
      changes.push({ row, changes: { approvalState: state, acceptsAt: silence.acceptsAt } });
    const reminders = state === 'none' ? remindersOf(row, silence.acceptsAt, own, context) : [];
    sought.events.push(...events);
    sought.timers.push(...timers, ...silence.timers, ...reminders);
  }
  await context.tx.changeAll(timesheets, changes);
  return sought;
}

/** Asks no longer for the approval of a week; what it says of it then. */
export const unasked = { approvalState: 'none', acceptsAt: null } as const;

/** Ends the routed approval of a week that is decided otherwise, or no longer to be. */
export const withdraw = (sheet: TimesheetRow, context: Context) =>
  sheet.approvalState === 'pending' || sheet.approvalState === 'paused'
    ? withdrawApproval({ noun: 'timesheet', id: sheet.id }, context)
    : Promise.resolve([]);
