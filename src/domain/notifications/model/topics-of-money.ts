import { managers, type Topic } from './topic.ts';

/** What members are told of where money is owed, disputed or paid: a line each. */
export const topicsOfMoney = {
  invoice_run_failed: {
    on: ['invoice_run.failed'],
    title: 'The documents of {{program}} could not be made: its run says why',
    to: { operator: managers },
    external: true,
  },
  invoice_disputed: {
    on: ['invoice_dispute.raised'],
    title: 'A line of an invoice of {{program}} is disputed',
    to: { operator: managers, vendor: ['vendor_finance'] },
    external: true,
  },
  invoice_dispute_ended: {
    on: ['invoice_dispute.upheld', 'invoice_dispute.credited', 'invoice_dispute.withdrawn'],
    title: 'The dispute over a line of an invoice of {{program}} has ended',
    to: { client: ['client_finance'], vendor: ['vendor_finance'] },
  },
  invoice_passed_due: {
    on: ['invoice.passed_due'],
    title: 'An invoice of {{program}} is past its due day',
    to: { operator: managers, client: ['client_finance'] },
    external: true,
  },
  statement_passed_due: {
    on: ['invoice.passed_due_for_vendor'],
    title: 'A statement of {{program}} is past its due day',
    to: { operator: managers, vendor: ['vendor_finance'] },
  },
  remittance: {
    on: ['payment.recorded_for_vendor', 'payment.applied_for_vendor'],
    title: 'A payment of {{program}} was made: its remittance advice is ready',
    to: { vendor: ['vendor_finance'] },
    external: true,
  },
  payment_reversed: {
    on: ['payment.reversed', 'payment.reversed_for_vendor'],
    title: 'A payment of {{program}} was taken back',
    to: { operator: managers, client: ['client_finance'], vendor: ['vendor_finance'] },
  },
  charge_computed: {
    on: ['charge.computed'],
    title: 'A charge at {{facility}} was computed',
    to: { operator: managers, client: ['client_finance'], vendor: ['vendor_finance'] },
  },
  burn_threshold_reached: {
    on: ['purchase_order.threshold_reached', 'cost_center_budget.threshold_reached'],
    title: 'A threshold of an order or a budget of {{program}} was reached',
    to: { operator: managers, client: ['client_finance'] },
    external: true,
  },
} as const satisfies Record<string, Topic>;
