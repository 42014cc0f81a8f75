import { and, eq, inArray } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { ownerOf } from '../../kernel/actor.ts';
import { Problem } from '../../kernel/errors.ts';
import type { Context } from '../../kernel/operation.ts';
import type { Changes, NewRow, Row, Versioned } from '../../kernel/transaction.ts';
import { belongsElsewhere, externalIdTaken, externalSystemUnknown } from './model.ts';
import { externalIds, externalSystems } from './tables.ts';

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

async function known(noun: string, refs: readonly ExternalRef[], { tx, actor }: Context) {
  if (refs.length === 0) return { systems: new Set<string>(), ids: new Map<string, string>() };
  const names = [...new Set(refs.map(({ system }) => system))];
  const systems = await tx.db
    .select({ name: externalSystems.name })
    .from(externalSystems)
    .where(
      and(
        eq(externalSystems.tenantId, actor.tenantId),
        eq(externalSystems.ownerId, ownerOf(actor)),
        inArray(externalSystems.name, names),
      ),
    );
  const found = await tx.db
    .select()
    .from(externalIds)
    .where(
      and(
        eq(externalIds.tenantId, actor.tenantId),
        eq(externalIds.ownerId, ownerOf(actor)),
        eq(externalIds.noun, noun),
        inArray(externalIds.system, names),
        inArray(
          externalIds.externalId,
          refs.map(({ id }) => id),
        ),
      ),
    );
  return {
    systems: new Set(systems.map(({ name }) => name)),
    ids: new Map(
      found.map(({ system, externalId, subjectId }) => [keyOf({ system, id: externalId }), subjectId]),
    ),
  };
}

/** Gives new rows their names in other systems. */
export async function nameExternally(
  noun: string,
  named: readonly { subjectId: string; externalId: ExternalRef }[],
  { tx, actor, now, newId }: Context,
): Promise<void> {
  if (named.length === 0) return;
  await tx.db.insert(externalIds).values(
    named.map(({ subjectId, externalId: { system, id } }) => ({
      tenantId: actor.tenantId,
      id: newId(),
      noun,
      subjectId,
      system,
      externalId: id,
      vendorId: actor.vendorId,
      createdAt: now,
    })),
  );
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

/** Creates together; where one of them is refused, one by one, so that only the bad ones fail. */
async function createAll<T extends PgTable>(
  noun: string,
  table: T,
  wanted: readonly Wanted<T>[],
  context: Context,
): Promise<(Upserted<T> | Problem)[]> {
  if (wanted.length === 0) return [];
  const together = await context.attempt(() => create(noun, table, wanted, context));
  if (!(together instanceof Problem)) return together;
  if (wanted.length === 1) return [together];
  const results: (Upserted<T> | Problem)[] = [];
  for (const one of wanted) {
    const result = await context.attempt(() => create(noun, table, [one], context));
    results.push(result instanceof Problem ? result : result[0]!);
  }
  return results;
}

// What stands in a place is used there: rights, rates and bills follow the place, so nothing is ever moved.
const placeKeys = ['programId', 'facilityId'];

async function update<T extends PgTable>(
  table: T,
  id: string,
  { values }: Wanted<T>,
  context: Context,
): Promise<Upserted<T> | Problem> {
  const before = await context.tx.find(table, id, { lock: true });
  // It names a row out of the caller's reach, of which no more is told.
  if (!before) return externalIdTaken();
  context.expectVersion(before as Versioned);
  const changes = differences(before, values);
  const moved = placeKeys.find((key) => key in changes);
  if (moved)
    return belongsElsewhere({
      errors: [{ pointer: `/${moved}`, code: belongsElsewhere.code, message: belongsElsewhere.title }],
    });
  if (Object.keys(changes).length === 0) return { row: before, before, changed: false };
  return context.attempt(async () => ({
    row: await context.tx.change(table, before as Versioned, changes),
    before,
    changed: true,
  }));
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
    const { externalId } = one;
    const key = externalId && keyOf(externalId);
    if (externalId && !systems.has(externalId.system)) {
      results[index] = externalSystemUnknown({
        errors: [
          {
            pointer: '/externalId/system',
            code: 'external_system_unknown',
            message: `No system ${externalId.system} is registered on your side.`,
          },
        ],
      });
    } else if (key && seen.has(key)) {
      results[index] = externalIdTaken({ detail: `${key} stands twice in this call.` });
    } else if (key && ids.has(key)) {
      updating.push({ index, id: ids.get(key)! });
    } else creating.push(index);
    if (key) seen.add(key);
  }
  // In the order of their ids, so that two calls never wait for each other.
  updating.sort((one, other) => (one.id < other.id ? -1 : 1));
  for (const { index, id } of updating) results[index] = await update(table, id, wanted[index]!, context);
  const created = await createAll(
    noun,
    table,
    creating.map((index) => wanted[index]!),
    context,
  );
  creating.forEach((index, position) => (results[index] = created[position]!));
  return results as (Upserted<T> | Problem)[];
}
