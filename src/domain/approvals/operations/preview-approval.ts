import { z } from 'zod';
import { query } from '../../../kernel/operation.ts';
import { Amount, BillRate, codeOf, Id, reference } from '../../../kernel/shapes.ts';
import { placeOf } from '../../programs/index.ts';
import { answers, conditionNames, judgeConditions } from '../model/condition.ts';
import {
  ApprovalLevel,
  ApprovalMode,
  ApprovalOrderType,
  ApprovalSubject,
  stagesOf,
  type PolicyStep,
} from '../model/policy.ts';
import { permissions } from '../policy.ts';
import { decidersOfSupposed } from '../store/deciders.ts';
import { policyInForce } from '../store/policies.ts';

const OverCard = z
  .string()
  .regex(/^-?(0|[1-9]\d{0,5})(\.\d{1,4})?$/, 'A percentage of either sign, at most 4 digits after the point.')
  .meta({ scalar: 'Decimal', format: 'decimal', examples: ['12.5000'] });

const PreviewedStep = z
  .strictObject({
    stage: z.int(),
    mode: ApprovalMode,
    titleId: Id,
    level: ApprovalLevel,
    needed: z.boolean(),
    conditions: z
      .array(
        z
          .strictObject({
            condition: z.enum(conditionNames).meta({ id: 'ApprovalCondition' }),
            answer: z.enum(answers).meta({ id: 'ApprovalConditionAnswer' }),
          })
          .meta({ id: 'JudgedApprovalCondition' }),
      )
      .meta({ description: 'Why: a step is needed where none fails; what is unknown is asked for.' }),
    deciders: z
      .array(z.strictObject({ membershipId: Id, onBehalfOf: Id.nullable() }).meta({ id: 'ApprovalDecider' }))
      .meta({ description: 'Who could decide it now; of them, authors of the subject will not.' }),
  })
  .meta({ id: 'PreviewedApprovalStep' });

export const previewApproval = query({
  name: 'previewApproval',
  summary: 'Which steps would be asked for a subject now, why or why not, and who could decide them.',
  rest: 'GET /approval-policies/preview',
  permission: permissions.read,
  input: z.strictObject({
    subject: ApprovalSubject.default('order'),
    programId: reference('program'),
    facilityId: reference('facility').optional(),
    unitId: reference('unit').optional(),
    amount: Amount.optional(),
    orderType: ApprovalOrderType.optional(),
    profession: codeOf('profession', 'rn').optional(),
    specialty: codeOf('specialty', 'icu').optional(),
    billRate: BillRate.optional(),
    overCardPercent: OverCard.optional(),
  }),
  output: z
    .strictObject({
      policyId: Id.nullable().meta({ description: 'The policy that routes it; null: nobody is asked.' }),
      policyName: z.string().nullable(),
      steps: z.array(PreviewedStep),
    })
    .meta({ id: 'ApprovalPreview' }),
  async handle({ subject, programId, facilityId, unitId, amount = null, ...told }, context) {
    const place = await placeOf({ programId, facilityId, unitId }, context);
    const facts = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined));
    const policy = await policyInForce(subject, place, facts, context);
    if (!policy) return { policyId: null, policyName: null, steps: [] };
    const steps = policy.steps as PolicyStep[];
    const stages = stagesOf(steps);
    const deciders = await decidersOfSupposed(
      steps.map(({ titleId, level }) => ({ titleId, level, ...place })),
      context,
    );
    return {
      policyId: policy.id,
      policyName: policy.name,
      steps: steps.map((one, index) => {
        const conditions = judgeConditions(one, amount, facts);
        return {
          stage: stages[index]!,
          mode: one.mode ?? 'all',
          titleId: one.titleId,
          level: one.level,
          needed: conditions.every(({ answer }) => answer !== 'fails'),
          conditions,
          deciders: deciders[index]!,
        };
      }),
    };
  },
});
