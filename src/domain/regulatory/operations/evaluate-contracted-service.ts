import { z } from 'zod';
import { spanOf } from '../../../kernel/day-range.ts';
import { refuse } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { Day, reference, text } from '../../../kernel/shapes.ts';
import { todayAt } from '../../programs/index.ts';
import { contractedServiceEvaluated, ServiceOutcome } from '../model/contracted-service.ts';
import { serviceEvaluation } from '../nouns/contracted-service.ts';
import { permissions } from '../policy.ts';
import { contractedServices, serviceEvaluations } from '../tables.ts';

export const evaluateContractedService = command({
  name: 'evaluateContractedService',
  summary: 'Record how well a contracted service was found to be done.',
  rest: 'POST /contracted-services/{contractedServiceId}/evaluations',
  permission: permissions.evaluateServices,
  input: z.strictObject({
    contractedServiceId: reference('contractedService'),
    evaluatedOn: Day.optional().meta({ description: 'Today, by the facility, unless told.' }),
    outcome: ServiceOutcome,
    findings: text(5_000),
  }),
  output: serviceEvaluation,
  async handle({ contractedServiceId, evaluatedOn, outcome, findings }, context) {
    const service = await context.take(contractedServices, contractedServiceId);
    const today = await todayAt(service, context);
    const day = evaluatedOn ?? today;
    if (day > today) throw refuse('/evaluatedOn', 'in_the_future', `It is ${today} there.`);
    if (day < spanOf(service.effective).from)
      throw refuse('/evaluatedOn', 'before_start', 'The service had not begun.');
    const { programId, facilityId, vendorId } = service;
    const [made] = await context.tx.insert(serviceEvaluations, [
      {
        contractedServiceId,
        programId,
        facilityId,
        vendorId,
        evaluatedOn: day,
        outcome,
        findings,
        evaluatedBy: context.actor.membershipId,
      },
    ]);
    return { result: made!, events: [contractedServiceEvaluated(made!, {})] };
  },
});
