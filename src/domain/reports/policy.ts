import { sql, type SQL } from 'drizzle-orm';
import { permission, type Actor } from '../../kernel/actor.ts';

export const permissions = {
  readSpend: permission(
    'reports.read_spend',
    'program_manager',
    'client_finance',
    'analyst',
    'vendor_recruiter',
    'vendor_finance',
    'integration',
  ),
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

/** Cost centers are the client's own affair. */
export const seesCostCenters = ({ side }: Actor): boolean => side !== 'vendor' && side !== 'worker';

/** An analyst's figures name nobody. */
export const seesNames = ({ role }: Actor): boolean => role !== 'analyst';
