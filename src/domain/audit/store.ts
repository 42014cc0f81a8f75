import { sql, type SQL } from 'drizzle-orm';
import type { Actor } from '../../kernel/actor.ts';
import { refuse } from '../../kernel/errors.ts';
import { closedSubjects } from '../../kernel/noun.ts';
import type { Context } from '../../kernel/operation.ts';
import { likeContaining } from '../../kernel/words.ts';

export interface AuditFilter {
  subjectNoun?: string | undefined;
  subjectId?: string | undefined;
  membershipId?: string | undefined;
  userId?: string | undefined;
  tokenId?: string | undefined;
  operation?: string | undefined;
  type?: string | undefined;
  requestId?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  text?: string | undefined;
}

export interface AuditRow {
  id: string;
  place: string;
  transaction_id: string;
  type: string;
  operation: string;
  subject_noun: string;
  subject_id: string;
  subject_version: number;
  program_id: string | null;
  actor_kind: string;
  membership_id: string | null;
  user_id: string | null;
  token_id: string | null;
  at: string;
  recorded_at: string;
  request_id: string;
  address: string | null;
  reason: string | null;
  data: unknown;
}

const all = (conditions: (SQL | undefined)[]) =>
  sql.join(
    conditions.filter((condition) => condition !== undefined),
    sql` and `,
  );

/** A condition on a column under an alias, where a value is asked for. */
const equalsIn = (alias: string) => (column: string, value: string | undefined, type: 'text' | 'uuid') =>
  value === undefined
    ? undefined
    : sql`${sql.identifier(alias)}.${sql.identifier(column)} = ${value}::${sql.raw(type)}`;

const placeIn = (after: string | undefined, form: RegExp): readonly string[] | undefined => {
  if (after === undefined) return undefined;
  const parts = form.exec(after);
  if (!parts) throw refuse('/after', 'invalid_cursor', 'The cursor is not one of this log.');
  return parts.slice(1);
};

/** A member of some programs is told of those alone: what is of no program may be about people of others. */
function within({ programIds, facilityIds, unitIds }: Actor): SQL | undefined {
  const bounds = [
    ['program_id', programIds],
    ['facility_id', facilityIds],
    ['unit_id', unitIds],
  ] as const;
  const rules = bounds.flatMap(([column, ids]) =>
    ids === null ? [] : [sql`e.${sql.identifier(column)} = any(${`{${ids.join(',')}}`}::uuid[])`],
  );
  return rules.length === 0 ? undefined : all(rules);
}

/** Facts that meet every condition, newest first, behind a place; as many as one more than the limit. */
export function findAudit(
  filter: AuditFilter,
  { after, limit }: { after: string | undefined; limit: number },
  { tx, actor }: Context,
): Promise<AuditRow[]> {
  const place = placeIn(after, /^(\d+)\.(\d+)$/);
  const equals = equalsIn('e');
  const conditions = all([
    sql`e.tenant_id = ${actor.tenantId}`,
    // Who may not read a thing is not told what becomes of it either.
    sql`e.subject_noun <> all(${`{${closedSubjects(actor).join(',')}}`}::text[])`,
    within(actor),
    equals('subject_noun', filter.subjectNoun, 'text'),
    equals('subject_id', filter.subjectId, 'uuid'),
    equals('membership_id', filter.membershipId, 'uuid'),
    equals('user_id', filter.userId, 'uuid'),
    equals('token_id', filter.tokenId, 'uuid'),
    equals('operation', filter.operation, 'text'),
    equals('type', filter.type, 'text'),
    equals('request_id', filter.requestId, 'text'),
    filter.from === undefined ? undefined : sql`e.at >= ${filter.from}::timestamptz`,
    filter.to === undefined ? undefined : sql`e.at < ${filter.to}::timestamptz`,
    filter.text === undefined ? undefined : sql`e.reason ilike ${likeContaining(filter.text)}`,
    place && sql`(e.transaction_id, e.position) < (${place[0]}::xid8, ${place[1]}::bigint)`,
  ]);
  return tx.rows<AuditRow>(sql`
    select e.id, e.transaction_id || '.' || e.position as place, e.transaction_id::text, e.type, e.operation, e.subject_noun, e.subject_id,
      e.subject_version, e.program_id, e.actor_kind, e.membership_id, e.user_id, e.token_id, app.instant(e.at) as at,
      app.instant(e.recorded_at) as recorded_at, e.request_id, e.address, e.reason, e.data
    from events e where ${conditions} order by e.transaction_id desc, e.position desc limit ${limit + 1}::int`);
}

export interface AccessFilter {
  kind?: string | undefined;
  membershipId?: string | undefined;
  userId?: string | undefined;
  operation?: string | undefined;
  code?: string | undefined;
  noun?: string | undefined;
  subjectId?: string | undefined;
  requestId?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

export interface AccessRow {
  id: string;
  place: string;
  kind: 'refused' | 'read' | 'export' | null;
  operation: string;
  surface: 'rest' | 'graphql' | null;
  status: number | null;
  code: string | null;
  membership_id: string | null;
  user_id: string | null;
  token_id: string | null;
  noun: string | null;
  subject_id: string | null;
  row_count: string | null;
  request_id: string;
  address: string | null;
  at: string;
}

/** Refusals and sensitive readings that meet every condition, newest first, behind a place; one more than the limit. */
export function findAccess(
  filter: AccessFilter,
  { after, limit }: { after: string | undefined; limit: number },
  { tx, actor }: Context,
): Promise<AccessRow[]> {
  const place = placeIn(after, /^(\S+) ([0-9a-f-]{36})$/);
  const equals = equalsIn('a');
  const conditions = all([
    sql`a.tenant_id = ${actor.tenantId}`,
    equals('kind', filter.kind, 'text'),
    equals('membership_id', filter.membershipId, 'uuid'),
    equals('user_id', filter.userId, 'uuid'),
    equals('operation', filter.operation, 'text'),
    equals('code', filter.code, 'text'),
    equals('noun', filter.noun, 'text'),
    equals('subject_id', filter.subjectId, 'uuid'),
    equals('request_id', filter.requestId, 'text'),
    filter.from === undefined ? undefined : sql`a.at >= ${filter.from}::timestamptz`,
    filter.to === undefined ? undefined : sql`a.at < ${filter.to}::timestamptz`,
    place && sql`(a.at, a.id) < (${place[0]}::timestamptz, ${place[1]}::uuid)`,
  ]);
  return tx.rows<AccessRow>(sql`
    select a.id, app.instant(a.at) || ' ' || a.id as place, a.kind, a.operation, a.surface, a.status, a.code, a.membership_id, a.user_id,
      a.token_id, a.noun, a.subject_id, a.row_count::text, a.request_id, a.address, app.instant(a.at) as at
    from access_log a where ${conditions} order by a.at desc, a.id desc limit ${limit + 1}::int`);
}
