import { lifecycle } from '../../../kernel/lifecycle.ts';

/** The life of an opening; it follows its order and those who are placed on it. */
export const positionLife = lifecycle({
  noun: 'position',
  states: ['open', 'filled', 'canceled', 'closed'],
  initial: 'open',
  verbs: {
    fill: { from: ['open'], to: 'filled', by: null },
    reopen: { from: ['filled', 'closed'], to: 'open', by: null },
    close: { from: ['open', 'filled'], to: 'closed', by: null },
    cancel: { from: ['open', 'filled'], to: 'canceled', by: null },
  },
});
