import { dayThere, type Listed } from './figures-by-hand.ts';
import { businessHours } from './hiring-figures.ts';
import type { Seen } from './hiring-seen.ts';
import type { Recount, Thing } from './recounting.ts';

const hours = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 3_600_000;
const days = (from: string, to: string) =>
  Temporal.PlainDate.from(from).until(to, { largestUnit: 'days' }).days;
const later = (one: string, other: string) => (Date.parse(one) > Date.parse(other) ? one : other);
const one = (is: boolean) => (is ? 1 : 0);

/** Who accepted and never began is nobody's placement. */
const standsOn = ({ state }: Listed) => !['canceled', 'no_show', 'fell_off'].includes(state);

/** Openings, each with whoever stands on it, and its day. */
const openings = (seen: Seen) =>
  seen.positions.map((row) => {
    const placed = [...seen.assignments, ...seen.placements].filter(
      (each) => each['positionId'] === row['id'] && standsOn(each) && row['state'] === 'filled',
    );
    if (placed.length > 1) throw new Error('two stand on one opening');
    const [standing] = placed;
    return {
      row,
      standing,
      keys: seen.keysOf(row, standing?.['vendorId'] ?? null),
      day: dayThere(row['createdAt'], seen.zoneOf(row['facilityId'])),
    };
  });
type Opening = ReturnType<typeof openings>[number];

function ofOpenings(seen: Seen): Record<string, Recount> {
  const all = openings(seen);
  const isLost = ({ row }: Opening) => {
    const { state, wasFilled } = seen.told.openings.get(row['id'])!;
    return state === 'canceled' && !wasFilled;
  };
  const things = (that: (opening: Opening) => boolean, among?: (opening: Opening) => boolean): Thing[] =>
    all.map((opening) => ({
      keys: opening.keys,
      day: opening.day,
      numerator: one(that(opening)),
      ...(among && { denominator: one(among(opening)) }),
    }));
  const isFilled = ({ row }: Opening) => row['state'] === 'filled';
  const every = () => true;
  return {
    positions_opened: { kind: 'sum', things: things(every) },
    positions_filled: { kind: 'sum', things: things(isFilled) },
    positions_canceled: { kind: 'sum', things: things(isLost) },
    fill_rate_gross: { kind: 'ratio', things: things(isFilled, every) },
    fill_rate_net: { kind: 'ratio', things: things(isFilled, (opening) => !isLost(opening)) },
  };
}

const timed = [
  ...['submit', 'fill'].flatMap((step) =>
    ['', '_hours', '_business_hours'].map((unit) => `time_to_${step}${unit}`),
  ),
  'time_to_start',
  'time_to_start_business_hours',
  'vendor_wait_hours',
  'client_wait_hours',
];

/** How long an opening took, by the name of the metric. */
function timesOf({ row, standing }: Opening, seen: Seen): Record<string, number> {
  const released = seen.told.releasedAt(seen.told.openings.get(row['id'])!);
  if (released === null) return {};
  const zone = seen.zoneOf(row['facilityId']);
  const until = (step: string, at: string) => ({
    [`time_to_${step}`]: days(dayThere(released, zone), dayThere(at, zone)),
    [`time_to_${step}_hours`]: hours(released, at),
    [`time_to_${step}_business_hours`]: businessHours(released, at),
  });
  const answers = seen.submissions
    .filter(
      ({ orderId, createdAt }) => orderId === row['orderId'] && Date.parse(createdAt) >= Date.parse(released),
    )
    .map(({ createdAt }) => createdAt as string);
  const first = answers.reduce<string | undefined>(
    (early, at) => (early && Date.parse(early) <= Date.parse(at) ? early : at),
    undefined,
  );
  const submitted = first === undefined ? {} : until('submit', first);
  if (!standing) return submitted;
  const offer = seen.offerOf(standing['offerId']);
  const proposed = seen.submissionOf(standing['submissionId'])['createdAt'];
  const vendors =
    hours(released, later(proposed, released)) +
    hours(later(offer['extendedAt'], released), later(offer['vendorAcceptedAt'], released)) +
    (offer['confirmedBy'] === 'worker' ? hours(offer['vendorAcceptedAt'], row['filledAt']) : 0);
  const waits = {
    vendor_wait_hours: vendors,
    client_wait_hours: hours(released, row['filledAt']) - vendors,
  };
  const filled = { ...submitted, ...until('fill', row['filledAt']), ...waits };
  const { startedOn } = standing;
  if (startedOn === null) return filled;
  const opens = Temporal.PlainDate.from(startedOn).toZonedDateTime(zone).toInstant().toString();
  return {
    ...filled,
    time_to_start: days(dayThere(released, zone), startedOn),
    time_to_start_business_hours:
      Date.parse(opens) < Date.parse(released)
        ? -businessHours(opens, released)
        : businessHours(released, opens),
  };
}

