import type { Actor, Role, Side } from '../../kernel/actor.ts';
import { holds } from '../../kernel/actor.ts';
import type { Noun } from '../../kernel/noun.ts';
import type { Topic } from './model/topic.ts';

/** A role on a side. */
export interface Recipient {
  side: Side;
  role: Role;
}

/** The roles by side that a topic tells, less those that may not read what it is about. */
export const recipientsOf = ({ to }: Topic, about: Noun): Recipient[] =>
  Object.entries(to).flatMap(([side, roles]) =>
    roles
      .filter((role) => holds({ side, role, scopes: null } as unknown as Actor, about.read))
      .map((role) => ({ side: side as Side, role })),
  );
