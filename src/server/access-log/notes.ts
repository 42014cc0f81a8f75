import { AsyncLocalStorage } from 'node:async_hooks';
import type { Actor } from '../../kernel/actor.ts';
import { Problem } from '../../kernel/errors.ts';
import type { DataClass, Noun } from '../../kernel/noun.ts';
import { pathParameters, type Operation, type Query, type Read } from '../../kernel/operation.ts';
import { isId } from '../../kernel/shapes.ts';
import { isDerived } from '../reads/fields.ts';
import type { Selection } from '../reads/request.ts';
import { rowShapes, type Shape } from '../reads/shape.ts';

/** What the access log keeps of one access, beside who and when: never what was read. */
export interface AccessNote {
  kind: 'refused' | 'read' | 'export';
  operation: string;
  status: number;
  code: string | null;
  noun: string | null;
  subjectId: string | null;
  /** How many rows were read, where they were counted. */
  rows: number | null;
}

/** The notes of the request under way. */
export const notebook = new AsyncLocalStorage<AccessNote[]>();

/** Keeps what is noted meanwhile only if it succeeds: for an attempt whose answer may be given in another way instead. */
export async function notedIfDone<T>(attempt: () => Promise<T>): Promise<T> {
  const notes: AccessNote[] = [];
  const done = await notebook.run(notes, attempt);
  notebook.getStore()?.push(...notes);
  return done;
}

const write = (note: AccessNote) => notebook.getStore()?.push(note);

const subjects = new WeakMap<Problem, string>();

/** Remembers which row a refusal is about; answers the refusal. */
export function concerning<E>(refusal: E, subjectId: unknown): E {
  if (refusal instanceof Problem && typeof subjectId === 'string' && isId(subjectId))
    subjects.set(refusal, subjectId);
  return refusal;
}

/** The value of the id in the operation's path, out of its input. */
export const subjectIn = ({ rest }: Operation, input: Record<string, unknown>): unknown =>
  input[pathParameters(rest)[0] ?? ''];

const kept = new Set([401, 403, 404]);

/** The noun whose row the operation is about, where its definition says so. */
function nounOf(operation: Operation | undefined): string | null {
  if (!operation) return null;
  if (operation.kind === 'get' || operation.kind === 'list') return operation.noun.name;
  const [name] = pathParameters(operation.rest);
  const shape = name === undefined ? undefined : operation.input.shape[name];
  const { noun, subject } = (shape as { meta?(): Record<string, unknown> } | undefined)?.meta?.() ?? {};
  return ((noun ?? subject) as string | undefined) ?? null;
}

/** Notes a problem that refuses access: 401, 403, and 404 of an operation. */
export function noteRefusal(
  problem: Problem,
  operation: Operation | undefined,
  { subjectId, name }: { subjectId?: string | undefined; name?: string } = {},
): void {
  if (!kept.has(problem.status) || (problem.status === 404 && !operation)) return;
  const about = subjects.get(problem) ?? subjectId;
  write({
    kind: 'refused',
    operation: operation?.name ?? name ?? 'none',
    status: problem.status,
    code: problem.declaration.code,
    noun: nounOf(operation),
    subjectId: about !== undefined && isId(about) ? about : null,
    rows: null,
  });
}

const sensitive = new Set<DataClass>(['identity', 'contact', 'health', 'secret']);

const showsSensitive = (noun: Noun, fields: Iterable<string>, actor: Actor): boolean =>
  [...fields].some((name) => {
    if (isDerived(noun, name)) return false;
    const { dataClass, readers } = noun.fields[name]!;
    return sensitive.has(dataClass) && (actor.side === 'system' || !readers || readers(actor));
  });

type Shown = Record<string, unknown>;

