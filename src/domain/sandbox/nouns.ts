import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { field, noun, type SideRule } from '../../kernel/noun.ts';
import { Id, Instant, Json } from '../../kernel/shapes.ts';
import { JobState } from './model.ts';
import { permissions } from './policy.ts';
import { jobs } from './tables.ts';

const own: SideRule = (row, { membershipId }) => sql`${row('membershipId')} = ${membershipId}`;

export const job = noun({
  name: 'job',
  summary: 'A long piece of work: its state and how far it is.',
  table: jobs,
  read: permissions.readJobs,
  fields: {
    kind: field(z.string(), { filter: true }),
    membershipId: field(Id),
    state: field(JobState, { filter: true }),
    done: field(z.int()),
    total: field(z.int().nullable()),
    result: field(Json.nullable()),
    startedAt: field(Instant.nullable(), { sort: true }),
    finishedAt: field(Instant.nullable(), { sort: true }),
  },
  visibleTo: { client: own, vendor: own, worker: own },
});
