import { lifecycle } from '../../kernel/lifecycle.ts';
import { ThreadState } from './model/thread.ts';
import { permissions } from './policy.ts';

/** A conversation is open until our side closes it. */
export const threadLife = lifecycle({
  noun: 'thread',
  states: ThreadState.options,
  initial: 'open',
  verbs: {
    post: { from: ['open'], to: 'open', by: permissions.post },
    close: { from: ['open'], to: 'closed', by: permissions.close },
    reopen: { from: ['closed'], to: 'open', by: permissions.close },
  },
});
