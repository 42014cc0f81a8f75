import { permission } from '../../kernel/actor.ts';

const keepers = ['program_manager', 'tenant_admin', 'client_finance', 'integration'] as const;

/** The client's own staff is no affair of vendors; what it costs is for who reads the client's money. */
export const permissions = {
  read: permission('workforce.read', ...keepers, 'analyst'),
  record: permission('workforce.record', ...keepers),
};
