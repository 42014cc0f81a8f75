import { sql, type SQL } from 'drizzle-orm';
import { permission, type Actor } from '../../kernel/actor.ts';
import type { RowAt } from '../../kernel/noun.ts';
import { programs } from '../programs/index.ts';
import { shiftRequests } from './tables.ts';

const buyers = ['program_manager', 'requester'] as const;
const suppliers = ['vendor_recruiter', 'worker'] as const;
const readers = [
  ...buyers,
  ...suppliers,
  'approver',
  'client_finance',
  'vendor_finance',
  'credentialing',
  'analyst',
  'integration',
  'tenant_admin',
] as const;

export const permissions = {
  read: permission('shifts.read', ...readers),
  readPatterns: permission('shifts.read_patterns', ...readers),
  readRequests: permission(
    'shifts.read_requests',
    ...buyers,
    ...suppliers,
    'approver',
    'vendor_finance',
    'integration',
  ),
  readQuotes: permission('shifts.read_quotes', ...buyers, ...suppliers, 'vendor_finance', 'integration'),
  manage: permission('shifts.manage', ...buyers, 'integration'),
  quote: permission('shifts.quote', ...buyers, ...suppliers),
  claim: permission('shifts.claim', ...suppliers),
  decide: permission('shifts.decide', ...buyers),
  fit: permission('shifts.fit', ...buyers, ...suppliers),
  board: permission('shifts.board', ...suppliers),
};

export const ours = ({ side }: Actor): boolean => side === 'operator' || side === 'client';

const ownRequests = (row: RowAt, { side, vendorId, workerId }: Actor): SQL => {
  const own =
    side === 'vendor'
      ? sql`and asked.vendor_id = ${vendorId}`
      : side === 'worker'
        ? sql`and asked.worker_id = ${workerId}`
        : sql``;
  return sql`exists (select from ${row.source(shiftRequests, 'asked')} where asked.tenant_id = ${row('tenantId')}
    and asked.shift_id = ${row('id')} and asked.state = 'requested' ${own})`;
};

/**
 * An open shift is requested to those who may know of a request for it: a vendor and a worker know of their own. The row
 * stays as it is, so that neither its version nor its history tells of a rival's.
 */
export const stateTo = (row: RowAt, actor: Actor): SQL =>
  sql`(case when ${row('state')} = 'open' and ${ownRequests(row, actor)} then 'requested' else ${row('state')} end)`;

const isPosted = (row: RowAt): SQL => sql`${row('state')} = 'open' and ${row('postedAt')} <= app.now()`;

/** A vendor sees the shifts that are its own, and open ones of orders that it sees, while they are open. */
export const shownToVendor = (row: RowAt, { vendorId }: Actor): SQL =>
  sql`(${row('vendorId')} = ${vendorId} or (${isPosted(row)}
    and ${row('orderId')} = any ((select app.orders_shown_to_vendor())::uuid[])
    and (not ${row('broadcast')} or ${row('id')} = any ((select app.shifts_shown_to_caller())::uuid[]))))`;

/** A worker sees its own shifts, and open ones that are shown to a vendor with a right to represent it. */
export const shownToWorker = (row: RowAt, { workerId }: Actor): SQL =>
  sql`(${row('workerId')} = ${workerId} or (${isPosted(row)}
    and ${row('orderId')} = any ((select app.orders_shown_to_worker())::uuid[])
    and (not ${row('broadcast')} or ${row('id')} = any ((select app.shifts_shown_to_caller())::uuid[]))))`;

const scopes = [
  ['programId', 'programIds'],
  ['facilityId', 'facilityIds'],
  ['unitId', 'unitIds'],
] as const;

/** A client sees the quotes that its own side asked for. */
export const quotedToClient = (row: RowAt, actor: Actor): SQL =>
  sql.join(
    [
      sql`${row('vendorId')} is null`,
      ...scopes.flatMap(([key, scope]) => {
        const allowed = actor[scope];
        return allowed === null ? [] : [sql`${row(key)} = any(${`{${allowed.join(',')}}`}::uuid[])`];
      }),
    ],
    sql` and `,
  );

/** Credentialing reads no timesheets, nor what becomes of them. */
export const readsTimesheets = ({ role }: Pick<Actor, 'role'>): boolean => role !== 'credentialing';

/**
 * The state of the timesheet that took the hours: their acceptance, dispute and billing. Row security decides whether the
 * viewer sees the timesheet.
 */
export const timesheetStateOf = (row: RowAt): SQL =>
  sql`(select sheet.state from ${row.source('timesheets', 'sheet')} where sheet.tenant_id = ${row('tenantId')}
    and sheet.id = ${row('timesheetId')})`;

/** Whether whoever asks first has it. */
export const booksAtOnce = (row: RowAt): SQL => sql`${row('instantBook')}`;

/** Whether it waits to be shown to anybody. */
export const isUnposted = (row: RowAt): SQL => sql`${row('postedAt')} is null`;

/** While a program reviews blind, a client learns the vendor behind a request with the shift that it gives. */
export const vendorOfRequest = (row: RowAt, { side }: Actor): SQL | true =>
  side !== 'client' ||
  sql`(${row('state')} = 'accepted' or exists (select from ${row.source(programs, 'blind_program')}
    where blind_program.tenant_id = ${row('tenantId')} and blind_program.id = ${row('programId')}
    and blind_program.blind_review = 'none'))`;
