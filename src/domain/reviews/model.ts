import { z } from 'zod';
import { Day, Id, Instant } from '../../kernel/shapes.ts';
import { MetricRow } from '../reports/index.ts';

/** What a review of a program tells first, in its order; of which a viewer is shown what it may ask for. */
export const headlines = [
  'spend_accrued',
  'hours_worked',
  'overtime',
  'positions_opened',
  'fill_rate_gross',
  'fill_rate_net',
  'time_to_submit',
  'time_to_fill',
  'submission_to_start',
  'fall_off_rate',
  'early_termination_rate',
  'shift_fill',
  'missed_shift',
  'timesheet_on_time',
  'first_pass_approval',
  'approval_cycle',
  'rate_compliance',
  'savings_vs_benchmark_contracted',
  'diverse_spend',
  'credential_compliance_items',
] as const;

/** What is told of each vendor and of each facility. */
export const ofVendors = [
  'spend_accrued',
  'hours_worked',
  'vendor_fill_rate',
  'submission_to_start',
  'fall_off_rate',
  'timesheet_on_time',
] as const;
export const ofFacilities = [
  'spend_accrued',
  'hours_worked',
  'overtime',
  'fill_rate_net',
  'shift_fill',
  'first_pass_approval',
] as const;

/** What is drawn, by month. */
export const pictured = ['spend_accrued', 'fill_rate_net'] as const;

/** The vendor's last scorecard whose period ended within the days, and where it stands now. */
export const ReviewStanding = z
  .strictObject({
    vendorId: Id,
    vendorName: z.string(),
    standing: z.string(),
    score: z.string().nullable().meta({ scalar: 'Decimal', format: 'decimal', description: 'Of a hundred.' }),
    scoredTo: Day.nullable(),
  })
  .meta({ id: 'ReviewStanding' });
export type ReviewStanding = z.output<typeof ReviewStanding>;

export const ProgramReview = z
  .strictObject({
    programId: Id,
    programName: z.string(),
    from: Day,
    to: Day,
    asOf: Instant,
    headlines: z.array(MetricRow),
    months: z.array(MetricRow),
    vendors: z.array(MetricRow),
    facilities: z.array(MetricRow),
    standings: z.array(ReviewStanding),
  })
  .meta({ id: 'ProgramReview' });
export type ProgramReview = z.output<typeof ProgramReview>;
