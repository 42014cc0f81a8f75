import type pg from 'pg';
import type { Actor } from '../../kernel/actor.ts';
import { efforts } from '../effort.ts';
import { enteredQuery, leavesSound } from './entered-query.ts';
import { connect, mayBeginAgain, settingsOf } from './entering.ts';
import { questionOf, type Plan } from './plan.ts';

const readingEntrance = `select set_config('transaction_read_only', 'on', true), app.enter($1, $2, $3, $4, $5, $6, $7, $8, $9)`;

/** One statement as the actor in a read-only transaction of its own: one round trip and no BEGIN. */
export async function loneRead<R extends object>(
  pool: pg.Pool,
  actor: Actor,
  plan: Plan,
  values: readonly unknown[],
  again = true,
): Promise<R[]> {
  const client = await connect(pool, actor);
  const effort = efforts.getStore();
  let broken: Error | undefined;
  effort?.begin();
  try {
    const entrance = { name: 'enter_reading', text: readingEntrance, values: settingsOf(actor, undefined) };
    return (await enteredQuery<R & pg.QueryResultRow>(client, entrance, questionOf(plan, values))).rows;
  } catch (error) {
    broken = error as Error;
  } finally {
    effort?.end();
    client.release(broken && !leavesSound(broken) ? broken : undefined);
  }
  if (again && mayBeginAgain(broken, 0)) return loneRead(pool, actor, plan, values, false);
  throw broken;
}
