import type { Capability } from './kernel/operation.ts';
import { access } from './domain/access/index.ts';
import { customFieldsCapability } from './domain/custom-fields/index.ts';
import { fhir } from './domain/fhir/index.ts';
import { filesCapability } from './domain/files/index.ts';
import { identifiers } from './domain/identifiers/index.ts';
import { importsOf } from './domain/imports/index.ts';
import { integrations } from './domain/integrations/index.ts';
import { programsCapability } from './domain/programs/index.ts';
import { reference } from './domain/reference/index.ts';
import { audit } from './domain/audit/index.ts';
import { sandbox } from './domain/sandbox/index.ts';
import { approvals } from './domain/approvals/index.ts';
import { vendorsCapability } from './domain/vendors/index.ts';
import { rates } from './domain/rates/index.ts';
import { workersCapability } from './domain/workers/index.ts';
import { credentialsCapability } from './domain/credentials/index.ts';
import { sources } from './domain/sources/index.ts';
import { eligibilityCapability } from './domain/eligibility/index.ts';
import { screening } from './domain/screening/index.ts';
import { chargesCapability } from './domain/charges/index.ts';
import { ordersCapability } from './domain/orders/index.ts';
import { submissionsCapability } from './domain/submissions/index.ts';
import { assignmentsCapability } from './domain/assignments/index.ts';
import { shiftsCapability } from './domain/shifts/index.ts';
import { time } from './domain/time/index.ts';
import { punchesCapability } from './domain/punches/index.ts';
import { expensesCapability } from './domain/expenses/index.ts';
import { payroll } from './domain/payroll/index.ts';
import { purchasing } from './domain/purchasing/index.ts';
import { billing } from './domain/billing/index.ts';
import { paymentsCapability } from './domain/payments/index.ts';
import { ledger } from './domain/ledger/index.ts';
import { volume } from './domain/volume/index.ts';
import { workforce } from './domain/workforce/index.ts';
import { benchmarks } from './domain/benchmarks/index.ts';
import { reports } from './domain/reports/index.ts';
import { analysts } from './domain/analysts/index.ts';
import { forecastsCapability } from './domain/forecasts/index.ts';
import { regulatory } from './domain/regulatory/index.ts';
import { governance } from './domain/governance/index.ts';
import { savedReportsCapability } from './domain/saved-reports/index.ts';
import { reviews } from './domain/reviews/index.ts';
import { threadsCapability } from './domain/threads/index.ts';
import { notificationsOf } from './domain/notifications/index.ts';
import { worklistsOf } from './domain/worklists/index.ts';

const business: readonly Capability[] = [
  reference,
  identifiers,
  access,
  filesCapability,
  programsCapability,
  customFieldsCapability,
  approvals,
  vendorsCapability,
  rates,
  workersCapability,
  credentialsCapability,
  screening,
  sources,
  eligibilityCapability,
  chargesCapability,
  ordersCapability,
  submissionsCapability,
  assignmentsCapability,
  shiftsCapability,
  fhir,
  time,
  punchesCapability,
  payroll,
  expensesCapability,
  purchasing,
  billing,
  paymentsCapability,
  ledger,
  volume,
  workforce,
  benchmarks,
  reports,
  savedReportsCapability,
  analysts,
  forecastsCapability,
  governance,
  regulatory,
  reviews,
  threadsCapability,
];

/** What tells of the business, and shows it. */
const told: readonly Capability[] = [...business, notificationsOf(business)];
const whole: readonly Capability[] = [...told, worklistsOf(told)];

/** THE SYSTEM, in order of dependence: each uses only those above it, and reacts to what happens in them. */
export const capabilities: readonly Capability[] = [...whole, importsOf(whole), integrations, audit, sandbox];
