import { z } from 'zod';
import { declareError } from '../../kernel/errors.ts';
import { factsFor } from '../../kernel/event.ts';
import { oneOf } from '../../kernel/shapes.ts';

const isZone = (zone: string) => {
  try {
    return (
      /^[A-Z][A-Za-z_]+\/[A-Za-z_/+-]+$|^UTC$/.test(zone) &&
      Boolean(Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone))
    );
  } catch {
    return false;
  }
};

/** An IANA time zone, such as America/New_York. */
export const TimeZone = z
  .string()
  .max(64)
  .refine(isZone, 'A time zone is an IANA name, such as America/New_York.')
  .meta({ examples: ['America/New_York'] });
export const Currency = z
  .string()
  .regex(/^[A-Z]{3}$/, 'A currency is three capital letters (ISO 4217).')
  .meta({ examples: ['USD'] });
export const CareSetting = oneOf('CareSetting', [
  'hospital',
  'nursing_home',
  'clinic',
  'home_health',
  'hospice',
  'rehabilitation',
  'behavioral_health',
  'other',
]);
export const ProgramState = oneOf('ProgramState', ['active', 'closed']);

export const costCenterCodeTaken = declareError(
  'cost_center_code_taken',
  'conflict',
  'Another cost center of the program has this code.',
);

export const stillInUse = declareError(
  'still_in_use',
  'conflict',
  'Orders that are not over, assignments or their allocations use it.',
);

const ourSide = ['operator', 'client'] as const;
const nothing = z.strictObject({});
const fact = factsFor(ourSide, nothing);

export const programCreated = fact('program.created', 'A program was created.');
export const programChanged = fact('program.changed', 'A program was changed.');
export const facilityCreated = fact('facility.created', 'A facility was added.');
export const facilityChanged = fact('facility.changed', 'A facility was changed.');
export const facilityArchived = fact('facility.archived', 'A facility was archived.');
export const facilityRestored = fact('facility.restored', 'A facility was restored.');
export const unitCreated = fact('unit.created', 'A unit was added.');
export const unitChanged = fact('unit.changed', 'A unit was changed.');
export const unitArchived = fact('unit.archived', 'A unit was archived.');
export const unitRestored = fact('unit.restored', 'A unit was restored.');
export const costCenterCreated = fact('cost_center.created', 'A cost center was added.');
export const costCenterChanged = fact('cost_center.changed', 'A cost center was changed.');
export const costCenterArchived = fact('cost_center.archived', 'A cost center was archived.');
export const costCenterRestored = fact('cost_center.restored', 'A cost center was restored.');
