import { z } from 'zod';
import type { Fact, TimerFact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { timer, type Context, type Timer } from '../../../kernel/operation.ts';
import { asTenant } from '../../../kernel/transaction.ts';
import { orders, showOrderTo } from '../../orders/index.ts';
import { shiftTakable } from '../attending/held.ts';
import type { ShiftRow } from '../store/shift.ts';
import { shiftsAnnounced } from '../model/shift.ts';
import { shifts } from '../tables.ts';
import { audienceOf } from './audience.ts';
import { shiftBroadcastLife } from './lifecycle.ts';
import { broadcastBegun, broadcastStopped, stageOpened } from './model.ts';
import { dueStages, nextOpening, postedAnew } from './plan-rules.ts';
import {
  broadcastOf,
  defaultPlan,
  showShiftTo,
  type BroadcastPlanRow,
  type ShiftBroadcastRow,
} from './store.ts';
import { broadcastPlans, shiftBroadcasts } from './tables.ts';

interface Went {
  events: Fact[];
  timers: TimerFact[];
}

/** Opens what is due of a shift's broadcast, while the shift can be taken. */
export const openBroadcastStage: Timer<Record<string, never>> = timer({
  name: 'openBroadcastStage',
  data: z.strictObject({}),
  async handle({ subjectId }, context) {
    const seen = await context.tx.find(shiftBroadcasts, subjectId);
    if (seen?.state !== 'running') return {};
    // The order is held before its shifts, as wherever it is shown.
    await context.tx.find(orders, seen.orderId, { lock: true });
    const shift = (await context.tx.find(shifts, seen.shiftId, { lock: true }))!;
    const broadcast = (await context.tx.find(shiftBroadcasts, subjectId, { lock: true }))!;
    if (broadcast.state !== 'running') return {};
    const due = dueStages(broadcast.stages, broadcast.stage, broadcast.postedAt, context.now);
    return openStages(shift, broadcast, due, 'open', context);
  },
});

/** Opens the stages of a broadcast up to so many, as the tenant's own hand; stops it where the shift is taken or over. */
export const openStages = (
  shift: ShiftRow,
  broadcast: ShiftBroadcastRow,
  upTo: number,
  verb: 'open' | 'jump',
  context: Context,
  reason: string | null = broadcast.reason,
): Promise<Went & { row: ShiftBroadcastRow }> =>
  asTenant(context.tx, async () => {
    const { stages, stage: from } = broadcast;
    const change = (changes: Partial<ShiftBroadcastRow>) =>
      context.tx.change(shiftBroadcasts, broadcast, changes);
    if (!shiftTakable(shift, context.now)) {
      const row = await change({ state: step(shiftBroadcastLife, 'stop', broadcast.state), nextAt: null });
      return { row, events: [broadcastStopped(row, { shiftId: shift.id })], timers: [] };
    }
    const facts: Fact[] = [];
    for (const one of stages.slice(from, upTo)) {
      const audience = await audienceOf(one, shift, context);
      await showShiftTo(shift, audience, context);
      const vendorIds = [...new Set(audience.map(({ vendorId }) => vendorId))];
      facts.push(...(await showOrderTo(shift.orderId, vendorIds, context)));
      const about = { orderId: shift.orderId, shiftIds: [shift.id] };
      facts.push(...vendorIds.map((vendorId) => shiftsAnnounced({ ...shift, vendorId }, about)));
    }
    const postedAt = verb === 'jump' ? postedAnew(stages, upTo, context.now) : broadcast.postedAt;
    const nextAt = nextOpening(stages, upTo, postedAt);
    const state = step(shiftBroadcastLife, verb, broadcast.state, nextAt === null ? 'finished' : 'running');
    const row = await change({ state, stage: upTo, postedAt, nextAt, reason });
    const opened = stages
      .slice(from, upTo)
      .map(({ audience }, at) => stageOpened(row, { shiftId: shift.id, stage: from + at + 1, audience }));
    const timers = nextAt === null ? [] : [openBroadcastStage(nextAt, row.id, {})];
    return { row, events: [...opened, ...facts], timers };
  });

/** The plan that shifts of a program are broadcast by: the one that is named, or else the default; undefined for none. */
export async function planFor(
  programId: string,
  planId: string | null | undefined,
  context: Context,
): Promise<BroadcastPlanRow | undefined> {
  if (planId == null) return defaultPlan(programId, context);
  const plan = await context.tx.find(broadcastPlans, planId);
  return plan?.programId === programId && plan.state === 'active' ? plan : undefined;
}

/** Begins the broadcast of shifts that were just posted and have `broadcast` set; the first stages open by timers. */
export async function beginBroadcast(
  posted: readonly ShiftRow[],
  plan: Pick<BroadcastPlanRow, 'id' | 'stages'>,
  { tx, now }: Context,
): Promise<Went> {
  const rows = await tx.insert(
    shiftBroadcasts,
    posted.map(({ id: shiftId, orderId, programId, facilityId, unitId }) => ({
      shiftId,
      orderId,
      programId,
      facilityId,
      unitId,
      planId: plan.id,
      stages: plan.stages,
      postedAt: now,
      stage: 0,
      nextAt: nextOpening(plan.stages, 0, now),
      state: shiftBroadcastLife.initial,
    })),
  );
  return {
    events: rows.map((row) => broadcastBegun(row, { shiftId: row.shiftId })),
    timers: rows.map((row) => openBroadcastStage(row.nextAt!, row.id, {})),
  };
}

/** Goes on with the broadcast of a shift that is open again: the stages that are left follow as they were to follow. */
export const resumeBroadcast = (shift: ShiftRow, context: Context): Promise<Went> =>
  asTenant(context.tx, async () => {
    const held = await broadcastOf(shift.id, context);
    if (held?.state !== 'stopped') return { events: [], timers: [] };
    const postedAt = postedAnew(held.stages, held.stage, context.now);
    const nextAt = nextOpening(held.stages, held.stage, postedAt);
    if (nextAt === null) return { events: [], timers: [] };
    const state = step(shiftBroadcastLife, 'restart', held.state);
    const row = await context.tx.change(shiftBroadcasts, held, { state, postedAt, nextAt });
    return {
      events: [broadcastBegun(row, { shiftId: shift.id })],
      timers: [openBroadcastStage(nextAt, row.id, {})],
    };
  });
