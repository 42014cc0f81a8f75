import { z } from 'zod';
import type { Actor } from '../../../../kernel/actor.ts';
import { refuse } from '../../../../kernel/errors.ts';
import { command } from '../../../../kernel/operation.ts';
import { Day, reference, text } from '../../../../kernel/shapes.ts';
import { epochDay } from '../../../../kernel/zone.ts';
import { facilities } from '../../../programs/index.ts';
import { payPolicies, reratings } from '../../tables.ts';
import { reratingLife } from '../lifecycle.ts';
import { reratingBeyondScope, reratingCreated } from '../model.ts';
import { rerating } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { prepareRerating } from '../timers.ts';

/** Refuses whoever is bound to less than what is rated anew. */
function assertReaches({ facilityIds, unitIds }: Actor, facilityId: string | null): void {
  if (unitIds !== null || (facilityIds !== null && facilityId === null)) throw reratingBeyondScope();
}

const longest = 400;

export const createRerating = command({
  name: 'createRerating',
  summary:
    'Compare the weeks of a period with how they would be rated now, or by a named policy, in the background.',
  rest: 'POST /reratings',
  permission: permissions.rerate,
  input: z.strictObject({
    programId: reference('program'),
    facilityId: reference('facility').nullish(),
    vendorId: reference('vendor').nullish(),
    periodFrom: Day.meta({ description: 'Weeks that hold a day from this one on.' }),
    periodTo: Day.meta({ description: 'The last day.' }),
    payPolicyId: reference('payPolicy')
      .nullish()
      .meta({ description: 'Absent: for each week the one in force for it.' }),
    reason: text(2_000),
  }),
  example: {
    programId: '0198c0de-0000-7000-8000-000000000001',
    periodFrom: '2026-02-01',
    periodTo: '2026-02-28',
    reason: 'The night differential was agreed later',
  },
  output: rerating,
  errors: [reratingBeyondScope],
  async handle({ facilityId = null, vendorId = null, payPolicyId = null, ...values }, context) {
    const { tx } = context;
    const { programId, periodFrom, periodTo, reason } = values;
    assertReaches(context.actor, facilityId);
    const days = epochDay(periodTo) - epochDay(periodFrom);
    if (days < 0 || days > longest)
      throw refuse('/periodTo', 'not_a_period', `A period ends after it begins, within ${longest} days.`);
    const facility = facilityId === null ? undefined : await tx.find(facilities, facilityId);
    if (facility && facility.programId !== programId)
      throw refuse('/facilityId', 'not_in_program', 'The facility is not one of the program.');
    const policy = payPolicyId === null ? undefined : await tx.find(payPolicies, payPolicyId);
    if (policy && policy.programId !== programId)
      throw refuse('/payPolicyId', 'not_in_program', 'The pay policy is not one of the program.');
    if (policy?.facilityId && policy.facilityId !== facilityId)
      throw refuse(
        '/payPolicyId',
        'of_another_facility',
        'The pay policy is one facility’s: name that facility.',
      );
    const [row] = await tx.insert(reratings, [
      { ...values, facilityId, vendorId, payPolicyId, state: reratingLife.initial },
    ]);
    return {
      result: row!,
      events: [reratingCreated(row!, {}, reason)],
      timers: [prepareRerating(context.now, row!.id, { after: null })],
    };
  },
});
