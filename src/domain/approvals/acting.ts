import type { Actor } from '../../kernel/actor.ts';
import { notFound } from '../../kernel/errors.ts';
import type { Context } from '../../kernel/operation.ts';
import { actorByMembership } from '../access/index.ts';
import { covers } from './model/title.ts';
import { permissions } from './policy.ts';
import type { LinkRow } from './store/rows.ts';

/** Whose hand a link is, as they are now; `not_found` where their membership has ended or no longer sees the step. */
export async function holderOf(link: LinkRow, { tx }: Context): Promise<Actor> {
  const who = { membershipId: link.membershipId, tokenId: null, scopes: null };
  const actor = await actorByMembership(who, tx);
  if (!actor || !permissions.decide.roles.has(actor.role as never) || !covers(actor, link)) throw notFound();
  return actor;
}
