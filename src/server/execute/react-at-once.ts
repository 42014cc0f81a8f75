import type { Fact } from '../../kernel/event.ts';
import type { Consequence, Context, Reaction } from '../../kernel/operation.ts';

/** A reaction that is due, and what it reacts to. */
export interface Due {
  reaction: Reaction;
  fact: Fact & { id: string; at: string };
}

/** Runs what is due because of one kind of event, each reaction over all facts. */
async function reactToKind(due: readonly Due[], context: Context): Promise<Consequence[]> {
  const consequences: Consequence[] = [];
  for (const [reaction, told] of Map.groupBy(due, (one) => one.reaction)) {
    const facts = told.map(({ fact }) => fact);
    if (reaction.handleMany) consequences.push(await reaction.handleMany(facts, context));
    else for (const fact of facts) consequences.push(await reaction.handle(fact, context));
  }
  return consequences;
}

/**
 * Runs what is due, fact by fact in the order of the facts; where a reaction takes all facts of a kind at once, everything
 * due because of that kind runs when its first is, in the order in which its reactions run for one.
 */
export async function reactAtOnce(due: readonly Due[], context: Context): Promise<Consequence[]> {
  const byKind = Map.groupBy(due, ({ reaction }) => reaction.on.type);
  const consequences: Consequence[] = [];
  for (const one of due) {
    const ofKind = byKind.get(one.reaction.on.type)!;
    if (!ofKind.some(({ reaction }) => reaction.handleMany))
      consequences.push(await one.reaction.handle(one.fact, context));
    else if (ofKind[0] === one) consequences.push(...(await reactToKind(ofKind, context)));
  }
  return consequences;
}
