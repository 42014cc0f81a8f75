import { sql, type SQL } from 'drizzle-orm';
import type { Actor } from '../../kernel/actor.ts';
import { refuse } from '../../kernel/errors.ts';
import { Instant } from '../../kernel/shapes.ts';
import type { CursorSealer } from './cursor.ts';

/** The feed's list, whose cursors can also name a past. */
const feed = 'events';
const transactionMark = '@';

/**
 * The past that a read asks for: an instant of the tenant's clock, or just after the event of a feed cursor. Answers
 * the instant, or the event's transaction behind a mark; what is neither is refused.
 */
export function asOfFrom(given: string, actor: Actor, cursors: CursorSealer): string {
  const instant = Instant.safeParse(given);
  if (instant.success) return instant.data;
  // A cursor may begin with a digit too, but never as a date does.
  if (/^\d{4}-\d{2}-/.test(given) || given.length < 30)
    throw refuse('/asOf', 'invalid_value', instant.error.issues[0]!.message);
  const place = cursors.open(given, { actor, list: feed, terms: null }, '/asOf');
  return `${transactionMark}${place.split('.')[0]}`;
}

/** Refuses an instant that has not come yet. */
export function assertPast(asOf: string | undefined, now: string): void {
  if (asOf === undefined || asOf.startsWith(transactionMark)) return;
  if (Temporal.Instant.compare(asOf, now) > 0)
    throw refuse('/asOf', 'in_the_future', `It is ${now} by the tenant’s clock.`);
}

/** Which of a row's versions, under the alias `v`, was the valid one. */
export function validThen(asOf: string): SQL {
  if (!asOf.startsWith(transactionMark)) {
    return sql`v.valid_from <= ${asOf}::timestamptz and (v.valid_to is null or v.valid_to > ${asOf}::timestamptz)`;
  }
  const transaction = asOf.slice(transactionMark.length);
  return sql`v.opened_by <= ${transaction}::xid8 and (v.closed_by is null or v.closed_by > ${transaction}::xid8)`;
}
