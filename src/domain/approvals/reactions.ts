import type { Fact } from '../../kernel/event.ts';
import { reaction, type Context } from '../../kernel/operation.ts';
import { membershipEnded, userDeactivated } from '../access/index.ts';
import { titleHoldingAssigned, titleHoldingEnded } from './model/title.ts';
import { endDelegation } from './routing/move-delegation.ts';
import { rejudge } from './routing/rejudge.ts';
import { returnSteps } from './routing/return-steps.ts';
import { delegationsOf } from './store/delegations.ts';
import { holdingsOf, membershipsOf } from './store/holders.ts';
import { titleHoldings } from './tables.ts';

export const resumeWhenTitleIsHeld = reaction({
  name: 'resumeWhenTitleIsHeld',
  on: titleHoldingAssigned,
  when: 'with',
  handle: async ({ data }, context) => ({ events: await rejudge([data.titleId], context) }),
});

export const pauseWhenTitleIsVacant = reaction({
  name: 'pauseWhenTitleIsVacant',
  on: titleHoldingEnded,
  when: 'with',
  handle: async ({ data }, context) => ({ events: await rejudge([data.titleId], context) }),
});

/** What the memberships held, lent and were given goes back to the titles and their other holders. */
async function release(membershipIds: readonly string[], context: Context): Promise<Fact[]> {
  const events: Fact[] = [];
  if (membershipIds.length === 0) return events;
  for (const delegation of await delegationsOf(membershipIds, context))
    events.push((await endDelegation(delegation, 'expire', context)).fact);
  events.push(...(await returnSteps(membershipIds, context)));
  for (const { id, version, titleId, membershipId } of await holdingsOf(membershipIds, context)) {
    const ended = await context.tx.change(titleHoldings, { id, version }, { endedAt: context.now });
    events.push(titleHoldingEnded(ended, { titleId, membershipId }));
  }
  return events;
}

export const endHoldingsOfMembership = reaction({
  name: 'endHoldingsOfMembership',
  on: membershipEnded,
  when: 'with',
  handle: async ({ subject }, context) => ({ events: await release([subject.id], context) }),
});

export const endHoldingsOfUser = reaction({
  name: 'endHoldingsOfUser',
  on: userDeactivated,
  when: 'with',
  async handle({ subject }, context) {
    return { events: await release(await membershipsOf(subject.id, context), context) };
  },
});
