import { z } from 'zod';
import { daysBetween, rangeOf } from '../../../kernel/day-range.ts';
import { Problem } from '../../../kernel/errors.ts';
import { madeInHalves } from '../../../kernel/in-halves.ts';
import { bulkCommand, type Context, type Outcome } from '../../../kernel/operation.ts';
import { Day, reference, text } from '../../../kernel/shapes.ts';
import { programsOf } from '../../programs/index.ts';
import {
  contractedServiceRegistered,
  ServiceNature,
  serviceRegistered,
} from '../model/contracted-service.ts';
import { contractedService } from '../nouns/contracted-service.ts';
import { permissions } from '../policy.ts';
import { contractedServices } from '../tables.ts';

const input = z.strictObject({
  facilityId: reference('facility'),
  vendorId: reference('vendor'),
  service: text(200).meta({ description: 'What is done, as the hospital lists it.' }),
  nature: ServiceNature,
  scope: text(5_000).meta({ description: 'How far it goes: where, when, for whom, and what it leaves out.' }),
  qualityMethod: text(5_000).meta({ description: 'How its quality and safety are assured and measured.' }),
  evaluatedEveryMonths: z.int().min(1).max(60).default(12),
  effectiveFrom: Day,
  effectiveTo: Day.nullish().meta({ description: 'The last day; absent: none.' }),
});

type Registered = z.output<typeof input>;

async function registerAll(
  inputs: readonly Registered[],
  context: Context,
): Promise<(Outcome<{ id: string }> | Problem)[]> {
  const programOf = await programsOf([...new Set(inputs.map(({ facilityId }) => facilityId))], context);
  const made = await madeInHalves(
    inputs,
    ({ effectiveFrom, effectiveTo, ...said }) => ({
      ...said,
      programId: programOf.get(said.facilityId)!,
      effective: rangeOf(daysBetween(effectiveFrom, effectiveTo)),
    }),
    (some) => context.tx.insert(contractedServices, some),
    context,
  );
  return made.map((row) =>
    row instanceof Problem ? row : { result: row, events: [contractedServiceRegistered(row, {})] },
  );
}

export const registerContractedService = bulkCommand({
  name: 'registerContractedService',
  summary: 'Put a service that a vendor does for a facility on its register of contracted services.',
  rest: 'POST /contracted-services',
  permission: permissions.manageServices,
  input,
  output: contractedService,
  errors: [serviceRegistered],
  bulk: {
    name: 'registerContractedServices',
    rest: 'POST /contracted-services/bulk',
    summary: 'Put up to 1,000 services on registers, with a result for each row.',
  },
  handleMany: registerAll,
});
