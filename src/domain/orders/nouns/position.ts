import { z } from 'zod';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { Id, Instant } from '../../../kernel/shapes.ts';
import { positionLife } from '../lifecycle/position.ts';
import { PositionState } from '../model/position.ts';
import { permissions } from '../policy.ts';
import { positions } from '../tables.ts';
import { order } from './order.ts';

export const position = noun({
  name: 'position',
  summary: 'One opening of an order.',
  table: positions,
  read: permissions.readPositions,
  fields: {
    orderId: field(Id, { filter: true }),
    programId: field(Id, { filter: true }),
    facilityId: field(Id, { filter: true }),
    unitId: field(Id, { filter: true }),
    number: field(z.int(), { filter: true, sort: true }),
    state: field(PositionState, { filter: true }),
    openedAt: field(Instant, { filter: true, sort: true }),
    filledAt: field(Instant.nullable(), { filter: true, sort: true }),
  },
  lifecycle: positionLife,
});

edge(position, 'orderId', 'order', order, 'openings');
