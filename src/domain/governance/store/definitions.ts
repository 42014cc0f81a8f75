import { and, desc, eq, sql } from 'drizzle-orm';
import { notFound } from '../../../kernel/errors.ts';
import type { Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import { scorecardDefinitions, scorecards } from '../tables.ts';

export type DefinitionRow = Row<typeof scorecardDefinitions>;

/** The first revision of the scorecard that a revision is of, held until the transaction ends: one evaluates at a time. */
export async function holdSeries(definitionId: string, context: Context): Promise<DefinitionRow> {
  const named = await context.tx.find(scorecardDefinitions, definitionId);
  const first = named && (await context.tx.find(scorecardDefinitions, named.seriesId, { lock: true }));
  if (!first) throw notFound();
  return first;
}

const ofSeries = (seriesId: string, { actor }: Context) =>
  and(eq(scorecardDefinitions.tenantId, actor.tenantId), eq(scorecardDefinitions.seriesId, seriesId));

/** The revision by which periods that begin on a day are scored; undefined where none is. */
export async function revisionOn(
  seriesId: string,
  day: string,
  context: Context,
): Promise<DefinitionRow | undefined> {
  const [found] = await context.tx.db
    .select()
    .from(scorecardDefinitions)
    .where(and(ofSeries(seriesId, context), sql`${scorecardDefinitions.effective} @> ${day}::date`));
  return found;
}

/** The latest revision of a scorecard. */
export async function latestOf(seriesId: string, context: Context): Promise<DefinitionRow> {
  const [found] = await context.tx.db
    .select()
    .from(scorecardDefinitions)
    .where(ofSeries(seriesId, context))
    .orderBy(desc(scorecardDefinitions.revision))
    .limit(1);
  return found!;
}

/** Whether any period that begins on or after a day was scored. */
export async function isScoredFrom(seriesId: string, day: string, { tx, actor }: Context): Promise<boolean> {
  const [found] = await tx.db
    .select({ id: scorecards.id })
    .from(scorecards)
    .where(
      and(
        eq(scorecards.tenantId, actor.tenantId),
        eq(scorecards.seriesId, seriesId),
        sql`${scorecards.periodFrom} >= ${day}::date`,
      ),
    )
    .limit(1);
  return found !== undefined;
}
