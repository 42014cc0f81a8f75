import { z } from 'zod';
import { timer } from '../../kernel/operation.ts';
import type { TimerFact } from '../../kernel/event.ts';
import { asMember, type Row } from '../../kernel/transaction.ts';
import { ownerOf, runReport } from './asking.ts';
import { reportRun, reportRunFailed, reportStopped } from './model/saved-report.ts';
import { nextRun, type Schedule } from './model/schedule.ts';
import { savedReports } from './tables.ts';

/** When a report is due after an instant; null where it is run on request alone. */
export const nextRunOf = (
  report: Pick<Row<typeof savedReports>, 'every' | 'weekday' | 'time' | 'timeZone'>,
  after: string,
): string | null => (report.every === null ? null : nextRun(report as Schedule, after));

/** At its time: runs the report by the rights that its owner has by then; without any, it stops. */
export const runSavedReport = timer({
  name: 'runSavedReport',
  data: z.strictObject({}),
  heavy: true,
  async handle({ subjectId }, context) {
    const { tx, now } = context;
    const report = await tx.find(savedReports, subjectId, { lock: true });
    if (!report || report.nextRunAt !== now) return {};
    const owner = await ownerOf(report.membershipId, context);
    if (!owner) {
      return { events: [reportStopped(await tx.change(savedReports, report, { nextRunAt: null }), {})] };
    }
    const run = await asMember(tx, owner, now, () => runReport(report, 'schedule', owner, context));
    const whose = { membershipId: run.membershipId };
    const next = await tx.change(savedReports, report, { nextRunAt: nextRunOf(report, now) });
    const told = run.state === 'failed' ? reportRunFailed(run, whose) : reportRun(run, whose);
    return { events: [told], timers: dueOf(next) };
  },
});

export const dueOf = ({ id, nextRunAt }: { id: string; nextRunAt: string | null }): TimerFact[] =>
  nextRunAt === null ? [] : [runSavedReport(nextRunAt, id, {})];
