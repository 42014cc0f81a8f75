import { z } from 'zod';
import { refuse } from '../../../kernel/errors.ts';
import { command, type Context } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { facilities, units } from '../../programs/index.ts';
import { Checklist, checklistExists, templateCreated } from '../model/onboarding.ts';
import { onboardingTemplate } from '../nouns/onboarding.ts';
import { permissions } from '../policy.ts';
import { onboardingTemplates } from '../tables.ts';

/** Refuses a facility of another program, and a unit of another facility or without one. */
async function assertOnePlace(
  place: { programId: string; facilityId?: string | undefined; unitId?: string | undefined },
  { tx }: Context,
): Promise<void> {
  const { programId, facilityId, unitId } = place;
  if (facilityId !== undefined && (await tx.find(facilities, facilityId))?.programId !== programId)
    throw refuse('/facilityId', 'of_another_program', 'The facility is of another program.');
  if (unitId !== undefined && (await tx.find(units, unitId))?.facilityId !== facilityId)
    throw refuse('/unitId', 'of_another_facility', 'The unit is of another facility, or none was named.');
}

export const createOnboardingTemplate = command({
  name: 'createOnboardingTemplate',
  summary: 'Say what is to be done before anybody begins at a program’s places, a facility or a unit.',
  rest: 'POST /onboarding-templates',
  permission: permissions.manageTemplates,
  input: z.strictObject({
    programId: reference('program'),
    facilityId: reference('facility').optional(),
    unitId: reference('unit').optional(),
    name: text(200),
    items: Checklist,
  }),
  output: onboardingTemplate,
  errors: [checklistExists],
  async handle(values, context) {
    await assertOnePlace(values, context);
    const [row] = await context.tx.insert(onboardingTemplates, [values]);
    return { result: row!, events: [templateCreated(row!, {})] };
  },
});
