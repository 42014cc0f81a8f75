import { sql } from 'drizzle-orm';
import type { Context } from '../../kernel/operation.ts';

export interface ClockRow {
  kind: 'live' | 'sandbox';
  now: string;
  target: string | null;
}

/** The tenant's clock; `lock` holds it until the transaction ends. */
export async function clockOf({ tx, actor }: Context, { lock = false } = {}): Promise<ClockRow> {
  const [clock] =
    await tx.rows<ClockRow>(sql`select kind, app.instant(coalesce(clock_at, clock_timestamp())) as now,
    case when clock_target > clock_at then app.instant(clock_target) end as target
    from tenants where id = ${actor.tenantId} ${lock ? sql`for no key update` : sql``}`);
  return clock!;
}

/** Sends the sandbox's clock on its way; the worker takes it there, timer by timer. */
export async function aimClock(to: string, { tx, actor }: Context): Promise<void> {
  await tx.rows(
    sql`update tenants set clock_target = ${to}::timestamptz where id = ${actor.tenantId} and kind = 'sandbox'`,
  );
}
