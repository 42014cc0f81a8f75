import { sql, type SQL } from 'drizzle-orm';
import type { Noun, RowAt } from '../../kernel/noun.ts';
import { atMost, objectOf } from './compile.ts';
import { derivedFields, isDerived, literal, meeting, shownValue, stageOf } from './fields.ts';
import { conditions } from './filter.ts';
import { param } from './plans.ts';
import type { ListRequest } from './request.ts';
import {
  asksCount,
  asksMore,
  rowShapes,
  type EdgeMember,
  type Leaf,
  type Member,
  type Page,
  type PageMember,
  type Part,
  type Shape,
} from './shape.ts';
import { order } from './sort.ts';
import { rowAt, source, visible, type Viewing } from './source.ts';

const all = (conditions: SQL[]) => (conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `));
const nothing = sql`null::json`;
const none = sql`'[]'::json`;

/** Writes the statement of one answer; each table in it gets an alias of its own. */
class Writing {
  #aliases = 0;
  readonly #viewing: Viewing;

  constructor(viewing: Viewing) {
    this.#viewing = viewing;
  }

  alias(): string {
    return `t${this.#aliases++}`;
  }

  shape(noun: Noun, shape: Shape, row: RowAt): SQL {
    return objectOf(shape.map((member) => [member.key, this.#member(noun, member, row)] as const));
  }

  #member(noun: Noun, member: Member, row: RowAt): SQL {
    switch (member.kind) {
      case 'type':
        return literal(member.type);
      case 'field':
        return this.#field(noun, member, row);
      case 'one':
        return member.link.isOpenTo(this.#viewing.actor) ? this.#one(noun, member, row) : nothing;
      case 'many':
        return member.link.isOpenTo(this.#viewing.actor) ? this.#many(noun, member, row) : nothing;
    }
  }

  #field(noun: Noun, { name, leaf, parts, many }: Extract<Member, { kind: 'field' }>, row: RowAt): SQL {
    const viewing = this.#viewing;
    if (isDerived(noun, name)) {
      const derived = derivedFields[name](noun, row, viewing);
      return parts ? partsOf(derived, parts, many) : derived;
    }
    const field = noun.fields[name]!;
    if (viewing.actor.side !== 'system' && field.readers && !field.readers(viewing.actor)) return nothing;
    const shown = shownValue(noun, name, row, viewing);
    const value = parts ? partsOf(shown, parts, many) : leafOf(shown, leaf);
    const staged = stageOf(field, row, viewing);
    return staged === true ? value : sql`case when ${staged} then ${value} end`;
  }

  #one(noun: Noun, { link, shape }: Extract<Member, { kind: 'one' }>, from: RowAt): SQL {
    const alias = this.alias();
    const there = rowAt(link.target.table, alias, this.#viewing);
    const meet = [
      ...meeting(noun, link, from, there, this.#viewing),
      ...visible(link.target, there, this.#viewing),
    ];
    return sql`(select ${this.shape(link.target, shape, there)} from ${source(link.target.table, alias, this.#viewing)} where ${all(meet)})`;
  }

  #many(noun: Noun, { link, list, page }: Extract<Member, { kind: 'many' }>, from: RowAt): SQL {
    const viewing = this.#viewing;
    const alias = this.alias();
    const there = rowAt(link.target.table, alias, viewing);
    const item = source(link.target.table, alias, viewing);
    const places = order(link.target, there, viewing, list);
    const wanted = [
      ...meeting(noun, link, from, there, viewing),
      ...visible(link.target, there, viewing),
      ...conditions(link.target, there, viewing, list),
    ];
    const behind = list.after ? [...wanted, places.after(list.after)] : wanted;
    const limit = atMost(list);
    const rows = sql.identifier(this.alias());
    const columns = rowShapes(page).map(
      (shape, index) => sql`${this.shape(link.target, shape, there)} as ${sql.identifier(`c${index}`)}`,
    );
    const more = asksMore(page);
    const shown = more ? sql` filter (where ${rows}.n <= ${limit})` : sql``;
    const numbered = more ? [sql`row_number() over (order by ${places.orderBy}) as n`] : [];
    const picked = [...columns, ...numbered];
    const count = asksCount(page) ? sql`(select count(*) from ${item} where ${all(wanted)})` : sql`null`;
    let column = 0;
    const member = (part: PageMember): SQL => {
      switch (part.kind) {
        case 'type':
          return literal(part.type);
        case 'count':
          return count;
        case 'nodes':
          return sql`coalesce(json_agg(${rows}.${sql.identifier(`c${column++}`)})${shown}, ${none})`;
        case 'edges': {
          const edge = ({ key, ...inner }: EdgeMember) =>
            [
              key,
              inner.kind === 'node'
                ? sql`${rows}.${sql.identifier(`c${column++}`)}`
                : literal((inner as { type: string }).type),
            ] as const;
          return sql`coalesce(json_agg(${objectOf(part.members.map(edge))})${shown}, ${none})`;
        }
        case 'info':
          return objectOf(
            part.members.map(({ key, of }) => [
              key,
              of === 'hasNextPage'
                ? sql`count(*) > ${limit}`
                : of === 'hasPreviousPage'
                  ? sql.raw(String(list.after !== null))
                  : literal('PageInfo'),
            ]),
          );
      }
    };
    return sql`(select ${objectOf(page.map((part) => [part.key, member(part)] as const))} from (select ${picked.length > 0 ? sql.join(picked, sql`, `) : sql``}
      from ${item} where ${all(behind)} order by ${places.orderBy} limit ${limit}${more ? sql` + 1` : sql``}) ${rows})`;
  }
}

/** A value as GraphQL names it; what is text in SQL already is text in JSON. */
function leafOf(value: SQL, leaf: Leaf): SQL {
  if (leaf === 'name') return sql`upper(${value})`;
  if (leaf !== 'names') return value;
  return sql`case when ${value} is not null then (select coalesce(json_agg(upper(each.name)), ${none})
    from json_array_elements_text(to_json(${value})) as each (name)) end`;
}

/** The asked-for members of a value that is JSON itself. */
function partsOf(value: SQL, parts: readonly Part[], many: boolean): SQL {
  const of = (object: SQL) =>
    objectOf(
      parts.map(({ key, name, type, leaf, parts: inner, many: list }) => {
        if (name === undefined) return [key, literal(type)] as const;
        const raw = sql`${object} -> ${literal(name)}`;
        if (inner) return [key, partsOf(sql`(${raw})`, inner, list)] as const;
        const inText = leaf === 'text' || leaf === 'name';
        return [key, leafOf(inText ? sql`(${object} ->> ${literal(name)})` : sql`(${raw})`, leaf)] as const;
      }),
    );
  const json = sql`(${value})::json`;
  const element = sql.raw('element.value');
  const whole = many
    ? sql`(select coalesce(json_agg(${of(element)}), ${none}) from json_array_elements(whole.value) element)`
    : of(sql.raw('whole.value'));
  return sql`(select ${whole} from (select ${json} as value) whole where json_typeof(whole.value) <> 'null')`;
}

/** One row by its key: column `j` is the answer's object as JSON text, `v` its version. */
export function compileShapedOne(noun: Noun, key: string, shape: Shape, viewing: Viewing): SQL {
  const writing = new Writing(viewing);
  const alias = writing.alias();
  const row = rowAt(noun.table, alias, viewing);
  const found = [sql`${row(noun.key)} = ${param(key, viewing)}`, ...visible(noun, row, viewing)];
  return sql`select (${writing.shape(noun, shape, row)})::text as j from ${source(noun.table, alias, viewing)} where ${all(found)}`;
}

/** A list's rows: columns `c0`, `c1` … the answer's objects as JSON texts, `k` the row's place, `total` on request. */
export function compileShapedPage(noun: Noun, list: ListRequest, page: Page, viewing: Viewing): SQL {
  const writing = new Writing(viewing);
  const alias = writing.alias();
  const row = rowAt(noun.table, alias, viewing);
  const item = source(noun.table, alias, viewing);
  const places = order(noun, row, viewing, list);
  const wanted = [...visible(noun, row, viewing), ...conditions(noun, row, viewing, list)];
  const behind = list.after ? [...wanted, places.after(list.after)] : wanted;
  const limit = atMost(list);
  const columns = [
    ...rowShapes(page).map(
      (shape, index) => sql`(${writing.shape(noun, shape, row)})::text as ${sql.identifier(`c${index}`)}`,
    ),
    list.keys ? sql`(${places.key})::text as k` : sql`'' as k`,
  ];
  const rows = sql`select ${sql.join(columns, sql`, `)} from ${item} where ${all(behind)} order by ${places.orderBy}
    limit ${limit}${asksMore(page) ? sql` + 1` : sql``}`;
  if (!list.count) return rows;
  return sql`select counted.total, page.* from (select count(*)::int as total from ${item} where ${all(wanted)}) counted
    left join lateral (${rows}) page on true`;
}
