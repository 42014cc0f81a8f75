import { z } from 'zod';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { Id, Instant } from '../../../kernel/shapes.ts';
import { worker } from '../../workers/index.ts';
import { screeningRunLife } from '../lifecycle/screening-run.ts';
import { ScreeningCause, ScreeningRunState } from '../model/screening-run.ts';
import { permissions, workerKnownHere } from '../policy.ts';
import { screeningRuns, workerScreenings } from '../tables.ts';
import { exclusionList } from './exclusion-list.ts';

export const screeningRun = noun({
  name: 'screeningRun',
  summary:
    'One comparison of workers and vendors with the exclusion lists in force: how many, and what it raised.',
  table: screeningRuns,
  read: permissions.read,
  fields: {
    listId: field(Id.nullable(), { filter: true }),
    cause: field(ScreeningCause, { filter: true }),
    workers: field(z.int()),
    vendors: field(z.int()),
    raised: field(z.int()),
    state: field(ScreeningRunState, { filter: true }),
    finishedAt: field(Instant.nullable(), { sort: true }),
  },
  visibleTo: { client: 'none' },
  lifecycle: screeningRunLife,
});

/** Under the id of its worker. */
export const workerScreening = noun({
  name: 'workerScreening',
  summary: 'When a worker was compared with the exclusion lists last; it has the id of the worker.',
  table: workerScreenings,
  read: permissions.read,
  fields: {
    runId: field(Id, { filter: true }),
    screenedAt: field(Instant, { filter: true, sort: true }),
  },
  visibleTo: { operator: workerKnownHere, client: 'none' },
});

edge(screeningRun, 'listId', 'list', exclusionList, 'screeningRuns');
edge(workerScreening, 'id', 'worker', worker, 'screenings');
edge(workerScreening, 'runId', 'run', screeningRun, null);
