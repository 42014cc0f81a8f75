import type { Role } from '../../../kernel/actor.ts';

/**
 * A kind of thing that waits for somebody: rows of a noun that the viewer sees and on which it may take one of the verbs
 * now, by the noun's own life and provisos; or, without verbs, rows in a state that the roles look after.
 */
export interface Need {
  group: string;
  noun: string;
  verbs?: readonly string[];
  states?: readonly string[];
  /** Columns of which each holds, where the state does not say it. */
  holds?: Readonly<Record<string, string | boolean>>;
  /** A column with the instant that must have passed, or with a day that must have begun. */
  past?: string;
  /** Whose business it is, where others hold the permission too. */
  roles?: readonly Role[];
  /** Since when it waits, and until when: columns. */
  since?: string;
  due?: string;
  /** What to call, where it is no verb of the life. */
  calls?: readonly string[];
}

const client = ['requester'] as const;
const manager = ['program_manager'] as const;
const recruiter = ['vendor_recruiter'] as const;

/** What may need somebody, in the order in which it is shown: a line each. */
export const needs = [
  {
    group: 'approvals',
    noun: 'approvalStep',
    verbs: ['approve', 'reject'],
    since: 'openedAt',
    due: 'escalatesAt',
  },
  { group: 'orders_to_submit', noun: 'order', verbs: ['submit'], states: ['draft'], since: 'createdAt' },
  {
    group: 'orders_to_answer',
    noun: 'order',
    states: ['open', 'partially_filled'],
    roles: recruiter,
    due: 'respondBy',
    calls: ['createSubmission'],
  },
  {
    group: 'submissions_to_review',
    noun: 'submission',
    verbs: ['review', 'present'],
    roles: manager,
    since: 'createdAt',
  },
  {
    group: 'submissions_to_judge',
    noun: 'submission',
    verbs: ['shortlist', 'requestInterview', 'reject'],
    states: ['presented', 'shortlisted'],
    roles: client,
    since: 'presentedAt',
  },
  {
    group: 'consents_asked',
    noun: 'submission',
    verbs: ['consentToPrice'],
    roles: recruiter,
    since: 'consentAskedAt',
  },
  { group: 'interviews_to_arrange', noun: 'interview', verbs: ['schedule'], since: 'createdAt' },
  {
    group: 'interviews_to_record',
    noun: 'interview',
    verbs: ['complete', 'markNoShow'],
    past: 'endsAt',
    since: 'endsAt',
  },
  { group: 'offers_to_send', noun: 'offer', verbs: ['submit'], since: 'createdAt' },
  {
    group: 'offers_to_answer',
    noun: 'offer',
    verbs: ['accept', 'decline', 'counter'],
    states: ['extended'],
    since: 'extendedAt',
    due: 'expiresAt',
  },
  { group: 'offers_countered', noun: 'offer', verbs: ['acceptCounter', 'answerCounter'], due: 'expiresAt' },
  { group: 'offers_to_confirm', noun: 'offer', verbs: ['confirm'], since: 'vendorAcceptedAt' },
  {
    group: 'onboarding',
    noun: 'onboardingItem',
    verbs: ['complete', 'waive'],
    since: 'createdAt',
    due: 'dueOn',
  },
  {
    group: 'assignments_to_start',
    noun: 'assignment',
    verbs: ['start'],
    since: 'createdAt',
    due: 'startsOn',
  },
  { group: 'placements_to_start', noun: 'placement', verbs: ['start'], since: 'createdAt', due: 'startsOn' },
  {
    group: 'revisions',
    noun: 'assignmentRevision',
    verbs: ['accept', 'reject', 'consent', 'decline'],
    since: 'createdAt',
  },
  { group: 'shift_requests', noun: 'shiftRequest', verbs: ['accept', 'decline'], since: 'createdAt' },
  { group: 'shift_swaps', noun: 'shiftSwap', verbs: ['accept', 'approve'], since: 'createdAt' },
  {
    group: 'shifts_overdue',
    noun: 'shift',
    verbs: ['start', 'noShow'],
    holds: { overdueAt: 'is set' },
    since: 'overdueAt',
  },
  {
    group: 'do_not_return_proposals',
    noun: 'shift',
    verbs: ['dismissDoNotReturnProposal'],
    calls: ['placeDoNotReturn'],
  },
  { group: 'timesheets_to_submit', noun: 'timesheet', verbs: ['submit'], since: 'weekEndsAt' },
  {
    group: 'timesheets_to_approve',
    noun: 'timesheet',
    verbs: ['approve', 'reject'],
    since: 'submittedAt',
    due: 'acceptsAt',
  },
  {
    group: 'time_exceptions',
    noun: 'timeException',
    verbs: ['resolve', 'attest'],
    since: 'createdAt',
  },
  { group: 'expenses_to_approve', noun: 'expense', verbs: ['approve', 'reject'], since: 'submittedAt' },
  {
    group: 'expenses_rejected',
    noun: 'expense',
    verbs: ['update'],
    states: ['rejected'],
    since: 'updatedAt',
  },
  { group: 'disputes', noun: 'timesheetDispute', verbs: ['accept', 'uphold'], since: 'createdAt' },
  {
    group: 'credentials_to_verify',
    noun: 'credential',
    verbs: ['verify'],
    states: ['submitted', 'pending_verification'],
    roles: ['credentialing'],
  },
  {
    group: 'credentials_expiring',
    noun: 'credential',
    states: ['expiring'],
    roles: ['credentialing', 'vendor_recruiter', 'worker'],
    due: 'expiresOn',
    calls: ['submitCredential'],
  },
  { group: 'documents_to_judge', noun: 'vendorDocument', verbs: ['accept', 'reject'], since: 'createdAt' },
  {
    group: 'documents_expiring',
    noun: 'vendorDocument',
    states: ['expiring'],
    roles: recruiter,
    due: 'expiresOn',
    calls: ['submitVendorDocument'],
  },
  { group: 'registrations', noun: 'vendorRegistration', verbs: ['accept', 'decline'], since: 'createdAt' },
  { group: 'possible_duplicates', noun: 'workerMatch', verbs: ['merge', 'dismiss'], since: 'createdAt' },
  { group: 'exclusion_matches', noun: 'exclusionMatch', verbs: ['clear', 'confirm'], since: 'createdAt' },
  { group: 'invoices_to_approve', noun: 'invoice', verbs: ['approve'], since: 'createdAt' },
  { group: 'invoice_disputes', noun: 'invoiceDispute', verbs: ['uphold', 'credit'], since: 'createdAt' },
  {
    group: 'invoices_due',
    noun: 'invoice',
    states: ['sent', 'partially_paid'],
    holds: { kind: 'client_invoice' },
    roles: ['program_manager', 'client_finance'],
    past: 'dueOn',
    since: 'sentAt',
    due: 'dueOn',
  },
  {
    group: 'statements_due',
    noun: 'invoice',
    states: ['sent', 'partially_paid'],
    holds: { kind: 'vendor_statement' },
    roles: manager,
    past: 'dueOn',
    since: 'sentAt',
    due: 'dueOn',
    calls: ['recordPayment'],
  },
  { group: 'burn_thresholds', noun: 'burnThreshold', verbs: ['acknowledge'], since: 'createdAt' },
] as const satisfies readonly Need[];

/** Nouns whose rows are counted by state. */
export const counted = [
  'order',
  'submission',
  'interview',
  'offer',
  'assignment',
  'shift',
  'timesheet',
  'approvalStep',
  'credential',
] as const;
