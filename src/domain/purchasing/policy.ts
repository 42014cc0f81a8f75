import { sql, type SQL } from 'drizzle-orm';
import { permission, type Actor } from '../../kernel/actor.ts';
import type { RowAt } from '../../kernel/noun.ts';

const buyers = ['program_manager', 'client_finance', 'integration'] as const;

export const permissions = {
  /** Vendors read the numbers of the orders that name them, and nothing else of them. */
  readOrders: permission(
    'purchasing.read_orders',
    ...buyers,
    'analyst',
    'vendor_recruiter',
    'vendor_finance',
  ),
  manageOrders: permission('purchasing.manage_orders', ...buyers),
  readBudgets: permission('purchasing.read_budgets', ...buyers, 'analyst'),
  manageBudgets: permission('purchasing.manage_budgets', ...buyers),
};

/** What an order is worth, and where it is charged, is between the client and the operator. */
export const isOurs = ({ side }: Actor): boolean => side === 'operator' || side === 'client';

const within = (id: SQL, held: readonly string[] | null) =>
  held === null ? sql`true` : sql`coalesce(${id} = any(${`{${held.join(',')}}`}::uuid[]), false)`;

/** Whether what is for a facility and a unit, or for none, bears on those alone that the actor is bound to. */
export const bearsOnOwnPart = (facilityId: SQL, unitId: SQL, { facilityIds, unitIds }: Actor): SQL =>
  sql`(${within(facilityId, facilityIds)} and ${within(unitId, unitIds)})`;

/** Who is bound to facilities or units acts on what bears on those alone. */
export const onOwnPart = (row: RowAt, actor: Actor): SQL =>
  bearsOnOwnPart(row('facilityId'), row('unitId'), actor);
