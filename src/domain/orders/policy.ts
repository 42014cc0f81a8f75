import { sql, type SQL } from 'drizzle-orm';
import { permission, type Actor } from '../../kernel/actor.ts';
import type { RowAt } from '../../kernel/noun.ts';
import { orderChanges, orders, orderVisibilities, positions, releasePlans } from './tables.ts';

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
  readQuestions: permission(
    'orders.read_questions',
    'program_manager',
    'requester',
    'approver',
    'vendor_recruiter',
    'credentialing',
    'integration',
    'tenant_admin',
  ),
  readChanges: permission(
    'orders.read_changes',
    'program_manager',
    'requester',
    'approver',
    'client_finance',
    'integration',
    'tenant_admin',
  ),
  readTemplates: permission(
    'orders.read_templates',
    'program_manager',
    'requester',
    'integration',
    'tenant_admin',
  ),
  manageTemplates: permission('orders.manage_templates', 'program_manager', 'tenant_admin'),
};

export const ours = ({ side }: Actor): boolean => side === 'operator' || side === 'client';

/** Credentialing sees no rates. */
export const readsRates = ({ role }: Actor): boolean => role !== 'credentialing';

/** The rate expected, the most that is paid and the budget are for the buyer's side. */
export const readsBudget = (actor: Actor): boolean => ours(actor) && readsRates(actor);

export const readsNotes = (actor: Actor): boolean => ours(actor) && actor.role !== 'analyst';

const programShowsPay = (row: RowAt): SQL =>
  sql`exists (select from programs p where p.tenant_id = ${row('tenantId')} and p.id = ${row('programId')} and p.requester_sees_pay)`;

/** A client sees pay only where the program says so. */
export const payStage = (row: RowAt, { side }: Actor): SQL | true =>
  side === 'client' ? programShowsPay(row) : true;

/** A column of the vendor's own visibility of the order, in place of the order's. */
export const asSeen = (row: RowAt, { vendorId }: Actor, column: string): SQL =>
  sql`(select seen.${sql.identifier(column)} from ${row.source(orderVisibilities, 'seen')}
    where seen.tenant_id = ${row('tenantId')} and seen.order_id = ${row('id')} and seen.vendor_id = ${vendorId})`;

/** To a vendor the cap that it was released with, where it was with one. */
export const ownCap = (row: RowAt, actor: Actor): SQL =>
  actor.side === 'vendor'
    ? sql`coalesce(${asSeen(row, actor, 'submission_cap')}, ${row('submissionCap')})`
    : row('submissionCap');

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

const amongReleased = (row: RowAt, orderId: SQL, { vendorId }: Actor): SQL =>
  sql`${orderId} in (select seen.order_id from ${row.source(orderVisibilities, 'seen')} where seen.tenant_id = ${row('tenantId')}
    and seen.vendor_id = ${vendorId} and seen.visible_from <= app.now() and (seen.visible_to is null or seen.visible_to > app.now()
      or seen.order_id in (select placed.order_id from ${row.source('assignments', 'placed')}
        where placed.tenant_id = ${row('tenantId')} and placed.vendor_id = ${vendorId})))`;

/** A vendor sees an order from the instant that its tier opened until it is closed to it, and on where it has placed somebody. */
export const releasedTo = (row: RowAt, actor: Actor): SQL => amongReleased(row, row('id'), actor);

/** A vendor sees the questions of the orders that it sees. */
export const questionSeen = (row: RowAt, actor: Actor): SQL => amongReleased(row, row('orderId'), actor);

/** A vendor sees since when it may see an order, never before. */
export const ownVisibility = (row: RowAt, { vendorId }: Actor): SQL =>
  sql`(${row('vendorId')} = ${vendorId} and ${row('visibleFrom')} <= app.now())`;

/** Whether nobody has begun on the order who has not ended, but for work by the shift: its shifts go with the order. */
export const withoutActive = (row: RowAt): SQL =>
  sql`not exists (select from ${row.source('assignments', 'placed')} where placed.tenant_id = ${row('tenantId')}
    and placed.order_id = ${row('id')} and placed.kind is distinct from 'per_diem' and placed.state in ('active', 'suspended'))`;

/** Whether no release plan of the order is running or paused. */
export const withoutPlan = (row: RowAt): SQL =>
  sql`not exists (select from ${row.source(releasePlans, 'plan')} where plan.tenant_id = ${row('tenantId')}
    and plan.order_id = ${row('id')} and plan.state in ('active', 'paused'))`;

