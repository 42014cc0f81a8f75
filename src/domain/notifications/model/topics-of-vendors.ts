import { managers, type Topic } from './topic.ts';

const vendor = ['vendor_recruiter', 'vendor_finance'] as const;

/** What members are told of how vendors do: a line each. */
export const topicsOfVendors = {
  scorecard_ready: {
    on: ['scorecard.evaluated'],
    title: 'Your scorecard of {{program}} is ready',
    to: { vendor },
  },
  consequence_imposed: {
    on: ['vendor_consequence.imposed'],
    title: 'A floor of {{program}} was missed, and what its rule says follows',
    to: { operator: managers, client: ['client_finance'], vendor },
    external: true,
  },
  consequence_appealed: {
    on: ['vendor_consequence.appealed'],
    title: 'A vendor of {{program}} appealed',
    to: { operator: managers },
    external: true,
  },
  consequence_decided: {
    on: ['vendor_consequence.upheld', 'vendor_consequence.overturned', 'vendor_consequence.lifted'],
    title: 'What followed from a floor of {{program}} was decided or has ended',
    to: { operator: managers, vendor },
    external: true,
  },
} as const satisfies Record<string, Topic>;
