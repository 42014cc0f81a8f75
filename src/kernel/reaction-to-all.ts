import type { EventDeclaration, Fact } from './event.ts';
import type { Consequence, Context, Reaction } from './operation.ts';

/** What happens in the same transaction because of all events of a kind there: in as many statements as for one. */
export const reactionToAll = <Data>(declaration: {
  name: string;
  on: EventDeclaration<Data>;
  handleMany(facts: readonly Fact<Data>[], context: Context): Promise<Consequence>;
}): Reaction => ({
  ...(declaration as unknown as Pick<Reaction, 'name' | 'on'> & Required<Pick<Reaction, 'handleMany'>>),
  when: 'with',
  handle: (fact, context) => declaration.handleMany([fact as unknown as Fact<Data>], context),
});
