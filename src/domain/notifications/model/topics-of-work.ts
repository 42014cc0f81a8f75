import { client, managers, recruiters, worker, type Topic } from './topic.ts';

const everySide = { operator: managers, client, vendor: recruiters, worker };

/** What members are told of once somebody works: a line each. */
export const topicsOfWork = {
  assignment_started: {
    on: ['assignment.started'],
    title: 'An assignment at {{facility}} began',
    to: everySide,
  },
  assignment_suspended: {
    on: ['assignment.suspended', 'assignment.eligibility_lapsed'],
    title: 'An assignment at {{facility}} is suspended',
    to: everySide,
    external: true,
  },
  assignment_resumed: {
    on: ['assignment.resumed'],
    title: 'An assignment at {{facility}} goes on',
    to: everySide,
  },
  assignment_ended: {
    on: [
      'assignment.ended',
      'assignment.canceled',
      'assignment.canceled_by_client',
      'assignment.converted',
      'assignment.fell_off',
      'assignment.no_show',
    ],
    title: 'An assignment at {{facility}} came to its end',
    to: everySide,
  },
  eligibility_warned: {
    on: ['assignment.eligibility_warned'],
    title: 'Somebody placed at {{facility}} will not be eligible soon',
    to: { operator: ['program_manager', 'credentialing'], vendor: recruiters },
  },
  tenure_warned: {
    on: ['assignment.tenure_warned'],
    title: 'An assignment at {{facility}} nears its longest tenure',
    to: { operator: managers, client },
  },
  revision_proposed: {
    on: ['assignment_revision.proposed', 'assignment_revision.asked_for'],
    title: 'New terms are proposed for an assignment at {{facility}}',
    to: { operator: managers, client },
  },
  revision_offered: {
    on: ['assignment_revision.offered'],
    title: 'New terms of an assignment at {{facility}} await your consent',
    to: { vendor: recruiters },
    external: true,
  },
  revision_decided: {
    on: [
      'assignment_revision.consented',
      'assignment_revision.declined',
      'assignment_revision.rejected',
      'assignment.revised',
    ],
    title: 'New terms of an assignment at {{facility}} are decided',
    to: { operator: managers, client, vendor: recruiters },
  },
  onboarding_begun: {
    on: ['assignment.onboarding_listed'],
    title: 'There is something to be done before an assignment at {{facility}} begins',
    to: everySide,
  },
  shifts_announced: {
    on: ['shift.announced'],
    title: 'There are open shifts on an order at {{facility}}',
    to: { vendor: recruiters },
    about: { noun: 'order', id: 'orderId' },
    external: true,
  },
  shift_booked: {
    on: ['shift.booked'],
    title: 'A shift at {{facility}} is booked',
    to: everySide,
  },
  shifts_scheduled: {
    on: ['shift.scheduled'],
    title: 'Shifts of an assignment at {{facility}} are scheduled',
    to: everySide,
    about: { noun: 'assignment', id: 'assignmentId' },
  },
  shift_requested: {
    on: ['shift_request.made'],
    title: 'A shift at {{facility}} was asked for',
    to: { operator: managers, client },
  },
  shift_request_accepted: {
    on: ['shift_request.accepted'],
    title: 'Your request for a shift at {{facility}} was accepted',
    to: { vendor: recruiters, worker },
    external: true,
  },
  shift_request_declined: {
    on: ['shift_request.declined', 'shift_request.superseded'],
    title: 'Your request for a shift at {{facility}} was not taken',
    to: { vendor: recruiters, worker },
  },
  shift_canceled: {
    on: ['shift.canceled', 'shift.called_off'],
    title: 'A shift at {{facility}} is canceled',
    to: everySide,
    external: true,
  },
  shift_unassigned: {
    on: ['shift.released', 'shift.unassigned'],
    title: 'A shift at {{facility}} is open again',
    to: everySide,
  },
  shift_swap: {
    on: [
      'shift_swap.proposed',
      'shift_swap.accepted',
      'shift_swap.approved',
      'shift_swap.declined',
      'shift_swap.notified',
    ],
    title: 'A swap of shifts at {{facility}}',
    to: everySide,
  },
  credential_expiring: {
    on: ['credential.expiry_warned', 'credential.expiry_neared'],
    title: 'A credential is about to expire',
    to: { operator: ['credentialing'], vendor: recruiters, worker },
    external: true,
  },
  credential_expired: {
    on: ['credential.expired'],
    title: 'A credential has expired',
    to: { operator: ['credentialing'], vendor: recruiters, worker },
    external: true,
  },
  credential_rejected: {
    on: ['credential.rejected'],
    title: 'A credential was not accepted',
    to: { vendor: recruiters, worker },
  },
  vendor_document_expiring: {
    on: ['vendor_document.expiry_warned'],
    title: 'A document is about to expire',
    to: { operator: ['credentialing'], vendor: recruiters },
    external: true,
  },
  vendor_document_rejected: {
    on: ['vendor_document.rejected', 'vendor_document.expired'],
    title: 'A document no longer holds or was not accepted',
    to: { vendor: recruiters },
  },
  message_posted: {
    on: ['message.posted'],
    title: 'There is a new message for you',
    to: {
      operator: managers,
      client: ['requester', 'approver', 'client_finance'],
      vendor: recruiters,
      worker,
    },
    among: 'thread',
    about: { noun: 'thread', id: 'threadId' },
  },
  timesheet_submitted: {
    on: ['timesheet.submitted'],
    title: 'A timesheet at {{facility}} awaits approval',
    to: { client: ['requester', 'approver'] },
  },
  timesheet_reminder: {
    on: ['timesheet.approval_reminded'],
    title: 'A timesheet at {{facility}} still awaits approval',
    to: { client: ['requester', 'approver'] },
    external: true,
  },
  timesheet_acceptance_neared: {
    on: ['timesheet.acceptance_neared'],
    title: 'A timesheet at {{facility}} will soon be accepted by silence',
    to: { client: ['requester', 'approver'] },
    external: true,
  },
  timesheet_to_submit: {
    on: ['timesheet.submission_reminded'],
    title: 'A week at {{facility}} is over and was not handed in',
    to: { vendor: recruiters, worker },
    external: true,
  },
  time_exception: {
    on: ['time_exception.raised'],
    title: 'Something is to be settled in a timesheet at {{facility}}',
    to: { vendor: recruiters, worker },
    about: { noun: 'timesheet', id: 'timesheetId' },
  },
  timesheet_rejected: {
    on: ['timesheet.rejected'],
    title: 'A timesheet at {{facility}} was rejected',
    to: { vendor: recruiters, worker },
    external: true,
  },
  timesheet_disputed: {
    on: ['timesheet.disputed'],
    title: 'A timesheet at {{facility}} is disputed',
    to: { operator: managers, vendor: recruiters, worker },
  },
  expense_submitted: {
    on: ['expense.submitted'],
    title: 'An expense at {{facility}} awaits approval',
    to: { client: ['requester', 'approver'] },
  },
  expense_rejected: {
    on: ['expense.rejected'],
    title: 'An expense at {{facility}} was rejected',
    to: { vendor: recruiters, worker },
    external: true,
  },
} as const satisfies Record<string, Topic>;
