import { and, asc, eq, gte } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import { forecasts } from '../tables.ts';

/** The ready forecasts that a schedule made of weeks from one on, the oldest first. */
export async function madeSince(
  scheduleId: string,
  firstWeekStart: string,
  { tx, actor }: Context,
): Promise<string[]> {
  const found = await tx.db
    .select({ id: forecasts.id })
    .from(forecasts)
    .where(
      and(
        eq(forecasts.tenantId, actor.tenantId),
        eq(forecasts.scheduleId, scheduleId),
        eq(forecasts.state, 'ready'),
        gte(forecasts.firstWeekStart, firstWeekStart),
      ),
    )
    .orderBy(asc(forecasts.firstWeekStart), asc(forecasts.id));
  return found.map(({ id }) => id);
}
