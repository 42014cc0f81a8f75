import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import type { EventDeclaration } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command, type Command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { exclusionMatchLife } from '../lifecycle/exclusion-match.ts';
import { exclusionCleared, exclusionConfirmed } from '../model/exclusion-match.ts';
import { exclusionMatch } from '../nouns/exclusion-match.ts';
import { permissions } from '../policy.ts';
import { exclusionMatches } from '../tables.ts';

const deciding = (
  name: string,
  verb: 'confirm' | 'clear',
  summary: string,
  event: EventDeclaration<Record<string, never>>,
): Command =>
  command({
    name,
    summary,
    rest: `POST /exclusion-matches/{exclusionMatchId}/${verb}`,
    permission: permissions.review,
    input: z.strictObject({ exclusionMatchId: reference('exclusionMatch'), reason: text(2_000) }),
    output: exclusionMatch,
    errors: [stepNotAllowed],
    async handle({ exclusionMatchId, reason }, context) {
      const { actor, now, tx } = context;
      const row = await context.take(exclusionMatches, exclusionMatchId);
      const state = step(exclusionMatchLife, verb, row.state);
      const decided = { state, reason, decidedBy: actor.membershipId, decidedAt: now };
      const changed = await tx.change(exclusionMatches, row, decided);
      return { result: changed, events: [event(changed, {}, reason)] };
    },
  });

/** What a person finds of a possible match, with the reason and who found it. */
export const matchDecisions: readonly Command[] = [
  deciding(
    'confirmExclusionMatch',
    'confirm',
    'Confirm that it is whom the list excludes: it is blocked everywhere until the exclusion ends.',
    exclusionConfirmed,
  ),
  deciding(
    'clearExclusionMatch',
    'clear',
    'Clear a match: it is another one. It is not raised again unless the record or the identity changes.',
    exclusionCleared,
  ),
];
