import { holds, type Actor } from '../../kernel/actor.ts';
import { Problem, unavailable } from '../../kernel/errors.ts';
import type { Context } from '../../kernel/operation.ts';
import type { Row } from '../../kernel/transaction.ts';
import { localDate } from '../../kernel/zone.ts';
import { actorByMembership } from '../access/index.ts';
import { answerTo, assertAskable } from '../reports/index.ts';
import { daysOf } from './model/period.ts';
import { cannotOwnReport } from './model/saved-report.ts';
import { permissions } from './policy.ts';
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

/** The owner as it acts now; undefined where it may keep reports no more. */
export async function ownerOf(membershipId: string, { tx }: Context): Promise<Actor | undefined> {
  const owner = await actorByMembership({ membershipId, tokenId: null, scopes: null }, tx);
  return owner && holds(owner, permissions.keep) ? owner : undefined;
}

/** Refuses a member to whom the report cannot be handed. */
export async function assertMayOwn(
  report: SavedReport,
  membershipId: string,
  context: Context,
): Promise<void> {
  const { side, vendorId, programId } = report;
  const owner = await ownerOf(membershipId, context);
  if (!owner || owner.side !== side || owner.vendorId !== vendorId) throw cannotOwnReport();
  const { programIds } = owner;
  if (programId !== null && programIds !== null && !programIds.includes(programId)) throw cannotOwnReport();
  try {
    assertRunnable(report, { actor: owner, now: context.now });
  } catch (error) {
    throw error instanceof Problem ? cannotOwnReport() : error;
  }
}

/** What was wrong with which member of the report, as far as that was told. */
const detailOf = ({ message, details: { errors = [] } }: Problem): string =>
  (errors.length === 0
    ? message
    : errors.map((fault) => `${placeOf(fault.pointer)}: ${fault.message}`).join(' ')
  ).slice(0, 2_000);

const faultOf = (problem: Problem) =>
  problem.declaration === unavailable
    ? { problemCode: 'took_too_long', problemDetail: 'The answer took longer than one may: ask for less.' }
    : { problemCode: problem.declaration.code, problemDetail: detailOf(problem) };

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
  const answer = await context.attempt(() => answerTo({ ...report.terms, ...days }, { ...context, actor }), {
    mayBeCut: true,
  });
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
        ? { state: 'failed', rows, ...faultOf(answer) }
        : rows.length > mostRows
          ? tooManyRows(rows.length)
          : { state: 'completed', rows }),
      rowCount: rows.length > mostRows ? 0 : rows.length,
    },
  ]);
  return run!;
}
