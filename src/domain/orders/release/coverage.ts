import type { Context } from '../../../kernel/operation.ts';
import { localDate } from '../../../kernel/zone.ts';
import { coveragesOn, isReleasable, keptFromReleases, placeIn, suppliersOf } from '../../vendors/index.ts';
import type { Cell } from '../model/coverage.ts';
import { cellKey, type Ground } from '../store/coverage.ts';

type Covering = Cell['vendors'][number];

const tiersOf = (vendors: readonly Covering[]): Cell['tiers'] =>
  [...Map.groupBy(vendors, ({ tier }) => tier)]
    .toSorted(([one], [other]) => one - other)
    .map(([tier, them]) => ({ tier, vendorCount: them.length }));

/** The cells of the ground, by facility and then what is asked for: who would be given such an order today. */
export async function cellsOf(
  programId: string,
  { facilities, asked, orders }: Ground,
  minimum: number,
  context: Context,
): Promise<Cell[]> {
  const members = await suppliersOf(programId, context);
  const byDay = new Map<string, Awaited<ReturnType<typeof coveragesOn>>>();
  const vendorIds = members.map(({ vendorId }) => vendorId);
  const byState = new Map<string, Awaited<ReturnType<typeof keptFromReleases>>>();
  const cells: Cell[] = [];
  for (const { id: facilityId, name: facilityName, state, timeZone } of facilities) {
    const day = localDate(context.now, timeZone);
    const coverages = byDay.get(day) ?? (await coveragesOn({ programId }, day, context));
    byDay.set(day, coverages);
    // What is demanded of vendors differs by the state of a facility, what they hold by the day there.
    const key = `${state} ${day}`;
    const kept = byState.get(key) ?? (await keptFromReleases(vendorIds, { programId, facilityId }, context));
    byState.set(key, kept);
    for (const what of asked) {
      const vendors = members.flatMap(({ vendorId, vendorName, ...membership }): Covering[] => {
        const place = placeIn(membership, coverages.get(vendorId) ?? null, { facilityId, ...what });
        return place && isReleasable(place.standing) && !kept.has(vendorId)
          ? [{ vendorId, vendorName, tier: place.tier, standing: place.standing as Covering['standing'] }]
          : [];
      });
      const { open, past } = orders.get(cellKey(facilityId, what)) ?? { open: 0, past: 0 };
      cells.push({
        facilityId,
        facilityName,
        ...what,
        vendorCount: vendors.length,
        tiers: tiersOf(vendors),
        vendors: vendors.toSorted((one, other) => one.tier - other.tier),
        redundancyGap: vendors.length < minimum,
        openOrders: open,
        pastOrders: past,
      });
    }
  }
  return cells;
}
