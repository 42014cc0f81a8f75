import { integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant, nounColumns } from '../../kernel/columns.ts';

/** Long work that its starter follows; `done` of `total` things. */
export const jobs = pgTable('jobs', {
  ...nounColumns,
  kind: text('kind').notNull(),
  membershipId: uuid('membership_id').notNull(),
  state: text('state', { enum: ['running', 'succeeded'] }).notNull(),
  done: integer('done').notNull().default(0),
  total: integer('total'),
  result: jsonb('result'),
  startedAt: instant('started_at'),
  finishedAt: instant('finished_at'),
});