function ofTimes(seen: Seen): Record<string, Recount> {
  const all = openings(seen).map((opening) => ({ ...opening, times: timesOf(opening, seen) }));
  return Object.fromEntries(
    timed.map((name) => [
      name,
      {
        kind: 'distribution',
        things: all.map(({ keys, day, times }) => ({ keys, day, value: times[name] })),
      },
    ]),
  );
}

/** How many people are to be placed; an order by the shift has no such openings. */
const asksOf = (order: Listed | undefined): number | undefined =>
  order?.['type'] === 'per_diem' ? undefined : (order?.['positions'] as number | undefined);

/** What vendors were shown, and what they answered. */
function ofReleases(seen: Seen): Record<string, Recount> {
  const all = seen.orderVisibilities.map((row) => {
    const own = ({ orderId, vendorId }: Listed) => orderId === row['orderId'] && vendorId === row['vendorId'];
    const answers = seen.submissions.filter(own);
    const since = answers
      .map(({ createdAt }) => hours(row['visibleFrom'], createdAt))
      .filter((waited) => waited >= 0);
    return {
      row,
      answers,
      waited: since.length === 0 ? undefined : Math.min(...since),
      placed: [...seen.assignments, ...seen.placements].filter(own).filter(standsOn).length,
      asks: asksOf(seen.orderOf(row['orderId'])),
      keys: seen.keysOf({ ...seen.told.places.get(row['orderId']), ...row }, row['vendorId']),
      day: dayThere(row['visibleFrom'], seen.zoneOf(seen.told.places.get(row['orderId'])!.facilityId)),
    };
  });
  const things = (what: (each: (typeof all)[number]) => Omit<Thing, 'keys' | 'day'>): Thing[] =>
    all.map((each) => ({ keys: each.keys, day: each.day, ...what(each) }));
  const answered = ({ row, answers }: (typeof all)[number]) =>
    answers.length > 0 ? row['orderId'] : undefined;
  return {
    coverage: {
      kind: 'ratio',
      things: things((each) => ({ once: { numerator: answered(each), denominator: each.row['orderId'] } })),
    },
    response_volume: {
      kind: 'ratio',
      things: things((each) => ({ numerator: each.answers.length, once: { denominator: answered(each) } })),
    },
    response_time_hours: { kind: 'distribution', things: things(({ waited }) => ({ value: waited })) },
    vendor_fill_rate: {
      kind: 'ratio',
      things: things(({ placed, asks }) => ({
        numerator: asks === undefined ? 0 : placed,
        denominator: asks ?? 0,
      })),
    },
  };
}

/** How far proposals came. */
function ofSubmissions(seen: Seen): Record<string, Recount> {
  const all = seen.submissions.map((row) => {
    const own = ({ submissionId }: Listed) => submissionId === row['id'];
    const offers = seen.offers.filter(own).filter(({ extendedAt }) => extendedAt !== null);
    const interviews = seen.interviews.filter(own);
    return {
      asked: one(interviews.length > 0),
      held: one(interviews.some(({ state }) => state === 'completed')),
      offers: offers.length,
      offered: one(offers.length > 0),
      accepted: offers.filter(({ state }) => state === 'accepted').length,
      began: one(
        [...seen.assignments, ...seen.placements].filter(own).some(({ startedOn }) => startedOn !== null),
      ),
      keys: seen.keysOf(row, row['vendorId'] ?? null),
      day: dayThere(row['createdAt'], seen.zoneOf(row['facilityId'])),
    };
  });
  type Each = (typeof all)[number];
  const things = (numerator: (each: Each) => number, denominator?: (each: Each) => number): Thing[] =>
    all.map((each) => ({
      keys: each.keys,
      day: each.day,
      numerator: numerator(each),
      denominator: denominator?.(each),
    }));
  const every = () => 1;
  const ratio = (
    numerator: (each: Each) => number,
    denominator: (each: Each) => number = every,
  ): Recount => ({
    kind: 'ratio',
    things: things(numerator, denominator),
  });
  return {
    submissions: { kind: 'sum', things: things(every) },
    submission_to_interview: ratio(({ asked }) => asked),
    submission_to_interview_held: ratio(({ held }) => held),
    interview_to_offer: ratio(
      ({ offered }) => offered,
      ({ asked }) => asked,
    ),
    offer_acceptance: ratio(
      ({ accepted }) => accepted,
      ({ offers }) => offers,
    ),
    submission_to_start: ratio(({ began }) => began),
  };
}

