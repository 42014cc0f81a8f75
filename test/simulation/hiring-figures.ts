import type { ToldOpening, ToldPlacement, ToldSubmission, Told } from './hiring-told.ts';

/** A figure as it must be; decimals as numbers. */
export interface Figure {
  value: number | null;
  median?: number | null;
  p90?: number | null;
}

const zone = 'America/New_York';

const dayOf = (at: string) => Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate();
const daysBetween = (from: Temporal.PlainDate, to: Temporal.PlainDate) =>
  from.until(to, { largestUnit: 'days' }).days;
const hoursBetween = (from: string, to: string) =>
  (Temporal.Instant.from(to).epochMilliseconds - Temporal.Instant.from(from).epochMilliseconds) / 3_600_000;

/** Monday to Friday, 08:00 to 17:00 by the program's zone, minute by minute of a day that has no clock change in it. */
export function businessHours(from: string, to: string): number {
  let hours = 0;
  for (let day = dayOf(from); Temporal.PlainDate.compare(day, dayOf(to)) <= 0; day = day.add({ days: 1 })) {
    if (day.dayOfWeek > 5) continue;
    const opens = day.toZonedDateTime({ timeZone: zone, plainTime: '08:00' }).toInstant().toString();
    const closes = day.toZonedDateTime({ timeZone: zone, plainTime: '17:00' }).toInstant().toString();
    const begins = from > opens ? from : opens;
    const ends = to < closes ? to : closes;
    if (begins < ends) hours += hoursBetween(begins, ends);
  }
  return hours;
}

/** The value at a share of the way through them, between two the straight line. */
function percentile(values: readonly number[], share: number): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((one, other) => one - other);
  const at = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(at)]!, sorted[Math.ceil(at)]!];
  return low + (high - low) * (at - Math.floor(at));
}

const ratio = (some: number, all: number): Figure => ({ value: all === 0 ? null : some / all });
const spread = (values: readonly number[]): Figure => ({
  value: values.length === 0 ? null : values.reduce((sum, one) => sum + one, 0) / values.length,
  median: percentile(values, 0.5),
  p90: percentile(values, 0.9),
});

const within = (from: string, to: string) => (day: string) => day >= from && day <= to;

/** Every figure of hiring for a span of days, from what the log tells and nothing else. */
export function figuresOf(told: Told, from: string, to: string): Record<string, Figure> {
  const inSpan = within(from, to);
  const openings = [...told.openings.values()].filter(({ openedAt }) => inSpan(String(dayOf(openedAt))));
  const placements = [...told.placements.entries()];
  const accepted = placements
    .map(([, one]) => one)
    .filter(({ acceptedAt }) => inSpan(String(dayOf(acceptedAt))));
  const ended = placements.map(([, one]) => one).filter(({ endedOn }) => endedOn !== null && inSpan(endedOn));
  const submissions = [...told.submissions.values()].filter(({ at }) => inSpan(String(dayOf(at))));
  const filled = openings.filter(({ state }) => state === 'filled').length;
  const canceled = openings.filter(({ state, wasFilled }) => state === 'canceled' && !wasFilled).length;
  const count = <T>(some: readonly T[], that: (one: T) => boolean) => some.filter(that).length;
  const offers = (key: 'extended' | 'accepted') => submissions.reduce((sum, one) => sum + one[key].size, 0);
  return {
    positions_opened: { value: openings.length },
    positions_filled: { value: filled },
    positions_canceled: { value: canceled },
    fill_rate_gross: ratio(filled, openings.length),
    fill_rate_net: ratio(filled, openings.length - canceled),
    ...timesOf(told, openings),
    submissions: { value: submissions.length },
    submission_to_interview: ratio(
      count(submissions, (one) => one.isInterviewed),
      submissions.length,
    ),
    submission_to_interview_held: ratio(
      count(submissions, (one) => one.isHeld),
      submissions.length,
    ),
    interview_to_offer: ratio(
      count(submissions, (one) => one.extended.size > 0),
      count(submissions, (one) => one.isInterviewed),
    ),
    offer_acceptance: ratio(offers('accepted'), offers('extended')),
    submission_to_start: ratio(
      count(submissions, (one) => hasBegun(told, one)),
      submissions.length,
    ),
    placements_accepted: { value: accepted.length },
    fall_off_rate: ratio(
      count(accepted, (one) => one.hasFallenOff),
      accepted.length,
    ),
    early_termination_rate: ratio(
      count(ended, (one) => one.endKind === 'early'),
      ended.length,
    ),
    completion_rate: ratio(
      count(ended, (one) => one.endKind === 'completed'),
      ended.length,
    ),
  };
}

