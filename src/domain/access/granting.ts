import { rolesOf, type Role } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/operation.ts';
import { grantWiderThanOwn, isWithinReach, roleDoesNotFitSide, scopeMissing, type Reach } from './model.ts';
import { closeScopes } from './store.ts';

const boundRoles: ReadonlySet<Role> = new Set(['requester', 'approver']);

function assertBound(role: Role, scopes: Readonly<Record<string, readonly string[] | undefined>>) {
  const told = Object.values(scopes).filter((ids) => ids !== undefined);
  if (told.some((ids) => ids.length === 0) || (boundRoles.has(role) && told.length === 0))
    throw scopeMissing();
}

/** What is asked to be granted. */
interface Asked {
  side: string;
  role: string;
  programIds?: string[] | undefined;
  facilityIds?: string[] | undefined;
  unitIds?: string[] | undefined;
  vendorId?: string | undefined;
  workerId?: string | undefined;
}

/** The reach of a membership that is asked for; refuses what fits no side, names no place or is wider than the actor's own. */
export async function grantedReach(
  { side: askedSide, role: askedRole, vendorId, workerId, ...asked }: Asked,
  context: Context,
): Promise<Reach> {
  const side = askedSide as keyof typeof rolesOf;
  const role = askedRole as Role;
  const fits =
    rolesOf[side].includes(role) &&
    (side === 'vendor') === (vendorId !== undefined) &&
    (side === 'worker') === (workerId !== undefined);
  if (!fits) throw roleDoesNotFitSide();
  assertBound(role, { ...asked });
  const scopes = await closeScopes(asked, context);
  const reach = { side, role, vendorId: vendorId ?? null, workerId: workerId ?? null, ...scopes };
  if (!isWithinReach(context.actor, reach)) throw grantWiderThanOwn();
  return reach;
}
