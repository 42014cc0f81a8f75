import { sql, type SQL } from 'drizzle-orm';
import { operatorPermission, permission, type Actor } from '../../kernel/actor.ts';
import type { Proviso } from '../../kernel/lifecycle.ts';
import type { RowAt } from '../../kernel/noun.ts';
import { appealClosed } from './model/vendor-consequence.ts';

const overseers = ['program_manager', 'tenant_admin'] as const;

export const permissions = {
  /** Never a requester's or approver's: who reviews people is told nothing of their vendors. */
  read: permission(
    'governance.read',
    ...overseers,
    'client_finance',
    'vendor_recruiter',
    'vendor_finance',
    'integration',
  ),
  manage: operatorPermission('governance.manage', ...overseers),
  recordMeasures: operatorPermission('governance.record_measures', ...overseers, 'integration'),
  evaluate: operatorPermission('governance.evaluate', ...overseers),
  appeal: permission('governance.appeal', 'vendor_recruiter', 'vendor_finance'),
  decide: operatorPermission('governance.decide', ...overseers),
};

/** A vendor reads what the programs on whose panel it stands go by. */
export const ofOwnPanels = (row: RowAt, { vendorId }: Actor): SQL =>
  sql`exists (select from panel_memberships p where p.tenant_id = ${row('tenantId')}
    and p.program_id = ${row('programId')} and p.vendor_id = ${vendorId})`;

/** A vendor appeals within the days that the rule gives it. */
export const withinAppealDays: Proviso = {
  that: (row) => sql`${row('appealUntil')} > app.now()`,
  otherwise: appealClosed,
};
