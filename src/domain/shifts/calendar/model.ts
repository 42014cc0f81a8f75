import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { event } from '../../../kernel/event.ts';
import { Id, oneOf } from '../../../kernel/shapes.ts';

export const calendarLinkStates = ['active', 'revoked'] as const;
export const CalendarLinkState = oneOf('CalendarLinkState', calendarLinkStates);

/** What a calendar link is asked with. */
export const CalendarToken = z.string().max(200);

/** A calendar link as it leaves once: whoever has the token reads when and where the worker works. */
export const IssuedCalendarLink = z
  .strictObject({
    id: Id,
    token: z.string().meta({ description: 'The secret; it is in this answer only.' }),
    path: z.string().meta({ description: 'What a calendar subscribes to, behind the address of the API.' }),
    prefix: z.string(),
  })
  .meta({ id: 'IssuedCalendarLink' });

export const calendarLinkOver = declareError(
  'calendar_link_revoked',
  'gone',
  'The calendar link was taken back.',
);

const sides = ['vendor', 'worker'] as const;
const nothing = z.strictObject({});
export const calendarLinkCreated = event({
  type: 'calendar_link.created',
  summary: 'A secret link to the shifts of a worker was made.',
  sides,
  data: nothing,
});
export const calendarLinkRevoked = event({
  type: 'calendar_link.revoked',
  summary: 'A secret link to the shifts of a worker was taken back.',
  sides,
  data: nothing,
});
