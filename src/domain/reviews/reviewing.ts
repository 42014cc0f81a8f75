import type { Context } from '../../kernel/operation.ts';
import { programs } from '../programs/index.ts';
import { answerOf, mayAsk, metricNamed, type MetricAnswer, type MetricQuestion } from '../reports/index.ts';
import { headlines, ofFacilities, ofVendors, pictured, type ProgramReview } from './model.ts';
import { standingsOf } from './store.ts';

/** Those of the metrics that the viewer may ask for. */
const askable = (names: readonly string[], { actor }: Context): string[] =>
  names.filter((name) => mayAsk(actor, metricNamed(name)!));

/** What is asked of a program over days: each answer on its own, so that one cohort does not bind another. */
export async function reviewOf(
  { programId, from, to }: { programId: string; from: string; to: string },
  context: Context,
): Promise<{ review: ProgramReview; drawn: MetricAnswer[] }> {
  const ask = async (names: readonly string[], question: Partial<MetricQuestion>): Promise<MetricAnswer> => {
    const metrics = askable(names, context);
    const asked = { metrics, where: { program: [programId] }, from, to, ...question };
    return metrics.length === 0
      ? { by: [], grain: null, from, to, asOf: context.now, rows: [] }
      : answerOf(asked, context);
  };
  const standing = headlines.filter((name) => metricNamed(name)?.cohort === null);
  const moving = headlines.filter((name) => metricNamed(name)?.cohort !== null);
  const first = await ask(moving, { compare: 'prior_period' });
  const now = await ask(standing, { from: undefined, to: undefined });
  const drawn: MetricAnswer[] = [];
  for (const name of askable(pictured, context)) drawn.push(await ask([name], { grain: 'month' }));
  const vendors = await ask(ofVendors, { by: ['vendor'] });
  const facilities = await ask(ofFacilities, { by: ['facility'] });
  const program = (await context.tx.find(programs, programId))!;
  const review = {
    programId,
    programName: program.name,
    from,
    to,
    asOf: context.now,
    headlines: [...first.rows, ...now.rows],
    months: drawn.flatMap(({ rows }) => rows),
    vendors: vendors.rows,
    facilities: facilities.rows,
    standings: await standingsOf({ programId, from, to }, context),
  };
  return { review, drawn };
}
