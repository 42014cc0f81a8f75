import { z } from 'zod';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { Id, Instant } from '../../../kernel/shapes.ts';
import { worker } from '../nouns.ts';
import { knownHere, permissions } from '../policy.ts';
import { workerMatches } from '../tables.ts';
import { workerMatchLife } from './lifecycle.ts';
import { MatchGround, MatchSource, MatchState } from './model.ts';

export const workerMatch = noun({
  name: 'workerMatch',
  plural: 'workerMatches',
  summary: 'Two workers who may be one person: what speaks for it and against it, and how it was judged.',
  table: workerMatches,
  read: permissions.readMatches,
  fields: {
    workerId: field(Id, { filter: true, dataClass: 'internal' }),
    otherWorkerId: field(Id, { filter: true, dataClass: 'internal' }),
    foundBy: field(MatchSource, { filter: true }),
    foundAt: field(Instant, { filter: true, sort: true }),
    agreeing: field(z.array(MatchGround)),
    differing: field(z.array(MatchGround)),
    state: field(MatchState, { filter: true }),
    survivorId: field(Id.nullable(), { filter: true, dataClass: 'internal' }),
    reason: field(z.string().nullable(), { dataClass: 'internal' }),
    decidedBy: field(Id.nullable(), { dataClass: 'internal' }),
    decidedAt: field(Instant.nullable(), { sort: true }),
  },
  visibleTo: { operator: knownHere('workerId', 'otherWorkerId'), client: 'none' },
  lifecycle: workerMatchLife,
});

edge(workerMatch, 'workerId', 'worker', worker, 'matches');
edge(workerMatch, 'otherWorkerId', 'otherWorker', worker, 'matchesAsOther');
