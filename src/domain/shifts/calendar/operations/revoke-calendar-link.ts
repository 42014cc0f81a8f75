import { stepCommand } from '../../../../kernel/step-command.ts';
import { calendarLinkLife } from '../lifecycle.ts';
import { calendarLinkRevoked } from '../model.ts';
import { calendarLink } from '../nouns.ts';
import { calendarLinks } from '../tables.ts';

export const revokeCalendarLink = stepCommand({
  noun: calendarLink,
  table: calendarLinks,
  life: calendarLinkLife,
  verb: 'revoke',
  summary: 'Take a calendar link back at once: whoever has it reads no more.',
  event: calendarLinkRevoked,
});
