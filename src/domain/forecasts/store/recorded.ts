import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import { units } from '../../programs/index.ts';
import { censusCounts, demandObservations } from '../tables.ts';

/** Where units lie, by their ids. */
export async function placesOf(
  unitIds: readonly string[],
  { tx, actor }: Context,
): Promise<Map<string, { programId: string; facilityId: string; unitId: string }>> {
  const found = await tx.db
    .select({ unitId: units.id, facilityId: units.facilityId, programId: units.programId })
    .from(units)
    .where(and(eq(units.tenantId, actor.tenantId), inArray(units.id, [...unitIds])));
  return new Map(found.map((place) => [place.unitId, place]));
}

const list = (values: readonly string[]): string => `{${[...new Set(values)].join(',')}}`;

const toldOf = (
  table: typeof demandObservations | typeof censusCounts,
  unitIds: readonly string[],
  dates: readonly string[],
  { actor }: Context,
) =>
  and(
    eq(table.tenantId, actor.tenantId),
    sql`${table.unitId} = any(${list(unitIds)}::uuid[])`,
    sql`${table.localDate} = any(${list(dates)}::date[])`,
  );

/** What was told already of some units on some days, held until the transaction ends. */
export const toldDemand = (
  unitIds: readonly string[],
  dates: readonly string[],
  context: Context,
): Promise<Row<typeof demandObservations>[]> =>
  context.tx.db
    .select()
    .from(demandObservations)
    .where(toldOf(demandObservations, unitIds, dates, context))
    .orderBy(demandObservations.id)
    .for('update');

/** The census that was told already of some units on some days, held until the transaction ends. */
export const toldCensus = (
  unitIds: readonly string[],
  dates: readonly string[],
  context: Context,
): Promise<Row<typeof censusCounts>[]> =>
  context.tx.db
    .select()
    .from(censusCounts)
    .where(toldOf(censusCounts, unitIds, dates, context))
    .orderBy(censusCounts.id)
    .for('update');
