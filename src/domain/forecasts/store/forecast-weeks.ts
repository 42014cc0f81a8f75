import { and, asc, eq } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import { withinScope } from '../../../kernel/visible.ts';
import { forecastWeeks } from '../tables.ts';

export type ForecastWeekRow = Row<typeof forecastWeeks>;

/** The weeks of a forecast that the actor may see, by unit, profession and week. */
export function weeksOf(forecastId: string, { tx, actor }: Context): Promise<ForecastWeekRow[]> {
  const { programId, facilityId, unitId } = forecastWeeks;
  const columns = { programId, facilityId, unitId } as const;
  const scope = withinScope(forecastWeeks, (key) => columns[key as keyof typeof columns] as never, actor);
  return tx.db
    .select()
    .from(forecastWeeks)
    .where(
      and(
        eq(forecastWeeks.tenantId, actor.tenantId),
        eq(forecastWeeks.forecastId, forecastId),
        ...(actor.side === 'system' ? [] : scope),
      ),
    )
    .orderBy(asc(forecastWeeks.unitId), asc(forecastWeeks.profession), asc(forecastWeeks.weekStartsOn));
}
