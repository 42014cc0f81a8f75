import { sql } from 'drizzle-orm';
import type { Actor } from './actor.ts';
import { declareError } from './errors.ts';
import type { Proviso } from './lifecycle.ts';

export const wholeTenantOnly = declareError(
  'whole_tenant_only',
  'forbidden',
  'This touches every program of the tenant; your membership is bound to some.',
);

/** Whether the actor is bound to no program, facility or unit. */
export const isUnbound = ({ programIds, facilityIds, unitIds }: Actor): boolean =>
  programIds === null && facilityIds === null && unitIds === null;

/** Refuses with `whole_tenant_only` whoever is bound to programs, facilities or units. */
export function assertWholeTenant(actor: Actor): void {
  if (!isUnbound(actor)) throw wholeTenantOnly();
}

/** The same of a verb: shown by `allowedActions` too. */
export const forWholeTenant: Proviso = {
  that: (_, actor) => (isUnbound(actor) ? sql`true` : sql`false`),
  otherwise: wholeTenantOnly,
};
