import { z } from 'zod';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { Day, Id, Instant } from '../../../kernel/shapes.ts';
import { readsWorkerId, worker } from '../../workers/index.ts';
import { attendanceLife } from './lifecycle.ts';
import { AttendanceKind, AttendanceState } from './model.ts';
import { attendingPermissions, readsReasons } from './policy.ts';
import { attendanceEvents } from './tables.ts';

export const attendanceEvent = noun({
  name: 'attendanceEvent',
  summary:
    'How a worker kept a shift, with its points; a score is their sum over the days that a program looks back.',
  table: attendanceEvents,
  read: attendingPermissions.readAttendance,
  lifecycle: attendanceLife,
  fields: {
    shiftId: field(Id, { filter: true }),
    orderId: field(Id),
    programId: field(Id, { filter: true }),
    facilityId: field(Id, { filter: true }),
    unitId: field(Id, { filter: true }),
    vendorId: field(Id, { filter: true }),
    workerId: field(Id, { filter: true, readers: readsWorkerId }),
    shiftOn: field(
      Day.meta({ description: 'The day on which the shift was to begin then, by the facility’s zone.' }),
    ),
    kind: field(AttendanceKind, { filter: true }),
    points: field(z.int(), { filter: true, sort: true }),
    occurredAt: field(Instant, { filter: true, sort: true }),
    excuseReason: field(z.string().nullable(), { dataClass: 'internal', readers: readsReasons }),
    state: field(AttendanceState, { filter: true }),
  },
  visibleTo: { vendor: 'scoped', worker: 'scoped' },
});

edge(attendanceEvent, 'workerId', 'worker', worker, null);
