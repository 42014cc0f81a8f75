import { inArray } from 'drizzle-orm';
import { spanOf } from '../../../kernel/day-range.ts';
import type { Context } from '../../../kernel/operation.ts';
import { agencyRateCaps, rateCapCounties } from '../../reference/index.ts';
import { countyKey, type CitedCap } from '../model/rate-cap.ts';

/** Where the work is done, as the facility tells it. */
export interface Jurisdiction {
  state: string;
  county: string | null;
  careSetting: string | null;
}

/** The rate caps of some states, whenever in effect, and the groups of their counties. */
export interface CapBook {
  of(place: Jurisdiction, profession: string): CitedCap[];
  /** Null where the county is not told or in none of its state's groups. */
  groupOf(place: Jurisdiction): string | null;
}

const { code, state, profession, careSetting, countyGroup, effective, certainUntil, maxRate } =
  agencyRateCaps;
const { premiumMultiplier, confidence, citation, source } = agencyRateCaps;
const terms = { code, state, profession, careSetting, countyGroup, effective, certainUntil, maxRate };
const columns = { ...terms, premiumMultiplier, confidence, citation, source };

/** Reads what the states' laws say, once for any number of lines. */
export async function capBook(states: Iterable<string>, { tx }: Context): Promise<CapBook> {
  const named = [...new Set(states)];
  if (named.length === 0) return { of: () => [], groupOf: () => null };
  const caps = await tx.db.select(columns).from(agencyRateCaps).where(inArray(agencyRateCaps.state, named));
  const { county } = rateCapCounties;
  const counties = await tx.db
    .select({ state: rateCapCounties.state, county, countyGroup: rateCapCounties.countyGroup })
    .from(rateCapCounties)
    .where(inArray(rateCapCounties.state, named));
  const groups = new Map(counties.map((one) => [`${one.state} ${countyKey(one.county)}`, one.countyGroup]));
  return {
    of: (place, practiced) =>
      caps
        .filter((cap) => cap.state === place.state && cap.profession === practiced)
        .map((cap) => ({ ...cap, days: spanOf(cap.effective) })),
    groupOf: (place) =>
      place.county === null ? null : (groups.get(`${place.state} ${countyKey(place.county)}`) ?? null),
  };
}
