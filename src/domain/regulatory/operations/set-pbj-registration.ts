import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { facilities } from '../../programs/index.ts';
import { FacilityCode, pbjRegistrationSet } from '../model/pbj-registration.ts';
import { pbjRegistration } from '../nouns/pbj-registration.ts';
import { permissions } from '../policy.ts';
import { registrationOf } from '../store/pbj.ts';
import { pbjRegistrations } from '../tables.ts';

export const setPbjRegistration = command({
  name: 'setPbjRegistration',
  summary:
    'Say under which number of its state a nursing facility submits its Payroll-Based Journal; not its certification number.',
  rest: 'PUT /facilities/{facilityId}/pbj-registration',
  permission: permissions.managePbj,
  input: z.strictObject({ facilityId: reference('facility'), facilityCode: FacilityCode }),
  output: pbjRegistration,
  example: { facilityCode: 'N046026' },
  async handle({ facilityId, facilityCode }, context) {
    const { programId } = await context.take(facilities, facilityId, { version: false });
    const before = await registrationOf(facilityId, context);
    if (!before) {
      const [made] = await context.tx.insert(pbjRegistrations, [{ programId, facilityId, facilityCode }]);
      return { result: made!, events: [pbjRegistrationSet(made!, {})] };
    }
    context.expectVersion(before);
    if (before.facilityCode === facilityCode) return { result: before, unchanged: true };
    const changed = await context.tx.change(pbjRegistrations, before, { facilityCode });
    return { result: changed, events: [pbjRegistrationSet(changed, {})] };
  },
});
