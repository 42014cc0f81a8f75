import { orderReleases } from '../../store/facts/order-releases.ts';
import { positionBusinessTimes } from '../../store/facts/position-business-times.ts';
import { positionTimes } from '../../store/facts/position-times.ts';
import { positions } from '../../store/facts/positions.ts';
import { metric, workReaders, type Metric } from '../metric.ts';

/** The buyer's side: openings are not a vendor's to count. */
const buyers = workReaders.filter((role) => role !== 'vendor_recruiter' && role !== 'vendor_finance');

/** Whom an opening was filled by says nothing of those who did not fill it. */
const ofOpenings = { fact: positions, cohort: 'date', readers: buyers } as const;
const undivided = ['vendor', 'tier'] as const;

const cohort = 'Of openings first opened in the period, by the facility’s day';
const perDiem = 'Per-diem orders, whose openings are shifts.';
const filled = 'count(*) filter (where is_filled)';

const counts: Metric[] = [
  metric({
    ...ofOpenings,
    name: 'positions_opened',
    version: 1,
    title: 'Openings',
    definition: `${cohort}: how many. An opening that falls open again is the same one.`,
    unit: 'count',
    numerator: 'count(*)',
    exclusions: perDiem,
    notBy: undivided,
  }),
  metric({
    ...ofOpenings,
    name: 'positions_filled',
    version: 1,
    title: 'Openings filled',
    definition: `${cohort}: those on which somebody who accepted stands now (began, or is to begin).`,
    unit: 'count',
    numerator: filled,
    exclusions: `${perDiem} An opening whose worker fell off and that nobody took since is open.`,
    better: 'higher',
  }),
  metric({
    ...ofOpenings,
    name: 'positions_canceled',
    version: 1,
    title: 'Openings canceled before they were filled',
    definition: `${cohort}: those canceled, by themselves or with their order, while nobody stood on them. Only the buyer’s side (the client, or the program’s manager for it) can cancel one.`,
    unit: 'count',
    numerator: 'count(*) filter (where is_canceled_before_fill)',
    exclusions: `${perDiem} Openings that were filled when their order was canceled.`,
    notBy: undivided,
    better: 'lower',
  }),
  metric({
    ...ofOpenings,
    name: 'fill_rate_gross',
    version: 1,
    title: 'Fill rate, gross',
    definition: `${cohort}: those filled, as they stand, ÷ all of them. What was filled and fell open again is not filled until somebody else stands on it.`,
    unit: 'ratio',
    numerator: filled,
    denominator: 'count(*)',
    exclusions: perDiem,
    notBy: undivided,
    better: 'higher',
  }),
  metric({
    ...ofOpenings,
    name: 'fill_rate_net',
    version: 1,
    title: 'Fill rate, net of cancellations',
    definition: `${cohort}: those filled, as they stand, ÷ all but those canceled before they were filled.`,
    unit: 'ratio',
    numerator: filled,
    denominator: 'count(*) filter (where not is_canceled_before_fill)',
    exclusions: `${perDiem} Openings canceled before they were filled.`,
    notBy: undivided,
    better: 'higher',
  }),
];

const released =
  'from the order’s first release (or the opening’s latest opening, where that came later; of one opened again after its order had ended the first release since)';
const calendarDays =
  'In whole calendar days: the date of the one less the date of the other at the facility.';
const asSaid = 'In business hours of the program’s calendar as it is said now.';

interface Timed {
  name: string;
  title: string;
  unit: 'days' | 'hours';
  column: string;
  what: string;
  notBy?: Metric['notBy'];
}

/** How long openings took, each that came so far once. */
const timed = ({ name, title, unit, column, what, notBy }: Timed): Metric =>
  metric({
    ...ofOpenings,
    fact: column.startsWith('business_') ? positionBusinessTimes : positionTimes,
    name,
    version: 1,
    title,
    definition: `${cohort} that came so far: ${what} Mean, median and p90 (continuous) of one value an opening.`,
    unit,
    numerator: `sum(${column})`,
    denominator: `count(${column})`,
    distribution: { value: column, where: `${column} is not null` },
    exclusions: `${perDiem} Openings that have not come so far.`,
    better: 'lower',
    ...(notBy && { notBy }),
  });

