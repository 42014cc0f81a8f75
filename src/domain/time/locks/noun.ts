import { edge, field, noun } from '../../../kernel/noun.ts';
import { Day, Id, Instant, text } from '../../../kernel/shapes.ts';
import { facility, program } from '../../programs/index.ts';
import { permissions } from '../policy.ts';
import { timeLockLife, TimeLockState } from './model.ts';
import { timeLocks } from './tables.ts';

export const timeLock = noun({
  name: 'timeLock',
  summary: 'Days through which the hours of a program, or of one facility of it, stand as they are.',
  table: timeLocks,
  read: permissions.readLocks,
  fields: {
    programId: field(Id, { filter: true }),
    facilityId: field(Id.nullable().meta({ description: 'Null: of the whole program.' }), { filter: true }),
    lockedTo: field(Day.meta({ description: 'The last day; of a workweek its seventh counts.' }), {
      filter: true,
      sort: true,
    }),
    reason: field(text(2_000)),
    lockedBy: field(Id.meta({ description: 'The membership that locked it.' })),
    state: field(TimeLockState, { filter: true }),
    reopenedAt: field(Instant.nullable(), { filter: true }),
    reopenedBy: field(Id.nullable()),
    reopenedReason: field(text(2_000).nullable()),
  },
  lifecycle: timeLockLife,
});

edge(timeLock, 'programId', 'program', program, 'timeLocks');
edge(timeLock, 'facilityId', 'facility', facility, 'timeLocks');
