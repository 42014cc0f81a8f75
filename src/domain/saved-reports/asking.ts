import type { Actor } from '../../kernel/actor.ts';
import { Problem } from '../../kernel/errors.ts';
import type { Context } from '../../kernel/operation.ts';
import type { Row } from '../../kernel/transaction.ts';
import { localDate } from '../../kernel/zone.ts';
import { answerTo, assertAskable } from '../reports/index.ts';
import { daysOf } from './model/period.ts';
import { reportRuns, type savedReports } from './tables.ts';

type SavedReport = Row<typeof savedReports>;

/** What one answer may hold; who needs more asks the metrics, or the views, themselves. */
const mostRows = 10_000;

type Question = Pick<SavedReport, 'terms' | 'period' | 'fromOn' | 'toOn' | 'timeZone'>;

const daysAsked = ({ period, fromOn, toOn, timeZone }: Question, now: string) =>
  period === 'fixed' ? { from: fromOn!, to: toOn! } : daysOf(period, localDate(now, timeZone));

const placeOf = (pointer: string): string =>
  pointer === '/from' || pointer === '/to' ? '/period' : `/terms${pointer}`;

/** Refuses, naming the member of the report, what its owner could not ask if it were run now. */
export function assertRunnable(report: Question, asker: Pick<Context, 'actor' | 'now'>): void {
  try {
    assertAskable(report.terms, daysAsked(report, asker.now), asker);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { declaration, details } = error;
    const errors = details.errors?.map((fault) => ({ ...fault, pointer: placeOf(fault.pointer) }));
    throw declaration({ ...details, ...(errors && { errors }) });
  }
}

/** What was wrong with which member of the report, as far as that was told. */
const detailOf = ({ message, details: { errors = [] } }: Problem): string =>
  (errors.length === 0
    ? message
    : errors.map((fault) => `${placeOf(fault.pointer)}: ${fault.message}`).join(' ')
  ).slice(0, 2_000);

const tooManyRows = (rows: number) => ({
  state: 'failed' as const,
  rows: [],
  problemCode: 'too_many_rows',
  problemDetail: `The answer has ${rows} rows; at most ${mostRows} are kept.`,
});

/** Asks a saved report by the rights of a member, and keeps what was answered, a refusal as well. */
export async function runReport(
  report: SavedReport,
  trigger: 'request' | 'schedule',
  actor: Actor,
  context: Context,
): Promise<Row<typeof reportRuns>> {
  const days = daysAsked(report, context.now);
  const answer = await context.attempt(() => answerTo({ ...report.terms, ...days }, { ...context, actor }));
  const rows = answer instanceof Problem ? [] : answer.rows;
  const [run] = await context.tx.insert(reportRuns, [
    {
      savedReportId: report.id,
      membershipId: actor.membershipId!,
      trigger,
      fromOn: days.from,
      toOn: days.to,
      answeredAt: context.now,
      ...(answer instanceof Problem
        ? { state: 'failed', rows, problemCode: answer.declaration.code, problemDetail: detailOf(answer) }
        : rows.length > mostRows
          ? tooManyRows(rows.length)
          : { state: 'completed', rows }),
      rowCount: rows.length > mostRows ? 0 : rows.length,
    },
  ]);
  return run!;
}
