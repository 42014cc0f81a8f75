import type { EventDeclaration } from '../../../kernel/event.ts';
import type { Context } from '../../../kernel/operation.ts';
import { stepCommand } from '../../../kernel/step-command.ts';
import type { Changes } from '../../../kernel/transaction.ts';
import { onboardingItemLife } from '../lifecycle/onboarding-item.ts';
import { itemCompleted, itemReopened, itemWaived } from '../model/onboarding.ts';
import { onboardingItem } from '../nouns/onboarding.ts';
import { onboardingItems } from '../tables.ts';

const stepping = (
  verb: keyof typeof onboardingItemLife.verbs,
  summary: string,
  event: EventDeclaration<{ assignmentId: string; code: string }>,
  changes: (context: Context, reason: string | undefined) => Changes<typeof onboardingItems>,
  named: { reason?: 'required' | 'optional' } = {},
) =>
  stepCommand({
    noun: onboardingItem,
    table: onboardingItems,
    life: onboardingItemLife,
    verb,
    summary,
    event,
    data: ({ assignmentId, code }) => ({ assignmentId, code }),
    changes: (_row, context, reason) => changes(context, reason),
    ...named,
  });

const done = ({ now, actor }: Context) => ({ doneAt: now, doneBy: actor.membershipId });

/** The verbs of one thing to be done. */
export const onboardingSteps = [
  stepping('complete', 'Say that it is done.', itemCompleted, done),
  stepping(
    'waive',
    'Say why it need not be done.',
    itemWaived,
    (context, reason) => ({ ...done(context), waivedBecause: reason! }),
    { reason: 'required' },
  ),
  stepping(
    'reopen',
    'Say that it is to be done again.',
    itemReopened,
    () => ({ doneAt: null, doneBy: null, waivedBecause: null }),
    { reason: 'optional' },
  ),
];
