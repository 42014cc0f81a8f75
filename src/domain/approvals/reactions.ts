import type { Fact } from '../../kernel/event.ts';
import { reaction, type Context } from '../../kernel/operation.ts';
import { membershipEnded, userDeactivated } from '../access/index.ts';
import { titleHoldingAssigned, titleHoldingEnded } from './model/title.ts';
import { rejudge } from './routing/rejudge.ts';
import { holdingsOf, membershipsOf } from './store.ts';
import { titleHoldings } from './tables.ts';

export const resumeWhenTitleIsHeld = reaction({
  name: 'resumeWhenTitleIsHeld',
  on: titleHoldingAssigned,
  when: 'with',
  handle: async ({ data }, context) => ({ events: await rejudge(data.titleId, context) }),
});

export const pauseWhenTitleIsVacant = reaction({
  name: 'pauseWhenTitleIsVacant',
  on: titleHoldingEnded,
  when: 'with',
  handle: async ({ data }, context) => ({ events: await rejudge(data.titleId, context) }),
});

async function endHoldings(membershipIds: readonly string[], context: Context): Promise<Fact[]> {
  const events: Fact[] = [];
  if (membershipIds.length === 0) return events;
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
  handle: async ({ subject }, context) => ({ events: await endHoldings([subject.id], context) }),
});

export const endHoldingsOfUser = reaction({
  name: 'endHoldingsOfUser',
  on: userDeactivated,
  when: 'with',
  async handle({ subject }, context) {
    return { events: await endHoldings(await membershipsOf(subject.id, context), context) };
  },
});
