import { z } from 'zod';
import { daysBetween, rangeOf } from '../../../kernel/day-range.ts';
import { notFound, refuse } from '../../../kernel/errors.ts';
import { compare, parseRate } from '../../../kernel/money.ts';
import { command } from '../../../kernel/operation.ts';
import { codeOf, Day, Rate, reference } from '../../../kernel/shapes.ts';
import { facilities, programs } from '../../programs/index.ts';
import { rateLineCreated, rateLineOverlaps } from '../model.ts';
import { rateLine } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { rateLines } from '../tables.ts';

export const createRateLine = command({
  name: 'createRateLine',
  summary:
    'Add what an hour may cost to a program’s card, in its currency; lines for the same never overlap.',
  rest: 'POST /rate-lines',
  permission: permissions.manage,
  input: z.strictObject({
    programId: reference('program'),
    vendorId: reference('vendor').nullish(),
    facilityId: reference('facility').nullish(),
    profession: codeOf('profession', 'rn'),
    specialty: codeOf('specialty', 'icu').nullish(),
    billRate: Rate,
    maxBillRate: Rate.optional().meta({ description: 'The most that is paid; absent: the bill rate.' }),
    payRate: Rate.nullish(),
    effectiveFrom: Day,
    effectiveTo: Day.nullish().meta({ description: 'The last day; absent: none.' }),
  }),
  output: rateLine,
  errors: [rateLineOverlaps],
  async handle({ effectiveFrom, effectiveTo, ...input }, { tx }) {
    const { programId, facilityId, billRate, maxBillRate = billRate } = input;
    if (compare(parseRate(maxBillRate), parseRate(billRate)) < 0)
      throw refuse('/maxBillRate', 'below_bill_rate', 'The most that is paid is below the bill rate.');
    const program = await tx.find(programs, programId);
    if (!program) throw notFound();
    const facility = facilityId == null ? undefined : await tx.find(facilities, facilityId);
    if (facility && facility.programId !== programId)
      throw refuse('/facilityId', 'not_in_program', 'The facility is not one of the program.');
    const effective = rangeOf(daysBetween(effectiveFrom, effectiveTo));
    const line = { ...input, maxBillRate, currency: program.currency, effective };
    const [created] = await tx.insert(rateLines, [line]);
    return { result: created!, events: [rateLineCreated(created!, {})] };
  },
});
