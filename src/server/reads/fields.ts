import { sql, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import { noSuchField } from '../../kernel/errors.ts';
import { holds } from '../../kernel/actor.ts';
import { verbsOf } from '../../kernel/lifecycle.ts';
import type { Field, Link, Noun, RowAt } from '../../kernel/noun.ts';
import { ownExternalIds } from './external.ts';
import { unwrap } from './request.ts';
import type { Viewing } from './source.ts';

/** A declared word in the text of a statement; what a client sends never goes this way. */
export const literal = (word: string): SQL => sql.raw(`'${word.replaceAll("'", "''")}'`);

/** The field, if there is one and the viewer's role may read it; else the same refusal for both. */
export function readable(noun: Noun, name: string, { actor }: Viewing): Field {
  const field = Object.hasOwn(noun.fields, name) ? noun.fields[name]! : undefined;
  if (!field || (actor.side !== 'system' && field.readers && !field.readers(actor))) {
    throw noSuchField(`/${name}`, `${noun.type} has no field ${name} that you may use.`);
  }
  return field;
}

/** The field's value in SQL's own type, for comparing and sorting. */
export function rawValue(noun: Noun, name: string, field: Field, row: RowAt, { actor, asOf }: Viewing): SQL {
  if (field.unversioned && asOf !== undefined) return sql`null::${sql.raw(sqlType(field))}`;
  if (name === 'externalIds' && noun.externalIds) {
    return sql`(select coalesce(json_agg(json_build_object('system', e.system, 'id', e.external_id) order by e.system), '[]'::json)
      from external_ids e where ${ownExternalIds(actor)} and e.noun = ${noun.name} and e.subject_id = ${row('id')})`;
  }
  return field.value ? field.value(row, actor) : row(name);
}

/**
 * Whether the row shows the field to the viewer, row by row: a past is shown only of what was shown then and is now,
 * so that today's grants disclose no yesterday and yesterday's none today.
 */
export function stageOf(field: Field, row: RowAt, { actor, asOf }: Viewing): SQL | true {
  if (actor.side === 'system' || !field.staged) return true;
  const shown = field.staged(row, actor);
  if (shown === true || asOf === undefined) return shown;
  return sql`(${shown} and ${field.staged(row.now, actor)})`;
}

/**
 * Where a link's two ends meet, and both are shown: a key that its row keeps from the viewer leads nowhere, and nothing
 * leads to its row by it.
 */
export function meeting(noun: Noun, link: Link, from: RowAt, there: RowAt, viewing: Viewing): SQL[] {
  const stages = [
    [noun.fields[link.from], from],
    [link.target.fields[link.to], there],
  ] as const;
  const shown = stages.flatMap(([field, row]) => (field ? [stageOf(field, row, viewing)] : []));
  return [
    sql`${there(link.to)} = ${from(link.from)}`,
    ...shown.filter((stage): stage is SQL => stage !== true),
  ];
}

/** The SQL type that a filter's or a cursor's text is cast to. */
export function sqlType(field: Field): string {
  const { shape, meta } = unwrap(field.shape);
  switch (meta.scalar) {
    case 'ID':
      return meta['format'] === 'uuid' ? 'uuid' : 'text';
    case 'Instant':
      return 'timestamptz';
    case 'Day':
      return 'date';
    case 'Decimal':
      return 'numeric';
    default:
      return shape instanceof z.ZodNumber ? 'integer' : shape instanceof z.ZodBoolean ? 'boolean' : 'text';
  }
}

/** The field's value as JSON shows it: instants in RFC 3339, decimals as text. */
export function shownValue(noun: Noun, name: string, row: RowAt, viewing: Viewing): SQL {
  const field = noun.fields[name]!;
  const value = rawValue(noun, name, field, row, viewing);
  switch (unwrap(field.shape).meta.scalar) {
    case 'Instant':
      return sql`app.instant(${value})`;
    case 'Decimal':
      return sql`(${value})::text`;
    default:
      return value;
  }
}

/** The verbs the viewer may take now, from the lifecycle and its permissions; none of the past. */
export function allowedActions(noun: Noun, row: RowAt, { actor, asOf }: Viewing): SQL {
  const verbs = noun.lifecycle && asOf === undefined ? verbsOf(noun.lifecycle, actor) : [];
  if (verbs.length === 0) return sql`'[]'::json`;
  const state = rawValue(noun, 'state', noun.fields['state']!, row, { actor });
  const cases = verbs.map(([name, verb]) => {
    const states = sql.join(verb.from.map(literal), sql`, `);
    const conditions = (verb.provided ?? []).map(({ that }) => sql` and (${that(row, actor)})`);
    return sql`case when ${state} in (${states})${sql.join(conditions)} then ${literal(name)} end`;
  });
  return sql`to_json(array_remove(array[${sql.join(cases, sql`, `)}]::text[], null))`;
}

/** The verbs of the role that are not to be taken now, each with why not; shown only where it is asked for. */
export function blockedActions(noun: Noun, row: RowAt, { actor, asOf }: Viewing): SQL {
  if (!noun.lifecycle || asOf !== undefined) return sql`'[]'::json`;
  const state = rawValue(noun, 'state', noun.fields['state']!, row, { actor });
  const reasons = Object.entries(noun.lifecycle.verbs).flatMap(([action, { by, from, provided = [] }]) => {
    if (!by || (actor.role !== 'system' && !by.roles.has(actor.role))) return [];
    const blocked = (code: string, detail: string) =>
      sql`json_build_object('action', ${literal(action)}, 'code', ${literal(code)}, 'detail', ${literal(detail)})`;
    if (!holds(actor, by)) return [blocked('permission_missing', `The token lacks ${by.name}.`)];
    const states = sql.join(from.map(literal), sql`, `);
    const wrongState = sql`when ${state} not in (${states}) then ${blocked('step_not_allowed', `It must be ${from.join(' or ')}.`)}`;
    const others = provided.map(
      ({ that, otherwise }) =>
        sql` when not (${that(row, actor)}) then ${blocked(otherwise.code, otherwise.title)}`,
    );
    return [sql`case ${wrongState}${sql.join(others)} end`];
  });
  if (reasons.length === 0) return sql`'[]'::json`;
  return sql`to_json(array_remove(array[${sql.join(
    reasons.map((reason) => sql`(${reason})::jsonb`),
    sql`, `,
  )}], null))`;
}

/** Fields that every noun with a life has beside its declared ones. */
export const derivedFields = { allowedActions, blockedActions } as const;
export const isDerived = (noun: Noun, name: string): name is keyof typeof derivedFields =>
  noun.lifecycle !== undefined && Object.hasOwn(derivedFields, name);
