import type { Fact } from '../../metrics/fact.ts';
import type { ReportingView } from '../views.ts';
import { assignments } from './assignments.ts';
import { credentialItems } from './credential-items.ts';
import { orderReleases } from './order-releases.ts';
import { personnelFiles } from './personnel-files.ts';
import { placementMonths } from './placement-months.ts';
import { positionBusinessTimes } from './position-business-times.ts';
import { positionTimes } from './position-times.ts';
import { positions } from './positions.ts';
import { submissions } from './submissions.ts';
import { contractWeeks } from './contract-weeks.ts';
import { contracts } from './contracts.ts';
import { hours } from './hours.ts';
import { shiftBookings } from './shift-bookings.ts';
import { shifts } from './shifts.ts';
import { spend } from './spend.ts';
import { timeExceptions } from './time-exceptions.ts';
import { timesheets } from './timesheets.ts';
import { workforce } from './workforce.ts';

/** Every fact there is, in the order in which their views are made. */
export const facts: readonly Fact[] = [
  placementMonths,
  personnelFiles,
  positions,
  positionTimes,
  positionBusinessTimes,
  orderReleases,
  submissions,
  assignments,
  credentialItems,
  contracts,
  contractWeeks,
  spend,
  hours,
  shifts,
  shiftBookings,
  timesheets,
  timeExceptions,
  workforce,
];

/** What the schema `reporting` shows: every fact, and the kept totals of those that have them. */
export const reportingViews: readonly ReportingView[] = [
  ...facts,
  ...new Set(facts.flatMap(({ totals = [] }) => totals)),
];
