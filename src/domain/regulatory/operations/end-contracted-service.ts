import { endCommand } from '../../../kernel/ending.ts';
import { contractedServiceEnded } from '../model/contracted-service.ts';
import { contractedService } from '../nouns/contracted-service.ts';
import { permissions } from '../policy.ts';
import { contractedServices } from '../tables.ts';

export const endContractedService = endCommand({
  noun: contractedService,
  table: contractedServices,
  summary: 'Give a contracted service a last day, no later than the one it has.',
  permission: permissions.manageServices,
  event: contractedServiceEnded,
});
