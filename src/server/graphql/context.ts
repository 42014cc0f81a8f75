import type { GraphQLFieldConfig, GraphQLResolveInfo } from 'graphql';
import type pg from 'pg';
import type { Actor } from '../../kernel/actor.ts';
import type { OpenTransaction } from '../database/transaction.ts';
import type { Executor } from '../execute/execute.ts';
import type { PollPorts } from '../execute/poll.ts';
import { asOfFrom } from '../reads/as-of.ts';
import type { CursorSealer } from '../reads/cursor.ts';
import type { Reading } from './selection.ts';

/** What every resolver of one request shares: who asks, and one snapshot to read from. */
export interface GraphqlContext {
  actor: Actor;
  requestId: string;
  address: string;
  executor: Executor;
  pool: pg.Pool;
  reports: pg.Pool;
  cursors: CursorSealer;
  stillActs: PollPorts['stillActs'];
  snapshot(): Promise<OpenTransaction>;
}

export type FieldConfig = GraphQLFieldConfig<unknown, GraphqlContext>;
export type Row = Record<string, unknown>;

/** How a resolver reads. */
export const readingOf = (
  { actor, cursors }: GraphqlContext,
  info: GraphQLResolveInfo,
  asOf?: string,
): Reading => ({
  info,
  actor,
  cursors,
  asOf,
});
/** Through whose eyes, and when. */
export const viewingOf = ({ actor }: GraphqlContext, asOf: string | undefined) => ({
  actor,
  asOf,
  absence: 'null' as const,
});

/** The past that a read asks for, if it does. */
export const pastOf = ({ actor, cursors }: GraphqlContext, given: unknown): string | undefined =>
  typeof given === 'string' ? asOfFrom(given, actor, cursors) : undefined;

/** An argument given as null is one not given. */
export const withoutNulls = (given: unknown) =>
  Object.fromEntries(Object.entries(given as object).filter(([, value]) => value !== null));
