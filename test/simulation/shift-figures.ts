import type { Client } from '../support/service.ts';
import { dayThere, listed, type Listed } from './figures-by-hand.ts';
import { askAtRandom, type Keys, type Recount, type Thing } from './recounting.ts';
import type { Chance } from './seeded.ts';

const minutes = (from: string, to: string): number =>
  Math.floor((Date.parse(to) - Date.parse(from)) / 60_000);

const wasWorked = ({ state }: Listed) => ['completed', 'reported'].includes(state);
const isMissed = ({ state }: Listed) => state === 'no_show';
/** Over without anybody: nobody took it, or its vendor gave it up. */
const isLeft = ({ state, postedAt, canceledBy }: Listed) =>
  (state === 'unfilled' && postedAt !== null) || (state === 'canceled' && canceledBy === 'vendor');

function minutesWorked(shift: Listed): number {
  const { actualStartsAt, actualEndsAt, mealStartsAt, mealEndsAt } = shift;
  const meal = mealStartsAt && mealEndsAt ? Date.parse(mealEndsAt) - Date.parse(mealStartsAt) : 0;
  return Math.floor((Date.parse(actualEndsAt) - Date.parse(actualStartsAt) - meal) / 60_000);
}

const required = (shift: Listed): number =>
  shift['replacesShiftId'] ? 0 : minutes(shift['startsAt'], shift['endsAt']) - shift['mealMinutes'];

const nouns = ['shifts', 'attendance-events', 'orders', 'facilities', 'units', 'panel-memberships'] as const;

interface Asking {
  client: Client;
  who: string;
  chance: Chance;
  times: number;
  /** Who made each order, as a user. */
  makers: ReadonlyMap<string, string>;
  asOf?: string;
  /** What it lists nothing of, and counts nothing of. */
  without?: readonly (typeof nouns)[number][];
  wrong: string[];
}

/** What became of shifts, counted from what the client lists of them and of how they were kept. */
async function recountsOf({ client, makers, asOf, without = [] }: Asking): Promise<Record<string, Recount>> {
  const [all, noted, ordered, placed, units, panel] = await Promise.all(
    nouns.map(async (noun) =>
      without.includes(noun) ? [] : listed(client, `/${noun}${asOf === undefined ? '' : `?asOf=${asOf}`}`),
    ),
  );
  const byId = (rows: readonly Listed[]) => new Map(rows.map((row) => [row['id'] as string, row]));
  const [known, orders, facilities] = [byId(all!), byId(ordered!), byId(placed!)];
  const centers = byId(units!);
  const tiers = new Map(
    panel!.map(({ programId, vendorId, tier }) => [`${programId} ${vendorId}`, String(tier)]),
  );
  const at = (shift: Listed, { vendorId } = shift): { keys: Keys; day: string } => {
    const order = orders.get(shift['orderId']);
    const keys = {
      program: shift['programId'],
      facility: shift['facilityId'],
      unit: shift['unitId'],
      cost_center: centers.get(shift['unitId'])?.['costCenterId'] ?? null,
      vendor: vendorId,
      tier: tiers.get(`${shift['programId']} ${vendorId}`) ?? null,
      profession: order?.['profession'] ?? null,
      specialty: order?.['specialty'] ?? null,
      order_type: order?.['type'] ?? null,
      engagement_kind: order ? 'staffing' : null,
      state: facilities.get(shift['facilityId'])?.['state'] ?? null,
      requester: order ? (makers.get(order['id']) ?? null) : null,
    };
    return { keys, day: dayThere(shift['startsAt'], shift['timeZone']) };
  };
  const over = all!.filter((shift) => wasWorked(shift) || isMissed(shift) || isLeft(shift));
  // Who took a shift that was called off is told by what was noted: it may be another's by now.
  const bookings = [
    ...over.filter(wasWorked).map((shift) => ({ shift, of: shift, kind: 'kept' })),
    ...noted!
      .filter(({ kind, shiftId }) => ['no_show', 'call_off_worker'].includes(kind) && known.has(shiftId))
      .map((note) => ({ shift: known.get(note['shiftId'])!, of: note, kind: note['kind'] as string })),
  ];
  const missed = (...kinds: string[]): Recount => ({
    kind: 'ratio',
    things: bookings.map(({ shift, of, kind }): Thing => ({
      ...at(shift, of as typeof shift),
      numerator: kinds.includes(kind) ? 1 : 0,
      denominator: 1,
    })),
  });
  const share = (numerator: (shift: Listed) => number, denominator: (shift: Listed) => number): Recount => ({
    kind: 'ratio',
    things: over.map((shift) => ({
      ...at(shift),
      numerator: wasWorked(shift) ? numerator(shift) : 0,
      denominator: denominator(shift),
    })),
  });
  const one = () => 1;
  return {
    shift_fill: share(one, one),
    hours_fill: share(minutesWorked, required),
    missed_shift: missed('no_show', 'call_off_worker'),
    no_call_no_show: missed('no_show'),
  };
}

/** Asks what became of shifts by chance, and compares it with what lists come to; answers how many figures there were. */
export async function compareShiftFigures(asking: Asking): Promise<number> {
  const recounts = await recountsOf(asking);
  const days = Object.values(recounts).flatMap(({ things }) => things.map(({ day }) => day!));
  const [first, last] = [days.toSorted()[0] ?? '2026-01-01', days.toSorted().at(-1) ?? '2026-01-31'];
  const { makers: _, without: __, ...asked } = asking;
  return askAtRandom({ ...asked, recounts, span: { first, last } });
}
