import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { codeOf, Id, Instant, text } from '../../../kernel/shapes.ts';
import { program } from '../../programs/index.ts';
import { vendor } from '../../vendors/index.ts';
import { releasePlanLife } from '../lifecycle/release-plan.ts';
import { OrderType } from '../model/order.ts';
import { ReleasePlanState, ReleaseTierShape, TierDelay, VisibilityOrigin } from '../model/release.ts';
import { ours, ownVisibility, permissions } from '../policy.ts';
import { orderVisibilities, releasePlans, releasePlanTemplates } from '../tables.ts';
import { order } from './order.ts';

export const releasePlan = noun({
  name: 'releasePlan',
  summary: 'When each tier of the panel sees an order.',
  table: releasePlans,
  read: permissions.readReleases,
  fields: {
    orderId: field(Id, { filter: true }),
    programId: field(Id, { filter: true }),
    templateId: field(Id.nullable(), { filter: true }),
    tiers: field(z.array(ReleaseTierShape), {
      // Plans of before say neither unit nor cap.
      value: (row) =>
        sql`(select jsonb_agg('{"delayUnit": "hours", "submissionCap": null}'::jsonb || t.tier order by t.place)
          from jsonb_array_elements(${row('tiers')}) with ordinality t (tier, place))`,
    }),
    state: field(ReleasePlanState, { filter: true }),
    releasedAt: field(Instant, { filter: true, sort: true }),
  },
  lifecycle: releasePlanLife,
});

export const releasePlanTemplate = noun({
  name: 'releasePlanTemplate',
  summary: 'The tiers by which orders of a program are released where the release names none.',
  table: releasePlanTemplates,
  read: permissions.readReleases,
  fields: {
    programId: field(Id, { filter: true }),
    name: field(text(200), { filter: true, sort: true, search: true }),
    orderType: field(OrderType.nullable(), { filter: true }),
    profession: field(codeOf('profession', 'rn').nullable(), { filter: true }),
    tiers: field(z.array(TierDelay)),
  },
});

export const orderVisibility = noun({
  name: 'orderVisibility',
  plural: 'orderVisibilities',
  summary: 'From and until when a vendor sees an order.',
  table: orderVisibilities,
  read: permissions.readVisibilities,
  fields: {
    orderId: field(Id, { filter: true }),
    vendorId: field(Id, { filter: true }),
    tier: field(z.int(), { filter: true, readers: ours }),
    origin: field(VisibilityOrigin, {
      filter: true,
      readers: ours,
      // Versions of before knew releases by tier alone.
      value: (row) => sql`coalesce(${row('origin')}, 'tier')`,
    }),
    submissionCap: field(
      z.int().nullable().meta({ description: 'Live submissions of the vendor; null: as the order says.' }),
    ),
    visibleFrom: field(Instant, { filter: true, sort: true }),
    visibleTo: field(Instant.nullable(), { filter: true, sort: true }),
  },
  visibleTo: { vendor: ownVisibility },
});

edge(releasePlan, 'orderId', 'order', order, 'releasePlans');
edge(releasePlan, 'templateId', 'template', releasePlanTemplate, 'releasePlans');
edge(releasePlanTemplate, 'programId', 'program', program, 'releasePlanTemplates');
edge(orderVisibility, 'orderId', 'order', order, 'visibilities');
edge(orderVisibility, 'vendorId', 'vendor', vendor, 'orderVisibilities');
