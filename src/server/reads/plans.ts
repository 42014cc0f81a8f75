import { sql, type Placeholder, type SQL } from 'drizzle-orm';
import type { Actor } from '../../kernel/actor.ts';
import { planOf, type Plan } from '../database/plan.ts';
import type { Viewing } from './source.ts';

/** Takes values out of a statement's text, in the order in which it is written. */
export class Slots {
  readonly values: unknown[] = [];

  put(value: unknown): Placeholder {
    this.values.push(value);
    return sql.placeholder(String(this.values.length - 1));
  }
}

/** A request's own value: a parameter, or a slot of a statement that is kept for other values too. */
export const param = (value: unknown, { slots }: Viewing): unknown => (slots ? slots.put(value) : value);

const rights = new WeakMap<Actor, string>();

/** Everything of an actor that decides what a statement of its says. */
export function rightsOf(actor: Actor): string {
  let known = rights.get(actor);
  if (known === undefined) {
    known = JSON.stringify({ ...actor, tokenId: null });
    rights.set(actor, known);
  }
  return known;
}

const mostPlans = 2_000;

/** Compiled statements by what decides their text: who reads and what is asked, never the values asked for. */
export class Plans {
  readonly #kept = new Map<string, Plan>();

  /** The kept plan, or one compiled now; its slots must take the values in the order that the caller has them in. */
  of(key: string, values: readonly unknown[], compile: (slots: Slots) => SQL): Plan {
    const known = this.#kept.get(key);
    if (known) {
      // The most recent go last, so that the first is the one to drop.
      this.#kept.delete(key);
      this.#kept.set(key, known);
      return known;
    }
    const slots = new Slots();
    const plan = planOf(compile(slots));
    if (slots.values.length !== values.length || slots.values.some((value, index) => value !== values[index]))
      throw new Error('a statement’s slots are not in the order of its values');
    if (this.#kept.size >= mostPlans) this.#kept.delete(this.#kept.keys().next().value!);
    this.#kept.set(key, plan);
    return plan;
  }
}
