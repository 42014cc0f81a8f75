import { sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { ownerOf } from '../../kernel/actor.ts';
import { Problem } from '../../kernel/errors.ts';
import { inHalves } from '../../kernel/in-halves.ts';
import type { Context } from '../../kernel/operation.ts';
import type { Changes, NewRow, Row, Versioned } from '../../kernel/transaction.ts';
import { belongsElsewhere, externalIdTaken, externalSystemUnknown } from './model.ts';

export interface ExternalRef {
  system: string;
  id: string;
}

/** What became of one row: `before` is absent where it is new. */
export interface Upserted<T extends PgTable> {
  row: Row<T>;
  before: Row<T> | undefined;
  changed: boolean;
}

interface Wanted<T extends PgTable> {
  externalId: ExternalRef | undefined;
  /** The row that it is, where the caller knows it without an external id. */
  subjectId?: string | undefined;
  values: NewRow<T> & Changes<T>;
}

const keyOf = ({ system, id }: ExternalRef) => `${system}:${id}`;

/** The members of `wanted` that the row does not have already. */
export function differences<T extends PgTable>(row: Row<T>, wanted: Changes<T>): Changes<T> {
  const held = row as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(wanted).filter(
      ([key, value]) =>
        value !== undefined && JSON.stringify(held[key] ?? null) !== JSON.stringify(value ?? null),
    ),
  ) as Changes<T>;
}

/** The systems and subjects that are known by these names on the actor's side. */
async function known(noun: string, refs: readonly ExternalRef[], { tx, actor }: Context) {
  const found =
    refs.length === 0
      ? []
      : await tx.rows<ExternalRef & { subject: string | null; registered: boolean }>(
          sql`select a.system, a.id, e.subject_id as subject, s.id is not null as registered
          from json_to_recordset(${JSON.stringify(refs)}::json) as a (system text, id text)
          left join external_systems s on s.tenant_id = ${actor.tenantId} and s.owner_id = ${ownerOf(actor)} and s.name = a.system
          left join lateral (select i.subject_id from external_ids i where i.tenant_id = ${actor.tenantId} and i.owner_id = ${ownerOf(actor)}
            and i.system = a.system and i.noun = ${noun} and i.external_id = a.id limit 1) e on true`,
        );
  return {
    systems: new Set(found.flatMap(({ system, registered }) => (registered ? [system] : []))),
    ids: new Map(
      found.flatMap(({ system, id, subject }) =>
        subject === null ? [] : [[keyOf({ system, id }), subject] as const],
      ),
    ),
  };
}

/** The id of the row that another system's id names on the actor's side; `external_system_unknown` of no such system. */
export async function subjectNamed(
  noun: string,
  ref: ExternalRef,
  context: Context,
): Promise<string | undefined> {
  const { systems, ids } = await known(noun, [ref], context);
  if (!systems.has(ref.system)) throw systemUnknown(ref);
  return ids.get(keyOf(ref));
}

const systemUnknown = ({ system }: ExternalRef): Problem =>
  externalSystemUnknown({
    errors: [
      {
        pointer: '/externalId/system',
        code: 'external_system_unknown',
        message: `No system ${system} is registered on your side.`,
      },
    ],
  });

/** Gives new rows their names in other systems. */
export async function nameExternally(
  noun: string,
  named: readonly { subjectId: string; externalId: ExternalRef }[],
  { tx, actor, now, newId }: Context,
): Promise<void> {
  if (named.length === 0) return;
  const rows = named.map(({ subjectId, externalId: { system, id } }) => ({
    id: newId(),
    subject_id: subjectId,
    system,
    external_id: id,
  }));
  await tx.rows(sql`insert into external_ids (tenant_id, id, noun, subject_id, system, external_id, vendor_id, created_at)
    select ${actor.tenantId}::uuid, n.id, ${noun}, n.subject_id, n.system, n.external_id, ${actor.vendorId}::uuid, ${now}::timestamptz
    from json_to_recordset(${JSON.stringify(rows)}::json) as n (id uuid, subject_id uuid, system text, external_id text)`);
}

