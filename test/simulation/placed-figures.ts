import { expect } from 'vitest';
import type { Client } from '../support/service.ts';
import { ok } from '../support/weeks.ts';
import { dayThere, listed, percentile, type Listed } from './figures-by-hand.ts';

const zone = 'America/New_York';
const hours = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 3_600_000;

/** What the lists of the service hold of orders, who saw them, and what came of it. */
async function looked(manager: Client) {
  const [orders, seen, submissions, assignments, offers] = await Promise.all(
    ['/orders', '/order-visibilities', '/submissions', '/assignments', '/offers'].map((path) =>
      listed(manager, path),
    ),
  );
  return {
    orders: new Map(orders!.map((one) => [one['id'] as string, one])),
    seen: seen!,
    submissions: submissions!,
    assignments: assignments!,
    offers: new Map(offers!.map((one) => [one['id'] as string, one])),
  };
}
type Looked = Awaited<ReturnType<typeof looked>>;

/** By what figures of orders are grouped: of a row with its order. */
const groups: Record<string, { field: string; of: (row: Listed, order: Listed) => string }> = {
  vendor: { field: 'vendorId', of: ({ vendorId }) => vendorId },
  facility: { field: 'facilityId', of: (_, { facilityId }) => facilityId },
  profession: { field: 'profession', of: (_, { profession }) => profession },
  order_type: { field: 'orderType', of: (_, { type }) => type },
};

const ratio = (some: number, all: number): number | null => (all === 0 ? null : some / all);
const stands = ({ state }: Listed) => ['pending', 'active', 'suspended', 'ended'].includes(state);

type Figures = Record<string, number | null>;

/** Of orders that vendors saw: whether and when they answered, and whom they placed. */
function ofReleases(seen: readonly Listed[], { orders, submissions, assignments }: Looked): Figures {
  const own = (one: Listed) => (other: Listed) =>
    other['orderId'] === one['orderId'] && other['vendorId'] === one['vendorId'];
  const received = new Set(seen.map(({ orderId }) => orderId));
  const answers = seen.map((one) => submissions.filter(own(one)));
  const answered = new Set(seen.filter((_, at) => answers[at]!.length > 0).map(({ orderId }) => orderId));
  const times = seen.flatMap((one, at) => {
    const since = answers[at]!.map(({ createdAt }) => createdAt as string)
      .filter((instant) => Date.parse(instant) >= Date.parse(one['visibleFrom']))
      .map((instant) => hours(one['visibleFrom'], instant));
    return since.length === 0 ? [] : [Math.min(...since)];
  });
  const placed = seen.reduce((sum, one) => sum + assignments.filter(own(one)).filter(stands).length, 0);
  const asked = seen.reduce((sum, { orderId }) => sum + orders.get(orderId)!['positions'], 0);
  return {
    coverage: ratio(answered.size, received.size),
    response_volume: ratio(answers.flat().length, answered.size),
    response_time_hours: ratio(
      times.reduce((sum, one) => sum + one, 0),
      times.length,
    ),
    'response_time_hours median': times.length === 0 ? null : percentile(times, 0.5),
    'response_time_hours p90': times.length === 0 ? null : percentile(times, 0.9),
    vendor_fill_rate: ratio(placed, asked),
  };
}

/** Of placements: how they began, whether they were extended, and who is at work. */
function ofPlaced(all: readonly Listed[], { offers }: Looked): Record<string, (day: Span) => number | null> {
  const agreed = (one: Listed) => offers.get(one['offerId'])!;
  const running = all.filter(({ state }) => ['active', 'suspended'].includes(state));
  return {
    starts: (within) => all.filter(({ startedOn }) => within(startedOn)).length,
    on_time_start_rate: (within) => {
      const began = all.filter(({ startedOn }) => within(startedOn));
      return ratio(began.filter((one) => one['startedOn'] <= one['startsOn']).length, began.length);
    },
    extension_rate: (within) => {
      const ended = all.filter(({ state, endedOn }) => state === 'ended' && within(endedOn));
      return ratio(ended.filter((one) => one['endsOn'] > agreed(one)['endsOn']).length, ended.length);
    },
    assignments_active: () => running.length,
    workers_active: () => new Set(running.map(({ workerId }) => workerId)).size,
  };
}

type Span = (day: string | null) => boolean;

const atAnInstant = ['assignments_active', 'workers_active'];

/** Compares figures of orders' answers and of placements with what lists come to; answers how many were other than nothing. */
export async function comparePlacedFigures(
  manager: Client,
  [from, to]: readonly [string, string],
  asOf = '',
): Promise<number> {
  const all = await looked(manager);
  const within: Span = (day) => day !== null && day >= from && day <= to;
  const seen = all.seen.filter(({ visibleFrom }) => within(dayThere(visibleFrom, zone)));
  let compared = 0;
  for (const by of [undefined, ...Object.keys(groups)]) {
    const { field, of } = by === undefined ? { field: undefined, of: () => '-' } : groups[by]!;
    const groupOf = (row: Listed) => of(row, all.orders.get(row['orderId'])!);
    const expected: Record<string, Figures> = {};
    for (const group of new Set([...seen, ...all.assignments].map(groupOf))) {
      const own = seen.filter((row) => groupOf(row) === group);
      const placed = ofPlaced(
        all.assignments.filter((row) => groupOf(row) === group),
        all,
      );
      expected[group] = {
        ...ofReleases(own, all),
        ...Object.fromEntries(Object.entries(placed).map(([name, figure]) => [name, figure(within)])),
      };
    }
    const names = Object.keys(Object.values(expected)[0]!).filter((name) => !name.includes(' '));
    const { rows } = ok(
      await manager.get(
        `/reports/query?metrics=${names.join(',')}&from=${from}&to=${to}${by ? `&by=${by}` : ''}${asOf}`,
      ),
    );
    for (const [group, figures] of Object.entries(expected))
      for (const [name, figure] of Object.entries(figures)) {
        const [metric, part = 'value'] = name.split(' ');
        const row = (rows as Listed[]).find(
          (one) => one['metric'] === metric && (field === undefined || one[field] === group),
        );
        const isCount = metric === 'starts' || atAnInstant.includes(metric!);
        const told = row?.[part] ?? (isCount ? '0' : null);
        const about = `${name} by ${by} of ${group} from ${from} to ${to}${asOf}`;
        if (figure === null || told === null) expect(told, about).toBe(figure);
        else expect(Number(told), about).toBeCloseTo(figure, 5);
        compared += figure === null || figure === 0 ? 0 : 1;
      }
  }
  return compared;
}