/** What became of placements, hires by the client itself among them. */
function ofPlacements(seen: Seen): Record<string, Recount> {
  const all = [
    ...seen.assignments.map((row) => ({ row, isHire: false })),
    ...seen.placements.map((row) => ({ row, isHire: true })),
  ].map(({ row, isHire }) => ({
    row,
    isHire,
    keys: seen.keysOf(row, row['vendorId']),
    accepted: dayThere(row['createdAt'], seen.zoneOf(row['facilityId'])),
    started: row['startedOn'] as string | null,
    ended: isHire ? null : (row['endedOn'] as string | null),
    runs: !isHire && ['active', 'suspended'].includes(row['state']),
  }));
  type Each = (typeof all)[number];
  const ratio = (day: 'accepted' | 'started' | 'ended', that: (each: Each) => boolean): Recount => ({
    kind: 'ratio',
    things: all.map((each) => ({
      keys: each.keys,
      day: each[day],
      numerator: one(that(each)),
      denominator: 1,
    })),
  });
  const count = (day: 'accepted' | 'started'): Recount => ({
    kind: 'sum',
    things: all.map((each) => ({ keys: each.keys, day: each[day], numerator: 1 })),
  });
  const running = all.filter(({ runs }) => runs);
  return {
    placements_accepted: count('accepted'),
    starts: count('started'),
    fall_off_rate: ratio('accepted', ({ row }) => !standsOn(row)),
    on_time_start_rate: ratio('started', ({ row }) => row['startedOn'] <= row['startsOn']),
    early_termination_rate: ratio('ended', ({ row }) => row['endKind'] === 'early'),
    completion_rate: ratio('ended', ({ row }) => row['endKind'] === 'completed'),
    extension_rate: ratio(
      'ended',
      ({ row, isHire }) => !isHire && row['endsOn'] > seen.offerOf(row['offerId'])['endsOn'],
    ),
    assignments_active: { kind: 'instant', things: running.map(({ keys }) => ({ keys, numerator: 1 })) },
    workers_active: {
      kind: 'instant',
      things: running.map(({ keys, row }) => ({ keys, once: { numerator: row['workerId'] } })),
    },
  };
}

/** What hires and conversions cost: of each charge what each cost center bears, and what none does. */
function ofCharges(seen: Seen): Record<string, Recount> {
  const charges = new Map(seen.charges.map((charge) => [charge['id'] as string, charge]));
  const all = seen.billingItems.map((row) => {
    const charge = row['sourceNoun'] === 'charge' ? charges.get(row['sourceId']) : undefined;
    const assignment = seen.assignments.find(({ id }) => id === row['assignmentId']);
    const orderId = assignment?.['orderId'] ?? charge?.['orderId'] ?? null;
    const isHire = ['placement_fee', 'placement_refund'].includes(charge?.['kind']);
    const amount = Number(row['amount']);
    // Of what it is charged is known, whether the order is still seen or not.
    const engagement_kind = isHire ? 'direct_hire' : orderId || row['assignmentId'] ? 'staffing' : null;
    return {
      keys: { ...seen.keysOf({ ...row, orderId }, row['vendorId']), cost_center: null, engagement_kind },
      borne: (row['allocation'] ?? []) as readonly Listed[],
      day: row['workDateTo'] as string,
      currency: row['currency'] as string,
      amount,
      fee: Number(row['feeAmount'] ?? 0),
      isStaffing: engagement_kind === 'staffing' ? amount : 0,
      accrued: ['approved', 'invoiced', 'paid'].includes(row['state']),
      invoiced: ['invoiced', 'paid'].includes(row['state']),
    };
  });
  type Each = (typeof all)[number];
  const things = (what: (each: Each) => number): Thing[] =>
    all.map((each) => ({ keys: each.keys, day: each.day, currency: each.currency, numerator: what(each) }));
  const shares = (counts: (each: Each) => boolean): Thing[] =>
    all.filter(counts).flatMap(({ keys, day, currency, amount, borne }) => {
      const own = borne.map((share) => ({
        keys: { ...keys, cost_center: share['costCenterId'] as string },
        numerator: Number(share['amount']),
      }));
      const rest = own.reduce((left, { numerator }) => left - numerator, amount);
      return [...own, { keys, numerator: rest }].map((thing) => ({ ...thing, day, currency }));
    });
  return {
    spend_accrued: { kind: 'sum', things: shares(({ accrued }) => accrued) },
    spend_invoiced: { kind: 'sum', things: shares(({ invoiced }) => invoiced) },
    msp_fee_accrued: { kind: 'sum', things: things(({ accrued, fee }) => (accrued ? fee : 0)) },
    msp_fee_invoiced: { kind: 'sum', things: things(({ invoiced, fee }) => (invoiced ? fee : 0)) },
    premium_labor: {
      kind: 'ratio',
      things: things(({ accrued, isStaffing }) => (accrued ? isStaffing : 0)).map((thing) => ({
        ...thing,
        denominator: thing.numerator,
      })),
    },
  };
}

/** Every figure of hiring and of what it costs without an hour worked, counted from what a role lists and the log. */
export const recountsOf = (seen: Seen): Record<string, Recount> => ({
  ...ofOpenings(seen),
  ...ofTimes(seen),
  ...ofReleases(seen),
  ...ofSubmissions(seen),
  ...ofPlacements(seen),
  ...ofCharges(seen),
});
