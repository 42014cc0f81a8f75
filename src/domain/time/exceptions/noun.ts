import { edge, field, noun } from '../../../kernel/noun.ts';
import { Day, Id, Instant, text } from '../../../kernel/shapes.ts';
import { readsWorkerId } from '../../workers/index.ts';
import { timesheet } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { timeExceptionLife } from './lifecycle.ts';
import { TimeExceptionCode, TimeExceptionOrigin, TimeExceptionState } from './model.ts';
import { timeExceptions } from './tables.ts';

export const timeException = noun({
  name: 'timeException',
  summary: 'Something wrong with the time of a week, to be resolved or attested before it is approved.',
  table: timeExceptions,
  read: permissions.readEntries,
  fields: {
    timesheetId: field(Id, { filter: true }),
    programId: field(Id, { filter: true }),
    facilityId: field(Id, { filter: true }),
    unitId: field(Id, { filter: true }),
    vendorId: field(Id, { filter: true }),
    workerId: field(Id, { filter: true, readers: readsWorkerId }),
    code: field(TimeExceptionCode, { filter: true }),
    origin: field(TimeExceptionOrigin, { filter: true }),
    workDate: field(Day, { filter: true, sort: true }),
    startsAt: field(Instant.nullable()),
    detail: field(text(2_000)),
    state: field(TimeExceptionState, { filter: true }),
    note: field(text(2_000).nullable()),
    decidedBy: field(Id.nullable().meta({ description: 'The membership that resolved or attested it.' })),
    decidedAt: field(Instant.nullable(), { filter: true, sort: true }),
  },
  visibleTo: { vendor: 'scoped', worker: 'scoped' },
  lifecycle: timeExceptionLife,
});

edge(timeException, 'timesheetId', 'timesheet', timesheet, 'exceptions');
