import type pg from 'pg';
import { z } from 'zod';
import { holds, type Actor } from '../../kernel/actor.ts';
import { notFound, permissionMissing } from '../../kernel/errors.ts';
import type { Operation, Read } from '../../kernel/operation.ts';
import { concerning, noteReading, noteShaped } from '../access-log/notes.ts';
import { inTransaction, type OpenTransaction } from '../database/transaction.ts';
import { loneRead } from '../database/lone-read.ts';
import { assertPast } from '../reads/as-of.ts';
import { Plans } from '../reads/plans.ts';
import type { ListRequest, Selection } from '../reads/request.ts';
import { rowShapes, type Page as PageShape, type Shape } from '../reads/shape.ts';
import type { Registry } from '../registry.ts';
import type { Page } from './calls.ts';
import {
  readOne,
  readPage,
  readShaped,
  readShapedPage,
  type Found,
  type Run,
  type ShapedPage,
  type View,
} from './read.ts';
import { resolveReferences } from './references.ts';

/** Runs what was compiled in a transaction that is open. */
export const runIn =
  (tx: OpenTransaction): Run =>
  (plan, values) =>
    tx.run(plan, values);

/** Gets and lists of nouns, under the reader's permissions. */
export class Reader {
  readonly registry: Registry;
  protected readonly pool: pg.Pool;
  protected readonly plans = new Plans();

  constructor(pool: pg.Pool, registry: Registry) {
    this.pool = pool;
    this.registry = registry;
  }

  assertPermission(operation: Operation, actor: Actor): void {
    if (!holds(actor, operation.permission)) {
      throw permissionMissing({
        detail: `${operation.name} needs the permission ${operation.permission.name}.`,
      });
    }
  }

  /** One row of a noun as JSON text, and its version; `not_found` whether it is missing or out of sight. */
  async get(
    operation: Read,
    key: string,
    selection: Selection,
    view: View,
    tx?: OpenTransaction,
  ): Promise<Found> {
    this.assertPermission(operation, view.actor);
    if (!tx && (view.asOf !== undefined || key.startsWith('ext:')))
      return this.#snapshot(view.actor, (opened) => this.get(operation, key, selection, view, opened));
    if (tx) assertPast(view.asOf, tx.now);
    const named = key.startsWith('ext:') ? await this.#named(operation, key, view, tx!) : key;
    const found = await readOne(
      operation.noun,
      named,
      selection,
      view,
      this.plans,
      this.#run(view.actor, tx),
    );
    if (!found) throw concerning(notFound(), named);
    noteReading(operation, selection, view.actor, [found.j], named);
    return found;
  }

  /** The id of ours that another system's name of a row stands for; `not_found` where there is none. */
  async #named({ noun }: Read, key: string, view: View, tx: OpenTransaction): Promise<string> {
    const input = { key };
    const shape = z.object({
      key: noun.key === 'id' ? z.string().meta({ noun: noun.name }) : z.string(),
    });
    await resolveReferences({ input, shape, pathKeys: new Set(['key']) }, this.registry.nouns, view, tx);
    return input.key;
  }

  /** A page of a noun's list. */
  async list(
    operation: Read,
    list: ListRequest,
    selection: Selection,
    view: View,
    tx?: OpenTransaction,
  ): Promise<Page> {
    this.assertPermission(operation, view.actor);
    if (!tx && view.asOf !== undefined)
      return this.#snapshot(view.actor, (opened) => this.list(operation, list, selection, view, opened));
    if (tx) assertPast(view.asOf, tx.now);
    const found = await readPage(
      operation.noun,
      list,
      selection,
      view,
      this.plans,
      this.#run(view.actor, tx),
    );
    const rows = found.filter(({ j }) => j !== null).slice(0, list.limit);
    const [first] = found;
    const texts = rows.map(({ j }) => j!);
    noteReading(operation, selection, view.actor, texts);
    return {
      rows: texts,
      places: rows.map(({ k }) => k),
      hasMore: found.length > list.limit,
      ...(list.count && { total: first!.total! }),
    };
  }

  /** One row in the shape that a GraphQL document asks for, as JSON text; `not_found` as in `get`. */
  async getShaped(
    operation: Read,
    key: string,
    shape: Shape,
    actor: Actor,
    tx?: OpenTransaction,
  ): Promise<string> {
    this.assertPermission(operation, actor);
    const text = await readShaped(operation.noun, key, shape, actor, this.plans, this.#run(actor, tx));
    if (text === undefined) throw concerning(notFound(), key);
    noteShaped(operation, shape, actor, 1, key);
    return text;
  }

  /** A page of a noun's list in the shape that a GraphQL document asks for. */
  async listShaped(
    operation: Read,
    list: ListRequest,
    page: PageShape,
    actor: Actor,
    tx?: OpenTransaction,
  ): Promise<ShapedPage> {
    this.assertPermission(operation, actor);
    const found = await readShapedPage(operation.noun, list, page, actor, this.plans, this.#run(actor, tx));
    noteShaped(operation, rowShapes(page).flat(), actor, found.rows.length);
    return found;
  }

  /** A single statement is a transaction of its own; several share the one that is open. */
  #run(actor: Actor, tx: OpenTransaction | undefined): Run {
    return tx ? runIn(tx) : (plan, values) => loneRead(this.pool, actor, plan, values);
  }

  #snapshot<T>(actor: Actor, read: (tx: OpenTransaction) => Promise<T>): Promise<T> {
    return inTransaction(this.pool, { actor, readOnly: true, isolation: 'repeatable read' }, read);
  }
}
