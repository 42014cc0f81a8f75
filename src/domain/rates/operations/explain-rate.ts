import { z } from 'zod';
import { notFound } from '../../../kernel/errors.ts';
import { compare } from '../../../kernel/money.ts';
import { query, type Context } from '../../../kernel/operation.ts';
import { Id, Rate } from '../../../kernel/shapes.ts';
import { Currency, programs } from '../../programs/index.ts';
import { rateStepOn } from '../../vendors/index.ts';
import { questionOf, resolved } from '../asking.ts';
import { priceOf, RateStepKind, type Price } from '../model/pricing.ts';
import { CapDoubt, capsAt, type AppliedCap, type CitedCap } from '../model/rate-cap.ts';
import { Multiplier } from '../model/rate-line.ts';
import { explain, resolve, type Candidate } from '../model/resolution.ts';
import { PassedOver, RateTrait, traitsOf } from '../model/specificity.ts';
import { permissions } from '../policy.ts';
import { RateQuestionTerms } from '../shapes.ts';
import { capBook } from '../store/caps.ts';
import { sitesOf } from '../store/facts.ts';
import { otherLines, type CardLine, type ProgramQuestion } from '../store/lines.ts';

const mostOthers = 200;

const RateStep = z
  .strictObject({
    kind: RateStepKind,
    billRate: Rate.meta({ description: 'After this step.' }),
    maxBillRate: Rate,
    rateLineId: Id.nullable(),
    agreementId: Id.nullable(),
    bandId: Id.nullable(),
    capCode: z.string().nullable(),
    citation: z.string().nullable(),
    why: z.string(),
  })
  .meta({ id: 'RateStep' });

const RateCandidate = z
  .strictObject({
    rateLineId: Id,
    cardId: Id.nullable(),
    cardName: z.string().nullable().meta({ description: 'Null on the base card.' }),
    boundTo: z.array(RateTrait),
    billRate: Rate.nullable(),
    multiplier: Multiplier.nullable(),
    counts: z.boolean(),
    passedOver: z.array(PassedOver).meta({ description: 'Why it does not count; none where it does.' }),
  })
  .meta({ id: 'RateCandidate' });

const StateCap = z
  .strictObject({
    code: z.string(),
    maxRate: Rate.meta({ description: 'What an hour of the asked type may cost by it.' }),
    citation: z.string(),
    source: z.string(),
    binds: z.boolean().meta({ description: 'False where it is in doubt; see `doubts`.' }),
    doubts: z.array(CapDoubt),
    exceeded: z.boolean().meta({ description: 'Whether the rate before any cap is above it.' }),
  })
  .meta({ id: 'AppliedRateCap' });

const shown = ({ line, passedOver }: Candidate<CardLine>) => ({
  rateLineId: line.id,
  cardId: line.cardId,
  cardName: line.cardName,
  boundTo: traitsOf(line),
  billRate: line.billRate,
  multiplier: line.multiplier,
  counts: passedOver.length === 0,
  passedOver,
});

/** The caps of the facility's state that bind on the day, or may. */
async function capsOf(asked: ProgramQuestion, context: Context): Promise<AppliedCap<CitedCap>[]> {
  const site =
    asked.facilityId === null
      ? undefined
      : (await sitesOf([asked.facilityId], context)).get(asked.facilityId);
  if (!site) return [];
  const book = await capBook([site.state], context);
  const place = { careSetting: site.careSetting, countyGroup: book.groupOf(site) };
  return capsAt(book.of(site, asked.profession), place, asked);
}

function capsShown(caps: readonly AppliedCap<CitedCap>[], price: Price | undefined) {
  const uncapped = price?.steps.findLast(({ kind }) => kind !== 'state_cap');
  return caps.map(({ cap: { code, citation, source }, maxRate, doubts }) => ({
    code,
    maxRate,
    citation,
    source,
    doubts,
    binds: doubts.length === 0,
    exceeded: uncapped !== undefined && compare(uncapped.billRate, maxRate) > 0,
  }));
}

/** What the vendor's volume does to the rate on the day. */
const volumeOf = async ({ programId, vendorId, on }: ProgramQuestion, context: Context) =>
  vendorId === null ? undefined : rateStepOn({ programId, vendorId, day: on }, context);

export const explainRate = query({
  name: 'explainRate',
  summary:
    'What an hour costs on a day and how it comes to that: the line that counts, every other and why it does not, each step with its source.',
  rest: 'GET /rates/explain',
  permission: permissions.explain,
  input: RateQuestionTerms,
  output: z
    .strictObject({
      currency: Currency,
      billRate: Rate.nullable(),
      maxBillRate: Rate.nullable(),
      cappedAt: Rate.nullable().meta({ description: 'The state’s cap that lowered the bill rate.' }),
      why: z.string(),
      steps: z.array(RateStep),
      candidates: z.array(RateCandidate).meta({
        description: `By rank: those that apply, then up to ${mostOthers} others for the profession.`,
      }),
      caps: z.array(StateCap).meta({ description: 'The sure ones first, then the lowest first.' }),
    })
    .meta({ id: 'RateExplanation' }),
  async handle(told, context) {
    const asked = await questionOf(told, context);
    const program = await context.tx.find(programs, asked.programId);
    if (!program) throw notFound();
    const { line, regular, applicable } = await resolved(asked, context);
    const others = resolve(await otherLines(asked, mostOthers, context), asked);
    const caps = await capsOf(asked, context);
    const volume = line && (await volumeOf(asked, context));
    const price = line && priceOf(line, regular, { volume, caps });
    const unpriced = line && !price ? ' It is a multiplier, and no line for the regular hour applies.' : '';
    return {
      currency: program.currency,
      billRate: price?.billRate ?? null,
      maxBillRate: price?.maxBillRate ?? null,
      cappedAt: price?.cappedAt ?? null,
      why: explain(line, applicable.length, asked) + unpriced,
      steps: price?.steps ?? [],
      candidates: [...applicable, ...others].map(shown),
      caps: capsShown(caps, price),
    };
  },
});
