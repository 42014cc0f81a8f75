import { z } from 'zod';
import type { TimerFact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { timer, type Context } from '../../../kernel/operation.ts';
import { boundaryAt, epochDay, instantAt } from '../../../kernel/zone.ts';
import { facilities } from '../../programs/index.ts';
import { placementLife } from '../lifecycle/placement.ts';
import { placementGuaranteed } from '../model/placement.ts';
import { placements } from '../tables.ts';
import type { PlacementRow } from './charges.ts';

/** On the day after the last guaranteed one, where the person is still there, the vendor answers for it no more. */
export const endGuarantee = timer({
  name: 'endPlacementGuarantee',
  data: z.strictObject({}),
  async handle({ subjectId }, context) {
    const row = await context.tx.find(placements, subjectId, { lock: true });
    if (row?.state !== 'started') return {};
    const state = step(placementLife, 'endGuarantee', row.state);
    const held = await context.tx.change(placements, row, { state });
    return { events: [placementGuaranteed(held, {})] };
  },
});

/** The instant at which the guarantee of a placement that began is over, at midnight of the facility. */
export async function guaranteeEnd(row: PlacementRow, context: Context): Promise<TimerFact[]> {
  const { timeZone } = (await context.tx.find(facilities, row.facilityId))!;
  const after = epochDay(row.startedOn!) + row.guaranteeDays!;
  return [endGuarantee(instantAt(boundaryAt(after, '00:00', timeZone)), row.id, {})];
}
