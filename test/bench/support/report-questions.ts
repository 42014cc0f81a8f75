/** A question of `GET /v1/reports/query`, as its parameters. */
export interface ReportQuestion {
  name: string;
  metrics: readonly string[];
  by?: string;
  grain?: string;
  /** Absent of what is so at an instant. */
  days?: readonly [from: string, to: string];
  /** Of one facility alone. */
  ofFacility?: true;
  /** Of all there is, so that it grows with it. */
  isAside?: true;
  /** Analysts ask whole months, and so no weeks. */
  notOfAnalysts?: true;
}

const year = ['2026-01-01', '2026-12-31'] as const;
// People are hired a month before they begin.
const hiringYear = ['2025-12-01', '2026-11-30'] as const;
// From a Sunday to a Saturday.
const weeks = ['2026-01-04', '2026-12-26'] as const;
const quarter = ['2026-09-27', '2026-12-26'] as const;

/** The commonest questions, of the last twelve months. */
export const commonest: readonly ReportQuestion[] = [
  { name: 'spend · vendor · month', metrics: ['spend_accrued'], by: 'vendor', grain: 'month', days: year },
  {
    name: 'spend · facility · month',
    metrics: ['spend_accrued'],
    by: 'facility',
    grain: 'month',
    days: year,
  },
  { name: 'spend · cost center', metrics: ['spend_accrued'], by: 'cost_center', days: year },
  {
    name: 'hours, overtime · unit · week, a facility',
    metrics: ['hours_worked', 'overtime'],
    by: 'unit',
    grain: 'week',
    notOfAnalysts: true,
    days: weeks,
    ofFacility: true,
  },
  {
    name: 'shift fill, missed · facility · month',
    metrics: ['shift_fill', 'missed_shift'],
    by: 'facility',
    grain: 'month',
    days: year,
  },
  {
    name: 'on time · facility · week',
    metrics: ['timesheet_on_time'],
    by: 'facility',
    grain: 'week',
    notOfAnalysts: true,
    days: weeks,
  },
  { name: 'approval cycle · vendor', metrics: ['approval_cycle'], by: 'vendor', days: year },
  {
    name: 'fill rate · profession · month',
    metrics: ['fill_rate_gross', 'fill_rate_net'],
    by: 'profession',
    grain: 'month',
    days: hiringYear,
  },
  { name: 'time to fill · facility', metrics: ['time_to_fill'], by: 'facility', days: hiringYear },
  {
    name: 'submission funnel · vendor',
    metrics: [
      'submissions',
      'submission_to_interview',
      'interview_to_offer',
      'offer_acceptance',
      'submission_to_start',
    ],
    by: 'vendor',
    days: hiringYear,
  },
];

/** Others, that are larger or asked for seldom. */
export const further: readonly ReportQuestion[] = [
  {
    name: 'hours, overtime · unit · week, a quarter',
    metrics: ['hours_worked', 'overtime'],
    by: 'unit',
    grain: 'week',
    notOfAnalysts: true,
    days: quarter,
  },
  { name: 'contingent share · month', metrics: ['contingent_share'], grain: 'month', days: year },
  {
    name: 'spend · profession · month',
    metrics: ['spend_accrued'],
    by: 'profession',
    grain: 'month',
    days: year,
  },
  { name: 'credentials · facility', metrics: ['credential_compliance_items'], by: 'facility' },
  {
    name: 'spend · vendor · year, all there is',
    metrics: ['spend_accrued'],
    by: 'vendor',
    grain: 'year',
    isAside: true,
  },
  {
    name: 'approval cycle · vendor, all there is',
    metrics: ['approval_cycle'],
    by: 'vendor',
    isAside: true,
  },
];

/** The path of the question. */
export function pathOf({ metrics, by, grain, days, ofFacility }: ReportQuestion, facilityId: string): string {
  const asked = new URLSearchParams(metrics.map((name) => ['metrics', name]));
  for (const [name, value] of Object.entries({ by, grain, from: days?.[0], to: days?.[1] }))
    if (value !== undefined) asked.set(name, value);
  if (ofFacility) asked.set('facilityId', facilityId);
  return `/v1/reports/query?${asked.toString()}`;
}
