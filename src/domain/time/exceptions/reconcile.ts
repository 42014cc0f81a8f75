import type { EventDeclaration, Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import { belonging, sheetsOf, type TimesheetRow } from '../store.ts';
import {
  exceptionCleared,
  exceptionRaised,
  exceptionRestated,
  type TimeExceptionFound,
  type TimeExceptionOrigin,
} from './model.ts';
import { timeExceptionLife } from './lifecycle.ts';
import { exceptionsOf, type TimeExceptionRow } from './store.ts';
import { timeExceptions } from './tables.ts';

const nameOf = ({ code, key }: Pick<TimeExceptionFound, 'code' | 'key'>) => `${code} ${key}`;
const wordsOf = ({ workDate, startsAt, detail }: TimeExceptionFound) => ({
  workDate,
  startsAt: startsAt ?? null,
  detail,
});
const saysTheSame = (row: TimeExceptionRow, found: TimeExceptionFound) =>
  row.workDate === found.workDate && row.startsAt === (found.startsAt ?? null) && row.detail === found.detail;

interface Move {
  changes: ReturnType<typeof wordsOf> & Pick<TimeExceptionRow, 'state' | 'note' | 'decidedBy' | 'decidedAt'>;
  told: EventDeclaration<{ timesheetId: string; code: string }>;
}

/** What becomes of one that was known before, and what is told of it. */
function moved(row: TimeExceptionRow, found: TimeExceptionFound | undefined): Move | undefined {
  const { state, workDate, startsAt, detail } = row;
  const undecided = { note: null, decidedBy: null, decidedAt: null };
  if (state === 'open' && !found)
    return {
      changes: { workDate, startsAt, detail, state: step(timeExceptionLife, 'clear', state), ...undecided },
      told: exceptionCleared,
    };
  if (state === 'open' && found && !saysTheSame(row, found))
    return { changes: { ...wordsOf(found), state, ...undecided }, told: exceptionRestated };
  // What was said of twenty minutes says nothing of three hours.
  if (found && state !== 'open' && (state === 'cleared' || detail !== found.detail))
    return {
      changes: { ...wordsOf(found), state: step(timeExceptionLife, 'raise', state), ...undecided },
      told: exceptionRaised,
    };
  return undefined;
}

/**
 * Makes what one origin finds in timesheets, each named once and held by the caller, their exceptions: new ones are
 * raised, open ones no longer found are cleared, and what was resolved or attested stays so, unless it is found otherwise.
 * Answers what happened.
 */
export async function reconcileAll(
  weeks: readonly { sheet: TimesheetRow; found: readonly TimeExceptionFound[] }[],
  origin: TimeExceptionOrigin,
  context: Context,
): Promise<Fact[]> {
  const { tx } = context;
  const ids = weeks.map(({ sheet }) => sheet.id);
  const left = new Map(
    weeks.map(({ sheet, found }) => [sheet.id, new Map(found.map((one) => [nameOf(one), one]))]),
  );
  const moves = (await exceptionsOf(ids, origin, context)).flatMap((row) => {
    const byName = left.get(row.timesheetId)!;
    const move = moved(row, byName.get(nameOf(row)));
    byName.delete(nameOf(row));
    return move ? [{ row, ...move }] : [];
  });
  const changed = await tx.changeAll(timeExceptions, moves);
  const raised = await tx.insert(
    timeExceptions,
    weeks.flatMap(({ sheet }) =>
      [...left.get(sheet.id)!.values()].map((found) => ({
        ...belonging(sheet),
        code: found.code,
        key: found.key,
        origin,
        ...wordsOf(found),
        state: timeExceptionLife.initial,
      })),
    ),
  );
  const dataOf = ({ timesheetId, code }: TimeExceptionRow) => ({ timesheetId, code });
  return [
    ...changed.map((row, place) => moves[place]!.told(row, dataOf(row))),
    ...raised.map((row) => exceptionRaised(row, dataOf(row))),
  ];
}

/** As `reconcileAll`, of timesheets by their ids. */
export async function reconcileExceptions(
  weeks: readonly { timesheetId: string; found: readonly TimeExceptionFound[] }[],
  origin: TimeExceptionOrigin,
  context: Context,
): Promise<Fact[]> {
  if (weeks.length === 0) return [];
  const ids = weeks.map(({ timesheetId }) => timesheetId);
  const sheets = await sheetsOf(ids, context);
  const found = weeks.map((week) => ({ sheet: sheets.get(week.timesheetId)!, found: week.found }));
  return reconcileAll(found, origin, context);
}
