import { and, asc, eq, gte, inArray } from 'drizzle-orm';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import { statedMeasureLife } from '../lifecycle.ts';
import type { PeriodDays } from '../scoring/period.ts';
import { scorecards, statedMeasures } from '../tables.ts';

export type ScorecardRow = Row<typeof scorecards>;
export type StatedRow = Row<typeof statedMeasures>;

/** The scorecards in force of a series from a period on, of the vendors, earliest first. */
export const scorecardsFrom = (
  { seriesId, from, vendorIds }: { seriesId: string; from: string; vendorIds: readonly string[] },
  { tx, actor }: Context,
): Promise<ScorecardRow[]> =>
  tx.db
    .select()
    .from(scorecards)
    .where(
      and(
        eq(scorecards.tenantId, actor.tenantId),
        eq(scorecards.seriesId, seriesId),
        eq(scorecards.state, 'in_force'),
        gte(scorecards.periodFrom, from),
        inArray(scorecards.vendorId, [...vendorIds]),
      ),
    )
    .orderBy(asc(scorecards.periodFrom));

/** The vendors of whom a period is scored, by their scorecards in force. */
export const vendorsScoredIn = async (
  { seriesId, periodFrom }: { seriesId: string; periodFrom: string },
  { tx, actor }: Context,
): Promise<string[]> => {
  const found = await tx.db
    .select({ vendorId: scorecards.vendorId })
    .from(scorecards)
    .where(
      and(
        eq(scorecards.tenantId, actor.tenantId),
        eq(scorecards.seriesId, seriesId),
        eq(scorecards.state, 'in_force'),
        eq(scorecards.periodFrom, periodFrom),
      ),
    );
  return found.map(({ vendorId }) => vendorId);
};

/** What the operator stated of a program's vendors for exactly these days. */
export const statedOver = (
  { programId, days, measures }: { programId: string; days: PeriodDays; measures: readonly string[] },
  { tx, actor }: Context,
): Promise<StatedRow[]> =>
  tx.db
    .select()
    .from(statedMeasures)
    .where(
      and(
        eq(statedMeasures.tenantId, actor.tenantId),
        eq(statedMeasures.programId, programId),
        eq(statedMeasures.periodFrom, days.from),
        eq(statedMeasures.periodTo, days.to),
        eq(statedMeasures.state, 'in_force'),
        inArray(statedMeasures.measure, [...measures]),
      ),
    );

/** Those in force of the same vendor, measure and days as the ones given, held until the transaction ends. */
export const statedBefore = (
  wanted: readonly Pick<StatedRow, 'programId' | 'vendorId' | 'measure' | 'periodFrom'>[],
  { tx, actor }: Context,
): Promise<StatedRow[]> =>
  tx.db
    .select()
    .from(statedMeasures)
    .where(
      and(
        eq(statedMeasures.tenantId, actor.tenantId),
        eq(statedMeasures.state, 'in_force'),
        inArray(statedMeasures.programId, [...new Set(wanted.map(({ programId }) => programId))]),
        inArray(statedMeasures.vendorId, [...new Set(wanted.map(({ vendorId }) => vendorId))]),
        inArray(statedMeasures.measure, [...new Set(wanted.map(({ measure }) => measure))]),
        inArray(statedMeasures.periodFrom, [...new Set(wanted.map(({ periodFrom }) => periodFrom))]),
      ),
    )
    .orderBy(asc(statedMeasures.id))
    .for('update');

/** Puts what was stated, which is held, behind what is stated in its place. */
export async function supersedeStated(rows: readonly StatedRow[], { tx }: Context): Promise<void> {
  await tx.changeAll(
    statedMeasures,
    rows.map((row) => ({ row, changes: { state: step(statedMeasureLife, 'supersede', row.state) } })),
  );
}
