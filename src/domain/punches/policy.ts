import { sql } from 'drizzle-orm';
import { permission, type Actor } from '../../kernel/actor.ts';
import type { Proviso } from '../../kernel/lifecycle.ts';
import { vouchesForOwn, type PunchSourceName } from './model/punch.ts';

const vouching = ['program_manager', 'requester', 'vendor_recruiter', 'integration'] as const;

export const permissions = {
  read: permission(
    'punches.read',
    ...vouching,
    'approver',
    'client_finance',
    'vendor_finance',
    'worker',
    'tenant_admin',
  ),
  record: permission('punches.record', ...vouching, 'worker'),
  correct: permission('punches.correct', ...vouching),
  void: permission('punches.void', ...vouching),
};

/** Where punches of the actor come from; an integration says itself whether a clock made them. */
export const sourceOf = ({ role }: Pick<Actor, 'role'>): PunchSourceName =>
  role === 'worker' ? 'mobile' : role === 'integration' ? 'kiosk' : 'manager';

/** Also where one person holds or held memberships of several sides. */
export const notOwn: Proviso = {
  that: (row, { userId }) =>
    sql`not exists (select from memberships m where m.tenant_id = ${row('tenantId')} and m.user_id = ${userId}
      and m.worker_id = ${row('workerId')})`,
  otherwise: vouchesForOwn,
};
