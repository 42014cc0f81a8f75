import { lifecycle } from '../../kernel/lifecycle.ts';

// Content comes by its own route, and what is found in it is the scanner's to say: no verb is anybody's.
const own = { by: null };

export const fileLife = lifecycle({
  noun: 'file',
  states: ['awaiting_content', 'scanning', 'clean', 'infected', 'removed'],
  initial: 'awaiting_content',
  verbs: {
    receive: { from: ['awaiting_content'], to: 'scanning', ...own },
    clear: { from: ['scanning'], to: 'clean', ...own },
    condemn: { from: ['scanning'], to: 'infected', ...own },
    remove: { from: ['awaiting_content', 'clean', 'infected'], to: 'removed', ...own },
  },
});
