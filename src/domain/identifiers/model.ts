import { z } from 'zod';
import { declareError } from '../../kernel/errors.ts';
import { event } from '../../kernel/event.ts';

export const SystemName = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,62}$/, 'A system is lower-case letters, digits, - and _, at most 63.')
  .meta({ examples: ['workday'] });

export const externalIdTaken = declareError(
  'external_id_taken',
  'conflict',
  'This external id already names another one of these.',
);
export const belongsElsewhere = declareError(
  'belongs_elsewhere',
  'conflict',
  'It belongs to another program or facility than you gave or may act in, and is not moved.',
);
export const externalSystemUnknown = declareError(
  'external_system_unknown',
  'invalid',
  'No system of this name is registered on your side.',
);

const registered = z.strictObject({ name: z.string() });
export const externalSystemRegistered = event({
  type: 'external_system.registered',
  summary: 'A system of the tenant’s whose ids may be used was registered.',
  sides: ['operator', 'client'],
  data: registered,
});
export const vendorSystemRegistered = event({
  type: 'external_system.registered_by_vendor',
  summary: 'A vendor registered a system of its own, of which nobody else is told.',
  sides: ['vendor'],
  data: registered,
});
