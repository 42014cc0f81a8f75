import { z } from 'zod';
import type { Fact, TimerFact } from '../../../kernel/event.ts';
import { timer, type Consequence, type Context } from '../../../kernel/operation.ts';
import { withdrawApproval } from '../../approvals/index.ts';
import { openExceptionsOf } from '../exceptions/store.ts';
import { lockedTimesheet } from '../holding/store.ts';
import { type TimesheetRow } from '../store.ts';
import { timesheets } from '../tables.ts';
import { approveSheets } from './approve.ts';
import { acceptanceNeared } from './model.ts';
import { circumstancesOf, type Circumstances } from './store.ts';

const after = (instant: string, minutes: number) =>
  Temporal.Instant.from(instant).add({ minutes }).toString({ smallestUnit: 'millisecond' });
const isSame = (one: string, other: string) => Temporal.Instant.compare(one, other) === 0;

/** When silence from an instant on approves a week, and the timers that see to it. */
export function silentFrom(
  timesheetId: string,
  since: string,
  { acceptHours }: Pick<Circumstances, 'acceptHours'>,
): { acceptsAt: string | null; timers: TimerFact[] } {
  if (acceptHours === null) return { acceptsAt: null, timers: [] };
  const acceptsAt = after(since, acceptHours * 60);
  return {
    acceptsAt,
    timers: [
      acceptSilent(acceptsAt, timesheetId, { since }),
      warnOfSilence(after(since, acceptHours * 30), timesheetId, { acceptsAt }),
    ],
  };
}

/** A submitted week that silence approves at an instant, held; undefined where it does not, or no longer then. */
async function silentAt(
  acceptsAt: string,
  timesheetId: string,
  context: Context,
): Promise<TimesheetRow | undefined> {
  const sheet = await lockedTimesheet(timesheetId, context, { version: false });
  if (sheet.state !== 'submitted' || sheet.acceptsAt === null) return undefined;
  return isSame(sheet.acceptsAt, acceptsAt) ? sheet : undefined;
}

/** Halfway to the silence that approves a week, whoever may approve it is warned. */
export const warnOfSilence = timer({
  name: 'warnOfSilentTimesheet',
  data: z.strictObject({ acceptsAt: z.string() }),
  async handle({ subjectId, data: { acceptsAt } }, context): Promise<Consequence> {
    const sheet = await silentAt(acceptsAt, subjectId, context);
    return sheet ? { events: [acceptanceNeared(sheet, {})] } : {};
  },
});

/**
 * Approves a week by silence, if it is the same submission, nothing of it is open and the agreement still says so; where
 * it says longer by now, later. Steps that were asked and did not answer were silent too; one that nobody can decide
 * was not asked.
 */
export const acceptSilent = timer({
  name: 'acceptSilentTimesheet',
  data: z.strictObject({ since: z.string() }),
  async handle({ subjectId, data: { since } }, context): Promise<Consequence> {
    const sheet = await silentAt(context.now, subjectId, context);
    if (!sheet || sheet.approvalState === 'paused' || sheet.approvalState === 'approved') return {};
    const { acceptHours } = await circumstancesOf(subjectId, context);
    if (acceptHours === null) return {};
    const { acceptsAt, timers } = silentFrom(subjectId, since, { acceptHours });
    if (Temporal.Instant.compare(acceptsAt!, context.now) > 0) {
      await context.tx.change(timesheets, sheet, { acceptsAt });
      return { timers };
    }
    if ((await openExceptionsOf([subjectId], context)).size > 0) return {};
    const withdrawn = await withdrawApproval({ noun: 'timesheet', id: subjectId }, context);
    const { events } = await approveSheets(
      [sheet],
      { approvedThrough: 'silence', approvedBy: null },
      context,
    );
    return { events: [...withdrawn, ...events] };
  },
});

/** Counts silence anew for a submitted week that it would have approved by now, had something not stood in the way. */
export async function silentAnew(
  sheet: TimesheetRow,
  context: Context,
): Promise<{ acceptsAt: string | null; timers: TimerFact[]; events?: Fact[] }> {
  const { acceptsAt } = sheet;
  if (acceptsAt === null || Temporal.Instant.compare(acceptsAt, context.now) > 0)
    return { acceptsAt, timers: [] };
  return silentFrom(sheet.id, context.now, await circumstancesOf(sheet.id, context));
}
