import { shiftBookings } from '../../store/facts/shift-bookings.ts';
import { shifts } from '../../store/facts/shifts.ts';
import { metric, workReaders, type Metric } from '../metric.ts';

const excused =
  'Shifts that are not over; those that the client, the operator or the end of their order canceled.';

/** Figures of shifts. Of who took none a vendor is told nothing: it reads its own bookings. */
export const shiftMetrics: readonly Metric[] = [
  metric({
    name: 'shift_fill',
    version: 1,
    title: 'Shift fill',
    definition: 'Shifts worked ÷ shifts posted that are over, by the day on which they were to begin.',
    unit: 'ratio',
    fact: shifts,
    cohort: 'date',
    numerator: 'sum(worked)',
    denominator: 'sum(posted)',
    exclusions: excused,
    readers: workReaders.filter((role) => role !== 'vendor_recruiter' && role !== 'vendor_finance'),
    notBy: ['vendor', 'tier'],
    better: 'higher',
  }),
  metric({
    name: 'hours_fill',
    version: 1,
    title: 'Hours fill',
    definition:
      'Hours worked in shifts, without meals, ÷ hours planned of shifts that are over, by the day on which they were to begin. What was posted in the place of a missed shift requires no hours of its own.',
    unit: 'ratio',
    fact: shifts,
    cohort: 'date',
    numerator: 'sum(worked_minutes)',
    denominator: 'sum(required_minutes)',
    exclusions: excused,
    readers: workReaders.filter((role) => role !== 'vendor_recruiter' && role !== 'vendor_finance'),
    notBy: ['vendor', 'tier'],
    better: 'higher',
  }),
  metric({
    name: 'missed_shift',
    version: 1,
    title: 'Missed shift',
    definition:
      'No-shows and late call-offs by workers ÷ bookings of shifts that are over, by the day on which the shift was to begin. Late is after the program’s notice.',
    unit: 'ratio',
    fact: shiftBookings,
    cohort: 'date',
    numerator: 'sum(no_shows) + sum(call_offs)',
    denominator: 'sum(scheduled)',
    exclusions: 'Bookings given back in good time, and shifts canceled by others.',
    readers: workReaders,
    better: 'lower',
  }),
  metric({
    name: 'no_call_no_show',
    version: 1,
    title: 'No call, no show',
    definition:
      'Bookings whose worker did not come ÷ bookings of shifts that are over, by the day on which the shift was to begin.',
    unit: 'ratio',
    fact: shiftBookings,
    cohort: 'date',
    numerator: 'sum(no_shows)',
    denominator: 'sum(scheduled)',
    exclusions: 'Bookings given back in good time, and shifts canceled by others.',
    readers: workReaders,
    better: 'lower',
  }),
];
