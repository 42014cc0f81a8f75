import type { SQL } from 'drizzle-orm';
import type { RowAt } from './noun.ts';
import { holds, type Actor, type Permission } from './actor.ts';
import { stepNotAllowed, type ErrorDeclaration } from './errors.ts';

/** The state a verb ends in, several where the row decides. */
type Ends<State extends string> = State | readonly State[];

/** What a verb does: the states it starts from, where it ends, who may. */
export interface Verb<State extends string> {
  from: readonly State[];
  /** One answer for all states it starts from, or one of each. */
  to: Ends<State> | Readonly<Record<string, Ends<State>>>;
  /** Who may; null where only the tenant's own rules take this step (a timer, a reaction). */
  by: Permission | null;
  /** What must hold besides, such as segregation of duties: shown by `allowedActions`, checked by `assertProvided`. */
  provided?: readonly Proviso[];
}

/** A condition on the row and who acts on it, and the refusal where it does not hold. */
export interface Proviso {
  that: (row: RowAt, actor: Actor) => SQL;
  otherwise: ErrorDeclaration;
}

export interface Lifecycle<State extends string = string, Name extends string = string> {
  readonly noun: string;
  readonly states: readonly State[];
  readonly initial: State;
  readonly verbs: Readonly<Record<Name, Verb<State>>>;
}

/** The states that a verb may lead to from one. */
export function endsOf<State extends string>({ to }: Verb<State>, from: State): readonly State[] {
  if (typeof to === 'string') return [to];
  if (Array.isArray(to)) return to;
  return [(to as Readonly<Record<string, Ends<State>>>)[from] ?? []].flat() as State[];
}

/** Where a verb leads that leaves the row in the state it is in. */
export const staying = <const State extends string>(
  from: readonly State[],
): Readonly<Record<string, State>> => Object.fromEntries(from.map((state) => [state, state]));

/** A life as a table of verbs. A state that no verb reaches, or a verb from or to an unknown one, does not start. */
export function lifecycle<const State extends string, Name extends string>(
  life: Lifecycle<State, Name>,
): Lifecycle<State, Name> {
  const reached = new Set<string>([life.initial]);
  for (const [name, verb] of Object.entries<Verb<State>>(life.verbs)) {
    for (const from of verb.from) {
      const ends = endsOf(verb, from);
      if (ends.length === 0) throw new Error(`${life.noun}.${name} leads nowhere from ${from}`);
      for (const state of [from, ...ends])
        if (!life.states.includes(state)) throw new Error(`${life.noun}.${name}: no state ${state}`);
      for (const state of ends) reached.add(state);
    }
  }
  const lost = life.states.filter((state) => !reached.has(state));
  if (lost.length > 0) throw new Error(`${life.noun}: no verb reaches ${lost.join(', ')}`);
  return life;
}

/** The state that a verb leads to from here; `step_not_allowed` names both where it does not. */
export function step<State extends string, Name extends string>(
  life: Lifecycle<State, Name>,
  name: Name,
  state: string,
  to?: State,
): State {
  const verb = life.verbs[name];
  if (!verb.from.includes(state as State)) {
    throw stepNotAllowed({
      detail: `${life.noun} is ${state}; ${name} needs it to be ${verb.from.join(' or ')}.`,
      facts: { state },
    });
  }
  const ends = endsOf(verb, state as State);
  if (to !== undefined) {
    if (!ends.includes(to)) throw new Error(`${life.noun}.${name} does not lead from ${state} to ${to}`);
    return to;
  }
  return ends[0]!;
}

/** The verbs of a life that the actor's permissions let it take at all, with their start states. */
export const verbsOf = (life: Lifecycle, actor: Actor): [string, Verb<string>][] =>
  Object.entries(life.verbs).filter(([, verb]) => verb.by !== null && holds(actor, verb.by));
