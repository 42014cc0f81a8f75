import { sql } from 'drizzle-orm';
import {
  operatorPermission,
  permission,
  roles,
  type Actor,
  type Role,
  type Side,
} from '../../kernel/actor.ts';
import type { SideRule, Visibility } from '../../kernel/noun.ts';
import { allTopics } from './model/notification.ts';

const told = roles.filter((role) => role !== 'analyst');

export const permissions = {
  read: permission('notifications.read', ...told),
  mark: permission('notifications.mark', ...told),
  setPreferences: permission('notifications.set_preferences', ...told),
  readTemplates: operatorPermission(
    'notifications.read_templates',
    'program_manager',
    'tenant_admin',
    'integration',
  ),
  manageTemplates: operatorPermission('notifications.manage_templates', 'program_manager', 'tenant_admin'),
};

const own: SideRule = (row, { membershipId }) => sql`${row('membershipId')} = ${membershipId}::uuid`;

/** What a member is told of is the member's alone, on every side. */
export const ownRows: Visibility = { operator: own, client: own, vendor: own, worker: own };

/** The topics that a member of the role on the side is told of at all. */
export const topicsOf = ({ side, role }: Pick<Actor, 'side' | 'role'>): string[] =>
  Object.entries(allTopics).flatMap(([name, { to }]) =>
    to[side as Side]?.includes(role as Role) ? [name] : [],
  );
