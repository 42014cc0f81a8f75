import { z } from 'zod';
import { timer, type Context } from '../../kernel/operation.ts';
import type { TimerFact } from '../../kernel/event.ts';
import { boundaryAt, epochDay, instantAt, localDate } from '../../kernel/zone.ts';
import { facilities } from '../programs/index.ts';
import { holdWatch, liveAtFacility } from './store/live.ts';
import { judgePlacements } from './watching/apply.ts';
import { warnOfTenure } from './watching/tenure.ts';

async function nextNight(facilityId: string, context: Context): Promise<TimerFact> {
  const { timeZone } = (await context.tx.find(facilities, facilityId))!;
  const tomorrow = epochDay(localDate(context.now, timeZone)) + 1;
  return judgeFacility(instantAt(boundaryAt(tomorrow, '00:05', timeZone)), facilityId, {});
}

/** Each night at 00:05 at a facility (subject) while anybody is placed there: whoever is placed is judged anew. */
export const judgeFacility = timer({
  name: 'judgeFacility',
  data: z.strictObject({}),
  async handle({ subjectId }, context) {
    if (await holdWatch(subjectId, context)) return {};
    const placements = await liveAtFacility(subjectId, context);
    if (placements.length === 0) return {};
    const events = await judgePlacements(subjectId, placements, { by: 'night' }, context);
    const warned = await warnOfTenure(subjectId, placements, context);
    return { events: [...events, ...warned], timers: [await nextNight(subjectId, context)] };
  },
});

/** The first night of a facility where nobody was placed; none where it is watched already. */
export const watchFrom = async (facilityId: string, context: Context): Promise<TimerFact[]> =>
  (await holdWatch(facilityId, context)) ? [] : [await nextNight(facilityId, context)];
