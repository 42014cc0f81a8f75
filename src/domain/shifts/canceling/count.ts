import type { Fact, TimerFact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import { asTenant } from '../../../kernel/transaction.ts';
import { boundaryAt, epochDay, instantAt } from '../../../kernel/zone.ts';
import { assignments } from '../../assignments/index.ts';
import type { HeldShift } from '../attending/held.ts';
import type { Guaranteed } from './guarantee.ts';
import { callOffPeriodLife } from './lifecycle.ts';
import { callOffPeriodBegun } from './model.ts';
import { periodHeld } from './store.ts';
import { callOffPeriods } from './tables.ts';
import { endCallOffPeriod } from './timers.ts';

/** Holds the assignment of a shift, before the shift as whoever suspends or ends it does: two at once would both open the period. */
export const oneCallOffAtATime = ({ assignmentId }: HeldShift, { tx }: Context): Promise<unknown> =>
  asTenant(tx, () => tx.find(assignments, assignmentId, { lock: true }));

/** Counts a call-off in its period, which the first one opens; at its end the period is reckoned. The assignment is held. */
export const countCallOff = (
  { shift, agreementId, hoursPerWeek, freeCallOffs, periodWeeks, period }: Guaranteed,
  context: Context,
): Promise<{ events: Fact[]; timers: TimerFact[] }> =>
  asTenant(context.tx, async () => {
    const { programId, facilityId, unitId, vendorId, workerId, assignmentId } = shift;
    const held = await periodHeld(assignmentId, period.startsOn, context);
    const over = instantAt(boundaryAt(epochDay(period.endsOn) + 1, '00:00', shift.timeZone));
    if (held) {
      const state = step(callOffPeriodLife, 'count', held.state);
      const counted = await context.tx.change(callOffPeriods, held, { state, callOffs: held.callOffs + 1 });
      return {
        events: [],
        timers: held.state === 'settled' ? [endCallOffPeriod(over, counted.id, {})] : [],
      };
    }
    const [begun] = await context.tx.insert(callOffPeriods, [
      {
        programId,
        facilityId,
        unitId,
        vendorId,
        workerId,
        assignmentId,
        agreementId,
        ...period,
        hoursPerWeek,
        freeCallOffs,
        periodWeeks,
        callOffs: 1,
        state: callOffPeriodLife.initial,
      },
    ]);
    return {
      events: [callOffPeriodBegun(begun!, { assignmentId })],
      timers: [endCallOffPeriod(over, begun!.id, {})],
    };
  });