/** A per-diem order is filled shift by shift; it has no openings of its own, and ends with its last day. */
export const filledOnce = (row: RowAt): SQL => sql`(${row('type')} <> 'per_diem')`;

export const paidByTheHour = (row: RowAt): SQL => sql`(${row('type')} <> 'direct_hire')`;

export const withSurge = (row: RowAt): SQL => sql`(${row('surgeKind')} is not null)`;
export const withoutSurge = (row: RowAt): SQL => sql`(${row('surgeKind')} is null)`;

export const closable = (row: RowAt): SQL => sql`(${row('state')} <> 'open' or ${row('type')} = 'per_diem')`;

const pendingOf = (row: RowAt, orderId: SQL): SQL =>
  sql`exists (select from ${row.source(orderChanges, 'waiting')} where waiting.tenant_id = ${row('tenantId')}
    and waiting.order_id = ${orderId} and waiting.state = 'pending')`;

/** Whether no change of the order waits for approval. */
export const withoutPendingChange = (row: RowAt): SQL => sql`(not ${pendingOf(row, row('id'))})`;

const orderOf = (row: RowAt, that: SQL): SQL =>
  sql`exists (select from ${row.source(orders, 'o')} where o.tenant_id = ${row('tenantId')} and o.id = ${row('orderId')} and ${that})`;

/** Whether the opening's order runs. */
export const ofRunning = (row: RowAt): SQL =>
  orderOf(row, sql`o.state in ('open', 'partially_filled', 'expired')`);

/** Whether an opening can be had again: its order came to its end, or runs. */
export const ofReopenable = (row: RowAt): SQL =>
  orderOf(row, sql`o.state in ('closed', 'open', 'partially_filled', 'filled', 'expired')`);

/** Whether the opening's order has others that somebody has or can have; what is closed or canceled is none. */
export const besidesOthers = (row: RowAt): SQL =>
  sql`exists (select from ${row.source(positions, 'other')} where other.tenant_id = ${row('tenantId')}
    and other.order_id = ${row('orderId')} and other.id <> ${row('id')} and other.state in ('open', 'filled'))`;

/** Whether no change of the opening's order waits for approval. */
export const ofUnchanging = (row: RowAt): SQL => sql`(not ${pendingOf(row, row('orderId'))})`;

/** To a vendor a question is as old as its own sight of the order, and has one version. */
export const sinceSeen = (row: RowAt, { vendorId }: Actor): SQL =>
  sql`(select seen.visible_from from ${row.source(orderVisibilities, 'seen')}
    where seen.tenant_id = ${row('tenantId')} and seen.order_id = ${row('orderId')} and seen.vendor_id = ${vendorId})`;

/** The visibilities through which a vendor sees a question. */
export const questionVisibilities = (id: SQL, { side, tenantId, vendorId }: Actor) =>
  side === 'vendor'
    ? {
        table: orderVisibilities,
        rows: sql`select seen.id from order_visibilities seen join order_questions q on q.tenant_id = seen.tenant_id and q.order_id = seen.order_id
          where seen.tenant_id = ${tenantId} and q.id = ${id} and seen.vendor_id = ${vendorId}`,
      }
    : undefined;

/** Terms kept in a column: without custom values, and to a client whose program does not show it without the pay. */
export const termsKept =
  (key: string) =>
  (row: RowAt, { side }: Actor): SQL => {
    const terms = sql`(${row(key)} - 'customValues')`;
    return side === 'client'
      ? sql`(case when ${programShowsPay(row)} then ${terms} else ${terms} - 'payRateFrom' - 'payRateTo' end)`
      : terms;
  };

/** The same of a change, its custom values as a list by key. */
export const changedTerms =
  (key: string) =>
  (row: RowAt, actor: Actor): SQL => {
    const values = sql`(select coalesce(jsonb_agg(jsonb_build_object('key', kept.key, 'value', kept.value) order by kept.key), '[]'::jsonb)
      from jsonb_each_text(${row(key)} -> 'customValues') kept)`;
    return sql`(${termsKept(key)(row, actor)}
      || case when ${row(key)} ? 'customValues' then jsonb_build_object('customValues', ${values}) else '{}'::jsonb end)`;
  };
