import { z } from 'zod';
import { daysBetween, lastDayOf, rangeOf, spanOf, type DaySpan } from '../../../kernel/day-range.ts';
import { notFound, Problem, refuse } from '../../../kernel/errors.ts';
import { command, type Context } from '../../../kernel/operation.ts';
import { Day, reference, text } from '../../../kernel/shapes.ts';
import { programs } from '../../programs/index.ts';
import { rateCardLife } from '../lifecycle.ts';
import { place, type ToldLine } from '../model/placing.ts';
import { rateCardCreated } from '../model/rate-card.ts';
import { rateLineCreated } from '../model/rate-line.ts';
import { RateRounding, RateUplift, uplifted, upliftOf } from '../model/uplift.ts';
import { rateCard } from '../nouns/rate-card.ts';
import { permissions } from '../policy.ts';
import { factsOf } from '../store/facts.ts';
import { rowsOfCard, type RateLineRow } from '../store/lines.ts';
import { rateCards, rateLines } from '../tables.ts';

const mostLines = 5_000;

const CopyRateCard = z.strictObject({
  programId: reference('program'),
  fromCardId: reference('rateCard').nullish().meta({ description: 'Absent: the program’s base card.' }),
  fromVendorId: reference('vendor')
    .nullish()
    .meta({ description: 'Of the base card, the lines of this vendor; absent: those for any.' }),
  vendorId: reference('vendor')
    .nullish()
    .meta({ description: 'Whose card it becomes; absent: any vendor’s.' }),
  name: text(200),
  effectiveFrom: Day.meta({ description: 'From this day on; lines that ended before stay behind.' }),
  effectiveTo: Day.nullish().meta({ description: 'The last day; absent: none.' }),
  uplifts: z
    .array(RateUplift)
    .max(100)
    .default([])
    .meta({ description: 'The first that a line meets is the one it gets; multipliers stay as they are.' }),
  rounding: RateRounding.default('cent'),
  upliftPay: z.boolean().default(false).meta({ description: 'Whether pay rates get the uplift too.' }),
});
type Told = z.output<typeof CopyRateCard>;

const within = (range: string, days: DaySpan) => {
  const held = spanOf(range);
  const from = held.from > days.from ? held.from : days.from;
  const until = [held.until, days.until].filter((day) => day !== null).toSorted()[0] ?? null;
  return { effectiveFrom: from, effectiveTo: lastDayOf({ from, until }) };
};

/** A line as it stands on the copy. */
function copied(
  line: RateLineRow,
  { programId, uplifts, rounding, upliftPay }: Told,
  cardId: string,
  days: DaySpan,
): ToldLine {
  const uplift = upliftOf(line, uplifts);
  const raised = (rate: string | null) => {
    if (rate === null || !uplift) return rate;
    const after = uplifted(rate, uplift, rounding);
    if (after === undefined)
      throw refuse(`/uplifts/${uplifts.indexOf(uplift)}`, 'no_rate', `It makes of ${rate} what is no rate.`);
    return after;
  };
  const { facilityId, unitId, profession, specialty, shift, hourType, multiplier } = line;
  return {
    programId,
    cardId,
    facilityId,
    unitId,
    profession,
    specialty,
    shift,
    hourType,
    multiplier,
    billRate: raised(line.billRate),
    minBillRate: raised(line.minBillRate),
    maxBillRate: raised(line.maxBillRate),
    payRate: upliftPay ? raised(line.payRate) : line.payRate,
    ...within(line.effective, days),
  };
}

async function copyLines(rows: readonly RateLineRow[], told: Told, cardId: string, context: Context) {
  const days = daysBetween(told.effectiveFrom, told.effectiveTo);
  const lines = rows.map((row) => copied(row, told, cardId, days));
  const facts = await factsOf(lines, context);
  const placed = lines.map((line, at) => {
    try {
      return place(line, facts[at]!);
    } catch (error) {
      // The fault lies in what was copied or how it was raised, not in a field of the input.
      if (!(error instanceof Problem)) throw error;
      const [fault] = error.details.errors ?? [];
      throw fault ? refuse('/uplifts', fault.code, `${fault.message} (line ${rows[at]!.id})`) : error;
    }
  });
  return context.tx.insert(rateLines, placed);
}

export const copyRateCard = command({
  name: 'copyRateCard',
  summary:
    'Draft a card with the lines of another from a day on, its rates raised or lowered and rounded; a dry run previews it.',
  rest: 'POST /rate-cards/copy',
  permission: permissions.manage,
  input: CopyRateCard,
  output: rateCard,
  async handle(told, context) {
    const { programId, fromCardId = null, fromVendorId = null, vendorId = null, name } = told;
    const program = await context.tx.find(programs, programId);
    const from = fromCardId === null ? undefined : await context.tx.find(rateCards, fromCardId);
    if (!program || (fromCardId !== null && !from)) throw notFound();
    if (from && from.programId !== programId)
      throw refuse('/fromCardId', 'not_in_program', 'The card is not one of the program.');
    if (from && fromVendorId !== null)
      throw refuse('/fromVendorId', 'not_of_base_card', 'A card’s lines are all of one party.');
    const effective = rangeOf(daysBetween(told.effectiveFrom, told.effectiveTo));
    const source = { programId, cardId: fromCardId, vendorId: fromVendorId };
    const rows = await rowsOfCard(source, effective, mostLines + 1, context);
    if (rows.length > mostLines)
      throw refuse('/fromCardId', 'too_many_lines', `At most ${mostLines} lines are copied at once.`);
    const { currency } = program;
    const draft = { programId, vendorId, name, currency, effective, state: rateCardLife.initial };
    const [card] = await context.tx.insert(rateCards, [draft]);
    const lines = rows.length === 0 ? [] : await copyLines(rows, told, card!.id, context);
    return {
      result: card!,
      events: [
        rateCardCreated(card!, { copiedFromId: fromCardId, lines: lines.length }),
        ...lines.map((line) => rateLineCreated(line, {})),
      ],
    };
  },
});
