import type { Fact } from '../../kernel/event.ts';
import { reaction, type Consequence, type Context } from '../../kernel/operation.ts';
import { membershipEnded, userDeactivated } from '../access/index.ts';
import { reportArchived, reportStopped } from './model/saved-report.ts';
import { reportsOf } from './store.ts';
import { savedReports } from './tables.ts';

/** Stops what is left to be looked after; puts away what nobody sees any more, or of a vendor, who has no administrator here. */
async function leave(of: { userId?: string; membershipId?: string }, context: Context): Promise<Consequence> {
  const { tx, now } = context;
  const events: Fact[] = [];
  for (const report of await reportsOf(of, context)) {
    if (!report.isShared || report.side === 'vendor')
      events.push(
        reportArchived(await tx.change(savedReports, report, { archivedAt: now, nextRunAt: null }), {}),
      );
    else if (report.nextRunAt !== null)
      events.push(reportStopped(await tx.change(savedReports, report, { nextRunAt: null }), {}));
  }
  return { events };
}

export const reactions = [
  reaction({
    name: 'leaveReportsOfEndedMembership',
    on: membershipEnded,
    when: 'after',
    handle: ({ subject }, context) => leave({ membershipId: subject.id }, context),
  }),
  reaction({
    name: 'leaveReportsOfDeactivatedUser',
    on: userDeactivated,
    when: 'after',
    handle: ({ subject }, context) => leave({ userId: subject.id }, context),
  }),
];
