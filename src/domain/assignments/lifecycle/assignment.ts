import { lifecycle } from '../../../kernel/lifecycle.ts';
import { AssignmentState } from '../model/assignment.ts';
import { permissions } from '../policy.ts';

const revisable = ['pending', 'active', 'suspended'] as const;
const charged = [...revisable, 'ended'] as const;

/** From acceptance to the last day; what never began was canceled or a no-show. Three verbs change no state. */
export const assignmentLife = lifecycle({
  noun: 'assignment',
  states: AssignmentState.options,
  initial: 'pending',
  verbs: {
    start: { from: ['pending'], to: 'active', by: permissions.start },
    cancel: { from: ['pending'], to: 'canceled', by: permissions.cancel },
    reportNoShow: { from: ['pending'], to: 'no_show', by: permissions.start },
    suspend: { from: ['active'], to: 'suspended', by: permissions.manage },
    lapse: { from: ['active'], to: 'suspended', by: null },
    resume: { from: ['suspended'], to: 'active', by: permissions.manage },
    end: { from: ['active', 'suspended'], to: 'ended', by: permissions.manage },
    convert: { from: ['active', 'suspended'], to: 'ended', by: permissions.manage },
    revise: { from: revisable, to: revisable, by: permissions.manage },
    propose: { from: revisable, to: revisable, by: permissions.propose },
    setAllocation: { from: charged, to: charged, by: permissions.allocate },
  },
});
