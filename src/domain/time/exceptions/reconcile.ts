import type { EventDeclaration, Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import type { Changes } from '../../../kernel/transaction.ts';
import { belonging } from '../store.ts';
import { timesheets } from '../tables.ts';
import {
  exceptionCleared,
  exceptionRaised,
  exceptionRestated,
  timeExceptionLife,
  type TimeExceptionFound,
  type TimeExceptionOrigin,
} from './model.ts';
import { exceptionsOf, type TimeExceptionRow } from './store.ts';
import { timeExceptions } from './tables.ts';

type Change = Changes<typeof timeExceptions>;

const nameOf = ({ code, key }: Pick<TimeExceptionFound, 'code' | 'key'>) => `${code} ${key}`;
const wordsOf = ({ workDate, startsAt, detail }: TimeExceptionFound) => ({
  workDate,
  startsAt: startsAt ?? null,
  detail,
});
const saysTheSame = (row: TimeExceptionRow, found: TimeExceptionFound) =>
  row.workDate === found.workDate && row.startsAt === (found.startsAt ?? null) && row.detail === found.detail;

/** What becomes of one that was known before, and what is told of it. */
function moved(
  row: TimeExceptionRow,
  found: TimeExceptionFound | undefined,
): { changes: Change; told: EventDeclaration<{ timesheetId: string; code: string }> } | undefined {
  if (row.state === 'open' && !found)
    return { changes: { state: step(timeExceptionLife, 'clear', row.state) }, told: exceptionCleared };
  if (row.state === 'open' && found && !saysTheSame(row, found))
    return { changes: wordsOf(found), told: exceptionRestated };
  if (row.state === 'cleared' && found)
    return {
      changes: { ...wordsOf(found), state: step(timeExceptionLife, 'raise', row.state) },
      told: exceptionRaised,
    };
  return undefined;
}

/**
 * Makes what one origin finds in a timesheet, which the caller holds, its exceptions: new ones are raised, open ones no
 * longer found are cleared, and what was resolved or attested stays so. Answers what happened.
 */
export async function reconcileExceptions(
  timesheetId: string,
  found: readonly TimeExceptionFound[],
  origin: TimeExceptionOrigin,
  context: Context,
): Promise<Fact[]> {
  const { tx } = context;
  const known = await exceptionsOf(timesheetId, origin, context);
  if (found.length === 0 && known.length === 0) return [];
  const byName = new Map(found.map((one) => [nameOf(one), one]));
  const events: Fact[] = [];
  for (const row of known) {
    const move = moved(row, byName.get(nameOf(row)));
    byName.delete(nameOf(row));
    if (!move) continue;
    const changed = await tx.change(timeExceptions, row, move.changes);
    events.push(move.told(changed, { timesheetId, code: changed.code }));
  }
  if (byName.size === 0) return events;
  const sheet = (await tx.find(timesheets, timesheetId))!;
  const raised = await tx.insert(
    timeExceptions,
    [...byName.values()].map(({ code, key, ...rest }) => ({
      ...belonging(sheet),
      code,
      key,
      origin,
      ...wordsOf({ code, key, ...rest }),
      state: timeExceptionLife.initial,
    })),
  );
  return [...events, ...raised.map((row) => exceptionRaised(row, { timesheetId, code: row.code }))];
}
