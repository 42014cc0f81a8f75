import { z } from 'zod';
import { declareError, refuse } from '../../../kernel/errors.ts';
import { factsFor } from '../../../kernel/event.ts';
import { Amount, codeOf, oneOf, Percent, reference } from '../../../kernel/shapes.ts';

export const ApprovalSubject = oneOf('ApprovalSubject', [
  'order',
  'surge',
  'offer',
  'assignment_revision',
  'timesheet',
  'expense',
  'invoice',
]);
/** Where the title must be held: at the subject’s unit, facility or program. */
export const ApprovalLevel = oneOf('ApprovalLevel', ['unit', 'facility', 'program']);
/** Whether every step of a stage is asked, or the first to decide decides for all. */
export const ApprovalMode = oneOf('ApprovalMode', ['all', 'any']);
export const ApprovalOrderType = oneOf('ApprovalOrderType', ['contract', 'per_diem', 'direct_hire']);

const Hours = z.int().min(1).max(8_760);

export const ApprovalPolicyStep = z
  .strictObject({
    titleId: reference('approvalTitle'),
    level: ApprovalLevel,
    stage: z.int().min(1).max(50).nullish().meta({
      description: 'Steps of one stage stand side by side; absent on all, each is a stage of its own.',
    }),
    mode: ApprovalMode.nullish().meta({ description: 'The same on all steps of a stage; absent: all.' }),
    minimumAmount: Amount.refine((text) => !text.startsWith('-'), 'A minimum is not negative.')
      .nullish()
      .meta({ description: 'The step is needed only above this amount, in the program’s currency.' }),
    orderTypes: z.array(ApprovalOrderType).min(1).max(3).nullish(),
    professions: z.array(codeOf('profession', 'rn')).min(1).max(100).nullish(),
    specialties: z.array(codeOf('specialty', 'icu')).min(1).max(100).nullish(),
    overCardPercent: Percent.nullish().meta({
      description: 'The step is needed only where the bill rate is more than so many percent above the card.',
    }),
    remindAfterHours: Hours.nullish().meta({ description: 'When who may decide is reminded.' }),
    escalateAfterHours: Hours.nullish().meta({
      description: 'After so many hours the holders of escalateTitleId may decide too.',
    }),
    escalateTitleId: reference('approvalTitle').nullish(),
    escalateLevel: ApprovalLevel.nullish(),
  })
  .meta({ id: 'ApprovalPolicyStep' });

export type PolicyStep = z.output<typeof ApprovalPolicyStep>;

export const policyExists = declareError(
  'approval_policy_exists',
  'conflict',
  'Another approval policy that is as narrow takes effect on that day.',
);

const fact = factsFor(['operator', 'client'], z.strictObject({}));
export const policyCreated = fact('approval_policy.created', 'An approval policy was created.');
export const policyArchived = fact('approval_policy.archived', 'An approval policy was archived.');

/** The stage of each step, in order: as it says, or one of its own. */
export const stagesOf = (steps: readonly Pick<PolicyStep, 'stage'>[]): number[] =>
  steps.map(({ stage }, index) => stage ?? index + 1);

/** The steps as they are kept, every condition told; refuses stages that do not fit together. */
export function placedSteps(steps: readonly PolicyStep[]): PolicyStep[] {
  const isStaged = steps.some(({ stage }) => stage != null);
  const modes = new Map<number, string>();
  const asked = new Set<string>();
  return steps.map((step, index) => {
    const at = `/steps/${index}`;
    if (isStaged && step.stage == null)
      throw refuse(`${at}/stage`, 'required', 'Where one step names its stage, all do.');
    const stage = step.stage ?? index + 1;
    const mode = step.mode ?? 'all';
    if ((modes.get(stage) ?? mode) !== mode)
      throw refuse(`${at}/mode`, 'stage_differs', 'The steps of a stage have one mode.');
    modes.set(stage, mode);
    if (asked.has(`${stage} ${step.titleId}`))
      throw refuse(`${at}/titleId`, 'twice_in_stage', 'A stage asks a title once.');
    asked.add(`${stage} ${step.titleId}`);
    const { escalateAfterHours = null, escalateTitleId = null, escalateLevel = null } = step;
    if (new Set([escalateAfterHours, escalateTitleId, escalateLevel].map((one) => one === null)).size > 1)
      throw refuse(
        `${at}/escalateAfterHours`,
        'escalation_incomplete',
        'Hours, title and level go together.',
      );
    return {
      titleId: step.titleId,
      level: step.level,
      stage,
      mode,
      minimumAmount: step.minimumAmount ?? null,
      orderTypes: step.orderTypes ?? null,
      professions: step.professions ?? null,
      specialties: step.specialties ?? null,
      overCardPercent: step.overCardPercent ?? null,
      remindAfterHours: step.remindAfterHours ?? null,
      escalateAfterHours,
      escalateTitleId,
      escalateLevel,
    };
  });
}
