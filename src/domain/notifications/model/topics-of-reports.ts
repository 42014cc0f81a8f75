import type { Topic } from './topic.ts';

const askers = {
  operator: ['program_manager', 'tenant_admin', 'analyst', 'integration', 'credentialing'],
  client: ['requester', 'approver', 'client_finance', 'analyst', 'integration', 'credentialing'],
  vendor: ['vendor_recruiter', 'vendor_finance'],
} as const;

/** What members are told of the questions that they saved: a line each. */
export const topicsOfReports = {
  report_ready: {
    on: ['report_run.completed'],
    title: 'A report of yours was run',
    to: askers,
    among: 'owner',
    external: true,
  },
  report_failed: {
    on: ['report_run.failed'],
    title: 'A report of yours could not be run',
    to: askers,
    among: 'owner',
    external: true,
  },
} as const satisfies Record<string, Topic>;
