import type { z } from 'zod';
import type { Context } from '../../kernel/operation.ts';
import { asTenant } from '../../kernel/transaction.ts';
import { localDate } from '../../kernel/zone.ts';
import { bandsOf, type VolumeBand, type VolumeMeasure } from '../vendors/index.ts';
import { zoneOf } from './measure.ts';
import { lastDayOfMonth, monthOf } from './month.ts';
import { projected } from './projection.ts';
import { volumeOf, type AgreementRow } from './store.ts';

/** The running month of an agreement, by its program's zone; without measure and volume where it has no bands. */
export interface SoFar {
  asOfDate: string;
  monthStart: string;
  bands: VolumeBand[];
  measure: z.output<typeof VolumeMeasure> | null;
  volume: string | null;
  /** What the month comes to if it goes on as it did; a headcount stays as it is. */
  projectedVolume: string | null;
}

/** What the running month of an agreement has come to. */
export async function soFar(held: AgreementRow, context: Context): Promise<SoFar> {
  const { programId, vendorId } = held;
  const asOfDate = localDate(context.now, await zoneOf(held, context));
  const monthStart = monthOf(asOfDate);
  const bands = await bandsOf(held.id, context);
  const measure = bands[0]?.measure ?? null;
  const days = { programId, vendorId, from: monthStart, to: lastDayOfMonth(monthStart) };
  // Of the whole agreement, also for a client who sees some of its facilities: so the months closed are recorded.
  const volume = measure && (await asTenant(context.tx, () => volumeOf(measure, days, context)));
  const projectedVolume =
    volume === null || measure === 'headcount' ? volume : projected(volume, monthStart, asOfDate);
  return { asOfDate, monthStart, bands, measure, volume, projectedVolume };
}
