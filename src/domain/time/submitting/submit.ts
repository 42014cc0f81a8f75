import { notFound, Problem, stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context, Outcome } from '../../../kernel/operation.ts';
import { timesheetSubmitted } from '../events.ts';
import { timesheetLife } from '../lifecycle.ts';
import { assertAfter, lastDayOfWeek } from '../locks/assert.ts';
import { lockedThroughAt } from '../locks/store.ts';
import { timesheetIsEmpty, type StatedTime } from '../model.ts';
import { assertWithinAssignment, daysOfAll, type DaysOf } from '../stating.ts';
import { assignmentsById, lockedWeeksOf, type Weeks } from '../holding/store.ts';
import { entriesOfMany, type TimesheetRow } from '../store.ts';
import { timesheets } from '../tables.ts';

/** What is known of the weeks that are handed in together. */
interface Known {
  weeks: Map<string, Weeks>;
  entries: Map<string, StatedTime[]>;
  daysOf: DaysOf;
  /** By facility. */
  lockedThrough: Map<string, string>;
}

/** A week that can be handed in, and the state that leads to. */
interface Ready {
  row: TimesheetRow;
  state: TimesheetRow['state'];
}

async function knownOf(ids: readonly string[], context: Context): Promise<Known> {
  const weeks = await lockedWeeksOf(ids, context);
  const all = [...weeks.values()].flatMap(({ sheet, previous }) => (previous ? [sheet, previous] : [sheet]));
  const sheets = [...weeks.values()].map(({ sheet }) => sheet);
  const assignmentIds = sheets.map(({ assignmentId }) => assignmentId);
  return {
    weeks,
    entries: await entriesOfMany(all, context),
    daysOf: await daysOfAll(sheets, await assignmentsById(assignmentIds, context), context),
    lockedThrough: await lockedThroughAt(sheets, context),
  };
}

/** Hours of a week before that was handed in and that reach into a week are that week's too. */
function hasHoursReaching({ sheet, previous }: Weeks, { entries }: Known): boolean {
  if (!previous || previous.state === 'open') return false;
  return (entries.get(previous.id) ?? []).some(
    ({ endsAt }) => Temporal.Instant.compare(endsAt, sheet.weekStartsAt) > 0,
  );
}

/** The state that a week is handed in to; throws why it cannot be. */
function assertReady(weeks: Weeks, known: Known): TimesheetRow['state'] {
  const { sheet } = weeks;
  const state = step(timesheetLife, 'submit', sheet.state);
  assertAfter(known.lockedThrough.get(sheet.facilityId), lastDayOfWeek(sheet.weekStartsOn));
  const stated = known.entries.get(sheet.id) ?? [];
  if (stated.length === 0 && !hasHoursReaching(weeks, known)) throw timesheetIsEmpty();
  assertWithinAssignment(sheet, stated, known.daysOf(sheet));
  return state;
}

/** Hands in the weeks that can be, all held; each other has the problem in its place why not. */
export async function submitSheets(
  ids: readonly string[],
  context: Context,
): Promise<(Outcome<{ id: string }> | Problem)[]> {
  const known = await knownOf(ids, context);
  const [only] = ids.length === 1 ? [...known.weeks.values()] : [];
  if (only) context.expectVersion(only.sheet);
  const seen = new Set<string>();
  const judged = ids.map((id): Ready | Problem => {
    const weeks = known.weeks.get(id);
    if (!weeks) return notFound();
    if (seen.has(id)) return stepNotAllowed({ detail: 'The timesheet is named twice.' });
    seen.add(id);
    try {
      return { row: weeks.sheet, state: assertReady(weeks, known) };
    } catch (error) {
      if (error instanceof Problem) return error;
      throw error;
    }
  });
  const ready = judged.filter((one): one is Ready => !(one instanceof Problem));
  const submitted = await context.tx.changeAll(
    timesheets,
    ready.map(({ row, state }) => ({
      row,
      changes: {
        state,
        submittedAt: context.now,
        rejectedReason: null,
        approvalState: 'none' as const,
        approvedBy: null,
        acceptsAt: null,
      },
    })),
  );
  let next = 0;
  return judged.map((one) => {
    if (one instanceof Problem) return one;
    const row = submitted[next++]!;
    return { result: row, events: [timesheetSubmitted(row, { revision: row.revision })] };
  });
}
