import { and, sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import { permission, roles, type Actor } from '../../kernel/actor.ts';
import type { RowAt, Visibility } from '../../kernel/noun.ts';
import { withinScope } from '../../kernel/visible.ts';
import type { PgTable } from 'drizzle-orm/pg-core';

export const permissions = {
  /** The client's plans: no vendor and no worker reads any of it. */
  read: permission(
    'forecasts.read',
    'program_manager',
    'tenant_admin',
    'client_finance',
    'requester',
    'approver',
    'analyst',
    'integration',
  ),
  readRatios: permission('forecasts.read_ratios', ...roles),
  forecast: permission(
    'forecasts.forecast',
    'program_manager',
    'tenant_admin',
    'client_finance',
    'integration',
  ),
  record: permission('forecasts.record', 'program_manager', 'tenant_admin', 'requester', 'integration'),
  setStandard: permission('forecasts.set_standard', 'program_manager', 'tenant_admin', 'integration'),
};

/** An analyst reads of no forecast from worked hours: a unit's hours may be those of one person. */
const openToAnalysts = (row: RowAt, forecastId: SQL): SQL =>
  sql`${forecastId} in (select f.id from ${row.source('forecasts', 'f')} where f.tenant_id = ${row('tenantId')} and f.basis <> 'approved_time')`;

const scoped =
  (table: PgTable, key: 'id' | 'forecastId') =>
  (row: RowAt, actor: Actor): SQL =>
    and(
      ...withinScope(table, row, actor),
      actor.role === 'analyst' ? openToAnalysts(row, row(key)) : sql`true`,
    )!;

/** Who sees a forecast, or what belongs to one: the operator and the client within their scopes. */
export const ofForecast = (table: PgTable, key: 'id' | 'forecastId'): Visibility => ({
  operator: scoped(table, key),
  client: scoped(table, key),
});

/** The conditions under which the actor may count rows of units, by the columns that say whose they are. */
export const boundTo = (
  { programIds, facilityIds, unitIds }: Actor,
  columns: Record<'programId' | 'facilityId' | 'unitId', SQLWrapper>,
): SQL[] =>
  (
    [
      [columns.programId, programIds],
      [columns.facilityId, facilityIds],
      [columns.unitId, unitIds],
    ] as const
  ).flatMap(([column, ids]) => (ids === null ? [] : [sql`${column} = any(${`{${ids.join(',')}}`}::uuid[])`]));
