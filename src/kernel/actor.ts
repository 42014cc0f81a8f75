/** Every role and the side it acts on (product.md §3). Roles are code; who holds them is data. */
export const sideOf = {
  program_manager: 'operator',
  credentialing: 'operator',
  tenant_admin: 'operator',
  integration: 'operator',
  analyst: 'operator',
  requester: 'client',
  approver: 'client',
  client_finance: 'client',
  vendor_recruiter: 'vendor',
  vendor_finance: 'vendor',
  worker: 'worker',
} as const;

export type Role = keyof typeof sideOf;
export type Side = (typeof sideOf)[Role];
export const roles = Object.keys(sideOf) as readonly Role[];

/** The roles that a membership of each side may have: three of the operator's may act on the client's side too. */
export const rolesOf: Readonly<Record<Side, readonly Role[]>> = {
  operator: ['program_manager', 'credentialing', 'analyst', 'integration', 'tenant_admin'],
  client: ['requester', 'approver', 'client_finance', 'credentialing', 'analyst', 'integration'],
  vendor: ['vendor_recruiter', 'vendor_finance'],
  worker: ['worker'],
};

/** Whose eyes and hands a request has: one membership of one user, or the tenant's own rules. */
export interface Actor {
  kind: 'membership' | 'system';
  tenantId: string;
  side: Side | 'system';
  role: Role | 'system';
  membershipId: string | null;
  userId: string | null;
  tokenId: string | null;
  /** Permissions a token was narrowed to (`orders.read`, `orders.*`); null means all of the role's. */
  scopes: readonly string[] | null;
  /** Null means every one of the tenant. */
  programIds: readonly string[] | null;
  facilityIds: readonly string[] | null;
  unitIds: readonly string[] | null;
  vendorId: string | null;
  workerId: string | null;
}

/** The tenant's own hand: reactions and timers act as it, and it sees the whole tenant. */
export const systemActor = (tenantId: string): Actor => ({
  kind: 'system',
  tenantId,
  side: 'system',
  role: 'system',
  membershipId: null,
  userId: null,
  tokenId: null,
  scopes: null,
  programIds: null,
  facilityIds: null,
  unitIds: null,
  vendorId: null,
  workerId: null,
});

/** Whose systems and external ids the actor knows: its vendor's own, or else the tenant's. */
export const ownerOf = ({ vendorId, tenantId }: Actor): string => vendorId ?? tenantId;

/** The right to one operation, `capability.verb`, and the roles that have it. */
export interface Permission {
  name: string;
  roles: ReadonlySet<Role>;
  /** Held by members of the operator's side only: a client's integration does not have it. */
  operatorOnly: boolean;
  /** Roles that have it over their holder's own alone, which somebody else gave: the role by itself opens nothing. */
  overOwn?: ReadonlySet<Role>;
}

const declared = new Map<string, Permission>();

/** Declares a permission; two of one name do not start. */
export function permission(name: `${string}.${string}`, ...holders: readonly Role[]): Permission {
  if (declared.has(name)) throw new Error(`permission ${name} is declared twice`);
  const made = { name, roles: new Set(holders), operatorOnly: false };
  declared.set(name, made);
  return made;
}

/** Declares a permission to act for the tenant as a whole, which the roles have on the operator's side only. */
export const operatorPermission = (name: `${string}.${string}`, ...holders: readonly Role[]): Permission =>
  Object.assign(permission(name, ...holders), { operatorOnly: true });

/** Declares a permission that some roles have over nothing but what an administrator gave to their holder. */
export const permissionOverOwn = (
  name: `${string}.${string}`,
  owners: readonly Role[],
  ...holders: readonly Role[]
): Permission => Object.assign(permission(name, ...holders, ...owners), { overOwn: new Set(owners) });

/** The permission matrix: every declared permission by name. */
export const permissionCatalog: ReadonlyMap<string, Permission> = declared;

/** Whether the actor's role has the permission and its token was not narrowed below it. */
export function holds(actor: Actor, { name, roles: holders, operatorOnly }: Permission): boolean {
  if (actor.role === 'system') return true;
  if (!holders.has(actor.role) || (operatorOnly && actor.side !== 'operator')) return false;
  // Whoever holds a token may ask what it is.
  if (name === 'access.me') return true;
  const capability = name.slice(0, name.indexOf('.'));
  return actor.scopes === null || actor.scopes.includes(name) || actor.scopes.includes(`${capability}.*`);
}
