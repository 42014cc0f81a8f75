import { z } from 'zod';
import { notFound, refuse } from '../../../kernel/errors.ts';
import { query, type Context } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { factsOf, judge } from '../../eligibility/index.ts';
import { orders } from '../../orders/index.ts';
import { asTenant } from '../../../kernel/transaction.ts';
import { claimantFor } from '../booking/claimant.ts';
import { asJudge, supplyProblem } from '../checking/assert.ts';
import { checksOf, fits } from '../checking/fit.ts';
import { scheduleOf } from '../checking/schedule.ts';
import { ShiftFit } from '../model/shift-fit.ts';
import { permissions } from '../policy.ts';
import { claimantOf, type Claimant } from '../store/claimant.ts';
import { engagementsOf, isShownTo, settingsOf, type ShiftRow } from '../store/shift.ts';
import { workweekOf } from '../store/workweek.ts';
import { shiftRequests, shifts } from '../tables.ts';

async function askedOf(
  shift: ShiftRow,
  {
    representationId,
    shiftRequestId,
  }: { representationId?: string | undefined; shiftRequestId?: string | undefined },
  context: Context,
): Promise<Claimant> {
  if (shiftRequestId === undefined) return claimantFor(shift, representationId, context);
  const request = (await context.tx.find(shiftRequests, shiftRequestId))!;
  if (request.shiftId !== shift.id)
    throw refuse('/shiftRequestId', 'of_another_shift', 'It asks for another shift.');
  return (await claimantOf(request.representationId, context))!;
}

async function judgmentOf(shift: ShiftRow, { workerId, vendorId }: Claimant, context: Context) {
  const { facilityId, unitId, localDate, orderId } = shift;
  const order = (await asTenant(context.tx, () => context.tx.find(orders, orderId)))!;
  const { profession, specialty, extraCredentialTypeIds } = order;
  const { place, workers } = await asJudge(context, () =>
    factsOf({ facilityId, day: localDate, extraCredentialTypeIds }, [workerId], context),
  );
  const [worker] = workers;
  if (!worker) throw notFound();
  const question = {
    unitId,
    profession,
    specialty,
    extraCredentialTypeIds,
    gate: 'shift',
    vendorId,
    until: localDate,
  } as const;
  return { order, judgment: judge(place, worker, question) };
}

export const shiftFit = query({
  name: 'shiftFit',
  summary: 'Tell whether a worker could have a shift: every check of a booking, with its why.',
  rest: 'GET /shifts/{shiftId}/fit',
  permission: permissions.fit,
  input: z.strictObject({
    shiftId: reference('shift'),
    representationId: reference('representation')
      .optional()
      .meta({ description: 'Of the worker; a worker may leave it out.' }),
    shiftRequestId: reference('shiftRequest')
      .optional()
      .meta({ description: 'In its place: the request that is to be decided.' }),
  }),
  output: ShiftFit,
  async handle({ shiftId, ...given }, context) {
    const shift = (await context.tx.find(shifts, shiftId))!;
    const claimant = await askedOf(shift, given, context);
    const { workerId, vendorId, representationId } = claimant;
    const { order, judgment } = await judgmentOf(shift, claimant, context);
    const settings = (await settingsOf([shift.programId], context)).get(shift.programId)!;
    const engaged = await engagementsOf([workerId], shift.startsAt, shift.endsAt, context);
    const others = (engaged.get(workerId) ?? []).filter(({ id }) => id !== shiftId);
    const schedule = scheduleOf(
      shift,
      others,
      settings,
      await workweekOf({ ...shift, vendorId, workerId }, context),
    );
    const isShown = await isShownTo(shift, claimant, context);
    const refusal = await supplyProblem(shift, vendorId, context);
    const { now } = context;
    const checks = checksOf({
      shift,
      order,
      claimant,
      isShown,
      supplyProblem: refusal,
      judgment,
      schedule,
      settings,
      now,
    });
    return {
      shiftId,
      representationId: context.actor.side === 'client' ? null : representationId,
      fits: fits(checks),
      checks,
      weekMinutes: schedule.weekMinutes,
      overtimeMinutes: schedule.overtimeMinutes,
    };
  },
});
