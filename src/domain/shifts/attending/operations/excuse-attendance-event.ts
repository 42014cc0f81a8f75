import { stepCommand } from '../../../../kernel/step-command.ts';
import { attendanceLife } from '../lifecycle.ts';
import { attendanceExcused } from '../model.ts';
import { attendanceEvent } from '../nouns.ts';
import { attendanceEvents } from '../tables.ts';

export const excuseAttendanceEvent = stepCommand({
  noun: attendanceEvent,
  table: attendanceEvents,
  life: attendanceLife,
  verb: 'excuse',
  summary: 'Leave a note out of the score, with the reason.',
  event: attendanceExcused,
  data: ({ shiftId }) => ({ shiftId }),
  reason: 'required',
  changes: (_row, _context, reason) => ({ excuseReason: reason ?? null }),
});
