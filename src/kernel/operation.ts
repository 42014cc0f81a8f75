import type { SQL } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { z } from 'zod';
import type { Actor, Permission } from './actor.ts';
import type { AuditHead, SignedAuditHead } from './audit-head.ts';
import type { ChangedRow, FieldChange } from './changes.ts';
import { Problem, type ErrorDeclaration } from './errors.ts';
import type { AnyEvent, Fact, TimerFact } from './event.ts';
import type { FileQuery } from './file-answer.ts';
import type { FilePreset } from './file-preset.ts';
import type { FileRules } from './file-rules.ts';
import type { Noun } from './noun.ts';
import type { AnyTimer, Reaction } from './reaction.ts';
import type { SqlAccess } from './sql-access.ts';
import type { Changes, Row, Transaction, Versioned } from './transaction.ts';

export { reaction, timer } from './reaction.ts';
export type { AnyTimer, Consequence, Reaction, Timer } from './reaction.ts';

/** What a handler is given; there is no other clock, source of ids or way to the database. */
export interface Context {
  actor: Actor;
  tx: Transaction;
  /** The tenant's now, RFC 3339 UTC to the millisecond: the clock of a sandbox can be moved. */
  now: string;
  newId(): string;
  requestId: string;
  /** Refuses with `stale_version` where the caller named a version and the row has another. */
  expectVersion(row: Versioned): void;
  /**
   * The row with the id, held until the transaction ends, in the version the caller saw; `not_found` where the caller
   * sees none. `{ version: false }` where it is the parent of the row that the caller named. Parents are taken first.
   */
  take<T extends PgTable>(table: T, id: string, options?: { version?: boolean }): Promise<Row<T>>;
  /**
   * Runs part of the work so that a refusal (a constraint, a declared problem) undoes that part alone, and answers it;
   * with `mayBeCut` also that a statement of it took longer than one may, as `unavailable`.
   */
  attempt<T>(run: () => Promise<T>, options?: { mayBeCut?: boolean }): Promise<T | Problem>;
  /**
   * Tells how far a long piece of work is, in columns of a row that this transaction leaves alone: written beside it, so
   * that all see it at once, while the row has the version that was read, which stays. At most once a second; what
   * comes sooner is let go, and nobody waits.
   */
  progress<T extends PgTable>(table: T, row: Versioned, changes: Changes<T>): void;
  /** Lets others have their turn, between parts of long reckoning. */
  breathe(): Promise<void>;
  /** Makes a place in a list into an opaque cursor that only this viewer can use for this list, and back. */
  sealCursor(list: string, place: string): string;
  openCursor(list: string, cursor: string): string;
  /** What the transactions changed in the rows, in order, as the actor may see it; null where it sees none of it. */
  changesOf(rows: readonly ChangedRow[]): Promise<(readonly FieldChange[] | null)[]>;
  /**
   * A table as an item of FROM as it was at an instant: its versions of then stand in its place, for whoever sees them;
   * at least with the columns that are named, where some are: fewer are read sooner.
   */
  tableAt(table: string, alias: string, asOf: string, columns?: ReadonlySet<string>): SQL;
  /** A keyed digest of a secret, for storing and finding it again. */
  digest(secret: string): Buffer;
  /** Random bytes as base64url text, for secrets that are shown once. */
  randomSecret(bytes: number): string;
  /** Vouches for where the tenant's audit log stood, by the audit key. */
  signHead(head: AuditHead): SignedAuditHead;
  /** Finds a file's bytes, whoever may see it; what is answered reads them later, null where there are none. */
  fileContent(fileId: string): Promise<() => Promise<Uint8Array | null>>;
  /** How large a file may be, and of which types. */
  fileRules: FileRules;
  /** How analysts' SQL logins reach the database. */
  sqlAccess: SqlAccess;
}

/** What a command answers: the noun's id (or the declared shape), and what happened. No event, no compile. */
export type Outcome<Result> =
  | {
      result: Result;
      events: readonly [Fact, ...Fact[]];
      timers?: readonly TimerFact[];
      /** Whose deed it is, where a secret link speaks for a member: what follows from it acts as them. */
      by?: Actor;
    }
  /** Only where the input asked for what already is: no version, no event. */
  | { result: Result; unchanged: true };

export type RestLine = `${'GET' | 'POST' | 'PUT' | 'PATCH'} /${string}`;

/** The names in the braces of a REST line's path. */
export const pathParameters = (rest: string): string[] =>
  [...rest.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);

interface Common<Input extends z.ZodObject> {
  /** camelCase verb + noun; the GraphQL field. */
  name: string;
  summary: string;
  rest: RestLine;
  permission: Permission;
  input: Input;
  errors?: readonly ErrorDeclaration[];
  /** An example of the input, shown in OpenAPI and run by the sweeps where it can stand alone. */
  example?: unknown;
}

/** Whether an update must name the version it saw ('required'), may ('optional'), or has none to see. */
export type Concurrency = 'required' | 'optional' | 'none';

