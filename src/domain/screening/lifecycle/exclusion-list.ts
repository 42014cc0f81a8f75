import { lifecycle } from '../../../kernel/lifecycle.ts';
import { forWholeTenant } from '../../../kernel/whole-tenant.ts';
import { listStates } from '../model/exclusion-list.ts';
import { permissions } from '../policy.ts';

/** The life of an exclusion list: what it says has no effect until it is published. */
export const exclusionListLife = lifecycle({
  noun: 'exclusionList',
  states: listStates,
  initial: 'loading',
  verbs: {
    publish: {
      from: ['loading'],
      to: 'published',
      by: permissions.manageLists,
      provided: [forWholeTenant],
    },
    abandon: {
      from: ['loading'],
      to: 'abandoned',
      by: permissions.manageLists,
      provided: [forWholeTenant],
    },
    supersede: { from: ['published'], to: 'superseded', by: null },
  },
});
