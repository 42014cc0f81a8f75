import { z } from 'zod';
import { query } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { readsWorkerId } from '../../workers/index.ts';
import { foremost, stateOf, WorkerPresence } from '../model/presence.ts';
import { pairPunches } from '../pairing/pair.ts';
import { milliseconds } from '../pairing/punch.ts';
import { permissions } from '../policy.ts';
import { endsOfShifts, recentPunches, type LivePunch } from '../store/live.ts';

const hour = 3_600_000;

/** What the punches of one assignment say of now; `out` only where that was asked for. */
function presenceOf(
  punches: readonly LivePunch[],
  now: string,
  showsOut: boolean,
): Omit<z.input<typeof WorkerPresence> & { workerId: string }, 'expectedOutAt'>[] {
  const open = foremost(pairPunches(punches).open, now);
  const last = punches[0]!;
  const { assignmentId, workerId, vendorId, facilityId, unitId, longShiftHours } = last;
  const of = { assignmentId, workerId, vendorId, facilityId };
  if (!open)
    return showsOut ? [{ ...of, unitId, state: 'out', since: last.at, cameAt: null, isOverlong: false }] : [];
  const stays = milliseconds(now) - milliseconds(open.startsAt);
  return [
    {
      ...of,
      unitId: open.workedUnitId ?? unitId,
      state: stateOf(open),
      since: open.mealSince ?? open.startsAt,
      cameAt: open.startsAt,
      isOverlong: open.kind !== 'on_call' && stays > longShiftHours * hour,
    },
  ];
}

export const whoIsIn = query({
  name: 'whoIsIn',
  summary:
    'Who is at work, at a meal or on call now, by their punches; of a named worker also that it is out.',
  rest: 'GET /punches/live',
  permission: permissions.read,
  input: z.strictObject({
    facilityId: reference('facility').optional(),
    unitId: reference('unit').optional(),
    workerId: reference('worker').optional(),
    assignmentId: reference('assignment').optional(),
  }),
  output: z.strictObject({ workers: z.array(WorkerPresence) }).meta({ id: 'WorkersPresent' }),
  rows: 'workers',
  async handle(asked, context) {
    const { actor, now } = context;
    const punches = await recentPunches(asked, context);
    const showsOut = Boolean(asked.workerId ?? asked.assignmentId ?? actor.workerId);
    const present = [...Map.groupBy(punches, ({ assignmentId }) => assignmentId).values()].flatMap((own) =>
      presenceOf(own, now, showsOut),
    );
    const ends = await endsOfShifts(
      present.map(({ assignmentId }) => assignmentId),
      context,
    );
    return {
      workers: present
        .map((one) => ({
          ...one,
          workerId: readsWorkerId(actor) ? one.workerId : null,
          expectedOutAt: one.cameAt === null ? null : (ends.get(one.assignmentId) ?? null),
        }))
        .toSorted((one, other) => milliseconds(one.since) - milliseconds(other.since)),
    };
  },
});
