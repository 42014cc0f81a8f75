import { z } from 'zod';
import { spanOf } from '../../../kernel/day-range.ts';
import { command, type Command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { localDate } from '../../../kernel/zone.ts';
import { agreement } from '../nouns/agreement.ts';
import { permissions } from '../policy.ts';
import { agreements } from '../tables.ts';
import { agreementHasBegun, termInputs, termsOverlap, termsReplaced } from '../terms/model.ts';
import { termKinds, type TermKey } from '../terms/rows.ts';
import { programOf, replaceTerms, rowsGiven, saysJust, termsHeld } from '../terms/store/terms.ts';

/** The command that sets all terms of one kind: `POST /agreements/{agreementId}/set-penalty-windows`. */
const setting = (name: string, path: string, key: TermKey, summary: string): Command =>
  command({
    name,
    summary: `${summary} Those that an agreement has cannot be changed once it has begun: amend it.`,
    rest: `POST /agreements/{agreementId}/${path}`,
    permission: permissions.manageAgreements,
    input: z.strictObject({ agreementId: reference('agreement'), [key]: termInputs[key] }),
    output: agreement,
    errors: [agreementHasBegun, termsOverlap],
    async handle(input: Record<string, unknown>, context) {
      const held = await context.take(agreements, input['agreementId'] as string);
      const wanted = rowsGiven({ [key]: input[key] })[key]!;
      const before = await termsHeld(key, held.id, context);
      if (saysJust(key, before, wanted)) return { result: held, unchanged: true };
      const today = localDate(context.now, (await programOf(held, context)).timeZone);
      if (before.length > 0 && spanOf(held.effective).from <= today) throw agreementHasBegun();
      await replaceTerms(key, held, wanted, context);
      // Its version counts its terms, so that nobody sets them over what was not seen.
      const changed = await context.tx.change(agreements, held, { effective: held.effective });
      return { result: changed, events: [termsReplaced(changed, { terms: termKinds[key].kind })] };
    },
  });

/** Each sets the whole of one kind of terms, or nothing. */
export const termsCommands: readonly Command[] = [
  setting(
    'setOrderTypeFees',
    'set-order-type-fees',
    'orderTypeFees',
    'Set the fees of the types of order that have one of their own.',
  ),
  setting(
    'setPenaltyWindows',
    'set-penalty-windows',
    'penaltyWindows',
    'Set what cancellations cost by how short their notice is.',
  ),
  setting(
    'setGuaranteedHours',
    'set-guaranteed-hours',
    'guaranteedHours',
    'Set the hours a week that are paid whether worked or not, and the calls off that are free.',
  ),
  setting(
    'setConversionSchedule',
    'set-conversion-schedule',
    'conversionSchedule',
    'Set what hiring a placed worker costs by how much it has worked, from 0 on without a gap.',
  ),
  setting(
    'setVolumeBands',
    'set-volume-bands',
    'volumeBands',
    'Set what the volume of a month does to the rates of the month after; the month that runs is judged at once.',
  ),
  setting(
    'setPlacementTerms',
    'set-placement-terms',
    'placementTerms',
    'Set what a hire by the client itself costs, and what of it comes back where the person does not stay.',
  ),
];
