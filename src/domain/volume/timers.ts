import { z } from 'zod';
import { spanOf } from '../../kernel/day-range.ts';
import type { TimerFact } from '../../kernel/event.ts';
import { timer, type Context, type Timer } from '../../kernel/operation.ts';
import { localDate } from '../../kernel/zone.ts';
import { agreements, bandsOf, utilizationOf } from '../vendors/index.ts';
import { measureMonth, zoneOf } from './measure.ts';
import { beginningOf, monthAfter, monthBefore, monthOf } from './month.ts';
import type { AgreementRow } from './store.ts';

/** When a month is over (subject: the agreement): its volume sets the step of the month that begins. */
export const closeMonth: Timer<{ month: string }> = timer({
  name: 'closeVolumeMonth',
  data: z.strictObject({ month: z.string() }),
  async handle({ subjectId, data: { month } }, context) {
    const agreement = await context.take(agreements, subjectId, { version: false });
    const zone = await zoneOf(agreement, context);
    const today = localDate(context.now, zone);
    const { from, until } = spanOf(agreement.effective);
    if (today < from || (until !== null && until <= today)) return {};
    // Bands that were set more than once before the first day have a timer each: the first that fires goes on.
    if (await utilizationOf(subjectId, month, context)) return {};
    const events = await measureMonth(agreement, month, context);
    return events.length === 0 ? {} : { events, timers: nextClose(agreement, monthOf(today), zone) };
  },
});

/** When the month after the running one begins, the running one is closed; none where the agreement has ended by then. */
function nextClose(agreement: AgreementRow, running: string, zone: string): TimerFact[] {
  const next = monthAfter(running);
  const { until } = spanOf(agreement.effective);
  if (until !== null && until <= next) return [];
  return [closeMonth(beginningOf(next, zone), agreement.id, { month: running })];
}

/**
 * Begins to watch the volume of an agreement whose bands were set: at its first day, or at once where that has come,
 * the month before sets the step of the month that runs.
 */
export async function watchVolume(agreementId: string, context: Context): Promise<TimerFact[]> {
  const agreement = await context.tx.find(agreements, agreementId);
  if (!agreement || (await bandsOf(agreementId, context)).length === 0) return [];
  const zone = await zoneOf(agreement, context);
  const { from } = spanOf(agreement.effective);
  const today = localDate(context.now, zone);
  const dueAt = from <= today ? context.now : beginningOf(from, zone);
  const first = from <= today ? today : from;
  return [closeMonth(dueAt, agreementId, { month: monthBefore(monthOf(first)) })];
}
