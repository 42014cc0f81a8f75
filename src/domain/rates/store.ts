import { and, eq, isNull, or, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Context } from '../../kernel/operation.ts';
import type { Row } from '../../kernel/transaction.ts';
import { rateLines } from './tables.ts';

export type RateLineRow = Row<typeof rateLines>;

/** What a rate is asked for; an absent vendor, facility or specialty is met only by lines for any. */
export interface RateQuestion {
  programId: string;
  profession: string;
  specialty?: string | null | undefined;
  facilityId?: string | null | undefined;
  vendorId?: string | null | undefined;
  /** The day worked, `YYYY-MM-DD`. */
  on: string;
}

const anyOr = (column: PgColumn, value: string | null | undefined) =>
  value == null ? isNull(column) : or(isNull(column), eq(column, value));

/** Every line of the program's card that applies, in no order. */
export const applicableLines = (asked: RateQuestion, { tx, actor }: Context): Promise<RateLineRow[]> =>
  tx.db
    .select()
    .from(rateLines)
    .where(
      and(
        eq(rateLines.tenantId, actor.tenantId),
        eq(rateLines.programId, asked.programId),
        eq(rateLines.profession, asked.profession),
        anyOr(rateLines.specialty, asked.specialty),
        anyOr(rateLines.facilityId, asked.facilityId),
        anyOr(rateLines.vendorId, asked.vendorId),
        sql`${rateLines.effective} @> ${asked.on}::date`,
      ),
    );
