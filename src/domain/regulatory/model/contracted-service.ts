import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { factsFor } from '../../../kernel/event.ts';
import { oneOf } from '../../../kernel/shapes.ts';

export const serviceNatures = ['direct_care', 'clinical_support', 'non_clinical'] as const;
export const serviceOutcomes = ['met', 'met_with_actions', 'not_met'] as const;

export const ServiceNature = oneOf('ServiceNature', serviceNatures);
export const ServiceOutcome = oneOf('ServiceOutcome', serviceOutcomes);

export const serviceRegistered = declareError(
  'service_registered',
  'conflict',
  'This service of the vendor is on the facility’s register for some of these days.',
);

// What a client thinks of a vendor's service is told where they talk, not by a feed.
const fact = factsFor(['operator', 'client'], z.strictObject({}));
export const contractedServiceRegistered = fact(
  'contracted_service.registered',
  'A service was put on a facility’s register of contracted services.',
);
export const contractedServiceChanged = fact(
  'contracted_service.changed',
  'The scope of a contracted service, or how its quality is assured, was said anew.',
);
export const contractedServiceEnded = fact(
  'contracted_service.ended',
  'A contracted service was given a last day.',
);
export const contractedServiceEvaluated = fact(
  'service_evaluation.recorded',
  'A contracted service was evaluated.',
);
