import type { PgTable } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import { stepNotAllowed } from './errors.ts';
import type { EventDeclaration, Fact, Scoped, TimerFact } from './event.ts';
import { step, type Lifecycle } from './lifecycle.ts';
import type { Noun } from './noun.ts';
import { command, type Command, type Context, type RestLine } from './operation.ts';
import { assertProvided } from './provisos.ts';
import { reference, text } from './shapes.ts';
import type { Changes, Row } from './transaction.ts';
import { kebab } from './words.ts';

/** A row after a step, what else happened and what is to happen in time. */
export interface Stepped<T extends PgTable> {
  row: Row<T>;
  facts: readonly Fact[];
  timers?: readonly TimerFact[];
}

/** A command that takes one verb of a life on one row, and says so. */
export interface StepCommand<T extends PgTable, Verb extends string, Data> {
  noun: Noun;
  table: T;
  life: Lifecycle<string, Verb>;
  verb: Verb;
  summary: string;
  event: EventDeclaration<Data>;
  /** The event's data; absent, it has none. */
  data?: (row: Row<T>) => Data;
  /** Whether the caller says why; absent, it does not. */
  reason?: 'required' | 'optional';
  /** Verb and noun, unless the verb says it all. */
  name?: string;
  /** The column that holds the state: `state`, unless told. */
  column?: string;
  /** What the step writes besides; the reason as the caller gave it. */
  changes?: (row: Row<T>, context: Context, reason: string | undefined) => Changes<T>;
  /** Holds the parents of the row, by its id, before the row itself. */
  parents?: (id: string, context: Context) => Promise<void>;
  /** In place of a plain change, where more follows from the step. */
  move?: (row: Row<T>, context: Context) => Promise<Stepped<T>>;
}

/** Makes the command: whoever the life lets take the verb may call it, at `POST /nouns/{nounId}/verb`. */
export function stepCommand<T extends PgTable, Verb extends string, Data>({
  noun,
  table,
  life,
  verb,
  summary,
  event,
  data = () => ({}) as Data,
  reason,
  name = `${verb}${noun.type}`,
  column = 'state',
  changes = () => ({}),
  parents,
  move,
}: StepCommand<T, Verb, Data>): Command {
  const key = `${noun.name}Id`;
  const { by: permission, provided = [] } = life.verbs[verb];
  if (!permission) throw new Error(`${noun.name}.${verb} is nobody’s to take`);
  const change = async (row: Row<T>, context: Context, why: string | undefined): Promise<Stepped<T>> => {
    const held = row as unknown as Scoped & Record<string, string>;
    const state = { [column]: step(life, verb, held[column]!) } as Changes<T>;
    return {
      row: await context.tx.change(table, held, { ...changes(row, context, why), ...state }),
      facts: [],
    };
  };
  return command({
    name,
    summary,
    rest: `POST /${kebab(noun.plural)}/{${key}}/${kebab(verb)}` as RestLine,
    permission,
    input: z.strictObject({
      [key]: reference(noun.name),
      ...(reason && { reason: reason === 'required' ? text(2_000) : text(2_000).optional() }),
    }),
    output: noun,
    errors: [stepNotAllowed, ...provided.map(({ otherwise }) => otherwise)],
    async handle(input: Record<string, unknown>, context) {
      await parents?.(input[key] as string, context);
      const taken = await context.take(table, input[key] as string);
      await assertProvided(life, verb, table, taken as unknown as Scoped, context);
      const why = input['reason'] as string | undefined;
      const { row, facts, timers = [] } = await (move ? move(taken, context) : change(taken, context, why));
      const subject = row as unknown as Scoped;
      return { result: subject, events: [event(subject, data(row), why), ...facts], timers };
    },
  });
}
