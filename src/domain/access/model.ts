import { z } from 'zod';
import { permissionCatalog, roles, type Actor, type Role } from '../../kernel/actor.ts';
import { declareError } from '../../kernel/errors.ts';
import { event } from '../../kernel/event.ts';
import { oneOf, reference } from '../../kernel/shapes.ts';

export const RoleName = z.enum(roles as unknown as [string, ...string[]]).meta({ id: 'Role' });
export const SideName = oneOf('Side', ['operator', 'client', 'vendor', 'worker']);
export const UserState = oneOf('UserState', ['active', 'deactivated']);
export const UserKind = oneOf('UserKind', ['person', 'service']);
export const MembershipState = oneOf('MembershipState', ['active', 'ended']);
export const Email = z
  .email()
  .max(320)
  .meta({ examples: ['nurse.director@lakeshore.example'] });

export const roleDoesNotFitSide = declareError(
  'role_does_not_fit_side',
  'invalid',
  'This role is not one of that side.',
);
export const scopeMissing = declareError(
  'scope_missing',
  'invalid',
  'A scope that is given names something, and a requester or an approver is bound to one.',
);
export const scopesDoNotNest = declareError(
  'scopes_do_not_nest',
  'invalid',
  'A unit is bound within its facility, and a facility within its program.',
);
export const grantWiderThanOwn = declareError(
  'grant_wider_than_own',
  'forbidden',
  'This reaches further than your own membership: another role, side or scope.',
);
export const lastAdmin = declareError(
  'last_admin',
  'conflict',
  'A tenant keeps at least one active administrator.',
);
export const scopeNotHeld = declareError(
  'scope_not_held',
  'invalid',
  'A token can be given only permissions that its membership holds.',
);
export const emailTaken = declareError('email_taken', 'conflict', 'Another user has this e-mail address.');

/** The lists of scopes a membership may be bound to; absent means every one. */
export const Scopes = {
  programIds: z.array(reference('program')).max(200).optional(),
  facilityIds: z.array(reference('facility')).max(1_000).optional(),
  unitIds: z.array(reference('unit')).max(1_000).optional(),
  vendorId: reference('vendor').optional(),
  workerId: reference('worker').optional(),
};

const userFact = { sides: ['operator'] as const, data: z.strictObject({}) };
export const userInvited = event({ type: 'user.invited', summary: 'A user was added.', ...userFact });
export const userDeactivated = event({
  type: 'user.deactivated',
  summary: 'A user may no longer act.',
  ...userFact,
});

const membershipData = z.strictObject({ userId: z.string(), role: z.string() });
const membershipSides = ['operator', 'vendor'] as const;
export const membershipGranted = event({
  type: 'membership.granted',
  summary: 'A user was given a role on a side.',
  sides: membershipSides,
  data: membershipData,
});
export const membershipEnded = event({
  type: 'membership.ended',
  summary: 'A membership ended.',
  sides: membershipSides,
  data: membershipData,
});

const tokenData = z.strictObject({ membershipId: z.string(), name: z.string() });
export const tokenIssued = event({
  type: 'access_token.issued',
  summary: 'A personal access token was issued.',
  sides: ['operator'],
  data: tokenData,
});
export const tokenRevoked = event({
  type: 'access_token.revoked',
  summary: 'A personal access token was revoked.',
  sides: ['operator'],
  data: tokenData,
});

/** The columns of a membership that make an actor. */
export interface MembershipRow {
  id: string;
  tenantId: string;
  userId: string;
  side: Actor['side'];
  role: Actor['role'];
  programIds: string[] | null;
  facilityIds: string[] | null;
  unitIds: string[] | null;
  vendorId: string | null;
  workerId: string | null;
}

/** What a membership lets its holder do, and where; a null list is every one. */
export type Reach = Pick<
  MembershipRow,
  'side' | 'role' | 'programIds' | 'facilityIds' | 'unitIds' | 'vendorId' | 'workerId'
>;

const within = (asked: readonly string[] | null, own: readonly string[] | null): boolean =>
  own === null || (asked !== null && asked.every((id) => own.includes(id)));

/** An administrator gives every role: it answers for who acts, and does not act itself. Others give what they hold. */
const givesRole = (actor: Actor, role: Role): boolean =>
  actor.role === 'tenant_admin' ||
  (role !== 'tenant_admin' &&
    [...permissionCatalog.values()].every(
      ({ roles: holders, overOwn }) =>
        !holders.has(role) || holders.has(actor.role as Role) || overOwn?.has(role),
    ));

/**
 * Whether a membership reaches no further than the actor's own, so that it may give it, end it or change its holder.
 * Who is bound to programs, facilities or units gives nobody a vendor's or a worker's side, which no such scope bounds.
 */
export const isWithinReach = (actor: Actor, { side, role, ...scopes }: Reach): boolean =>
  givesRole(actor, role as Role) &&
  (actor.side === 'operator' || side === actor.side) &&
  within(scopes.programIds, actor.programIds) &&
  within(scopes.facilityIds, actor.facilityIds) &&
  within(scopes.unitIds, actor.unitIds) &&
  ((scopes.vendorId === null && scopes.workerId === null) ||
    (actor.programIds === null && actor.facilityIds === null && actor.unitIds === null));

/** The actor that a membership makes, under a token that may narrow it. */
export const actorOf = (
  membership: MembershipRow,
  tokenId: string | null,
  scopes: readonly string[] | null,
): Actor => ({
  kind: 'membership',
  tenantId: membership.tenantId,
  side: membership.side,
  role: membership.role,
  membershipId: membership.id,
  userId: membership.userId,
  tokenId,
  scopes,
  programIds: membership.programIds,
  facilityIds: membership.facilityIds,
  unitIds: membership.unitIds,
  vendorId: membership.vendorId,
  workerId: membership.workerId,
});
