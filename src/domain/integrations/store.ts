import { sql } from 'drizzle-orm';
import { refuse } from '../../kernel/errors.ts';
import { closedSubjects, partToldOf, wholeSubjects } from '../../kernel/noun.ts';
import type { Context } from '../../kernel/operation.ts';

export interface EventRow {
  id: string;
  place: string;
  type: string;
  program_id: string | null;
  subject_noun: string;
  subject_id: string;
  subject_version: number;
  actor_kind: string;
  membership_id: string | null;
  at: string;
  request_id: string;
  reason: string | null;
  data: unknown;
}

/**
 * Events behind a place, in the order of their transactions. Only transactions older than every running one are shown:
 * a row that commits late can then never come to stand before a place that somebody has already read past.
 */
export async function eventsAfter(
  { after, types, limit }: { after: string | undefined; types: readonly string[] | undefined; limit: number },
  { tx, actor }: Context,
): Promise<EventRow[]> {
  const [transaction, position] = after?.split('.') ?? [];
  if (after !== undefined && !/^\d+\.\d+$/.test(after))
    throw refuse('/after', 'invalid_cursor', 'The cursor is not one of this feed.');
  const behind =
    after === undefined
      ? sql``
      : sql`and (e.transaction_id, e.position) > (${transaction}::xid8, ${position}::bigint)`;
  const ofTypes = types === undefined ? sql`` : sql`and e.type = any(${`{${types.join(',')}}`}::text[])`;
  // Who may not read a thing is not told what becomes of it either.
  const closed = `{${closedSubjects(actor).join(',')}}`;
  const part = partToldOf(actor);
  const ofOwnPart = part
    ? sql` and (e.subject_noun <> all(${`{${wholeSubjects().join(',')}}`}::text[]) or ${part === 'unitId' ? sql`e.unit_id` : sql`e.facility_id`} is not null)`
    : sql``;
  const ownOnly = actor.side === 'vendor' || actor.side === 'worker';
  // To a client a vendor's people are the vendor: whose a blind candidate is would show in who acted.
  const unnamed = actor.side === 'client' ? sql` and not app.acts_for_vendor(e.membership_id)` : sql``;
  return tx.rows<EventRow>(sql`
    select e.id, e.transaction_id || '.' || e.position as place, e.type, e.program_id, e.subject_noun, e.subject_id, e.subject_version,
      e.actor_kind, case when (${!ownOnly}::boolean or e.membership_id = ${actor.membershipId}::uuid)${unnamed} then e.membership_id end as membership_id,
      app.instant(e.at) as at, e.request_id, e.reason, e.data
    from events e where e.tenant_id = ${actor.tenantId} and e.transaction_id < pg_snapshot_xmin(pg_current_snapshot()) and e.subject_noun <> all(${closed}::text[])${ofOwnPart} ${behind} ${ofTypes}
    order by e.transaction_id, e.position limit ${limit + 1}::int`);
}
