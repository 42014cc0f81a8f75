import { z } from 'zod';
import { notFound, refuse } from '../../../kernel/errors.ts';
import { query, type Context } from '../../../kernel/operation.ts';
import { codeOf, Day, Id, Rate, reference } from '../../../kernel/shapes.ts';
import { programs } from '../../programs/index.ts';
import { comparison, RatePresence } from '../model/comparison.ts';
import { Multiplier, RateHourType, RateShift } from '../model/rate-line.ts';
import { permissions } from '../policy.ts';
import { linesOfCard, mostCompared } from '../store/lines.ts';
import { rateCards } from '../tables.ts';

const signed = (example: string) =>
  z.string().meta({ scalar: 'Decimal', format: 'decimal', examples: [example] });

const ComparedRate = z
  .strictObject({
    profession: z.string(),
    specialty: z.string().nullable(),
    facilityId: Id.nullable(),
    unitId: Id.nullable(),
    shift: RateShift.nullable(),
    hourType: RateHourType,
    presence: RatePresence,
    leftLineId: Id.nullable(),
    leftMultiplier: Multiplier.nullable(),
    leftBillRate: Rate.nullable(),
    rightLineId: Id.nullable(),
    rightMultiplier: Multiplier.nullable(),
    rightBillRate: Rate.nullable(),
    difference: signed('2.5000')
      .nullable()
      .meta({ description: 'Right less left; null where one is missing.' }),
    differencePercent: signed('2.5510').nullable(),
  })
  .meta({ id: 'ComparedRate' });

const card = reference('rateCard').optional().meta({ description: 'Absent: the program’s base card.' });
const vendor = reference('vendor')
  .optional()
  .meta({ description: 'Of the base card, the lines of this vendor; absent: those for any.' });

/** A side's card, or the vendor's part of the base card. */
async function sideOf(
  which: 'left' | 'right',
  {
    programId,
    cardId,
    vendorId,
  }: { programId: string; cardId: string | undefined; vendorId: string | undefined },
  context: Context,
) {
  if (!cardId) return { programId, cardId: null, vendorId: vendorId ?? null };
  const found = await context.tx.find(rateCards, cardId);
  if (!found) throw notFound();
  if (found.programId !== programId)
    throw refuse(`/${which}CardId`, 'not_in_program', 'The card is not one of the program.');
  if (vendorId) throw refuse(`/${which}VendorId`, 'not_of_base_card', 'A card’s lines are all of one party.');
  return { programId, cardId, vendorId: null };
}

export const compareRateCards = query({
  name: 'compareRateCards',
  summary:
    'Two cards, or one on two days, side by side: each combination that either has a line for, with the difference.',
  rest: 'GET /rate-cards/compare',
  permission: permissions.read,
  input: z.strictObject({
    programId: reference('program'),
    leftCardId: card,
    leftVendorId: vendor,
    leftOn: Day,
    rightCardId: card,
    rightVendorId: vendor,
    rightOn: Day,
    profession: codeOf('profession', 'rn').optional(),
  }),
  output: z
    .strictObject({ currency: z.string(), rates: z.array(ComparedRate) })
    .meta({ id: 'RateCardComparison' }),
  rows: 'rates',
  heavy: true,
  async handle({ programId, leftOn, rightOn, profession, ...asked }, context) {
    const program = await context.tx.find(programs, programId);
    if (!program) throw notFound();
    const left = await sideOf(
      'left',
      { programId, cardId: asked.leftCardId, vendorId: asked.leftVendorId },
      context,
    );
    const right = await sideOf(
      'right',
      { programId, cardId: asked.rightCardId, vendorId: asked.rightVendorId },
      context,
    );
    const one = { lines: await linesOfCard(left, leftOn, profession, context), on: leftOn };
    const other = { lines: await linesOfCard(right, rightOn, profession, context), on: rightOn };
    if (Math.max(one.lines.length, other.lines.length) > mostCompared)
      throw refuse(
        '/profession',
        'too_many_lines',
        `A card has over ${mostCompared} lines: name a profession.`,
      );
    return { currency: program.currency, rates: comparison(one, other) };
  },
});
