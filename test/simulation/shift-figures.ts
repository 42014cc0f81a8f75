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
  const [orders, facilities] = [byId(ordered!), byId(placed!)];
  const centers = byId(units!);
  const tiers = new Map(
    panel!.map(({ programId, vendorId, tier }) => [`${programId} ${vendorId}`, String(tier)]),
  );
  /** Of a shift, or of what was noted of one. */
  const at = ({ vendorId, startsAt, timeZone, shiftOn, ...of }: Listed): { keys: Keys; day: string } => {
    const order = orders.get(of['orderId']);
    const keys = {
      program: of['programId'],
      facility: of['facilityId'],
      unit: of['unitId'],
      cost_center: centers.get(of['unitId'])?.['costCenterId'] ?? null,
      vendor: vendorId,
      tier: tiers.get(`${of['programId']} ${vendorId}`) ?? null,
      profession: order?.['profession'] ?? null,
      specialty: order?.['specialty'] ?? null,
      order_type: order?.['type'] ?? null,
      engagement_kind: order ? 'staffing' : null,
      state: facilities.get(of['facilityId'])?.['state'] ?? null,
      requester: order ? (makers.get(order['id']) ?? null) : null,
    };
    return { keys, day: shiftOn ?? dayThere(startsAt, timeZone) };
  };
  const over = all!.filter((shift) => wasWorked(shift) || isMissed(shift) || isLeft(shift));
  // A shift that was called off may be another vendor's by now: what was noted tells whose it was, and when.
  const bookings = [
    ...over.filter(wasWorked).map((of) => ({ of, kind: 'kept' })),
    ...noted!
      .filter(({ kind }) => ['no_show', 'call_off_worker'].includes(kind))
      .map((of) => ({ of, kind: of['kind'] as string })),
  ];
  const missed = (...kinds: string[]): Recount => ({
    kind: 'ratio',
    things: bookings.map(({ of, kind }): Thing => ({
      ...at(of),
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
