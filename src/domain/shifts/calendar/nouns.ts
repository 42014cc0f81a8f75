import { z } from 'zod';
import { field, noun } from '../../../kernel/noun.ts';
import { Id } from '../../../kernel/shapes.ts';
import { readsWorkerId } from '../../workers/index.ts';
import { attendingPermissions } from '../attending/policy.ts';
import { calendarLinkLife } from './lifecycle.ts';
import { CalendarLinkState } from './model.ts';
import { calendarLinks } from './tables.ts';

export const calendarLink = noun({
  name: 'calendarLink',
  summary: 'A secret link by which a calendar reads the shifts of a worker.',
  table: calendarLinks,
  read: attendingPermissions.readCalendars,
  lifecycle: calendarLinkLife,
  fields: {
    workerId: field(Id, { filter: true, readers: readsWorkerId }),
    vendorId: field(
      Id.nullable().meta({
        description: 'The vendor that made it, whose shifts alone it shows; null: the worker did.',
      }),
      { filter: true },
    ),
    prefix: field(z.string().meta({ description: 'How its token begins, to recognize it by.' })),
    state: field(CalendarLinkState, { filter: true }),
  },
  visibleTo: { operator: 'none', client: 'none', vendor: 'scoped', worker: 'scoped' },
});
