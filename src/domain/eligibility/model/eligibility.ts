import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { codeOf, Day, Id, oneOf } from '../../../kernel/shapes.ts';
import { RequiredProof } from './requirement.ts';

/** Where somebody is judged, in the order in which one passes: each demands what those before it do. */
export const EligibilityGate = oneOf('EligibilityGate', ['submission', 'offer', 'start', 'shift']);
export type Gate = z.output<typeof EligibilityGate>;

/** How a worker stands to one demand; all but `missing`, `expired`, `unproven` and `blocked` let pass. */
export const EligibilityStatus = oneOf('EligibilityStatus', [
  'met',
  'expiring',
  'waived',
  'not_yet_due',
  'unproven',
  'expired',
  'missing',
  'blocked',
]);

/** Why a demand is met, or is not. */
export const EligibilityReason = oneOf('EligibilityReason', [
  'held',
  'ends_soon',
  'ends_within_the_time_asked',
  'within_grace',
  'waived',
  'awaits_verification',
  'proof_too_weak',
  'lapsed',
  'not_valid_yet',
  'not_held',
  'not_accepted',
  'disciplined',
  'license_of_another_state',
  'state_not_in_compact',
  'not_of_primary_state',
  'profession_not_in_compact',
  'excluded',
  'do_not_return',
]);

/** Whose turn it is. */
export const EligibilityParty = oneOf('EligibilityParty', ['worker', 'credentialing', 'facility', 'nobody']);

/** One demand on a worker: what is asked, how the worker stands to it, why, what would change it, by when. */
export const EligibilityItem = z
  .strictObject({
    what: z
      .string()
      .meta({ description: 'The code of the credential’s type; `exclusion`; `do_not_return`.' }),
    name: z.string(),
    requirementId: Id.nullable(),
    credentialTypeId: Id.nullable(),
    severity: oneOf('EligibilitySeverity', ['hard', 'warn']),
    proof: RequiredProof.nullable(),
    status: EligibilityStatus,
    reason: EligibilityReason,
    why: z.string(),
    fix: z.string().nullable().meta({ description: 'Null where nothing is to be done.' }),
    who: EligibilityParty,
    by: Day.nullable().meta({
      description: 'The day by which; of what is held, the last day on which it counts.',
    }),
  })
  .meta({ id: 'EligibilityItem' });
export type Item = z.output<typeof EligibilityItem>;

/** Whether a worker may work at a place from a day on, as far as the viewer may know, and each demand with its why. */
export const Eligibility = z
  .strictObject({
    workerId: Id.nullable().meta({ description: 'Null to a vendor, which knows its representations.' }),
    representationId: Id.nullable(),
    facilityId: Id,
    unitId: Id.nullable(),
    profession: codeOf('profession', 'rn'),
    specialty: codeOf('specialty', 'icu').nullable(),
    gate: EligibilityGate,
    day: Day.meta({ description: 'The day at the facility for which the worker is judged.' }),
    eligible: z.boolean(),
    items: z.array(EligibilityItem),
  })
  .meta({ id: 'Eligibility' });

export const workerNotEligible = declareError(
  'worker_not_eligible',
  'conflict',
  'The worker lacks what the place demands; see items.',
);
