import { z } from 'zod';
import { notFound } from '../../../../kernel/errors.ts';
import { byLink } from '../../../../kernel/link-token.ts';
import { query } from '../../../../kernel/operation.ts';
import { calendarText } from '../ical.ts';
import { calendarLinkOver, CalendarToken } from '../model.ts';
import { linkBy, shiftsShown } from '../store.ts';

export const showCalendar = query({
  name: 'showCalendar',
  summary: 'The shifts of a worker as an iCalendar feed (RFC 5545), for whoever holds the link.',
  rest: 'GET /calendars/{token}',
  permission: byLink,
  input: z.strictObject({ token: CalendarToken }),
  output: z.string().meta({ mediaType: 'text/calendar' }),
  errors: [calendarLinkOver],
  async handle({ token }, context) {
    const link = await linkBy(token, context);
    if (!link) throw notFound();
    if (link.state !== 'active') throw calendarLinkOver();
    const shown = await shiftsShown(link, context);
    return calendarText(
      'Shifts',
      shown.map(({ facility, unit, profession, address, mealMinutes, ...entry }) => ({
        ...entry,
        summary: `${profession}, ${unit}`,
        location: address === null || address === '' ? facility : `${facility}, ${address}`,
        description: mealMinutes > 0 ? `Unpaid meal: ${mealMinutes} minutes.` : null,
      })),
    );
  },
});
