import { sql, type SQL } from 'drizzle-orm';
import { permission, type Actor } from '../../../kernel/actor.ts';
import type { RowAt } from '../../../kernel/noun.ts';
import { programs } from '../../programs/index.ts';

const payers = [
  'program_manager',
  'requester',
  'approver',
  'client_finance',
  'vendor_recruiter',
  'vendor_finance',
  'worker',
  'integration',
] as const;

export const permissions = {
  read: permission('time.read_pay', ...payers),
  /** What is paid beside hours is the employer's word; the manager changes it in a week that was approved. */
  record: permission('time.record_other_pay', 'vendor_recruiter', 'vendor_finance', 'program_manager'),
};

/** Who may read pay at all; a client's people only where `payShown` holds. */
export const readsPay = ({ side, role }: Pick<Actor, 'side' | 'role'>): boolean =>
  side === 'system' || (payers as readonly string[]).includes(role);

const shownByProgram = (row: RowAt): SQL =>
  sql`exists (select from ${row.source(programs, 'pay_program')} where pay_program.tenant_id = ${row('tenantId')}
    and pay_program.id = ${row('programId')} and pay_program.requester_sees_pay)`;

const ofOwnPool = (row: RowAt): SQL =>
  sql`exists (select from ${row.source('vendors', 'paid_vendor')} where paid_vendor.tenant_id = ${row('tenantId')}
    and paid_vendor.id = ${row('vendorId')} and paid_vendor.kind = 'internal_pool')`;

/** A client's own float pool is on its own payroll. */
export const readsPoolPay = ({ role }: Pick<Actor, 'role'>): boolean =>
  role === 'client_finance' || role === 'integration';

/** A client reads pay where the program says so, and its finance and systems that of its own float pool. */
export const payShown = (row: RowAt, actor: Actor): SQL | true => {
  if (actor.side !== 'client') return true;
  return readsPoolPay(actor) ? sql`(${shownByProgram(row)} or ${ofOwnPool(row)})` : shownByProgram(row);
};

const scopes = [
  ['programId', 'programIds'],
  ['facilityId', 'facilityIds'],
  ['unitId', 'unitIds'],
] as const;

/** The same of whole rows of pay, within the client's scopes. */
export const payShownWithinScope = (row: RowAt, actor: Actor): SQL =>
  sql.join(
    [
      sql`${payShown(row, actor)}`,
      ...scopes.flatMap(([key, scope]) => {
        const allowed = actor[scope];
        return allowed === null ? [] : [sql`${row(key)} = any(${`{${allowed.join(',')}}`}::uuid[])`];
      }),
    ],
    sql` and `,
  );
