import { sql, type SQL } from 'drizzle-orm';
import { permission, type Actor } from '../../kernel/actor.ts';
import type { RowAt } from '../../kernel/noun.ts';
import { orderVisibilities, releasePlans } from './tables.ts';

export const permissions = {
  read: permission(
    'orders.read',
    'program_manager',
    'requester',
    'approver',
    'client_finance',
    'vendor_recruiter',
    'vendor_finance',
    'credentialing',
    'analyst',
    'integration',
    'tenant_admin',
  ),
  readPositions: permission(
    'orders.read_positions',
    'program_manager',
    'requester',
    'approver',
    'client_finance',
    'credentialing',
    'analyst',
    'integration',
    'tenant_admin',
  ),
  readReleases: permission('orders.read_releases', 'program_manager', 'tenant_admin', 'integration'),
  readVisibilities: permission(
    'orders.read_visibilities',
    'program_manager',
    'tenant_admin',
    'vendor_recruiter',
    'vendor_finance',
  ),
  /** Never a vendor's: it tells of rivals. */
  readCoverage: permission(
    'orders.read_coverage',
    'program_manager',
    'requester',
    'approver',
    'client_finance',
    'integration',
    'tenant_admin',
  ),
  manage: permission('orders.manage', 'program_manager', 'requester', 'integration'),
  hold: permission('orders.hold', 'program_manager', 'requester'),
  cancel: permission('orders.cancel', 'program_manager', 'requester', 'integration'),
  close: permission('orders.close', 'program_manager'),
  release: permission('orders.release', 'program_manager'),
};

export const ours = ({ side }: Actor): boolean => side === 'operator' || side === 'client';

/** Credentialing sees no rates. */
export const readsRates = ({ role }: Actor): boolean => role !== 'credentialing';

/** The rate expected, the most that is paid and the budget are for the buyer's side. */
export const readsBudget = (actor: Actor): boolean => ours(actor) && readsRates(actor);

export const readsNotes = (actor: Actor): boolean => ours(actor) && actor.role !== 'analyst';

/** A client sees pay only where the program says so. */
export const payStage = (row: RowAt, { side }: Actor): SQL | true =>
  side === 'client'
    ? sql`exists (select from programs p where p.tenant_id = ${row('tenantId')} and p.id = ${row('programId')} and p.requester_sees_pay)`
    : true;

/** A column of the vendor's own visibility of the order, in place of the order's. */
export const asSeen = (row: RowAt, { vendorId }: Actor, column: string): SQL =>
  sql`(select seen.${sql.identifier(column)} from ${row.source(orderVisibilities, 'seen')}
    where seen.tenant_id = ${row('tenantId')} and seen.order_id = ${row('id')} and seen.vendor_id = ${vendorId})`;

/** A vendor's versions of an order are those of its own visibility. */
export const ownVisibilities = (id: SQL, { side, tenantId, vendorId }: Actor) =>
  side === 'vendor'
    ? {
        table: orderVisibilities,
        rows: sql`select seen.id from order_visibilities seen where seen.tenant_id = ${tenantId} and seen.order_id = ${id} and seen.vendor_id = ${vendorId}`,
      }
    : undefined;

/** To a vendor an order is open while it takes submissions and closed when it does not: no word of approvals or fills. */
export const stateToVendor = (row: RowAt): SQL =>
  sql`(case when ${row('state')} in ('open', 'partially_filled') then 'open' else 'closed' end)`;

/** A vendor sees an order from the instant that its tier opened until it is closed to it, and on where it has placed somebody. */
export const releasedTo = (row: RowAt, { vendorId }: Actor): SQL =>
  sql`${row('id')} in (select seen.order_id from ${row.source(orderVisibilities, 'seen')} where seen.tenant_id = ${row('tenantId')}
    and seen.vendor_id = ${vendorId} and seen.visible_from <= app.now() and (seen.visible_to is null or seen.visible_to > app.now()
      or seen.order_id in (select placed.order_id from ${row.source('assignments', 'placed')}
        where placed.tenant_id = ${row('tenantId')} and placed.vendor_id = ${vendorId})))`;

/** A vendor sees since when it may see an order, never before. */
export const ownVisibility = (row: RowAt, { vendorId }: Actor): SQL =>
  sql`(${row('vendorId')} = ${vendorId} and ${row('visibleFrom')} <= app.now())`;

/** Whether nobody has begun on the order who has not ended. */
export const withoutActive = (row: RowAt): SQL =>
  sql`not exists (select from ${row.source('assignments', 'placed')} where placed.tenant_id = ${row('tenantId')}
    and placed.order_id = ${row('id')} and placed.state in ('active', 'suspended'))`;

/** Whether no release plan of the order is running or paused. */
export const withoutPlan = (row: RowAt): SQL =>
  sql`not exists (select from ${row.source(releasePlans, 'plan')} where plan.tenant_id = ${row('tenantId')}
    and plan.order_id = ${row('id')} and plan.state in ('active', 'paused'))`;
