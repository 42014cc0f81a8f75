import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { event, factsFor } from '../../../kernel/event.ts';
import { oneOf, text } from '../../../kernel/shapes.ts';
import type { ChecklistItem } from '../tables.ts';

export const OnboardingOwner = oneOf('OnboardingOwner', ['vendor', 'worker', 'client', 'msp']);
export const OnboardingState = oneOf('OnboardingState', ['open', 'complete', 'waived']);

const Code = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,62}$/, 'A code is lower-case letters, digits and _.')
  .meta({ examples: ['badge'] });

/** One thing to be done; the members stand in the order in which Postgres keeps them, so that lists compare as text. */
export const NewChecklistItem = z
  .strictObject({
    code: Code.meta({
      description: 'A list of a narrower place says the same thing anew under the same code.',
    }),
    name: text(200),
    owner: OnboardingOwner,
    required: z.boolean().default(true).meta({ description: 'Whether nobody begins before it is done.' }),
    dueDaysBeforeStart: z.int().min(-365).max(365).default(0),
  })
  .meta({ id: 'NewChecklistItem' });
export const Checklist = z
  .array(NewChecklistItem)
  .min(1)
  .max(100)
  .refine((items) => new Set(items.map(({ code }) => code)).size === items.length, 'Each code stands once.');
export const ChecklistEntry = z
  .strictObject({
    code: z.string(),
    name: z.string(),
    owner: OnboardingOwner,
    required: z.boolean(),
    dueDaysBeforeStart: z.int(),
  })
  .meta({ id: 'ChecklistEntry' });

export const checklistExists = declareError(
  'checklist_exists',
  'conflict',
  'The place has a checklist of its own already.',
);
export const notYourItem = declareError(
  'not_your_item',
  'forbidden',
  'An item is done by the side whose it is, or by the program’s manager.',
);

/** The lists of a place as one: of things of one code the narrowest place's word counts. Widest first. */
export function mergedChecklist(lists: readonly (readonly ChecklistItem[])[]): ChecklistItem[] {
  const merged = new Map<string, ChecklistItem>();
  for (const item of lists.flat()) merged.set(item.code, item);
  return [...merged.values()];
}

const template = factsFor(['operator', 'client'], z.strictObject({}));
export const templateCreated = template('onboarding_template.created', 'A checklist was made.');
export const templateChanged = template('onboarding_template.changed', 'A checklist was changed.');
export const templateArchived = template('onboarding_template.archived', 'A checklist was archived.');
export const templateRestored = template('onboarding_template.restored', 'A checklist was restored.');

const sides = ['operator', 'client', 'vendor', 'worker'] as const;
const data = z.strictObject({ assignmentId: z.string(), code: z.string() });
export const onboardingListed = event({
  type: 'assignment.onboarding_listed',
  summary: 'What is to be done before the first day of an assignment was listed.',
  sides,
  data: z.strictObject({ items: z.int() }),
});
const item = factsFor(sides, data);
export const itemCompleted = item('onboarding_item.completed', 'Something of a checklist was done.');
export const itemWaived = item('onboarding_item.waived', 'Something of a checklist need not be done.');
export const itemReopened = item('onboarding_item.reopened', 'Something of a checklist is to be done again.');
