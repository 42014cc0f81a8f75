import { z } from 'zod';
import { refuse } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { federalHolidays } from '../calendar/federal-holidays.ts';
import { defaultHours, holidaysInOrder } from '../calendar/model.ts';
import { setCalendar } from '../calendar/set.ts';
import { businessCalendar } from '../nouns.ts';
import { permissions } from '../policy.ts';

export const adoptFederalHolidays = command({
  name: 'adoptFederalHolidays',
  summary:
    'Add the United States’ federal holidays that are observed in a year to a program’s days off; a day that is one already keeps its name.',
  rest: 'POST /programs/{programId}/business-calendar/adopt-federal-holidays',
  permission: permissions.manage,
  input: z.strictObject({
    programId: reference('program'),
    year: z
      .int()
      .min(2022)
      .max(2150)
      .meta({ examples: [2027] }),
  }),
  output: businessCalendar,
  handle: ({ programId, year }, context) =>
    setCalendar(
      programId,
      (before) => {
        const held = before?.holidays ?? [];
        const known = new Set(held.map(({ on }) => on));
        const holidays = [...held, ...federalHolidays(year).filter(({ on }) => !known.has(on))];
        if (holidays.length > 1_000)
          throw refuse('/year', 'too_many', 'A calendar has at most 1,000 days off.');
        return { holidays: holidaysInOrder(holidays) };
      },
      [...defaultHours],
      context,
    ),
});
