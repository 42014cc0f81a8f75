import { sql, type SQL } from 'drizzle-orm';
import { noSuchField, refuse } from '../../kernel/errors.ts';
import type { Noun, RowAt } from '../../kernel/noun.ts';
import { rawValue, readable, sqlType } from './fields.ts';
import { param } from './plans.ts';
import type { ListRequest } from './request.ts';
import type { Viewing } from './source.ts';

interface Ordered {
  value: SQL;
  type: SQL;
  descending: boolean;
}

/** The keys of a list's order, ending in the row's own key so that no two rows tie. */
function orderedBy(noun: Noun, row: RowAt, viewing: Viewing, { sort }: ListRequest): Ordered[] {
  if (new Set(sort.map(({ field }) => field)).size < sort.length)
    throw refuse('/sort', 'repeated', 'A list is sorted by a field once.');
  const asked = sort.map(({ field: name, descending }) => {
    const field = readable(noun, name, viewing);
    if (!field.sort || field.staged) {
      throw noSuchField('/sort', `${name} cannot be sorted by.`);
    }
    return { value: rawValue(noun, name, field, row, viewing), type: sql.raw(sqlType(field)), descending };
  });
  if (sort.some(({ field }) => field === noun.key)) return asked;
  const type = sql.raw(noun.key === 'id' ? 'uuid' : 'text');
  return [...asked, { value: row(noun.key), type, descending: sort.at(-1)?.descending ?? false }];
}

export interface Order {
  orderBy: SQL;
  /** The row's place as a JSON array of texts: what a cursor holds. */
  key: SQL;
  /** Rows behind a given place. */
  after(place: readonly (string | null)[]): SQL;
}

/** Keyset order: nulls come last in either direction, so a place with a null is followed by fewer rows, never by repeats. */
export function order(noun: Noun, row: RowAt, viewing: Viewing, list: ListRequest): Order {
  const keys = orderedBy(noun, row, viewing, list);
  const behind = ([first, ...rest]: Ordered[], [value, ...values]: readonly (string | null)[]): SQL => {
    if (!first) return sql`false`;
    const known = value !== null && value !== undefined;
    const typed = known && sql`${param(value, viewing)}::${first.type}`;
    const following = behind(rest, values);
    if (!typed) return sql`(${first.value} is null and ${following})`;
    const further = first.descending ? sql`${first.value} < ${typed}` : sql`${first.value} > ${typed}`;
    return sql`(${further} or ${first.value} is null or (${first.value} = ${typed} and ${following}))`;
  };
  return {
    orderBy: sql.join(
      keys.map(({ value, descending }) => sql`${value} ${sql.raw(descending ? 'desc' : 'asc')} nulls last`),
      sql`, `,
    ),
    key: sql`json_build_array(${sql.join(
      keys.map(({ value }) => sql`(${value})::text`),
      sql`, `,
    )})`,
    after(place) {
      if (place.length !== keys.length)
        throw refuse('/after', 'invalid_cursor', 'The cursor does not belong to this list.');
      return behind(keys, place);
    },
  };
}
