import { z } from 'zod';
import { Problem } from '../../../kernel/errors.ts';
import type { TimerFact } from '../../../kernel/event.ts';
import { timer, type Consequence } from '../../../kernel/operation.ts';
import { entriesOf, type TimesheetRow } from '../store.ts';
import { timesheets } from '../tables.ts';
import { openSheetFor } from './open-sheet.ts';
import type { StatedTime } from '../model.ts';

const reachesOver = ({ weekEndsAt }: TimesheetRow, entries: readonly Pick<StatedTime, 'endsAt'>[]): boolean =>
  entries.some(({ endsAt }) => Temporal.Instant.compare(endsAt, weekEndsAt) > 0);

/**
 * Opens the week into which hours of the one before reach, when it is over and nobody opened it, so that it is reminded of:
 * hours of a week that nobody hands in are never paid.
 */
export const openCarriedWeek = timer({
  name: 'openCarriedWeek',
  data: z.strictObject({}),
  async handle({ subjectId }, context): Promise<Consequence> {
    const sheet = await context.tx.find(timesheets, subjectId);
    if (!sheet || sheet.state === 'open' || !reachesOver(sheet, await entriesOf(sheet, context))) return {};
    const opened = await context.attempt(() => openSheetFor(sheet.assignmentId, sheet.weekEndsAt, context));
    return opened instanceof Problem ? {} : { events: opened.events };
  },
});

/** When the weeks into which these reach are opened if nobody does: a day after their ends, or after now where that is later. */
export const openingsAfter = (
  sheets: readonly TimesheetRow[],
  entries: ReadonlyMap<string, readonly Pick<StatedTime, 'endsAt'>[]>,
  now: string,
): TimerFact[] =>
  sheets
    .filter((sheet) => reachesOver(sheet, entries.get(sheet.id) ?? []))
    .map(({ id, weekEndsAt }) => {
      const over = Temporal.Instant.from(weekEndsAt).add({ hours: 7 * 24 });
      const from = Temporal.Instant.compare(over, now) > 0 ? over : Temporal.Instant.from(now);
      return openCarriedWeek(from.add({ hours: 24 }).toString({ smallestUnit: 'millisecond' }), id, {});
    });
