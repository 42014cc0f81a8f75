import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import {
  defaultHours,
  HolidayShape,
  holidaysInOrder,
  weeklyHours,
  WorkingSpanShape,
} from '../calendar/model.ts';
import { setCalendar } from '../calendar/set.ts';
import { businessCalendar } from '../nouns.ts';
import { permissions } from '../policy.ts';

export const setBusinessCalendar = command({
  name: 'setBusinessCalendar',
  summary:
    'Say when a program works, by its zone: the hours of each weekday and the days off; absent keeps. Instants reckoned before stay.',
  rest: 'PUT /programs/{programId}/business-calendar',
  permission: permissions.manage,
  input: z.strictObject({
    programId: reference('program'),
    hours: z.array(WorkingSpanShape).min(1).max(50).optional(),
    holidays: z.array(HolidayShape).max(1_000).optional(),
  }),
  output: businessCalendar,
  handle({ programId, hours, holidays }, context) {
    const told = {
      ...(hours && { hours: weeklyHours(hours) }),
      ...(holidays && { holidays: holidaysInOrder(holidays) }),
    };
    return setCalendar(programId, () => told, [...defaultHours], context);
  },
});
