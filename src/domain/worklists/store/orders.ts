import { sql, type SQL } from 'drizzle-orm';
import type { z } from 'zod';
import { holds, type Actor } from '../../../kernel/actor.ts';
import type { Noun } from '../../../kernel/noun.ts';
import type { Context } from '../../../kernel/operation.ts';
import { rowOf } from '../../../kernel/row-of.ts';
import { likeContaining } from '../../../kernel/words.ts';
import { order } from '../../orders/index.ts';
import { submission } from '../../submissions/index.ts';
import { thread, unreadCount } from '../../threads/index.ts';
import type { orderFilters, OrderSort, OrderWork } from '../model/order-row.ts';
import { seen } from '../policy.ts';

type Filters = { [Key in keyof typeof orderFilters]?: z.output<(typeof orderFilters)[Key]> };

/** Submissions that wait for each side. */
const awaiting: Record<string, readonly string[]> = {
  operator: ['submitted', 'msp_review'],
  client: ['presented', 'shortlisted', 'interview'],
};

const row = rowOf(order.table, 'r');
const shown = (name: string, actor: Actor): SQL => order.fields[name]!.value?.(row, actor) ?? row(name);

/** Rows of a noun that belong to the order and that the actor sees, as an item of FROM under the alias. */
const ofOrder = (noun: Noun, alias: string, meets: SQL, actor: Actor): SQL =>
  holds(actor, noun.read)
    ? sql`from ${noun.table} as ${sql.identifier(alias)} where ${meets} and ${seen(noun, rowOf(noun.table, alias), actor)}`
    : sql`from ${noun.table} as ${sql.identifier(alias)} where false`;

const submissionsOf = (actor: Actor) =>
  ofOrder(submission, 's', sql`s.tenant_id = r.tenant_id and s.order_id = r.id`, actor);
const toReview = (actor: Actor) =>
  sql`(select count(*)::int ${submissionsOf(actor)} and s.state = any (${`{${(awaiting[actor.side] ?? []).join(',')}}`}::text[]))`;
const unread = (actor: Actor) =>
  sql`(select coalesce(sum(${unreadCount(rowOf(thread.table, 't'), actor)}), 0)::int
    ${ofOrder(thread, 't', sql`t.tenant_id = r.tenant_id and t.subject_noun = 'order' and t.subject_id = r.id`, actor)})`;
const openings = sql`(select count(*)::int from positions p where p.tenant_id = r.tenant_id and p.order_id = r.id and p.state = 'open')`;

const ids = (values: readonly string[]) => sql`${`{${values.join(',')}}`}::uuid[]`;
const words = (values: readonly string[]) => sql`${`{${values.join(',')}}`}::text[]`;

function narrowed(wanted: Filters, actor: Actor): SQL[] {
  const pattern = wanted.text === undefined ? undefined : likeContaining(wanted.text);
  const mine =
    actor.side === 'vendor'
      ? sql`exists (select ${submissionsOf(actor)})`
      : sql`${actor.userId}::uuid = any (${row('authors')})`;
  const given: [unknown, () => SQL][] = [
    [
      pattern,
      () =>
        sql`(${row('title')} ilike ${pattern} or ${row('shiftPattern')} ilike ${pattern} or ${row('description')} ilike ${pattern})`,
    ],
    [wanted.state, () => sql`${shown('state', actor)} = any (${words(wanted.state!)})`],
    [wanted.type, () => sql`${row('type')} = any (${words(wanted.type!)})`],
    [wanted.programId, () => sql`${row('programId')} = any (${ids(wanted.programId!)})`],
    [wanted.facilityId, () => sql`${row('facilityId')} = any (${ids(wanted.facilityId!)})`],
    [wanted.unitId, () => sql`${row('unitId')} = any (${ids(wanted.unitId!)})`],
    [wanted.profession, () => sql`${row('profession')} = ${wanted.profession}`],
    [wanted.specialty, () => sql`${row('specialty')} = ${wanted.specialty}`],
    [wanted.startsFrom, () => sql`${row('startsOn')} >= ${wanted.startsFrom}::date`],
    [wanted.startsTo, () => sql`${row('startsOn')} <= ${wanted.startsTo}::date`],
    [wanted.respondBefore, () => sql`${row('respondBy')} < ${wanted.respondBefore}::timestamptz`],
    [wanted.mine, () => sql`(${mine}) = ${wanted.mine}::boolean`],
    [wanted.toReview, () => sql`(${toReview(actor)} > 0) = ${wanted.toReview}::boolean`],
    [wanted.hasOpenPositions, () => sql`(${openings} > 0) = ${wanted.hasOpenPositions}::boolean`],
    [wanted.hasUnread, () => sql`(${unread(actor)} > 0) = ${wanted.hasUnread}::boolean`],
  ];
  return given.flatMap(([value, condition]) => (value === undefined ? [] : [condition()]));
}

