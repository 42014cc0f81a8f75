import { sql, type SQL } from 'drizzle-orm';
import type { Noun, RowAt } from '../../kernel/noun.ts';
import { derivedFields, isDerived, literal, meeting, readable, shownValue, stageOf } from './fields.ts';
import { conditions } from './filter.ts';
import { param } from './plans.ts';
import type { LinkSelection, ListRequest, Selection } from './request.ts';
import { order } from './sort.ts';
import { rowAt, source, visible, type Viewing } from './source.ts';

/** How a field that the viewer may not read shows: left out (REST) or null (GraphQL). */
export type Absence = 'omit' | 'null';

export interface Compiling extends Viewing {
  absence: Absence;
}

const all = (parts: SQL[]) => (parts.length === 0 ? sql`true` : sql.join(parts, sql` and `));

// Postgres takes at most 100 arguments to a function: 50 members of an object.
const mostMembers = 48;

// A link asked for with arguments stands under its name and them: those are a client's words.
const memberName = (key: string): SQL => (/^\w+$/.test(key) ? literal(key) : sql`${key}::text`);

/** How many rows at most, in the text of the statement: a plan made without knowing it would read the whole list. */
export function atMost({ limit }: ListRequest): SQL {
  if (!Number.isSafeInteger(limit)) throw new Error('a limit is a whole number');
  return sql.raw(String(limit));
}

/** A JSON object of the members. */
export function objectOf(members: readonly (readonly [string, SQL])[]): SQL {
  if (members.length <= mostMembers) {
    return sql`json_build_object(${sql.join(
      members.map(([key, value]) => sql`${memberName(key)}, ${value}`),
      sql`, `,
    )})`;
  }
  const parts: SQL[] = [];
  for (let start = 0; start < members.length; start += mostMembers) {
    parts.push(inner(objectOf(members.slice(start, start + mostMembers))));
  }
  return joined(parts);
}

/** The members of an object as text, without its braces. */
const inner = (object: SQL): SQL => sql`left(right(${object}::text, -1), -1)`;

/** One object of the members of several, in their order, which jsonb would not keep; a part that is null has none. */
const joined = (parts: SQL[]): SQL => sql`('{' || concat_ws(', ', ${sql.join(parts, sql`, `)}) || '}')::json`;

/** One compiled statement's worth of aliases; each table in it gets its own. */
export class Statement {
  #aliases = 0;
  readonly #viewing: Compiling;

  constructor(viewing: Compiling) {
    this.#viewing = viewing;
  }

  alias(): string {
    return `t${this.#aliases++}`;
  }

  /** The row as one JSON object: the selected fields the viewer may read, and its links. */
  row(noun: Noun, selection: Selection, row: RowAt, key?: SQL): SQL {
    const viewing = this.#viewing;
    const members: [string, SQL][] = [];
    const staged = new Map<unknown, { condition: SQL; members: [string, SQL][] }>();
    for (const name of selection.fields) {
      if (isDerived(noun, name)) {
        members.push([name, derivedFields[name](noun, row, viewing)]);
        continue;
      }
      const field = noun.fields[name]!;
      if (viewing.actor.side !== 'system' && field.readers && !field.readers(viewing.actor)) continue;
      const value = shownValue(noun, name, row, viewing);
      const condition = stageOf(field, row, viewing);
      if (condition === true) members.push([name, value]);
      else if (viewing.absence === 'null')
        members.push([name, sql`case when ${condition} then ${value} end`]);
      else {
        const group = staged.get(field.staged) ?? { condition, members: [] };
        group.members.push([name, value]);
        staged.set(field.staged, group);
      }
    }
    for (const [name, linked] of selection.links) members.push([name, this.link(noun, linked, row)]);
    if (key) members.push(['_key', key]);
    const open = objectOf(members);
    if (staged.size === 0) return open;
    const stages = [...staged.values()].map(
      (stage) => sql`case when ${stage.condition} then ${inner(objectOf(stage.members))} end`,
    );
    return joined([...(members.length > 0 ? [inner(open)] : []), ...stages]);
  }

  /** A to-one link as an object or null; a to-many link as `{ data, hasMore }`, at most `limit` rows. */
  link(noun: Noun, { link, selection, list }: LinkSelection, from: RowAt): SQL {
    const viewing = this.#viewing;
    if (!link.isOpenTo(viewing.actor)) return sql`null::json`;
    const alias = this.alias();
    const there = rowAt(link.target.table, alias, viewing);
    const meet = [...meeting(noun, link, from, there, viewing), ...visible(link.target, there, viewing)];
    const item = source(link.target.table, alias, viewing);
    if (!link.many)
      return sql`(select ${this.row(link.target, selection, there)} from ${item} where ${all(meet)})`;
    const places = order(link.target, there, viewing, list);
    const wanted = [...meet, ...conditions(link.target, there, viewing, list)];
    const page = list.after ? [...wanted, places.after(list.after)] : wanted;
    const limit = atMost(list);
    const rows = this.alias();
    const j = sql.identifier(rows);
    const count = list.count ? sql`, 'count', (select count(*) from ${item} where ${all(wanted)})` : sql``;
    return sql`(select json_build_object('data', coalesce(json_agg(${j}.j order by ${j}.n) filter (where ${j}.n <= ${limit}), '[]'::json),
      'hasMore', count(*) > ${limit}${count}) from (select ${this.row(link.target, selection, there, list.keys ? places.key : undefined)} as j,
      row_number() over (order by ${places.orderBy}) as n from ${item} where ${all(page)} order by ${places.orderBy} limit ${limit} + 1) ${j})`;
  }
}

/** Refuses, in one voice, names of fields that are not there and names of fields the viewer may not read. */
export function assertReadable(noun: Noun, fields: Iterable<string>, viewing: Viewing): void {
  for (const name of fields) if (!isDerived(noun, name)) readable(noun, name, viewing);
}

/** One row by its key: a statement whose column `j` is the row's JSON text and `v` its version, null where it has none. */
export function compileOne(noun: Noun, key: string, selection: Selection, viewing: Compiling): SQL {
  const statement = new Statement(viewing);
  const alias = statement.alias();
  const row = rowAt(noun.table, alias, viewing);
  const found = [sql`${row(noun.key)} = ${param(key, viewing)}`, ...visible(noun, row, viewing)];
  const version = 'version' in noun.fields ? shownValue(noun, 'version', row, viewing) : sql`null`;
  return sql`select (${statement.row(noun, selection, row)})::text as j, ${version} as v from ${source(noun.table, alias, viewing)} where ${all(found)}`;
}

/** A page of a list: at most `limit + 1` rows, each `j` its JSON text and `k` its place; where a count is asked, `total` too. */
export function compilePage(noun: Noun, list: ListRequest, selection: Selection, viewing: Compiling): SQL {
  const statement = new Statement(viewing);
  const alias = statement.alias();
  const row = rowAt(noun.table, alias, viewing);
  const item = source(noun.table, alias, viewing);
  const places = order(noun, row, viewing, list);
  const wanted = [...visible(noun, row, viewing), ...conditions(noun, row, viewing, list)];
  const page = list.after ? [...wanted, places.after(list.after)] : wanted;
  const limit = atMost(list);
  const rows = sql`select (${statement.row(noun, selection, row)})::text as j, (${places.key})::text as k
    from ${item} where ${all(page)} order by ${places.orderBy} limit ${limit} + 1`;
  if (!list.count) return rows;
  return sql`select counted.total, page.j, page.k from (select count(*)::int as total from ${item} where ${all(wanted)}) counted
    left join lateral (${rows}) page on true`;
}
