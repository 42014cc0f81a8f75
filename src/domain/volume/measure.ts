import type { Fact } from '../../kernel/event.ts';
import type { Context } from '../../kernel/operation.ts';
import { asTenant } from '../../kernel/transaction.ts';
import { programs } from '../programs/index.ts';
import {
  agreements,
  bandApplied,
  bandOf,
  bandsOf,
  recordUtilization,
  utilizationMeasured,
  utilizationOf,
} from '../vendors/index.ts';
import { lastDayOfMonth, monthAfter } from './month.ts';
import { agreementsOver, volumeOf, type AgreementRow } from './store.ts';

/** The zone whose months count for an agreement: its program's, which a vendor off the panel does not see. */
export const zoneOf = ({ programId }: Pick<AgreementRow, 'programId'>, { tx }: Context): Promise<string> =>
  asTenant(tx, async () => (await tx.find(programs, programId))!.timeZone);

/**
 * Measures a closed month for an agreement, which is held: a volume that differs from what was found before is recorded
 * as a new version, and told where it reaches another band. Nothing where the agreement has no bands.
 */
export async function measureMonth(
  agreement: AgreementRow,
  month: string,
  context: Context,
): Promise<Fact[]> {
  const bands = await bandsOf(agreement.id, context);
  if (bands.length === 0) return [];
  const { measure } = bands[0]!;
  const { programId, vendorId } = agreement;
  const days = { programId, vendorId, from: month, to: lastDayOfMonth(month) };
  const volume = await volumeOf(measure, days, context);
  const band = bandOf(bands, volume);
  const before = await utilizationOf(agreement.id, month, context);
  const bandId = band?.id ?? null;
  if (before && Number(before.volume) === Number(volume) && before.bandId === bandId) return [];
  const row = await recordUtilization(agreement, { month, measure, volume, band }, before, context);
  const { id: utilizationId, revision } = row;
  return [
    utilizationMeasured(row, { month, revision }),
    ...((before?.bandId ?? null) === bandId
      ? []
      : [bandApplied(agreement, { utilizationId, bandId, month })]),
  ];
}

/** Measures anew those of the months that are closed, for every agreement whose step they set. */
export async function remeasure(
  { programId, vendorId }: { programId: string; vendorId: string },
  months: readonly string[],
  context: Context,
): Promise<Fact[]> {
  const facts: Fact[] = [];
  for (const month of months) {
    const next = monthAfter(month);
    const days = { programId, vendorId, from: next, to: lastDayOfMonth(next) };
    for (const { id } of await agreementsOver(days, context)) {
      // A month that was never closed for the agreement is left to its timer.
      if (!(await utilizationOf(id, month, context))) continue;
      const agreement = await context.take(agreements, id, { version: false });
      facts.push(...(await measureMonth(agreement, month, context)));
    }
  }
  return facts;
}
