import type { EventDeclaration } from '../../../kernel/event.ts';
import type { Command } from '../../../kernel/operation.ts';
import { stepCommand } from '../../../kernel/step-command.ts';
import { exclusionMatchLife } from '../lifecycle/exclusion-match.ts';
import { exclusionCleared, exclusionConfirmed } from '../model/exclusion-match.ts';
import { exclusionMatch } from '../nouns/exclusion-match.ts';
import { exclusionMatches } from '../tables.ts';

const deciding = (
  verb: 'confirm' | 'clear',
  summary: string,
  event: EventDeclaration<Record<string, never>>,
): Command =>
  stepCommand({
    noun: exclusionMatch,
    table: exclusionMatches,
    life: exclusionMatchLife,
    verb,
    summary,
    reason: 'required',
    event,
    changes: (_, { actor, now }, reason) => ({
      reason: reason!,
      decidedBy: actor.membershipId,
      decidedAt: now,
    }),
  });

/** What a person finds of a possible match, with the reason and who found it. */
export const matchDecisions: readonly Command[] = [
  deciding(
    'confirm',
    'Confirm that it is whom the list excludes: it is blocked everywhere until the exclusion ends.',
    exclusionConfirmed,
  ),
  deciding(
    'clear',
    'Clear a match: it is another one. It is not raised again unless the record or the identity changes.',
    exclusionCleared,
  ),
];
