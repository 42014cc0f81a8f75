import { z } from 'zod';
import { stepNotAllowed, type ErrorDeclaration } from '../../../kernel/errors.ts';
import type { EventDeclaration } from '../../../kernel/event.ts';
import { command, type RestLine } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import {
  requirementArchived,
  requirementBeyondScope,
  requirementOverlaps,
  requirementRestored,
} from '../model/requirement.ts';
import { typeArchived } from '../../credentials/index.ts';
import { requirement } from '../nouns/requirement.ts';
import { permissions } from '../policy.ts';
import { assertReaches } from '../scope.ts';
import { archivedTypes } from '../store.ts';
import { requirements } from '../tables.ts';

interface Verb {
  verb: 'archive' | 'restore';
  summary: string;
  event: EventDeclaration<Record<string, never>>;
  errors?: readonly ErrorDeclaration[];
}

const stepping = ({ verb, summary, event, errors = [] }: Verb) =>
  command({
    name: `${verb}Requirement`,
    summary,
    rest: `POST /requirements/{requirementId}/${verb}` as RestLine,
    permission: permissions.manage,
    input: z.strictObject({ requirementId: reference('requirement') }),
    output: requirement,
    errors: [stepNotAllowed, requirementBeyondScope, ...errors],
    async handle({ requirementId }, context) {
      const row = await context.take(requirements, requirementId);
      assertReaches(context.actor, row);
      if ((row.archivedAt !== null) === (verb === 'archive'))
        throw stepNotAllowed({ detail: `It is ${verb === 'archive' ? '' : 'not '}archived already.` });
      if (verb === 'restore' && (await archivedTypes([row.typeId], context)).size > 0) throw typeArchived();
      const archivedAt = verb === 'archive' ? context.now : null;
      const changed = await context.tx.change(requirements, row, { archivedAt });
      return { result: changed, events: [event(changed, {})] };
    },
  });

/** The pair of verbs that take a requirement out of use and back. */
export const archivingSteps = [
  stepping({ verb: 'archive', summary: 'Take a requirement out of use.', event: requirementArchived }),
  stepping({
    verb: 'restore',
    summary: 'Bring a requirement back into use.',
    event: requirementRestored,
    errors: [requirementOverlaps, typeArchived],
  }),
];
