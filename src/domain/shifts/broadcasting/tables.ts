import { boolean, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant, nounColumns, unitScope } from '../../../kernel/columns.ts';
import { broadcastStates, keptStates, type BroadcastStage } from './model.ts';

/** Workers whom a facility, or one unit of it, likes to see again. */
export const favoriteWorkers = pgTable('favorite_workers', {
  ...nounColumns,
  programId: uuid('program_id').notNull(),
  facilityId: uuid('facility_id').notNull(),
  unitId: uuid('unit_id'),
  workerId: uuid('worker_id').notNull(),
  note: text('note'),
  state: text('state', { enum: keptStates }).notNull(),
});

/** Who is told of open shifts, and when; one of a program may be its default. */
export const broadcastPlans = pgTable('broadcast_plans', {
  ...nounColumns,
  programId: uuid('program_id').notNull(),
  name: text('name').notNull(),
  isDefault: boolean('is_default').notNull().default(false),
  stages: jsonb('stages').$type<BroadcastStage[]>().notNull(),
  state: text('state', { enum: keptStates }).notNull(),
});

/** The broadcast of one shift: a copy of the plan's stages, and how many have opened. */
export const shiftBroadcasts = pgTable('shift_broadcasts', {
  ...nounColumns,
  ...unitScope,
  orderId: uuid('order_id').notNull(),
  shiftId: uuid('shift_id').notNull(),
  planId: uuid('plan_id'),
  stages: jsonb('stages').$type<BroadcastStage[]>().notNull(),
  postedAt: instant('posted_at').notNull(),
  stage: integer('stage').notNull().default(0),
  nextAt: instant('next_at'),
  reason: text('reason'),
  state: text('state', { enum: broadcastStates }).notNull(),
});
