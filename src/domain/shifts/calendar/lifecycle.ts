import { lifecycle } from '../../../kernel/lifecycle.ts';
import { attendingPermissions } from '../attending/policy.ts';
import { calendarLinkStates } from './model.ts';

export const calendarLinkLife = lifecycle({
  noun: 'calendarLink',
  states: calendarLinkStates,
  initial: 'active',
  verbs: { revoke: { from: ['active'], to: 'revoked', by: attendingPermissions.shareCalendar } },
});
