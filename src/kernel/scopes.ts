import { holds, permissionCatalog, type Actor } from './actor.ts';

const capabilityOf = (scope: string) => scope.slice(0, scope.indexOf('.'));

/** Whether a scope (`orders.read`, `orders.*`) lies within the held ones; null holds every one. */
export const isCovered = (scope: string, held: readonly string[] | null): boolean =>
  held === null || held.includes(scope) || held.includes(`${capabilityOf(scope)}.*`);

/** What two sets of scopes both allow. */
export const narrowed = (asked: readonly string[], allowed: readonly string[] | null): readonly string[] => [
  ...new Set([
    ...asked.filter((scope) => isCovered(scope, allowed)),
    ...(allowed ?? []).filter((scope) => isCovered(scope, asked)),
  ]),
];

type Holder = Pick<Actor, 'role' | 'side' | 'scopes'>;

const heldPermissions = (holder: Holder) =>
  [...permissionCatalog.values()].filter((permission) => holds(holder as Actor, permission));

/** Whether the actor holds the permission that a scope names or, of `capability.*`, at least one and is not narrowed below all. */
export const holdsScope = (holder: Holder, scope: string): boolean =>
  isCovered(scope, holder.scopes) &&
  heldPermissions({ ...holder, scopes: null }).some(
    ({ name }) => name === scope || scope === `${capabilityOf(name)}.*`,
  );

/** The fewest scopes that say all the actor may do. */
export const scopesOf = (holder: Holder): readonly string[] =>
  holder.scopes ??
  [...new Set(heldPermissions(holder).map(({ name }) => `${capabilityOf(name)}.*`))].toSorted();
