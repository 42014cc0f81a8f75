import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import type { Changes } from '../../../kernel/transaction.ts';
import { differences } from '../../identifiers/index.ts';
import { contractedServiceChanged, ServiceNature } from '../model/contracted-service.ts';
import { contractedService } from '../nouns/contracted-service.ts';
import { permissions } from '../policy.ts';
import { contractedServices } from '../tables.ts';

export const updateContractedService = command({
  name: 'updateContractedService',
  summary: 'Say anew what a contracted service is, or how its quality is assured: absent keeps.',
  rest: 'PATCH /contracted-services/{contractedServiceId}',
  permission: permissions.manageServices,
  input: z.strictObject({
    contractedServiceId: reference('contractedService'),
    nature: ServiceNature.optional(),
    scope: text(5_000).optional(),
    qualityMethod: text(5_000).optional(),
    evaluatedEveryMonths: z.int().min(1).max(60).optional(),
  }),
  output: contractedService,
  async handle({ contractedServiceId, ...wanted }, context) {
    const held = await context.take(contractedServices, contractedServiceId);
    const changes = differences(held, wanted as Changes<typeof contractedServices>);
    if (Object.keys(changes).length === 0) return { result: held, unchanged: true };
    const changed = await context.tx.change(contractedServices, held, changes);
    return { result: changed, events: [contractedServiceChanged(changed, {})] };
  },
});
