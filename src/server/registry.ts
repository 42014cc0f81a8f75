import { kebab, pascal } from '../kernel/words.ts';
import type { Capability, Command, Operation, Query, Read, Reaction, AnyTimer } from '../kernel/operation.ts';

import type { ErrorDeclaration } from '../kernel/errors.ts';
import type { AnyEvent } from '../kernel/event.ts';
import type { Noun } from '../kernel/noun.ts';
import { z } from 'zod';
import { bulkOf } from './bulk.ts';
import { historyOf } from './reads/history.ts';

/** Everything the system can do, in one place that both surfaces, the contracts and the sweeping tests walk. */
export interface Registry {
  nouns: ReadonlyMap<string, Noun>;
  operations: ReadonlyMap<string, Operation>;
  /** What holders of secret links may do, without signing in. */
  links: ReadonlyMap<string, Command | Query>;
  events: ReadonlyMap<string, AnyEvent>;
  reactions: readonly Reaction[];
  timers: ReadonlyMap<string, AnyTimer>;
  constraints: ReadonlyMap<string, ErrorDeclaration>;
}

/** The REST collection of a noun: `costCenters` → `/cost-centers`. */
export const collectionOf = (noun: Noun): `/${string}` => `/${kebab(noun.plural)}`;
/** The path parameter that names one of them. */
export const keyParameter = (noun: Noun) => (noun.key === 'id' ? `${noun.name}Id` : `${noun.name}Code`);

function readsOf(noun: Noun): [Read, Read] {
  const parameter = keyParameter(noun);
  return [
    {
      kind: 'get',
      name: `get${noun.type}`,
      noun,
      summary: `Read one ${noun.name}: ${noun.summary}`,
      rest: `GET ${collectionOf(noun)}/{${parameter}}`,
      permission: noun.read,
      input: z.strictObject({}),
    },
    {
      kind: 'list',
      name: `list${pascal(noun.plural)}`,
      noun,
      summary: `List ${noun.plural}: ${noun.summary}`,
      rest: `GET ${collectionOf(noun)}`,
      permission: noun.read,
      input: z.strictObject({}),
    },
  ];
}

class Names<T> extends Map<string, T> {
  override set(name: string, value: T): this {
    if (this.has(name)) throw new Error(`${name} is declared twice`);
    return super.set(name, value);
  }
}

/** Gathers what the capabilities declare; anything declared twice, or an operation without a permission, does not start. */
export function createRegistry(capabilities: readonly Capability[]): Registry {
  const nouns = new Names<Noun>();
  const operations = new Names<Operation>();
  const links = new Names<Command | Query>();
  const events = new Names<AnyEvent>();
  const timers = new Names<AnyTimer>();
  const constraints = new Names<ErrorDeclaration>();
  const routes = new Names<string>();
  const reactions: Reaction[] = [];
  const add = (operation: Operation) => {
    if (!operation.permission) throw new Error(`${operation.name} has no permission`);
    operations.set(operation.name, operation);
    routes.set(operation.rest.replace(/\{\w+\}/g, '{}'), operation.name);
  };
  for (const capability of capabilities) {
    for (const noun of capability.nouns ?? []) {
      nouns.set(noun.name, noun);
      readsOf(noun).forEach(add);
      const parameter = keyParameter(noun);
      if (!noun.shared) add(historyOf(noun, `GET ${collectionOf(noun)}/{${parameter}}/history`, parameter));
    }
    for (const query of capability.queries ?? []) add(query satisfies Query);
    for (const single of capability.commands ?? []) {
      add(single);
      if (single.bulk) add(bulkOf(single));
    }
    for (const act of capability.links ?? []) {
      links.set(act.name, act);
      routes.set(act.rest.replace(/\{\w+\}/g, '{}'), act.name);
    }
    for (const event of capability.events ?? []) events.set(event.type, event);
    for (const timer of capability.timers ?? []) timers.set(timer.timer, timer);
    for (const [name, error] of Object.entries(capability.constraints ?? {})) constraints.set(name, error);
    reactions.push(...(capability.reactions ?? []));
  }
  for (const reaction of reactions) {
    if (!events.has(reaction.on.type))
      throw new Error(`${reaction.name} reacts to ${reaction.on.type}, which nobody declares`);
  }
  return { nouns, operations, links, events, reactions, timers, constraints };
}
