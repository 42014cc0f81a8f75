import type { SQL } from 'drizzle-orm';
import { getTableColumns } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import { pascal, snake } from './words.ts';
import { holds, type Actor, type Permission } from './actor.ts';
import type { Lifecycle } from './lifecycle.ts';
import { ExternalId, Id, Instant, Version } from './shapes.ts';

/** How sensitive a value is (PRIV-1): drives who may read it, what logs, events and exports may carry. */
export type DataClass =
  | 'open'
  | 'commercial'
  | 'pay'
  | 'identity'
  | 'contact'
  | 'health'
  | 'internal'
  | 'secret';

/** The row at hand: a column of it by its key in `tables.ts`, and other tables as of the same instant. */
export interface RowAt {
  (key: string): SQL;
  /**
   * The table, or in an as-of read its versions, as an item of FROM: `from ${row.source(positions, 'p')}`. By name where
   * the table is a lower capability's.
   */
  source(table: PgTable | string, alias: string): SQL;
  /** The same row beside the other tables as they are now. */
  readonly now: RowAt;
}

export interface Field {
  shape: z.ZodType;
  dataClass: DataClass;
  /** SQL in place of the column of the same key; may differ by viewer (a vendor's version of an order). */
  value?: (row: RowAt, actor: Actor) => SQL;
  /** Which actors may read it at all; absent for the others on every surface. Default: whoever reads the noun. */
  readers?: (actor: Actor) => boolean;
  /** Judged row by row for those readers: where it is false the field is absent (REST) or null (GraphQL). */
  staged?: (row: RowAt, actor: Actor) => SQL | true;
  /** Its value stands where no versions are kept: null in every past, and no part of a history. */
  unversioned?: true;
  filter: boolean;
  sort: boolean;
  search: boolean;
}

export type FieldOptions = Partial<Omit<Field, 'shape'>>;

/** A field that can be read; `filter` and `sort` say what lists may do with it. */
export const field = (shape: z.ZodType, options: FieldOptions = {}): Field => ({
  dataClass: 'open',
  filter: false,
  sort: false,
  search: false,
  ...options,
  shape,
});

/** Who sees which rows: 'scoped' by the row's scope columns, every row of the 'tenant', 'none', or a condition. */
export type SideRule = 'scoped' | 'tenant' | 'none' | ((row: RowAt, actor: Actor) => SQL);

export interface Visibility {
  operator?: SideRule;
  client?: SideRule;
  vendor?: SideRule;
  worker?: SideRule;
}

/** One end of an edge between two nouns. */
export interface Link {
  name: string;
  target: Noun;
  many: boolean;
  /** The key here and the key there that meet. */
  from: string;
  to: string;
  /** Whether the actor may read what the link leads to and both keys that meet: a link tells of each. */
  isOpenTo(actor: Actor): boolean;
}

export interface Noun {
  name: string;
  plural: string;
  /** The GraphQL type and the component in OpenAPI. */
  type: string;
  summary: string;
  table: PgTable;
  read: Permission;
  fields: Record<string, Field>;
  links: Map<string, Link>;
  visibleTo: Visibility;
  lifecycle: Lifecycle | undefined;
  archivable: boolean;
  /** Whether rows can carry other systems' ids. */
  externalIds: boolean;
  /** The column that names a row: `id`, or `code` in shared reference data. */
  key: 'id' | 'code';
  /** Kept by no tenant (reference data): no row security, no versions. */
  shared: boolean;
  /**
   * Rows of another table through which the viewer sees this row, where their changes make versions of what it sees:
   * the ids of those of the row with the id.
   */
  seenThrough?: ((id: SQL, actor: Actor) => { table: PgTable; rows: SQL } | undefined) | undefined;
}

export interface NounDeclaration {
  name: string;
  plural?: string;
  summary: string;
  table: PgTable;
  read: Permission;
  fields: Record<string, Field>;
  visibleTo?: Visibility;
  lifecycle?: Lifecycle;
  /** Whether other systems' ids name it; to whom alone, where they tell who somebody is. */
  externalIds?: boolean | Pick<FieldOptions, 'readers'>;
  seenThrough?: Noun['seenThrough'];
  /** Whether a row of no facility concerns its program as a whole: no client bound to facilities or units is told of it. */
  ofWholeProgram?: boolean;
}

