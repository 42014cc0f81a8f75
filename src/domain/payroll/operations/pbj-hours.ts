import { z } from 'zod';
import { refuse } from '../../../kernel/errors.ts';
import { query } from '../../../kernel/operation.ts';
import { Day, reference } from '../../../kernel/shapes.ts';
import { asTenant } from '../../../kernel/transaction.ts';
import { PbjHours } from '../model/pbj.ts';
import { journalOf } from '../pbj/days.ts';
import { permissions } from '../policy.ts';
import { ccnOf, pbjWeeks } from '../store/pbj.ts';

/** A quarter of a year, with days to spare. */
const mostDays = 100;

export const pbjHours = query({
  name: 'pbjHours',
  summary:
    'Daily hours of contract and float pool staff of a facility, shaped for the CMS Payroll-Based Journal: from approved time, split at midnight, meals out, orientation and waiting on call left out.',
  rest: 'GET /pbj-hours',
  permission: permissions.readPbj,
  input: z.strictObject({ facilityId: reference('facility'), from: Day, to: Day }),
  output: PbjHours,
  rows: 'rows',
  heavy: true,
  async handle(question, context) {
    const { facilityId, from, to } = question;
    if (to < from) throw refuse('/to', 'before_start', 'The end is before the start.');
    if (Temporal.PlainDate.from(from).until(to).days >= mostDays)
      throw refuse('/to', 'too_long', `At most ${mostDays} days are counted at once.`);
    const { weeks, ccn } = await asTenant(context.tx, async () => ({
      weeks: await pbjWeeks(question, context),
      ccn: await ccnOf(facilityId, context),
    }));
    return { facilityId, ccn, from, to, asOf: context.now, ...journalOf(weeks, from, to) };
  },
});
