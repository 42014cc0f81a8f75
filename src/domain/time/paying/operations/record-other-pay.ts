import { z } from 'zod';
import { holds } from '../../../../kernel/actor.ts';
import { stepNotAllowed } from '../../../../kernel/errors.ts';
import type { Fact } from '../../../../kernel/event.ts';
import { step } from '../../../../kernel/lifecycle.ts';
import { command } from '../../../../kernel/operation.ts';
import { assertProvided } from '../../../../kernel/provisos.ts';
import { reference } from '../../../../kernel/shapes.ts';
import { localDate } from '../../../../kernel/zone.ts';
import { repay } from '../../adjusting.ts';
import { timesheetLife } from '../../lifecycle.ts';
import { assertWeekUnlocked } from '../../locks/assert.ts';
import { timePeriodLocked } from '../../locks/model.ts';
import { approverIsVendor, approverIsWorker } from '../../model.ts';
import { timesheet } from '../../nouns.ts';
import { permissions as timePermissions } from '../../policy.ts';
import { lockedWeeks } from '../../holding/store.ts';
import { type TimesheetRow } from '../../store.ts';
import { timesheets } from '../../tables.ts';
import { otherPayOutsideWeek, otherPayRecorded, StatedOtherPay } from '../model.ts';
import { permissions } from '../policy.ts';
import { otherPayOf, replaceOtherPay } from '../store.ts';

function assertInWeek({ weekStartsAt, weekEndsAt, timeZone }: TimesheetRow, items: StatedOtherPay[]): void {
  const first = localDate(weekStartsAt, timeZone);
  const last = localDate(weekEndsAt, timeZone);
  const outside = items.findIndex(({ day }) => day < first || day > last);
  if (outside >= 0)
    throw otherPayOutsideWeek({
      detail: `The week is from ${first} to ${last}; item ${outside + 1} is not in it.`,
    });
}

/** Items in words that do not tell in which order they were stated: none is kept. */
const textOf = (items: readonly object[]) =>
  JSON.stringify(items.map((item) => JSON.stringify(Object.values(item))).toSorted());

export const recordOtherPay = command({
  name: 'recordOtherPay',
  summary:
    'State what an open week is paid beside its hours; the list replaces the one before. The manager changes it in an approved week, as its next version.',
  rest: 'PUT /timesheets/{timesheetId}/other-pay',
  permission: permissions.record,
  input: z.strictObject({ timesheetId: reference('timesheet'), items: z.array(StatedOtherPay).max(50) }),
  example: {
    items: [{ code: 'retention_bonus', amount: '150.00', day: '2026-02-06', treatment: 'include' }],
  },
  output: timesheet,
  errors: [stepNotAllowed, otherPayOutsideWeek, approverIsWorker, approverIsVendor, timePeriodLocked],
  async handle({ timesheetId, items }, context) {
    const weeks = await lockedWeeks(timesheetId, context);
    const { sheet } = weeks;
    context.expectVersion(sheet);
    assertInWeek(sheet, items);
    const adjusts = sheet.state !== 'open' && holds(context.actor, timePermissions.adjust);
    const state = step(timesheetLife, adjusts ? 'adjust' : 'record', sheet.state);
    if (adjusts) await assertProvided(timesheetLife, 'adjust', timesheets, sheet, context);
    const stated = items.map(({ code, amount, day, treatment, note }) => ({
      code,
      amount,
      day,
      treatment,
      note: note ?? null,
    }));
    const held = (await otherPayOf(sheet, context)).map(({ code, amount, earnedOn, treatment, note }) => ({
      code,
      amount,
      day: earnedOn,
      treatment,
      note,
    }));
    if (textOf(held) === textOf(stated)) return { result: sheet, unchanged: true };
    await assertWeekUnlocked(sheet, context);
    if (adjusts) {
      const events = await repay(weeks, items, context);
      return { result: sheet, events: events as [Fact, ...Fact[]] };
    }
    await replaceOtherPay(sheet, items, context);
    const recorded = await context.tx.change(timesheets, sheet, { state, payTotal: null });
    return { result: recorded, events: [otherPayRecorded(recorded, { revision: recorded.revision })] };
  },
});
