import { sql, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import { notFound, refuse } from '../../kernel/errors.ts';
import type { Noun } from '../../kernel/noun.ts';
import { isId, missingReference } from '../../kernel/shapes.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { externalParts, ownExternalIds } from '../reads/external.ts';
import { unwrap } from '../reads/request.ts';
import { rowAt, source, visible, type Viewing } from '../reads/source.ts';

/** An id somewhere in an input, and how to put the resolved one in its place. */
interface Reference {
  pointer: string;
  noun: string;
  value: string;
  replace(id: string): void;
}

function collect(
  shape: z.ZodType,
  value: unknown,
  pointer: string,
  replace: (id: string) => void,
  into: Reference[],
): void {
  const { shape: inner, meta } = unwrap(shape);
  if (value === null || value === undefined) return;
  if (meta.noun && typeof value === 'string') into.push({ pointer, noun: meta.noun, value, replace });
  else if (inner instanceof z.ZodObject && typeof value === 'object') {
    const members = value as Record<string, unknown>;
    for (const [key, member] of Object.entries<z.ZodType>(inner.shape)) {
      collect(member, members[key], `${pointer}/${key}`, (id) => (members[key] = id), into);
    }
  } else if (inner instanceof z.ZodArray && Array.isArray(value)) {
    const items: unknown[] = value;
    items.forEach((item, index) =>
      collect(inner.element as z.ZodType, item, `${pointer}/${index}`, (id) => (items[index] = id), into),
    );
  }
}

/** Whether the caller may know a row by another system's id: where it reads none, it finds none by them either. */
const isNamedTo = ({ externalIds, fields }: Noun, { actor }: Viewing): boolean =>
  externalIds && (actor.side === 'system' || (fields['externalIds']?.readers?.(actor) ?? true));

function lookUp(noun: Noun, references: readonly Reference[], viewing: Viewing): SQL {
  const row = rowAt(noun.table, 'r', viewing);
  const seen = [sql`true`, ...visible(noun, row, viewing)];
  const values = [...new Set(references.map(({ value }) => value))];
  const plain = values.filter((value) => !externalParts(value));
  const foreign = values.flatMap((value) => externalParts(value) ?? []);
  const named: SQL[] = [];
  if (plain.length > 0) {
    const key = noun.key === 'id' ? sql`uuid[]` : sql`text[]`;
    named.push(sql`select ${noun.name}::text as noun, ${row(noun.key)}::text as value, ${row(noun.key)}::text as id
      from ${source(noun.table, 'r', viewing)} where ${row(noun.key)} = any(${arrayText(plain)}::${key}) and ${sql.join(seen, sql` and `)}`);
  }
  if (foreign.length > 0 && isNamedTo(noun, viewing)) {
    named.push(sql`select ${noun.name}::text as noun, 'ext:' || e.system || ':' || e.external_id as value, ${row('id')}::text as id
      from external_ids e join ${source(noun.table, 'r', viewing)} on ${row('id')} = e.subject_id
      where ${ownExternalIds(viewing.actor)} and e.noun = ${noun.name}
      and (e.system, e.external_id) in (select f.system, f.id from json_to_recordset(${JSON.stringify(foreign)}::json) as f (system text, id text))
      and ${sql.join(seen, sql` and `)}`);
  }
  return named.length === 0
    ? sql`select ''::text as noun, ''::text as value, ''::text as id where false`
    : sql.join(named, sql` union all `);
}

const arrayText = (values: readonly string[]) =>
  `{${values.map((value) => `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`).join(',')}}`;

/**
 * Checks in one statement that every id in the input names a row the actor may see, and puts ids in the place of
 * external references. In the path a missing one is `not_found`; in the body it is a fault of its field; in a row of
 * a bulk call it is left for that row to refuse.
 */
export async function resolveReferences(
  {
    input,
    shape,
    rows,
    pathKeys,
  }: { input: unknown; shape: z.ZodObject; rows?: z.ZodObject | undefined; pathKeys: ReadonlySet<string> },
  nouns: ReadonlyMap<string, Noun>,
  viewing: Viewing,
  tx: Transaction,
): Promise<void> {
  const references: Reference[] = [];
  const inRows: Reference[] = [];
  if (rows) {
    const items = (input as { items: unknown[] }).items;
    items.forEach((item, index) =>
      collect(rows, item, `/items/${index}`, (id) => (items[index] = id), inRows),
    );
  } else collect(shape, input, '', () => undefined, references);
  const asked = [...references, ...inRows];
  if (asked.length === 0) return;
  const byNoun = Map.groupBy(asked, ({ noun }) => noun);
  const statements = [...byNoun].map(([name, named]) => {
    const noun = nouns.get(name);
    if (!noun) throw new Error(`an input refers to ${name}, which is no noun`);
    return lookUp(noun, wellFormed(noun, named), viewing);
  });
  const found = await tx.rows<{ noun: string; value: string; id: string }>(
    sql.join(statements, sql` union all `),
  );
  const ids = new Map(found.map(({ noun, value, id }) => [`${noun} ${value}`, id]));
  for (const { pointer, noun, value, replace } of asked) {
    const id = ids.get(`${noun} ${value}`);
    if (id !== undefined) replace(id);
    else if (pointer.startsWith('/items/') && rows) replace(missingReference);
    else if (pathKeys.has(pointer.slice(1))) throw notFound();
    else throw refuse(pointer, 'not_found', `There is no such ${noun}, or none that you may see.`);
  }
}

// A row of a bulk call has not been parsed yet; what is no id at all must not reach a cast.
const wellFormed = (noun: Noun, references: readonly Reference[]) =>
  noun.key === 'id' ? references.filter(({ value }) => externalParts(value) || isId(value)) : references;
