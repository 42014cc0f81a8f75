import { operatorPermission, type Actor } from '../../../kernel/actor.ts';

export const permissions = {
  readLog: operatorPermission('audit.read_log', 'tenant_admin'),
};

/** A chain is verified whole or not at all, so only who is bound to no part of the tenant reads it. */
export const seesWholeTenant = ({ programIds, facilityIds, unitIds }: Actor): boolean =>
  programIds === null && facilityIds === null && unitIds === null;
