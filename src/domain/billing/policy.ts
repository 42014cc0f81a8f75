import { sql, type SQL } from 'drizzle-orm';
import { permission, type Actor } from '../../kernel/actor.ts';
import type { RowAt } from '../../kernel/noun.ts';

const readers = [
  'program_manager',
  'client_finance',
  'vendor_recruiter',
  'vendor_finance',
  'integration',
] as const;

export const permissions = {
  readItems: permission('billing.read_items', ...readers, 'analyst'),
  readInvoices: permission('billing.read_invoices', ...readers),
  readRuns: permission('billing.read_runs', 'program_manager', 'integration'),
  importItems: permission('billing.import_items', 'program_manager', 'integration'),
  voidItem: permission('billing.void_item', 'program_manager', 'integration'),
  explain: permission('billing.explain', ...readers),
  verify: permission('billing.verify', 'program_manager', 'client_finance', 'vendor_finance', 'integration'),
  run: permission('billing.run', 'program_manager'),
  credit: permission('billing.credit', 'program_manager'),
  approve: permission('billing.approve', 'program_manager', 'client_finance'),
  send: permission('billing.send', 'program_manager'),
  applyCredits: permission('billing.apply_credits', 'program_manager'),
  dispute: permission('billing.dispute', 'client_finance'),
  resolveDisputes: permission('billing.resolve_disputes', 'program_manager'),
};

const among = (key: SQL, ids: readonly string[] | null) =>
  ids === null ? sql`true` : sql`(${key} is null or ${key} = any(${`{${ids.join(',')}}`}::uuid[]))`;

/**
 * A client sees what is asked of it, whole: one narrowed to facilities the documents that are of one of them, and of
 * others its lines only; one narrowed to units its lines only.
 */
export const clientDocument = (row: RowAt, { programIds, facilityIds, unitIds }: Actor): SQL =>
  unitIds !== null
    ? sql`false`
    : sql`${among(row('programId'), programIds)} and ${row('kind')} in ('client_invoice', 'credit_memo')
        ${facilityIds === null ? sql`` : sql`and ${row('facilityId')} = any(${`{${facilityIds.join(',')}}`}::uuid[])`}`;

/** A vendor sees what it is paid by. */
export const vendorDocument = (row: RowAt, { vendorId }: Actor): SQL =>
  sql`${row('vendorId')} = ${vendorId} and ${row('kind')} in ('vendor_statement', 'vendor_credit')`;

export const clientLine = (row: RowAt, { programIds, facilityIds, unitIds }: Actor): SQL =>
  sql`${row('side')} = 'client' and ${among(row('programId'), programIds)}
    and ${among(row('facilityId'), facilityIds)} and ${among(row('unitId'), unitIds)}`;

export const vendorLine = (row: RowAt, { vendorId }: Actor): SQL =>
  sql`${row('side')} = 'vendor' and ${row('vendorId')} = ${vendorId}`;

/** Whoever issued a document does not approve it, under whichever membership. */
export const notTheIssuer = (row: RowAt, { userId }: Actor): SQL =>
  sql`not exists (select from memberships i where i.tenant_id = ${row('tenantId')} and i.id = ${row('issuedBy')} and i.user_id = ${userId})`;

/** What another system sent, and no credit that was decided here. */
export const isImported = (row: RowAt): SQL =>
  sql`(${row('sourceSystem')} is not null and coalesce(${row('correction')}, 'difference') = 'difference')`;

/** Cost centers are the client's own affair. */
export const seesCostCenters = ({ side }: Actor): boolean => side === 'operator' || side === 'client';

/** The tax of a document is for who sees the document; no vendor's bears any. */
export function taxOfDocument(row: RowAt, { programIds, facilityIds, unitIds }: Actor): SQL {
  if (unitIds !== null) return sql`false`;
  const ofProgram = among(row('programId'), programIds);
  if (facilityIds === null) return ofProgram;
  return sql`${ofProgram} and exists (select from invoices d where d.tenant_id = ${row('tenantId')}
    and d.id = ${row('invoiceId')} and d.facility_id = any(${`{${facilityIds.join(',')}}`}::uuid[]))`;
}

/** What concerns a client's program as a whole, and no vendor: not for one narrowed to facilities or units. */
export const ofWholeProgram = (row: RowAt, { programIds, facilityIds, unitIds }: Actor): SQL =>
  facilityIds !== null || unitIds !== null
    ? sql`false`
    : sql`${row('vendorId')} is null and ${among(row('programId'), programIds)}`;

export const ofTheVendor = (row: RowAt, { vendorId }: Actor): SQL => sql`${row('vendorId')} = ${vendorId}`;
