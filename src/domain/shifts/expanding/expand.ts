import { Problem } from '../../../kernel/errors.ts';
import { inHalves } from '../../../kernel/in-halves.ts';
import type { Context } from '../../../kernel/operation.ts';
import { asTenant, type NewRow, type Row } from '../../../kernel/transaction.ts';
import { boundaryAt, dayText, epochDay, instantAt, localDate } from '../../../kernel/zone.ts';
import type { ShiftRow } from '../store/shift.ts';
import { shiftPatterns, shifts } from '../tables.ts';
import { occurrencesOf, type Occurrence } from './occurrences.ts';

export type PatternRow = Row<typeof shiftPatterns>;

const horizonDays = 56;
const refreshDays = 28;
const atMost = 1_000;

/** What was made of a pattern: its shifts, how many met another shift of their worker, and when to go on, if at all. */
export interface Expansion {
  pattern: PatternRow;
  made: ShiftRow[];
  skipped: number;
  nextAt: string | null;
}

/** What a shift of the pattern is on a day besides its span; null where there is none on it. */
export type Filling = (
  occurrence: Occurrence,
) => Omit<NewRow<typeof shifts>, keyof Occurrence | 'patternId' | 'slot' | 'timeZone' | 'mealMinutes'> | null;

const nextRun = ({ timeZone, lastOn }: PatternRow, expandedTo: string, cut: boolean, now: string) => {
  if (expandedTo >= lastOn) return null;
  if (cut) return Temporal.Instant.from(now).add({ minutes: 1 }).toString();
  return instantAt(boundaryAt(epochDay(expandedTo) - refreshDays, '00:00', timeZone));
};

/**
 * Makes the shifts of a pattern that begin after now and within eight weeks, at most 1,000 at once, those that were made
 * before left out; a shift that meets another one of its worker is skipped where `skips` says so, else refuses them all.
 */
export async function expand(
  pattern: PatternRow,
  fill: Filling,
  skips: boolean,
  context: Context,
): Promise<Expansion> {
  const { id: patternId, timeZone, lastOn, headcount, mealMinutes, expandedTo } = pattern;
  const today = localDate(context.now, timeZone);
  const from = expandedTo === null ? pattern.firstOn : dayText(epochDay(expandedTo) + 1);
  const horizon = dayText(epochDay(today) + horizonDays);
  const to = lastOn < horizon ? lastOn : horizon;
  const due = occurrencesOf(pattern, timeZone, from < today ? today : from, to).filter(
    ({ startsAt }) => Temporal.Instant.compare(startsAt, context.now) > 0,
  );
  const some = due.slice(0, Math.floor(atMost / headcount));
  const rows = some.flatMap((occurrence) => {
    const filled = fill(occurrence);
    const row = { patternId, timeZone, mealMinutes, ...occurrence, ...filled! };
    return filled ? Array.from({ length: headcount }, (_, at) => ({ ...row, slot: at + 1 })) : [];
  });
  const insert = (wanted: readonly NewRow<typeof shifts>[]) =>
    asTenant(context.tx, () => context.tx.insert(shifts, wanted));
  const results = skips ? await inHalves(rows, insert, context) : await insert(rows);
  const made = results.filter((result): result is ShiftRow => !(result instanceof Problem));
  const cut = some.length < due.length;
  const reached = cut ? some.at(-1)!.localDate : to;
  const moved = expandedTo !== null && expandedTo > reached ? expandedTo : reached;
  return {
    pattern: await asTenant(context.tx, () =>
      context.tx.change(shiftPatterns, pattern, { expandedTo: moved }),
    ),
    made,
    skipped: rows.length - made.length,
    nextAt: nextRun(pattern, moved, cut, context.now),
  };
}
