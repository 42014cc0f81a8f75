import { z } from 'zod';
import { refuse } from '../../../../kernel/errors.ts';
import { query } from '../../../../kernel/operation.ts';
import { Id, Instant, reference } from '../../../../kernel/shapes.ts';
import { claimantOf } from '../../store/claimant.ts';
import { readsWorkerId } from '../../../workers/index.ts';
import { attendingPermissions } from '../policy.ts';
import { attendanceSettings, programsKept, scoreSince } from '../store.ts';

export const attendanceScore = query({
  name: 'attendanceScore',
  summary:
    'How a worker keeps its shifts, by program and vendor: the points of the days that the program looks back, as far as the viewer sees them.',
  rest: 'GET /attendance-scores',
  permission: attendingPermissions.readAttendance,
  input: z.strictObject({
    workerId: reference('worker').optional().meta({
      noun: 'worker',
      description: 'A worker’s own unless told; a vendor names it by its representation.',
    }),
    representationId: reference('representation').optional(),
    programId: reference('program').optional(),
    vendorId: reference('vendor').optional(),
  }),
  output: z
    .strictObject({
      workerId: Id.nullable().meta({ description: 'Null to a vendor.' }),
      scores: z.array(
        z
          .strictObject({
            programId: Id,
            vendorId: Id,
            since: Instant,
            score: z.int(),
            counted: z.int().meta({ description: 'Notes that count.' }),
            excused: z.int().meta({ description: 'Notes that were excused.' }),
          })
          .meta({ id: 'VendorAttendanceScore' }),
      ),
    })
    .meta({ id: 'AttendanceScore' }),
  async handle({ workerId: named, representationId, programId, vendorId }, context) {
    const spoken = representationId && (await claimantOf(representationId, context));
    const workerId = named ?? (spoken ? spoken.workerId : context.actor.workerId);
    if (workerId === null) throw refuse('/workerId', 'required', 'Name the worker.');
    const programIds = programId ? [programId] : await programsKept(workerId, context);
    const scores = [];
    for (const id of programIds) {
      const { attendanceWindowDays } = await attendanceSettings({ programId: id }, context);
      const since = Temporal.Instant.from(context.now)
        .subtract({ hours: attendanceWindowDays * 24 })
        .toString();
      const found = await scoreSince({ workerId, programId: id, vendorId }, since, context);
      scores.push(...found.map((one) => ({ programId: id, since, ...one })));
    }
    return { workerId: readsWorkerId(context.actor) ? workerId : null, scores };
  },
});
