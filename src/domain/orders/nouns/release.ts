import { z } from 'zod';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { Id, Instant } from '../../../kernel/shapes.ts';
import { vendor } from '../../vendors/index.ts';
import { releasePlanLife } from '../lifecycle/release-plan.ts';
import { ReleasePlanState, ReleaseTierShape } from '../model/release.ts';
import { ours, ownVisibility, permissions } from '../policy.ts';
import { orderVisibilities, releasePlans } from '../tables.ts';
import { order } from './order.ts';

export const releasePlan = noun({
  name: 'releasePlan',
  summary: 'When each tier of the panel sees an order.',
  table: releasePlans,
  read: permissions.readReleases,
  fields: {
    orderId: field(Id, { filter: true }),
    programId: field(Id, { filter: true }),
    tiers: field(z.array(ReleaseTierShape)),
    state: field(ReleasePlanState, { filter: true }),
    releasedAt: field(Instant, { filter: true, sort: true }),
  },
  lifecycle: releasePlanLife,
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
    visibleFrom: field(Instant, { filter: true, sort: true }),
    visibleTo: field(Instant.nullable(), { filter: true, sort: true }),
  },
  visibleTo: { vendor: ownVisibility },
});

edge(releasePlan, 'orderId', 'order', order, 'releasePlans');
edge(orderVisibility, 'orderId', 'order', order, 'visibilities');
edge(orderVisibility, 'vendorId', 'vendor', vendor, 'orderVisibilities');
