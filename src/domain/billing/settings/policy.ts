import { permission } from '../../../kernel/actor.ts';

const readers = ['program_manager', 'client_finance', 'integration', 'tenant_admin'] as const;

export const permissions = {
  readSettings: permission('billing.read_settings', ...readers),
  /** Where money is paid to is the operator's to say. */
  manageSettings: permission('billing.manage_settings', 'program_manager', 'tenant_admin'),
};
