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
  readInterviews: permission(
    'submissions.read_interviews',
    'program_manager',
    'requester',
    'approver',
    'vendor_recruiter',
    'worker',
    'analyst',
    'integration',
  ),
  readRounds: permission(
    'submissions.read_offer_rounds',
    'program_manager',
    'requester',
    'approver',
    'vendor_recruiter',
    'vendor_finance',
    'analyst',
    'integration',
  ),
  submit: permission('submissions.submit', 'vendor_recruiter'),
  review: permission('submissions.review', 'program_manager'),
  rank: permission('submissions.rank', 'program_manager', 'requester'),
  offer: permission('submissions.offer', 'program_manager'),
  arrange: permission('submissions.arrange_interview', 'program_manager', 'requester', 'vendor_recruiter'),
  answerOffer: permission('submissions.answer_offer', 'vendor_recruiter'),
  confirmOffer: permission('submissions.confirm_offer', 'program_manager', 'requester', 'worker'),
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

/** Whether no answer to a price cut is awaited. */
export const withConsent = (row: RowAt): SQL => sql`${row('consent')} <> 'asked'`;

/** Whether the vendor is asked to go along with a price cut. */
export const askedForConsent = (row: RowAt): SQL => sql`${row('consent')} = 'asked'`;

/** Whether the program has the actor's side confirm what the vendor accepted; the MSP acts for the client. */
export const confirmsHere = (row: RowAt, { side }: Actor): SQL =>
  sql`${row('confirmation')} in (${side === 'worker' ? 'worker' : 'client'}::text, 'client_or_worker')`;

/** The side of an interview that the actor is on; the MSP acts for the client. */
export const proposerOf = ({ side }: Actor): 'client' | 'vendor' => (side === 'vendor' ? 'vendor' : 'client');

/** Whether the times that stand are the other side's. */
export const proposedByOthers = (row: RowAt, actor: Actor): SQL =>
  sql`${row('proposedBy')} <> ${proposerOf(actor)}::text`;

/** A vendor and a worker know an offer from its first extension on. */
export const onceExtended =
  (key: 'vendorId' | 'workerId') =>
  (row: RowAt, actor: Actor): SQL =>
    sql`(${row(key)} = ${actor[key]} and ${row('extendedAt')} is not null)`;

/** To them it stays countered while the buyer decides within itself. */
export const stateOutside = (row: RowAt, { side }: Actor): SQL =>
  side === 'vendor' || side === 'worker'
    ? sql`(case when ${row('state')} = 'pending_approval' then 'countered' else ${row('state')} end)`
    : row('state');
