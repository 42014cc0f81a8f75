import { rolesOf, type Actor, type Side } from '../../kernel/actor.ts';
import { holds } from '../../kernel/actor.ts';
import { refuse } from '../../kernel/errors.ts';
import type { Noun } from '../../kernel/noun.ts';
import { assertUsable } from './view-query.ts';

type Sharing = 'nobody' | 'role' | 'side';

/** Refuses a view that its owner, or any whom it is shared with and who reads such a list, could not use. */
export function assertShareable(noun: Noun, query: string, sharedWith: Sharing, actor: Actor): void {
  const side = actor.side as Side;
  if (side === 'worker' && sharedWith !== 'nobody')
    throw refuse('/sharedWith', 'not_shared', 'You have nobody to share a view with.');
  // Who shares a view may be narrowed by a token; whom it is shared with is judged by the role.
  const others =
    sharedWith === 'side'
      ? rolesOf[side]
          .map((role): Actor => ({ ...actor, role, scopes: null }))
          .filter((one) => holds(one, noun.read))
      : [];
  assertUsable(noun, query, [actor, ...others]);
}

/** The noun of a list that the actor may read, or a refusal that is the same for one that there is not. */
export function listed(name: string, nouns: ReadonlyMap<string, Noun>, actor: Actor): Noun {
  const noun = nouns.get(name);
  if (!noun || !holds(actor, noun.read))
    throw refuse('/noun', 'no_such_list', `There is no list of ${name} that you may read.`);
  return noun;
}
