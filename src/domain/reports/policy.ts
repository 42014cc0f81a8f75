import { sql, type SQL } from 'drizzle-orm';
import { permission, type Actor, type Role } from '../../kernel/actor.ts';
import type { DimensionName } from './metrics/dimensions.ts';
import type { Fact } from './metrics/fact.ts';
import { workReaders } from './metrics/metric.ts';

/** The roles that may ask for any metric: money and programs are known to none who does not know of the work. */
export const metricReaders: readonly Role[] = workReaders;

export const permissions = {
  /** Not for analysts, whose figures of spend come from metrics, without small cells. */
  readSpend: permission(
    'reports.read_spend',
    'program_manager',
    'client_finance',
    'vendor_recruiter',
    'vendor_finance',
    'integration',
  ),
  /** Of metrics each role reads its own: `readers`. */
  readMetrics: permission('reports.read_metrics', ...metricReaders),
  /** Rows tell what small cells must not. */
  readMetricRows: permission(
    'reports.read_metric_rows',
    ...metricReaders.filter((role) => role !== 'analyst'),
  ),
  verifyTotals: permission('reports.verify_totals', 'program_manager', 'tenant_admin'),
  readDoNotReturns: permission('reports.read_do_not_returns', 'program_manager', 'credentialing'),
};

const among = (column: string, ids: readonly string[] | null): SQL[] =>
  ids === null
    ? []
    : [sql`(${sql.raw(column)} is null or ${sql.raw(column)} = any(${`{${ids.join(',')}}`}::uuid[]))`];

/** The conditions under which the actor may count a billing item, under the alias `i`. */
export function countable({ tenantId, side, vendorId, ...actor }: Actor): SQL[] {
  const own = side === 'vendor' ? [sql`i.vendor_id = ${vendorId}`] : [];
  return [
    sql`i.tenant_id = ${tenantId}`,
    ...own,
    ...among('i.program_id', actor.programIds),
    ...among('i.facility_id', actor.facilityIds),
    ...among('i.unit_id', actor.unitIds),
  ];
}

/** The conditions under which the actor may count an assignment, under the alias `a`. */
export const withinScope = ({ tenantId, programIds, facilityIds, unitIds }: Actor): SQL[] => [
  sql`a.tenant_id = ${tenantId}`,
  ...among('a.program_id', programIds),
  ...among('a.facility_id', facilityIds),
  ...among('a.unit_id', unitIds),
];

/** The scope columns of a fact that the actor is bound by, and to which ids. */
export function boundsOf(actor: Actor, { columns }: Fact): [column: string, ids: readonly string[]][] {
  const bounds: [string, readonly string[] | null][] = [
    ['program_id', actor.programIds],
    ['facility_id', actor.facilityIds],
    ['unit_id', actor.unitIds],
    ['vendor_id', actor.side === 'vendor' ? [actor.vendorId].filter((id) => id !== null) : null],
  ];
  return bounds.flatMap(([column, ids]) => (ids !== null && column in columns ? [[column, ids]] : []));
}

/** The conditions under which the actor may count a fact's row, under the alias `f`. */
export const withinBounds = (actor: Actor, fact: Fact): SQL[] => [
  sql`f.tenant_id = ${actor.tenantId}`,
  ...boundsOf(actor, fact).flatMap(([column, ids]) =>
    column === 'vendor_id'
      ? [sql`f.vendor_id = any(${`{${ids.join(',')}}`}::uuid[])`]
      : among(`f.${column}`, ids),
  ),
];

const hidden: Partial<Record<Role, readonly DimensionName[]>> = {
  // Blind review would be over.
  requester: ['vendor', 'tier'],
  approver: ['vendor', 'tier'],
  vendor_recruiter: ['cost_center', 'tier', 'requester'],
  vendor_finance: ['cost_center', 'tier', 'requester'],
};

/** Whether the actor may group and filter by the dimension. */
export const mayDivideBy = ({ role }: Actor, dimension: DimensionName): boolean =>
  role === 'system' || !(hidden[role] ?? []).includes(dimension);

/** Whether the actor sees every row of what facts are made of, as the tenant itself does. */
export const seesWhole = ({ side, programIds, facilityIds, unitIds }: Actor): boolean =>
  side === 'operator' && programIds === null && facilityIds === null && unitIds === null;

/** Whether small cells are kept from the actor. */
export const seesLargeCellsOnly = ({ role }: Actor): boolean => role === 'analyst';

/** Cost centers are the client's own affair. */
export const seesCostCenters = ({ side }: Actor): boolean => side !== 'vendor' && side !== 'worker';

/** An analyst's figures name nobody. */
export const seesNames = ({ role }: Actor): boolean => role !== 'analyst';