interface Sorting {
  key: (actor: Actor) => SQL;
  type: string;
  descending?: true;
}

// What has no value comes last: at the end of the calendar.
const sortings: Record<OrderSort, Sorting> = {
  newest: { key: (actor) => shown('createdAt', actor), type: 'timestamptz', descending: true },
  oldest: { key: (actor) => shown('createdAt', actor), type: 'timestamptz' },
  starts_first: { key: () => row('startsOn'), type: 'date' },
  respond_first: {
    key: () => sql`coalesce(${row('respondBy')}, '2200-01-01Z'::timestamptz)`,
    type: 'timestamptz',
  },
  title: { key: () => row('title'), type: 'text' },
};

/** Where a page ends: the sort value of its last row as text, and its id. */
export type Place = readonly [string, string];

/** Orders as the actor sees them, with what it may know of each, in one statement; one more than asked for, if there is. */
export function ordersOnPage(
  wanted: Filters,
  { sort, limit, after }: { sort: OrderSort; limit: number; after: Place | undefined },
  { tx, actor }: Context,
): Promise<(OrderWork & { place: string })[]> {
  const { key, type, descending } = sortings[sort];
  const value = key(actor);
  const direction = sql.raw(descending ? 'desc' : 'asc');
  const conditions = [
    seen(order, row, actor),
    ...narrowed(wanted, actor),
    ...(after
      ? [
          sql`(${value}, ${row('id')}) ${sql.raw(descending ? '<' : '>')} (${after[0]}::${sql.raw(type)}, ${after[1]}::uuid)`,
        ]
      : []),
  ];
  const ours = actor.side === 'operator' || actor.side === 'client';
  return tx.rows(sql`select ${row('id')} as id, ${row('title')} as title, ${row('type')} as type, ${shown('state', actor)} as state,
      ${row('programId')} as "programId", ${row('facilityId')} as "facilityId", f.name as "facilityName", ${row('unitId')} as "unitId",
      n.name as "unitName", ${row('profession')} as profession, ${row('specialty')} as specialty, ${row('positions')} as positions,
      ${ours ? openings : sql`null::int`} as "openPositions", ${row('startsOn')}::text as "startsOn", ${row('endsOn')}::text as "endsOn",
      app.instant(${row('respondBy')}) as "respondBy",
      (select coalesce(json_agg(json_build_object('state', c.state, 'count', c.count) order by c.state), '[]'::json)
        from (select s.state, count(*)::int as count ${submissionsOf(actor)} group by s.state) c) as submissions,
      ${toReview(actor)} as "toReview", ${unread(actor)} as "unreadMessages", app.instant(${shown('createdAt', actor)}) as "createdAt",
      (${value})::text as place
    from ${order.table} as r
    left join facilities f on f.tenant_id = r.tenant_id and f.id = r.facility_id
    left join units n on n.tenant_id = r.tenant_id and n.id = r.unit_id
    where ${sql.join(conditions, sql` and `)}
    order by ${value} ${direction}, ${row('id')} ${direction} limit ${limit + 1}::int`);
}