async function create<T extends PgTable>(
  noun: string,
  table: T,
  wanted: readonly Wanted<T>[],
  context: Context,
): Promise<Upserted<T>[]> {
  const rows = await context.tx.insert(
    table,
    wanted.map(({ values }) => values as NewRow<T>),
  );
  const named = rows.flatMap((row, index) => {
    const { externalId } = wanted[index]!;
    return externalId ? [{ subjectId: (row as Versioned).id, externalId }] : [];
  });
  await nameExternally(noun, named, context);
  return rows.map((row) => ({ row, before: undefined, changed: true }));
}

// What stands in a place is used there: rights, rates and bills follow the place, so nothing is ever moved.
const placeKeys = ['programId', 'facilityId'];

/** What a row is to become, or what it stays. */
function planOf<T extends PgTable>(
  before: Row<T> | undefined,
  { values }: Wanted<T>,
  context: Context,
): Problem | { before: Row<T>; changes: Changes<T> } {
  // It names a row out of the caller's reach, of which no more is told.
  if (!before) return externalIdTaken();
  context.expectVersion(before as Versioned);
  const changes = differences(before, values);
  const moved = placeKeys.find((key) => key in changes);
  if (moved)
    return belongsElsewhere({
      errors: [{ pointer: `/${moved}`, code: belongsElsewhere.code, message: belongsElsewhere.title }],
    });
  return { before, changes };
}

/** Changes what differs, the rows that differ in the same columns together. */
async function updateAll<T extends PgTable>(
  table: T,
  wanted: readonly (Wanted<T> & { id: string })[],
  context: Context,
): Promise<(Upserted<T> | Problem)[]> {
  const held = await context.tx.takeAll(
    table,
    wanted.map(({ id }) => id),
  );
  const results = wanted.map((one): Upserted<T> | Problem | { before: Row<T>; changes: Changes<T> } => {
    const plan = planOf(held.get(one.id), one, context);
    if (plan instanceof Problem || Object.keys(plan.changes).length > 0) return plan;
    return { row: plan.before, before: plan.before, changed: false };
  });
  const pending = results.flatMap((plan, place) =>
    !(plan instanceof Problem) && 'changes' in plan ? [{ place, ...plan }] : [],
  );
  const alike = Map.groupBy(pending, ({ changes }) => Object.keys(changes).toSorted().join());
  for (const group of alike.values()) {
    const apply = (some: typeof group) =>
      context.tx.changeAll(
        table,
        some.map(({ before, changes }) => ({ row: before as Versioned, changes })),
      );
    const rows = await inHalves(group, (some) => apply([...some]), context);
    group.forEach(({ place, before }, position) => {
      const row = rows[position]!;
      results[place] = row instanceof Problem ? row : { row: row as Row<T>, before, changed: true };
    });
  }
  return results as (Upserted<T> | Problem)[];
}

/**
 * Creates rows, or changes those that their external ids name already: the normal call of an HRIS. Unchanged content
 * makes no version. Answers one result for each wanted row, in order; a refused one is a problem and harms no other.
 */
export async function upsertAll<T extends PgTable>(
  noun: string,
  table: T,
  wanted: readonly Wanted<T>[],
  context: Context,
): Promise<(Upserted<T> | Problem)[]> {
  const { systems, ids } = await known(
    noun,
    wanted.flatMap(({ externalId }) => externalId ?? []),
    context,
  );
  const results: (Upserted<T> | Problem | undefined)[] = wanted.map(() => undefined);
  const updating: { index: number; id: string }[] = [];
  const creating: number[] = [];
  const seen = new Set<string>();
  for (const [index, one] of wanted.entries()) {
    const { externalId, subjectId } = one;
    const key = externalId && keyOf(externalId);
    if (externalId && !systems.has(externalId.system)) {
      results[index] = systemUnknown(externalId);
    } else if (key && seen.has(key)) {
      results[index] = externalIdTaken({ detail: `${key} stands twice in this call.` });
    } else if (key && ids.has(key)) {
      updating.push({ index, id: ids.get(key)! });
    } else if (!externalId && subjectId) updating.push({ index, id: subjectId });
    else creating.push(index);
    if (key) seen.add(key);
  }
  const updated = await updateAll(
    table,
    updating.map(({ index, id }) => ({ ...wanted[index]!, id })),
    context,
  );
  updating.forEach(({ index }, position) => (results[index] = updated[position]!));
  const created = await inHalves(
    creating.map((index) => wanted[index]!),
    (some) => create(noun, table, some, context),
    context,
  );
  creating.forEach((index, position) => (results[index] = created[position]!));
  return results as (Upserted<T> | Problem)[];
}
