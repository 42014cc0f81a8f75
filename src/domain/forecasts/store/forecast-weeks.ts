import { and, asc, eq } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import { boundTo } from '../policy.ts';
import { forecastWeeks } from '../tables.ts';

export type ForecastWeekRow = Row<typeof forecastWeeks>;

/** The weeks of a forecast that the actor may see, by unit, profession and week. */
export function weeksOf(forecastId: string, { tx, actor }: Context): Promise<ForecastWeekRow[]> {
  return tx.db
    .select()
    .from(forecastWeeks)
    .where(
      and(
        eq(forecastWeeks.tenantId, actor.tenantId),
        eq(forecastWeeks.forecastId, forecastId),
        ...boundTo(actor, forecastWeeks),
      ),
    )
    .orderBy(asc(forecastWeeks.unitId), asc(forecastWeeks.profession), asc(forecastWeeks.weekStartsOn));
}
