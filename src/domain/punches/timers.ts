import { z } from 'zod';
import type { TimerFact } from '../../kernel/event.ts';
import { timer, type Context } from '../../kernel/operation.ts';
import { asTenant, type Row } from '../../kernel/transaction.ts';
import { longestOnCall, milliseconds } from './pairing/punch.ts';
import { restate } from './stating/restate.ts';
import { heldAssignments } from '../time/index.ts';
import { rulesOf } from './store/weeks.ts';
import { punches } from './tables.ts';

/** When somebody has been there for longer than a shift lasts, it is asked whether they forgot to say that they left. */
export const askWhoStayed = timer({
  name: 'askWhoStayed',
  data: z.strictObject({}),
  async handle({ subjectId }, context) {
    const seen = await context.tx.find(punches, subjectId);
    if (seen?.state !== 'recorded') return {};
    const held = await heldAssignments([seen.assignmentId], context);
    return { events: await restate(held, [seen], context) };
  },
});

const comings: readonly string[] = ['in', 'callback_start', 'on_call_start'];

/** What is to be asked in time of punches by which somebody came. */
export async function timersOf(rows: readonly Row<typeof punches>[], context: Context): Promise<TimerFact[]> {
  const came = rows.filter(({ kind }) => comings.includes(kind));
  if (came.length === 0) return [];
  const programIds = came.map(({ programId }) => programId);
  const rules = await asTenant(context.tx, () => rulesOf(programIds, context));
  return came.flatMap(({ id, kind, occurredAt, programId }) => {
    const longest =
      kind === 'on_call_start' ? longestOnCall : rules.get(programId)!.longShiftHours * 3_600_000;
    const due = Temporal.Instant.fromEpochMilliseconds(milliseconds(occurredAt) + longest).toString();
    return milliseconds(due) > milliseconds(context.now) ? [askWhoStayed(due, id, {})] : [];
  });
}
