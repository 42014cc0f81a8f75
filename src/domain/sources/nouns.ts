import { z } from 'zod';
import { edge, field, noun } from '../../kernel/noun.ts';
import { Day, Id, Instant } from '../../kernel/shapes.ts';
import { credential } from '../credentials/index.ts';
import { worker } from '../workers/index.ts';
import { sourceCheckLife } from './lifecycle.ts';
import { SourceCheckOutcome, SourceCheckState, SourceKind } from './model.ts';
import { knownHere, permissions } from './policy.ts';
import { sourceChecks } from './tables.ts';

export const sourceCheck = noun({
  name: 'sourceCheck',
  summary: 'What a primary source was asked of a credential or a person, and what it answered: each time.',
  table: sourceChecks,
  read: permissions.read,
  fields: {
    kind: field(SourceKind, { filter: true }),
    workerId: field(Id, { filter: true }),
    credentialId: field(Id.nullable(), { filter: true }),
    requestedBy: field(Id.nullable()),
    source: field(z.string().nullable(), { filter: true }),
    attempts: field(z.int()),
    outcome: field(SourceCheckOutcome.nullable(), { filter: true }),
    differences: field(
      z.array(z.string()).meta({ description: 'Where the source’s word and ours part, by field.' }),
    ),
    sourceStatus: field(z.string().nullable().meta({ description: 'In the source’s own words.' })),
    sourceExpiresOn: field(Day.nullable()),
    reference: field(
      z.string().nullable().meta({ description: 'By which the source finds its answer again.' }),
    ),
    answeredAt: field(Instant.nullable(), { sort: true }),
    failure: field(z.string().nullable().meta({ description: 'Why it did not answer, the last time.' })),
    state: field(SourceCheckState, { filter: true }),
  },
  visibleTo: { operator: knownHere, client: 'none' },
  lifecycle: sourceCheckLife,
});

edge(sourceCheck, 'workerId', 'worker', worker, 'sourceChecks');
edge(sourceCheck, 'credentialId', 'credential', credential, 'sourceChecks');
