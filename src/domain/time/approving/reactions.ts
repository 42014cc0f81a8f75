import type { EventDeclaration, TimerFact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { reaction, type Consequence, type Context } from '../../../kernel/operation.ts';
import { reactionToAll } from '../../../kernel/reaction-to-all.ts';
import { approvalGranted, approvalPaused, approvalRejected, approvalResumed } from '../../approvals/index.ts';
import { timesheetOpened, timesheetRejected, timesheetSubmitted, timesheetUpheld } from '../events.ts';
import { exceptionAttested, exceptionCleared, exceptionResolved } from '../exceptions/model.ts';
import { openExceptionsOf } from '../exceptions/store.ts';
import { timesheetLife } from '../lifecycle.ts';
import { lockedTimesheet } from '../holding/store.ts';
import { type TimesheetRow } from '../store.ts';
import { timesheets } from '../tables.ts';
import { approveSheets } from './approve.ts';
import { remindersToSubmit } from './reminders.ts';
import { seekApproval } from './route.ts';
import { silentAnew } from './silence.ts';

const seeking = <Data>(name: string, on: EventDeclaration<Data>) =>
  reactionToAll({
    name,
    on,
    async handleMany(facts, context): Promise<Consequence> {
      const ids = facts.map(({ subject }) => subject.id);
      const sheets = [...(await context.tx.takeAll(timesheets, ids)).values()];
      return seekApproval(
        sheets.filter(({ state }) => state === 'submitted'),
        context,
      );
    },
  });

const remind = reactionToAll({
  name: 'remindToSubmitOpenedTimesheet',
  on: timesheetOpened,
  async handleMany(facts, context): Promise<Consequence> {
    const ids = facts.map(({ subject }) => subject.id);
    return { timers: await remindersToSubmit(ids, context) };
  },
});

/** The submitted week that a chain routes, held. */
async function routed(
  { data }: ReturnType<typeof approvalGranted>,
  context: Context,
): Promise<TimesheetRow | undefined> {
  if (data.subjectNoun !== 'timesheet') return undefined;
  const sheet = await lockedTimesheet(data.subjectId, context, { version: false });
  return sheet.state === 'submitted' ? sheet : undefined;
}

const deciding = (
  name: string,
  on: typeof approvalGranted,
  decide: (sheet: TimesheetRow, context: Context, reason: string | undefined) => Promise<Consequence>,
) =>
  reaction({
    name,
    on,
    when: 'with',
    async handle(fact, context): Promise<Consequence> {
      const sheet = await routed(fact, context);
      return sheet ? decide(sheet, context, fact.reason) : {};
    },
  });

/** What was approved by all steps is approved as soon as nothing of it is open. */
async function grant(sheet: TimesheetRow, context: Context): Promise<Consequence> {
  const approvedBy = context.actor.membershipId;
  const open = await openExceptionsOf([sheet.id], context);
  if (open.size === 0) return approveSheets([sheet], { approvedThrough: 'route', approvedBy }, context);
  await context.tx.change(timesheets, sheet, { approvalState: 'approved', approvedBy });
  return {};
}

async function sendBack(sheet: TimesheetRow, { tx }: Context, reason?: string): Promise<Consequence> {
  const rejected = await tx.change(timesheets, sheet, {
    state: step(timesheetLife, 'reject', sheet.state),
    approvalState: 'rejected',
    acceptsAt: null,
    rejectedReason: reason ?? null,
  });
  return { events: [timesheetRejected(rejected, { revision: rejected.revision }, reason)] };
}

async function pause(sheet: TimesheetRow, { tx }: Context): Promise<Consequence> {
  await tx.change(timesheets, sheet, { approvalState: 'paused' });
  return {};
}

async function goOn(
  sheet: TimesheetRow,
  approvalState: TimesheetRow['approvalState'],
  context: Context,
): Promise<{ timers: TimerFact[] }> {
  const { acceptsAt, timers } = await silentAnew(sheet, context);
  if (acceptsAt !== sheet.acceptsAt || approvalState !== sheet.approvalState)
    await context.tx.change(timesheets, sheet, { approvalState, acceptsAt });
  return { timers };
}

/** A week of which nothing is open any more goes on to its approval. */
const unblocking = (name: string, on: EventDeclaration<{ timesheetId: string; code: string }>) =>
  reaction({
    name,
    on,
    when: 'with',
    async handle({ data: { timesheetId } }, context): Promise<Consequence> {
      // Whoever finds or decides exceptions holds the worker’s time: no open week is handed in meanwhile.
      if ((await context.tx.find(timesheets, timesheetId))?.state !== 'submitted') return {};
      const sheet = await lockedTimesheet(timesheetId, context, { version: false });
      if (sheet.state !== 'submitted') return {};
      if ((await openExceptionsOf([timesheetId], context)).size > 0) return {};
      const { approvalState, approvedBy } = sheet;
      if (approvalState === 'approved')
        return approveSheets([sheet], { approvedThrough: 'route', approvedBy }, context);
      return approvalState === 'paused' ? {} : goOn(sheet, approvalState, context);
    },
  });

/** How weeks come to be approved after they were handed in, in the transaction of what leads to it. */
export const approvingReactions = [
  remind,
  seeking('seekApprovalOfSubmitted', timesheetSubmitted),
  seeking('seekApprovalOfUpheld', timesheetUpheld),
  deciding('approveRoutedTimesheet', approvalGranted, grant),
  deciding('rejectRoutedTimesheet', approvalRejected, sendBack),
  deciding('pauseRoutedTimesheet', approvalPaused, pause),
  deciding('resumeRoutedTimesheet', approvalResumed, (sheet, context) => goOn(sheet, 'pending', context)),
  unblocking('goOnAfterResolvedException', exceptionResolved),
  unblocking('goOnAfterAttestedException', exceptionAttested),
  unblocking('goOnAfterClearedException', exceptionCleared),
];