const submit = `${released} to the first submission for the order since then.`;
const fill = `${released} to the acceptance of the offer that filled it.`;
const start = `${released} to the first day worked of whom fills it.`;

const times: Metric[] = [
  ['submit', 'Time to submit', submit, undivided] as const,
  ['fill', 'Time to fill', fill, undefined] as const,
  ['start', 'Time to start', start, undefined] as const,
].flatMap(([step, title, what, notBy]) => [
  timed({
    name: `time_to_${step}`,
    title,
    unit: 'days',
    column: `days_to_${step}`,
    what: `${what} ${calendarDays}`,
    notBy,
  }),
  ...(step === 'start'
    ? []
    : [
        timed({
          name: `time_to_${step}_hours`,
          title: `${title}, hours`,
          unit: 'hours',
          column: `hours_to_${step}`,
          what: `${what} In hours, exact.`,
          notBy,
        }),
      ]),
  timed({
    name: `time_to_${step}_business_hours`,
    title: `${title}, business hours`,
    unit: 'hours',
    column: `business_hours_to_${step}`,
    what: `${what} ${asSaid}${step === 'start' ? ' The first day counts from its beginning.' : ''}`,
    notBy,
  }),
]);

const waits: Metric[] = [
  timed({
    name: 'vendor_wait_hours',
    title: 'Time to fill that vendors were waited for',
    unit: 'hours',
    column: 'vendor_wait_hours',
    what: 'of the hours to fill those in which a vendor was waited for: until it handed in whom the opening was filled with, from the last extension of the offer until it accepted, and until the worker confirmed where the worker does.',
  }),
  timed({
    name: 'client_wait_hours',
    title: 'Time to fill that the client was waited for',
    unit: 'hours',
    column: 'client_wait_hours',
    what: 'of the hours to fill the others: review, interviews, choice, offer and confirmation. Both together are the hours to fill.',
  }),
];

const received = 'Of orders that vendors first saw in the period, by the facility’s day';
const ofReleases = { fact: orderReleases, cohort: 'date', readers: workReaders } as const;
const answered = 'count(distinct order_id) filter (where submissions > 0)';

const releases: Metric[] = [
  metric({
    ...ofReleases,
    name: 'coverage',
    version: 1,
    title: 'Coverage',
    definition: `${received}: those with a submission ÷ all. By vendor: of the orders that it received those that it answered.`,
    unit: 'ratio',
    numerator: answered,
    denominator: 'count(distinct order_id)',
    exclusions: 'To a client, submissions that were not presented to it.',
    better: 'higher',
  }),
  metric({
    ...ofReleases,
    name: 'response_volume',
    version: 1,
    title: 'Response volume',
    definition: `${received} and that have a submission: submissions ÷ orders.`,
    unit: 'count',
    numerator: 'sum(submissions)',
    denominator: answered,
    exclusions: 'Orders without a submission; to a client, submissions that were not presented to it.',
    better: 'higher',
  }),
  metric({
    ...ofReleases,
    name: 'response_time_hours',
    version: 1,
    title: 'Response time of vendors',
    definition: `${received}, each with each vendor that answered: hours, exact, from when the vendor first saw the order to its first submission.`,
    unit: 'hours',
    numerator: 'sum(hours_to_submit)',
    denominator: 'count(hours_to_submit)',
    distribution: { value: 'hours_to_submit', where: 'hours_to_submit is not null' },
    exclusions: 'Orders that the vendor did not answer.',
    better: 'lower',
  }),
  metric({
    ...ofReleases,
    name: 'vendor_fill_rate',
    version: 2,
    title: 'Fill rate of vendors',
    definition: `${received}, each with each vendor: the vendor’s placements that stand ÷ the people that the order asks for. Over several vendors an order counts once for each that received it.`,
    unit: 'ratio',
    numerator: `sum(placed) filter (where order_type <> 'per_diem')`,
    denominator: `sum(openings) filter (where order_type <> 'per_diem')`,
    exclusions: 'Per-diem orders, whose openings are shifts; orders that the viewer may not see any more.',
    better: 'higher',
    readers: buyers,
  }),
];

/** Openings, and how orders are answered. */
export const orderMetrics: readonly Metric[] = [...counts, ...times, ...waits, ...releases];