const hasBegun = ({ submissions, placements }: Told, submission: ToldSubmission): boolean =>
  [...placements.values()].some(
    ({ submissionId, startedOn }) => startedOn !== null && submissions.get(submissionId) === submission,
  );

/** Who stands on an opening: the last placement accepted when it was filled. */
const standingOn = ({ placements }: Told, { orderId, filledAt }: ToldOpening, taken: Set<ToldPlacement>) =>
  [...placements.values()].find(
    (one) => one.orderId === orderId && one.acceptedAt === filledAt && !one.hasFallenOff && !taken.has(one),
  );

/** The hours in which the vendor was waited for: until it submitted, and from the offer until it agreed. */
function vendorWait(told: Told, { submissionId }: ToldPlacement, released: string): number {
  const { at, accepted } = told.submissions.get(submissionId)!;
  const { extendedAt, agreedAt } = told.offers.get([...accepted].at(-1)!)!;
  const since = (instant: string) => (instant > released ? instant : released);
  return hoursBetween(released, since(at)) + hoursBetween(since(extendedAt), since(agreedAt!));
}

function timesOf(told: Told, openings: readonly ToldOpening[]): Record<string, Figure> {
  const values: Record<string, number[]> = {};
  const taken = new Set<ToldPlacement>();
  const add = (name: string, value: number) => (values[name] ??= []).push(value);
  const measure = (step: string, from: string, to: string) => {
    add(`time_to_${step}`, daysBetween(dayOf(from), dayOf(to)));
    add(`time_to_${step}_hours`, hoursBetween(from, to));
    add(`time_to_${step}_business_hours`, businessHours(from, to));
  };
  for (const one of openings) {
    const released = told.releasedAt(one);
    if (released === null) continue;
    const first = [...told.submissions.values()]
      .filter(({ orderId, at }) => orderId === one.orderId && at >= released)
      .map(({ at }) => at)
      .toSorted()[0];
    if (first !== undefined) measure('submit', released, first);
    if (one.state !== 'filled') continue;
    measure('fill', released, one.filledAt!);
    const standing = standingOn(told, one, taken);
    if (!standing) throw new Error('nobody stands on a filled opening');
    taken.add(standing);
    const vendors = vendorWait(told, standing, released);
    add('vendor_wait_hours', vendors);
    add('client_wait_hours', hoursBetween(released, one.filledAt!) - vendors);
    if (standing.startedOn === null) continue;
    const began = Temporal.PlainDate.from(standing.startedOn);
    add('time_to_start', daysBetween(dayOf(released), began));
    const opens = began.toZonedDateTime(zone).toInstant().toString();
    // Who began on the day of the release, or before, was waited for no hours: the day counts from its beginning.
    add(
      'time_to_start_business_hours',
      opens < released ? -businessHours(opens, released) : businessHours(released, opens),
    );
  }
  const names = [
    'time_to_submit',
    'time_to_submit_hours',
    'time_to_submit_business_hours',
    'time_to_fill',
    'time_to_fill_hours',
    'time_to_fill_business_hours',
    'time_to_start',
    'time_to_start_business_hours',
    'vendor_wait_hours',
    'client_wait_hours',
  ];
  return Object.fromEntries(names.map((name) => [name, spread(values[name] ?? [])]));
}
