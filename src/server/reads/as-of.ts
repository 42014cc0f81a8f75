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

/**
 * Which of a row's versions, under the alias `v`, was the valid one. Where one transaction waited for another that began
 * later, the versions' times cross: of two that would both have been valid the one that was written later is.
 */
export function validThen(asOf: string | SQL): SQL {
  const byInstant = typeof asOf === 'string' && !asOf.startsWith(transactionMark);
  const then = byInstant
    ? sql`${asOf}::timestamptz`
    : typeof asOf === 'string'
      ? sql`${asOf.slice(transactionMark.length)}::xid8`
      : asOf;
  const [opened, closed] = byInstant
    ? [sql.identifier('valid_from'), sql.identifier('valid_to')]
    : [sql.identifier('opened_by'), sql.identifier('closed_by')];
  return sql`v.${opened} <= ${then} and (v.${closed} is null or (v.${closed} > ${then} and not exists (select from row_versions later
    where later.tenant_id = v.tenant_id and later.table_name = v.table_name and later.row_id = v.row_id
    and later.sequence > v.sequence and later.${opened} <= ${then})))`;
}
