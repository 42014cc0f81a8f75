import { getTableName, sql, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import type { Actor } from '../../kernel/actor.ts';
import { notFound } from '../../kernel/errors.ts';
import { closedSubjects, type Noun } from '../../kernel/noun.ts';
import { query, type Context, type Query, type RestLine } from '../../kernel/operation.ts';
import { Id } from '../../kernel/shapes.ts';
import { snake } from '../../kernel/words.ts';
import { externalParts, externalSubject } from './external.ts';
import { History } from './history-shapes.ts';
import { kept } from './source.ts';
import { differences, versionShown, versionsOfRow, type Shown } from './versions.ts';

interface EntryRow {
  place: string;
  at: string;
  recorded_at: string;
  j: Shown;
  before: Shown | null;
  operation: string | null;
  actor_kind: string | null;
  membership_id: string | null;
  request_id: string | null;
  reason: string | null;
  events: { id: string; type: string }[] | null;
}

interface Asked {
  noun: Noun;
  actor: Actor;
  id: SQL;
  after: string | undefined;
  limit: number;
}

const subjectId = sql`(select id from subject)`;

/** The transactions that wrote the row, or that through which the viewer sees it. */
function marks({ noun, actor }: Asked): SQL {
  const through = noun.seenThrough?.(subjectId, actor);
  const others = through
    ? sql` or (v.tenant_id = ${actor.tenantId} and v.table_name = ${getTableName(through.table)} and v.row_id in (${through.rows}))`
    : sql``;
  return sql`select v.opened_by as transaction, max(v.sequence) as sequence, min(v.valid_from) as at, min(v.recorded_at) as recorded_at,
      max(v.sequence) filter (where v.table_name = ${getTableName(noun.table)}) as own
    from ${kept(noun.table)} v where (${versionsOfRow(noun, 'v', actor, subjectId)})${others} group by v.opened_by`;
}

/**
 * The history in one statement: what each transaction left for the viewer to see, where that differs from what it saw
 * before, and the deed that did it. A version that shows the viewer nothing new is not there, nor is a gap in its place.
 */
function statement(asked: Asked): SQL {
  const { noun, actor, id, after, limit } = asked;
  const version = {
    id: subjectId,
    sequence: sql`coalesce(m.own, (select max(o.sequence) from ${kept(noun.table)} o
      where ${versionsOfRow(noun, 'o', actor, subjectId)} and o.opened_by <= m.transaction))`,
    transaction: sql`m.transaction`,
  };
  const told = sql`e.tenant_id = ${actor.tenantId} and e.transaction_id = w.transaction and e.subject_noun <> all(${`{${closedSubjects(actor).join(',')}}`}::text[])`;
  const ofTheRow = sql`(e.subject_noun = ${snake(noun.name)} and e.subject_id = ${subjectId})`;
  // Who is told of its own rows only knows nobody else's members, nor what they did elsewhere.
  const ownOnly = actor.side === 'vendor' || actor.side === 'worker';
  const named = sql`(${!ownOnly}::boolean or e.membership_id = ${actor.membershipId}::uuid)`;
  // To a client a vendor's people are the vendor: whose a blind candidate is would show in who acted.
  const shownTo =
    actor.side === 'client' ? sql`${named} and not app.acts_for_vendor(e.membership_id)` : named;
  return sql`with subject as materialized (select (${id})::uuid as id), marks as materialized (${marks(asked)}),
    views as (select m.*, seen.j, lag(seen.j) over (order by m.sequence) as before
      from marks m cross join lateral (${versionShown(noun, actor, version)}) seen)
    select w.sequence::text as place, app.instant(w.at) as at, app.instant(w.recorded_at) as recorded_at, w.j, w.before,
      d.operation, d.actor_kind, d.membership_id, d.request_id, d.reason, h.events
    from views w
    left join lateral (select case when ${named} then e.operation end as operation, e.actor_kind,
        case when ${shownTo} then e.membership_id end as membership_id, e.request_id, e.reason
      from events e where ${told} order by ${ofTheRow} desc, e.position limit 1) d on true
    left join lateral (select json_agg(json_build_object('id', e.id, 'type', e.type) order by e.position) as events
      from events e where ${told} and ${ofTheRow}) h on true
    where w.j is distinct from w.before${after === undefined ? sql`` : sql` and w.sequence < ${after}::bigint`}
    order by w.sequence desc limit ${limit + 1}::int`;
}

const entryOf = (row: EntryRow) => ({
  version: Number(row.j['version']),
  at: row.at,
  recordedAt: row.recorded_at,
  operation: row.operation,
  actor: row.actor_kind === null ? null : { kind: row.actor_kind, membershipId: row.membership_id },
  requestId: row.request_id,
  reason: row.reason,
  events: row.events ?? [],
  changes: differences(row.before, row.j),
});

async function read(noun: Noun, given: string, page: Pick<Asked, 'limit' | 'after'>, context: Context) {
  const { actor, tx } = context;
  const external = externalParts(given);
  const id = external ? externalSubject(actor, noun.name, external) : sql`${given}`;
  const list = `${noun.name} history ${given}`;
  const after = page.after === undefined ? undefined : context.openCursor(list, page.after);
  const rows = await tx.rows<EntryRow>(statement({ noun, actor, id, after, limit: page.limit }));
  if (rows.length === 0 && after === undefined) throw notFound();
  const shown = rows.slice(0, page.limit);
  const hasMore = rows.length > page.limit;
  const last = shown.at(-1);
  return {
    entries: shown.map(entryOf),
    nextCursor: hasMore && last ? context.sealCursor(list, last.place) : null,
    hasMore,
  };
}

/** The query for what changed in one row of a noun that keeps versions, newest first. */
export function historyOf(noun: Noun, rest: RestLine, parameter: string): Query {
  return query({
    name: `get${noun.type}History`,
    summary: `What changed in one ${noun.name}, newest first: who, when, why, before and after, as you may see it.`,
    rest,
    permission: noun.read,
    logged: true,
    input: z.strictObject({
      // Not checked beforehand to be visible: a row that is gone has its history still.
      ...({ [parameter]: Id.meta({ scalar: 'ID', format: 'uuid', subject: noun.name }) } as object),
      after: z.string().max(500).optional(),
      limit: z.int().min(1).max(200).default(50),
    }),
    output: History,
    handle({ after, limit, ...path }, context) {
      return read(noun, (path as Record<string, string>)[parameter]!, { limit, after }, context);
    },
  });
}
