import { sql, type SQL } from 'drizzle-orm';
import { permission, type Actor } from '../../kernel/actor.ts';
import type { RowAt, Visibility } from '../../kernel/noun.ts';

const payrolls = ['program_manager', 'client_finance', 'vendor_finance', 'integration'] as const;

export const permissions = {
  readCodes: permission('payroll.read_codes', ...payrolls),
  manageCodes: permission('payroll.manage_codes', ...payrolls),
  readExports: permission('payroll.read_exports', ...payrolls),
  export: permission('payroll.export', ...payrolls),
  /** Cost centers are the client's own affair. */
  readAllocation: permission(
    'payroll.read_allocation',
    'program_manager',
    'requester',
    'approver',
    'client_finance',
    'integration',
  ),
  readPbj: permission('payroll.read_pbj', 'program_manager', 'client_finance', 'integration'),
};

const among = (key: SQL, ids: readonly string[] | null) =>
  ids === null ? sql`true` : sql`(${key} is null or ${key} = any(${`{${ids.join(',')}}`}::uuid[]))`;

const ownVendors = (row: RowAt, { vendorId }: Actor): SQL =>
  sql`${row('receiver')} = 'vendor' and ${row('vendorId')} = ${vendorId}`;

const clientCode = (row: RowAt, { programIds }: Actor): SQL =>
  sql`${row('receiver')} = 'client' and ${among(row('programId'), programIds)}`;

// One of a whole program is not for somebody bound to facilities: they see their own lines of it.
const clientExport = (row: RowAt, { programIds, facilityIds, unitIds }: Actor): SQL =>
  unitIds !== null
    ? sql`false`
    : sql`${row('receiver')} = 'client' and ${among(row('programId'), programIds)} and ${
        facilityIds === null
          ? sql`true`
          : sql`${row('facilityId')} = any(${`{${facilityIds.join(',')}}`}::uuid[])`
      }`;

const clientLine = (row: RowAt, { programIds, facilityIds, unitIds }: Actor): SQL =>
  sql`${row('receiver')} = 'client' and ${among(row('programId'), programIds)}
    and ${among(row('facilityId'), facilityIds)} and ${among(row('unitId'), unitIds)}`;

/** The client's pay codes are not the vendors' to know, nor theirs the client's. */
export const codesVisible: Visibility = { operator: clientCode, client: clientCode, vendor: ownVendors };
export const exportsVisible: Visibility = {
  operator: clientExport,
  client: clientExport,
  vendor: ownVendors,
};
export const linesVisible: Visibility = { operator: clientLine, client: clientLine, vendor: ownVendors };

/** Whoever reads a payroll reads what it pays: a vendor of its own people, the client of those that it employs. */
export const readsPay = ({ role }: Actor): boolean => payrolls.some((one) => one === role);

export const isVendors = ({ side }: Actor): boolean => side === 'vendor';
export const seesCostCenters = (actor: Actor): boolean => !isVendors(actor);
