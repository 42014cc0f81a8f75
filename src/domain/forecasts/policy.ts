import { and, sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import { permission, roles, type Actor } from '../../kernel/actor.ts';
import type { RowAt, Visibility } from '../../kernel/noun.ts';
import { withinScope } from '../../kernel/visible.ts';
import type { Proviso } from '../../kernel/lifecycle.ts';
import type { PgTable } from 'drizzle-orm/pg-core';
import { forecastBeyondScope } from './model/happened.ts';

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

/** The operator and the client within their scopes; to analysts none of worked hours. */
export const ofSchedule = (table: PgTable): Visibility => {
  const rule = (row: RowAt, actor: Actor): SQL =>
    and(
      ...withinScope(table, row, actor),
      actor.role === 'analyst' ? sql`${row('basis')} <> 'approved_time'` : sql`true`,
    )!;
  return { operator: rule, client: rule };
};

/** Whether the actor is bound to no less than the place: whoever is bound to units forecasts units. */
export const reaches = (
  { programIds, facilityIds, unitIds }: Actor,
  { programId, facilityId, unitId }: { programId: string; facilityId: string | null; unitId: string | null },
): boolean =>
  (programIds === null || programIds.includes(programId)) &&
  (facilityIds === null || (facilityId !== null && facilityIds.includes(facilityId))) &&
  (unitIds === null || (unitId !== null && unitIds.includes(unitId)));

/** A forecast of more than units is theirs who are not bound to some. */
export const withinOwnReach: Proviso = {
  that: (row, { facilityIds, unitIds }) =>
    sql.join(
      [
        sql`true`,
        ...(facilityIds === null ? [] : [sql`${row('facilityId')} is not null`]),
        ...(unitIds === null ? [] : [sql`${row('unitId')} is not null`]),
      ],
      sql` and `,
    ),
  otherwise: forecastBeyondScope,
};

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