export interface Command<Input extends z.ZodObject = z.ZodObject> extends Common<Input> {
  kind: 'command';
  /** A noun (the handler answers its id) or a named shape of its own. */
  output: Noun | z.ZodType;
  concurrency: Concurrency;
  created: boolean;
  /** Given where many rows of this input can be written by one call; its route and mutation are derived. */
  bulk?: { name: string; rest: RestLine; summary: string };
  /** Files that others publish, which an import takes as they come, by the preset's name. */
  presets?: Readonly<Record<string, FilePreset>>;
  /** On a derived bulk command: the command that each row is an input of, and the parse that leaves rows to it. */
  rowsOf?: Command;
  envelope?: z.ZodObject;
  /** The same for many inputs at once, set-based: an outcome or a problem for each, in order. A fact that several give is told once. */
  handleMany?(inputs: readonly z.output<Input>[], context: Context): Promise<(Outcome<unknown> | Problem)[]>;
  handle(input: z.output<Input>, context: Context): Promise<Outcome<unknown>>;
}

/** Rows as one SELECT, its columns named as the members of a row, each as JSON prints it or a type of Postgres that does. */
export interface EveryRow {
  members: readonly string[];
  select: SQL;
}

export interface Query<Input extends z.ZodObject = z.ZodObject> extends Common<Input> {
  kind: 'query';
  output: z.ZodType;
  /** The member of the output that holds rows, where it can also be given as CSV and NDJSON. */
  rows?: string;
  /** Every row at once, where the input has pages: what REST streams as a file unless the address names a `limit`. */
  everyRow?(input: z.output<Input>, context: Context): Promise<EveryRow>;
  /**
   * The file query that draws its answer: what REST answers where `image/svg+xml` is accepted rather, or where the query
   * names a member that only the drawing has.
   */
  pictured?: FileQuery;
  /** Whether it reads so much that it runs apart from ordinary requests, on few connections with longer limits. */
  heavy?: boolean;
  /** Whether each reading is kept in the access log. */
  logged?: boolean;
  /** Whether an answer is worth no waiting for another: given where the input has `wait`, in seconds. */
  answered?: (output: never) => boolean;
  handle(input: z.output<Input>, context: Context): Promise<unknown>;
}

/** The get or the list of a noun: derived, never written. */
export interface Read extends Common<z.ZodObject> {
  kind: 'get' | 'list';
  noun: Noun;
}

export type Operation = Command | Query | Read;

export const isNoun = (output: Noun | z.ZodType): output is Noun => 'links' in output;

/** A verb with both its surfaces. POST on a collection creates (201); PATCH and PUT need the version they saw. */
export function command<Input extends z.ZodObject, Output extends Noun | z.ZodType>(
  declaration: Common<Input> & {
    output: Output;
    concurrency?: Concurrency;
    handle(
      input: z.output<Input>,
      context: Context,
    ): Promise<Outcome<Output extends z.ZodType ? z.input<Output> : { id: string }>>;
  },
): Command {
  const [method, path] = declaration.rest.split(' ') as [string, string];
  const creates = method === 'POST' && !path.includes('{');
  return {
    ...declaration,
    kind: 'command',
    created: creates,
    concurrency: declaration.concurrency ?? (method === 'PATCH' ? 'required' : creates ? 'none' : 'optional'),
  } as unknown as Command;
}

/** A command that also takes up to 1,000 inputs in one call: one set-based `handleMany` serves both. */
export function bulkCommand<Input extends z.ZodObject>(
  declaration: Common<Input> &
    Pick<Command, 'presets'> & {
      output: Noun;
      concurrency?: Concurrency;
      bulk: NonNullable<Command['bulk']>;
      handleMany(
        inputs: readonly z.output<Input>[],
        context: Context,
      ): Promise<(Outcome<{ id: string }> | Problem)[]>;
    },
): Command {
  return command<Input, Noun>({
    ...declaration,
    async handle(input, context) {
      const [only] = await declaration.handleMany([input], context);
      if (only instanceof Problem) throw only;
      return only!;
    },
  });
}

/** A standing question that is not a plain read of a noun. */
export const query = <Input extends z.ZodObject, Output extends z.ZodType>(
  declaration: Common<Input> & {
    output: Output;
    rows?: string;
    everyRow?(input: z.output<Input>, context: Context): Promise<EveryRow>;
    pictured?: FileQuery;
    heavy?: boolean;
    logged?: boolean;
    answered?: (output: z.output<Output>) => boolean;
    handle(input: z.output<Input>, context: Context): Promise<z.input<Output>>;
  },
): Query => ({ ...declaration, kind: 'query' }) as unknown as Query;

/** A room of the house: everything that the machinery must know of it. */
export interface Capability {
  name: string;
  nouns?: readonly Noun[];
  commands?: readonly Command[];
  queries?: readonly Query[];
  /** Acts of whoever holds a secret link, its `token` in the input; the tenant’s own hand does them, by REST alone. */
  links?: readonly (Command | Query)[];
  events?: readonly AnyEvent[];
  reactions?: readonly Reaction[];
  timers?: readonly AnyTimer[];
  /** What a violated database constraint means, by the constraint's name. */
  constraints?: Readonly<Record<string, ErrorDeclaration>>;
}

export const capability = (declaration: Capability): Capability => declaration;
