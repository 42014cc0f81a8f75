import { lifecycle } from '../../kernel/lifecycle.ts';
import { rateCardHasBegun, rateCardStates } from './model/rate-card.ts';
import { beforeFirstDay, permissions } from './policy.ts';

const by = permissions.manage;

/** A card is drafted with its lines, counts from its first day once active, and keeps its days when it is retired. */
export const rateCardLife = lifecycle({
  noun: 'rateCard',
  states: rateCardStates,
  initial: 'draft',
  verbs: {
    update: { from: ['draft'], to: 'draft', by },
    activate: { from: ['draft'], to: 'active', by },
    reopen: {
      from: ['active'],
      to: 'draft',
      by,
      provided: [{ that: beforeFirstDay, otherwise: rateCardHasBegun }],
    },
    retire: { from: ['active'], to: 'retired', by },
  },
});
