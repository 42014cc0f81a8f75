import type { z } from 'zod';
import type { Problem } from './errors.ts';
import type { AnyEvent, EventDeclaration, Fact, TimerFact } from './event.ts';
import type { Context } from './operation.ts';

/** What a reaction or a timer answers. */
export interface Consequence {
  events?: readonly Fact[];
  timers?: readonly TimerFact[];
}

/** What happens here because something happened there. `with` runs in the same transaction, `after` in its own. */
export interface Reaction {
  name: string;
  on: AnyEvent;
  when: 'with' | 'after';
  /** Owed once for all events of the kind that a transaction leads to, and told of the first of each round of them. */
  together?: true;
  handle(fact: Fact & { id: string; at: string }, context: Context): Promise<Consequence>;
  /** Told, where it is given, of all events of the kind that a round of one transaction leads to; only of `with`. */
  handleMany?(facts: readonly Fact[], context: Context): Promise<Consequence>;
  /**
   * What follows, in a transaction of its own, where one of `after` is refused for good: by a declared problem of its
   * own, of what follows from it at once or of its commit, or when it was tried often enough. It is not tried again.
   */
  refused?(fact: Fact & { id: string; at: string }, problem: Problem, context: Context): Promise<Consequence>;
}

export const reaction = <Data>(declaration: {
  name: string;
  on: EventDeclaration<Data>;
  when: 'with' | 'after';
  together?: true;
  handle(fact: Fact<Data> & { id: string; at: string }, context: Context): Promise<Consequence>;
  refused?(
    fact: Fact<Data> & { id: string; at: string },
    problem: Problem,
    context: Context,
  ): Promise<Consequence>;
}): Reaction => declaration as unknown as Reaction;

/** A kind of timer, whatever its data. */
export interface AnyTimer {
  readonly timer: string;
  readonly heavy: boolean;
  readonly data: z.ZodType;
  handle(due: { subjectId: string; data: never }, context: Context): Promise<Consequence>;
}

/** A kind of timer; calling it sets one. `handle` runs as the tenant's own hand, `context.now` being the due instant. */
export interface Timer<Data = unknown> {
  (dueAt: string, subjectId: string, data: Data): TimerFact;
  readonly timer: string;
  readonly heavy: boolean;
  readonly data: z.ZodType<Data>;
  handle(due: { subjectId: string; data: Data }, context: Context): Promise<Consequence>;
}

export function timer<Data extends Readonly<Record<string, unknown>>>(declaration: {
  name: string;
  data: z.ZodType<Data>;
  /** Among timers of one instant the higher rank fires later. */
  rank?: number;
  /** Whether it reads so much that it runs where heavy reads do, on few connections with longer limits. */
  heavy?: boolean;
  handle(due: { subjectId: string; data: Data }, context: Context): Promise<Consequence>;
}): Timer<Data> {
  const { name, data, handle, rank = 0, heavy = false } = declaration;
  const set = (dueAt: string, subjectId: string, facts: Data): TimerFact => ({
    name,
    dueAt,
    subjectId,
    data: facts,
    rank,
  });
  return Object.assign(set, { timer: name, heavy, data, handle });
}
