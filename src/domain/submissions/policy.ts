import { sql, type SQL } from 'drizzle-orm';
import { permission, type Actor } from '../../kernel/actor.ts';
import type { RowAt } from '../../kernel/noun.ts';
import { programs } from '../programs/index.ts';

export const permissions = {
  read: permission(
    'submissions.read',
    'program_manager',
    'requester',
    'approver',
    'vendor_recruiter',
    'vendor_finance',
    'worker',
    'credentialing',
    'analyst',
    'integration',
  ),
  submit: permission('submissions.submit', 'vendor_recruiter'),
  review: permission('submissions.review', 'program_manager'),
  rank: permission('submissions.rank', 'program_manager', 'requester'),
  offer: permission('submissions.offer', 'program_manager'),
  answerOffer: permission('submissions.answer_offer', 'vendor_recruiter'),
  confirmOffer: permission('submissions.confirm_offer', 'program_manager', 'requester'),
};

const scopes = [
  ['programId', 'programIds'],
  ['facilityId', 'facilityIds'],
  ['unitId', 'unitIds'],
] as const;

/** A client sees the candidates of its scopes that were presented to it, whatever became of them since. */
export const presentedWithinScope = (row: RowAt, actor: Actor): SQL =>
  sql.join(
    [
      sql`${row('presentedAt')} is not null`,
      ...scopes.flatMap(([key, scope]) => {
        const allowed = actor[scope];
        return allowed === null ? [] : [sql`${row(key)} = any(${`{${allowed.join(',')}}`}::uuid[])`];
      }),
    ],
    sql` and `,
  );

/** Whether the order has an opening left to be offered. */
export const withOpening = (row: RowAt): SQL =>
  sql`exists (select from ${row.source('positions', 'opening')} where opening.tenant_id = ${row('tenantId')}
    and opening.order_id = ${row('orderId')} and opening.state = 'open')`;

/** The bill rate is nothing to the worker, and no rate is anything to credentialing. */
export const readsBillRate = ({ role, side }: Actor): boolean =>
  side !== 'worker' && role !== 'credentialing';

/** Who may read pay at all; a client's people only where `payToClient` holds. */
export const readsPayRate = ({ role }: Actor): boolean => role !== 'credentialing';

/** The client's side reads pay only where the program says so. */
export const payToClient = (row: RowAt, { side }: Actor): SQL | true =>
  side !== 'client' ||
  sql`exists (select from ${row.source(programs, 'pay_program')} where pay_program.tenant_id = ${row('tenantId')}
    and pay_program.id = ${row('programId')} and pay_program.requester_sees_pay)`;
