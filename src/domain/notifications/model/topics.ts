import { client, managers, recruiters, worker, type Topic } from './topic.ts';

const deciders = {
  operator: managers,
  client: ['requester', 'approver', 'client_finance'],
} as const;

/** Everything that members are told of: a line each. Nobody is told of what they may not read, nor of what they did. */
export const topics = {
  approval_waiting: {
    on: ['approval_step.opened', 'approval_step.resumed', 'approval_step.reassigned'],
    title: 'Your approval is awaited',
    to: deciders,
    among: 'deciders',
    external: true,
  },
  approval_escalated: {
    on: ['approval_step.escalated'],
    title: 'An approval was escalated to you',
    to: deciders,
    among: 'deciders',
    external: true,
  },
  approval_reminder: {
    on: ['approval_step.reminded'],
    title: 'An approval still waits for you',
    to: deciders,
    among: 'deciders',
    external: true,
  },
  order_approved: {
    on: ['order.opened'],
    title: '{{order}} is approved and open',
    to: { operator: managers, client },
  },
  order_rejected: {
    on: ['order.rejected'],
    title: '{{order}} was not approved',
    to: { operator: managers, client },
  },
  order_shown: {
    on: ['order_visibility.opened'],
    title: '{{order}} at {{facility}} is open to you',
    to: { vendor: recruiters },
    about: { noun: 'order', id: 'orderId' },
    external: true,
  },
  order_closed_to_you: {
    on: ['order_visibility.closed'],
    title: 'An order at {{facility}} takes no more submissions',
    to: { vendor: recruiters },
    about: { noun: 'order', id: 'orderId' },
  },
  order_changed: {
    on: ['order_visibility.changed'],
    title: 'The terms of {{order}} changed',
    to: { vendor: recruiters },
    about: { noun: 'order', id: 'orderId' },
  },
  order_filled: { on: ['order.filled'], title: '{{order}} is filled', to: { operator: managers, client } },
  order_expired: {
    on: ['order.expired'],
    title: 'The time to respond to {{order}} passed',
    to: { operator: managers, client },
  },
  submission_received: {
    on: ['submission.submitted'],
    title: 'A candidate was submitted to {{order}}',
    to: { operator: managers },
  },
  submission_presented: {
    on: ['submission.presented'],
    title: 'A candidate for {{order}} awaits your review',
    to: { client, vendor: recruiters },
  },
  submission_shortlisted: {
    on: ['submission.shortlisted'],
    title: 'A candidate for {{order}} was shortlisted',
    to: { operator: managers, vendor: recruiters },
  },
  submission_rejected: {
    on: ['submission.rejected', 'submission.marked_duplicate'],
    title: 'A submission to {{order}} was not taken',
    to: { vendor: recruiters },
  },
  submission_withdrawn: {
    on: ['submission.withdrawn'],
    title: 'A candidate for {{order}} was withdrawn',
    to: { operator: managers },
  },
  consent_asked: {
    on: ['submission.consent_asked'],
    title: '{{order}} now pays less: do you still submit?',
    to: { vendor: recruiters },
    external: true,
  },
  interview_requested: {
    on: ['interview.requested', 'interview.times_proposed'],
    title: 'An interview for {{order}} is to be arranged',
    to: { operator: managers, client, vendor: recruiters },
    external: true,
  },
  interview_scheduled: {
    on: ['interview.scheduled'],
    title: 'An interview for {{order}} is set',
    to: { operator: managers, client, vendor: recruiters, worker },
    external: true,
  },
  interview_canceled: {
    on: ['interview.canceled'],
    title: 'An interview for {{order}} was canceled',
    to: { operator: managers, client, vendor: recruiters, worker },
    external: true,
  },
  offer_extended: {
    on: ['offer.extended'],
    title: 'An offer was made on {{order}}',
    to: { vendor: recruiters },
    external: true,
  },
  offer_countered: {
    on: ['offer.countered'],
    title: 'An offer on {{order}} was countered',
    to: { operator: managers },
  },
  offer_to_confirm: {
    on: ['offer.accepted_by_vendor'],
    title: 'An accepted offer on {{order}} is to be confirmed',
    to: { operator: managers, client },
  },
  offer_accepted: {
    on: ['offer.accepted'],
    title: 'An offer on {{order}} is confirmed',
    to: { operator: managers, client, vendor: recruiters },
  },
  offer_declined: {
    on: ['offer.declined'],
    title: 'An offer on {{order}} was declined',
    to: { operator: managers, client },
  },
  offer_ended: {
    on: ['offer.rescinded', 'offer.expired'],
    title: 'An offer on {{order}} no longer stands',
    to: { vendor: recruiters },
  },
} as const satisfies Record<string, Topic>;
