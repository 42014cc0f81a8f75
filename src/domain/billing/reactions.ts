import { reaction } from '../../kernel/operation.ts';
import { timesheetAdjusted, timesheetApproved } from '../time/index.ts';
import { billVersion } from './store/charges.ts';

export const billApprovedTime = reaction({
  name: 'billApprovedTime',
  on: timesheetApproved,
  when: 'with',
  handle: async ({ subject, data }, context) => ({
    events: await billVersion(subject.id, data.revision, context),
  }),
});

export const billAdjustedTime = reaction({
  name: 'billAdjustedTime',
  on: timesheetAdjusted,
  when: 'with',
  handle: async ({ subject, data }, context) => ({
    events: await billVersion(subject.id, data.revision, context),
  }),
});