// What events call a noun, and the permission to read it.
const readBy = new Map<string, Permission>();
const ofWholeProgram = new Set<string>();

/** Declares what can be read of a noun. Its get, list, links and as-of reads on both surfaces come from this. */
export function noun(declaration: NounDeclaration): Noun {
  const columns = getTableColumns(declaration.table);
  const shared = !('tenantId' in columns);
  const archivable = 'archivedAt' in columns;
  for (const [key, { value, unversioned, shape }] of Object.entries(declaration.fields)) {
    if (!value && !(key in columns))
      throw new Error(`${declaration.name}.${key} is no column and has no value`);
    if (unversioned && !shape.safeParse(null).success)
      throw new Error(`${declaration.name}.${key} has no past and is not nullable`);
  }
  const standard: Record<string, Field> = shared
    ? {}
    : {
        id: field(Id, { filter: true, sort: true }),
        version: field(Version, declaration.fields['version'] ?? {}),
      };
  const stamps: Record<string, Field> = shared
    ? {}
    : {
        ...(archivable && { archivedAt: field(Instant.nullable(), { filter: true }) }),
        createdAt: field(Instant, { filter: true, sort: true, ...declaration.fields['createdAt'] }),
        updatedAt: field(Instant, { filter: true, sort: true, ...declaration.fields['updatedAt'] }),
      };
  const made: Noun = {
    plural: `${declaration.name}s`,
    type: pascal(declaration.name),
    lifecycle: undefined,
    ...declaration,
    externalIds: Boolean(declaration.externalIds),
    visibleTo: declaration.visibleTo ?? {},
    fields: {
      ...standard,
      ...(declaration.externalIds && {
        externalIds: field(
          z.array(ExternalId),
          declaration.externalIds === true ? {} : declaration.externalIds,
        ),
      }),
      ...declaration.fields,
      ...stamps,
    },
    links: new Map(),
    archivable,
    shared,
    key: shared ? 'code' : 'id',
  };
  readBy.set(snake(made.name), made.read);
  if (declaration.ofWholeProgram) ofWholeProgram.add(snake(made.name));
  return made;
}

/** The subjects, as events name them, of which the actor is told nothing: those of nouns that it may not read. */
export const closedSubjects = (actor: Actor): string[] =>
  [...readBy].filter(([, read]) => !holds(actor, read)).map(([subject]) => subject);

/** The subjects, as events name them, that concern a program as a whole unless they are of a part of it. */
export const wholeSubjects = (): string[] => [...ofWholeProgram];

/** Of which part one of `wholeSubjects` must be for the actor to be told of it; of none where it is told of all. */
export const partToldOf = ({ side, facilityIds, unitIds }: Actor): 'facilityId' | 'unitId' | undefined =>
  side !== 'client' || (facilityIds === null && unitIds === null)
    ? undefined
    : unitIds === null
      ? 'facilityId'
      : 'unitId';

/** An edge, declared in both directions by the lower capability: `edge(unit, 'facilityId', 'facility', facility, 'units')`. */
export function edge(
  from: Noun,
  key: string,
  name: string,
  to: Noun,
  reverse: string | null,
  toKey = 'id',
): void {
  const add = (owner: Noun, link: Link) => {
    if (owner.links.has(link.name) || link.name in owner.fields) {
      throw new Error(`${owner.name}.${link.name} is declared twice`);
    }
    owner.links.set(link.name, link);
  };
  const readsKeys = (actor: Actor) =>
    actor.side === 'system' ||
    [from.fields[key], to.fields[toKey]].every((end) => end?.readers?.(actor) ?? true);
  const opens = (target: Noun) => (actor: Actor) => holds(actor, target.read) && readsKeys(actor);
  add(from, { name, target: to, many: false, from: key, to: toKey, isOpenTo: opens(to) });
  if (reverse)
    add(to, { name: reverse, target: from, many: true, from: toKey, to: key, isOpenTo: opens(from) });
}