/** Counts the rows in which sensitive fields may stand, by noun; at any depth of links. */
function count(
  noun: Noun,
  selection: Selection,
  actor: Actor,
  rows: Shown[],
  into: Map<string, number>,
): void {
  if (showsSensitive(noun, selection.fields, actor))
    into.set(noun.name, (into.get(noun.name) ?? 0) + rows.length);
  for (const [key, { link, selection: nested }] of selection.links) {
    const linked = rows.flatMap((row) => {
      const value = row[key] as Shown | { data: Shown[] } | null | undefined;
      if (!value) return [];
      return link.many ? (value as { data: Shown[] }).data : [value as Shown];
    });
    count(link.target, nested, actor, linked, into);
  }
}

/** Notes that a get or a list answered rows with personal data; `texts` are the rows as JSON. */
export function noteReading(
  operation: Read,
  selection: Selection,
  actor: Actor,
  texts: readonly string[],
  key: string | null = null,
): void {
  if (notebook.getStore() === undefined || texts.length === 0) return;
  const { noun } = operation;
  const found = new Map<string, number>();
  // What is read of a noun alone is counted without being looked at.
  const rows: Shown[] =
    selection.links.size === 0
      ? Array<Shown>(texts.length).fill({})
      : texts.map((text) => JSON.parse(text) as Shown);
  count(noun, selection, actor, rows, found);
  for (const [name, read] of found) {
    if (read === 0) continue;
    const subjectId = name === noun.name && key !== null && isId(key) ? key : null;
    write({
      kind: 'read',
      operation: operation.name,
      status: 200,
      code: null,
      noun: name,
      subjectId,
      rows: read,
    });
  }
}

/** The nouns of which a shape shows sensitive fields, at any depth of links. */
function sensitiveIn(noun: Noun, shape: Shape, actor: Actor, into = new Set<Noun>()): Set<Noun> {
  const names = shape.flatMap((member) => (member.kind === 'field' ? [member.name] : []));
  if (showsSensitive(noun, names, actor)) into.add(noun);
  for (const member of shape) {
    if (member.kind !== 'one' && member.kind !== 'many') continue;
    const { link } = member;
    if (!link.isOpenTo(actor)) continue;
    const inner = member.kind === 'one' ? [member.shape] : rowShapes(member.page);
    for (const each of inner) sensitiveIn(link.target, each, actor, into);
  }
  return into;
}

/** The same of an answer that passes through as it is: rows of linked nouns are not counted. */
export function noteShaped(
  operation: Read,
  shape: Shape,
  actor: Actor,
  rows: number,
  key: string | null = null,
): void {
  if (notebook.getStore() === undefined || rows === 0) return;
  for (const noun of sensitiveIn(operation.noun, shape, actor)) {
    const own = noun === operation.noun;
    write({
      kind: 'read',
      operation: operation.name,
      status: 200,
      code: null,
      noun: noun.name,
      subjectId: own && key !== null && isId(key) ? key : null,
      rows: own ? rows : null,
    });
  }
}

/** Notes that a query that says so was answered: the logs themselves, and histories. */
export function noteQuery(operation: Query, input: Record<string, unknown>, answer: unknown): void {
  if (!operation.logged) return;
  const rows = Object.values(answer as object).find((member) => Array.isArray(member)) as
    | unknown[]
    | undefined;
  const subjectId = subjectIn(operation, input);
  write({
    kind: 'read',
    operation: operation.name,
    status: 200,
    code: null,
    noun: nounOf(operation),
    subjectId: typeof subjectId === 'string' && isId(subjectId) ? subjectId : null,
    rows: rows?.length ?? null,
  });
}

/** Notes that a file's content was given out. */
export function noteFileRead(operation: string, fileId: string): void {
  write({ kind: 'read', operation, status: 200, code: null, noun: 'file', subjectId: fileId, rows: 1 });
}

const idOrNull = (given: unknown): string | null => (typeof given === 'string' && isId(given) ? given : null);

/** Notes that rows, or one row by its id, leave as a file; they are counted only where somebody counts them. */
export function noteExport(operation: Operation, rows: number | null = null, id: unknown = null): void {
  const subjectId = idOrNull(id);
  write({
    kind: 'export',
    operation: operation.name,
    status: 200,
    code: null,
    noun: nounOf(operation),
    subjectId,
    rows,
  });
}
