import { z } from 'zod';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { Id, Instant } from '../../../kernel/shapes.ts';
import { vendor } from '../../vendors/index.ts';
import { worker } from '../../workers/index.ts';
import { exclusionMatchLife } from '../lifecycle/exclusion-match.ts';
import { ExclusionMatchState, MatchSignal } from '../model/exclusion-match.ts';
import { knownHere, permissions } from '../policy.ts';
import { exclusionMatches } from '../tables.ts';
import { exclusionRecord } from './exclusion-list.ts';

export const exclusionMatch = noun({
  name: 'exclusionMatch',
  plural: 'exclusionMatches',
  summary: 'A worker or vendor who may be, or is, whom a list excludes: the queue of what a person decides.',
  table: exclusionMatches,
  read: permissions.read,
  fields: {
    workerId: field(Id.nullable(), { filter: true }),
    vendorId: field(Id.nullable(), { filter: true }),
    recordId: field(Id, { filter: true }),
    signals: field(z.array(MatchSignal)),
    score: field(
      z
        .string()
        .meta({ scalar: 'Decimal', format: 'decimal', description: '1 is the same NPI; over 0, at most 1.' }),
      { sort: true },
    ),
    state: field(ExclusionMatchState, { filter: true }),
    foundAt: field(Instant, { sort: true }),
    decidedBy: field(Id.nullable()),
    decidedAt: field(Instant.nullable(), { sort: true }),
    reason: field(z.string().nullable(), { dataClass: 'internal' }),
    liftedAt: field(Instant.nullable()),
  },
  visibleTo: { operator: knownHere, client: 'none' },
  lifecycle: exclusionMatchLife,
});

edge(exclusionMatch, 'recordId', 'record', exclusionRecord, 'matches');
edge(exclusionMatch, 'workerId', 'worker', worker, 'exclusionMatches');
edge(exclusionMatch, 'vendorId', 'vendor', vendor, 'exclusionMatches');
