import { z } from 'zod';
import { refuse } from '../../../kernel/errors.ts';
import { compare, parseRate } from '../../../kernel/money.ts';
import { query, type Context } from '../../../kernel/operation.ts';
import { Instant, reference } from '../../../kernel/shapes.ts';
import { assemble, type BoardRow, type Candidacy } from '../board/assemble.ts';
import type { Coordinates } from '../board/distance.ts';
import { homeOf, openShifts, placesOf } from '../board/store.ts';
import { ShiftBoard, ShiftBoardSort } from '../model/shift-board.ts';
import { permissions } from '../policy.ts';
import { claimantOf, ownClaims, type Claimant } from '../store/claimant.ts';

const horizon = { hours: 24 * 28 };
const byStart = (one: BoardRow, other: BoardRow) => Date.parse(one.startsAt) - Date.parse(other.startsAt);

// Unknown comes last.
const orders: Record<z.output<typeof ShiftBoardSort>, (one: BoardRow, other: BoardRow) => number> = {
  start: byStart,
  pay: (one, other) =>
    one.payRate === null || other.payRate === null
      ? Number(one.payRate === null) - Number(other.payRate === null)
      : compare(parseRate(other.payRate), parseRate(one.payRate)),
  distance: (one, other) =>
    one.distanceMiles === null || other.distanceMiles === null
      ? Number(one.distanceMiles === null) - Number(other.distanceMiles === null)
      : one.distanceMiles - other.distanceMiles,
};

/** By whom the worker would take a shift of each order. */
async function claimantsOf(
  representationId: string | undefined,
  orderIds: readonly string[],
  context: Context,
): Promise<Map<string, Claimant>> {
  const { side, workerId } = context.actor;
  if (side === 'worker') {
    const claims = await ownClaims(workerId!, orderIds, context);
    const wanted = claims.filter(
      (claim) => (representationId ?? claim.representationId) === claim.representationId,
    );
    // The oldest right comes first, and stays.
    return new Map(wanted.toReversed().map(({ orderId, ...claimant }) => [orderId, claimant]));
  }
  if (representationId === undefined)
    throw refuse('/representationId', 'required', 'Name the worker by its representation.');
  const claimant = (await claimantOf(representationId, context))!;
  return new Map(orderIds.map((orderId) => [orderId, claimant]));
}

/** Each side measures from what it said itself: a distance would tell what another one did. */
async function homeFor(claimants: Iterable<Claimant>, context: Context): Promise<Coordinates | null> {
  const { side, workerId } = context.actor;
  const [claimant] = claimants;
  const home =
    side === 'worker'
      ? await homeOf(workerId!, context)
      : claimant && { latitude: claimant.homeLatitude, longitude: claimant.homeLongitude };
  if (home?.latitude == null || home.longitude === null) return null;
  return { latitude: home.latitude, longitude: home.longitude };
}

export const shiftBoard = query({
  name: 'shiftBoard',
  summary:
    'The open shifts of a worker’s profession: whether it could have each and why not, how far, what it pays, and what was asked for.',
  rest: 'GET /shift-board',
  permission: permissions.board,
  input: z.strictObject({
    representationId: reference('representation')
      .optional()
      .meta({ description: 'Of the worker; a worker may leave it out.' }),
    from: Instant.optional().meta({ description: 'Absent, now.' }),
    until: Instant.optional().meta({ description: 'Absent, four weeks after.' }),
    withinMiles: z.int().min(1).max(5_000).optional(),
    sort: ShiftBoardSort.default('start'),
    first: z
      .int()
      .min(1)
      .max(1_000)
      .default(200)
      .meta({ description: 'At most so many, from the earliest.' }),
  }),
  output: ShiftBoard,
  rows: 'rows',
  async handle({ representationId, from, until, withinMiles, sort, first }, context) {
    const begin = from === undefined || Date.parse(from) < Date.parse(context.now) ? context.now : from;
    const end = until ?? Temporal.Instant.from(begin).add(horizon).toString();
    const open = await openShifts(begin, end, first + 1, context);
    const shown = open.slice(0, first);
    const orderIds = [...new Set(shown.map(({ orderId }) => orderId))];
    const places = await placesOf(orderIds, context);
    const claimants = await claimantsOf(representationId, orderIds, context);
    const candidacies = shown.flatMap((shift): Candidacy[] => {
      const place = places.get(shift.orderId)!;
      const claimant = claimants.get(shift.orderId);
      return claimant?.profession === place.profession ? [{ shift, place, claimant }] : [];
    });
    const home = await homeFor(claimants.values(), context);
    const rows = (await assemble(candidacies, home, context)).filter(
      ({ distanceMiles }) =>
        withinMiles === undefined || (distanceMiles !== null && distanceMiles <= withinMiles),
    );
    rows.sort((one, other) => orders[sort](one, other) || byStart(one, other));
    return { rows, more: open.length > first };
  },
});
