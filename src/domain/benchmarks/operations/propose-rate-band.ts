import { z } from 'zod';
import { notFound } from '../../../kernel/errors.ts';
import { query } from '../../../kernel/operation.ts';
import { codeOf, Day, Id, Rate, reference, text } from '../../../kernel/shapes.ts';
import { orders } from '../../orders/index.ts';
import { Currency, facilities } from '../../programs/index.ts';
import { askMarket } from '../asking.ts';
import { MarketSource, PercentNumber } from '../model/answer.ts';
import { assertWeighed, setsShape } from '../model/question.ts';
import { bandOf, explained, rankIn } from '../model/rate-band.ts';
import { permissions } from '../policy.ts';

const Multiplier = z
  .string()
  .regex(
    /^[1-9](\.\d{1,4})?$/,
    'A multiplier is a decimal from 1 to below 10, at most 4 digits after the point.',
  )
  .meta({ scalar: 'Decimal', format: 'decimal', examples: ['1.5'] });

export const proposeRateBand = query({
  name: 'proposeRateBand',
  summary:
    'What an hour of an order ought to cost by the market on its first day, with the sources of it, their weights and how many each tells of.',
  rest: 'GET /orders/{orderId}/rate-band',
  permission: permissions.propose,
  input: z.strictObject({
    orderId: reference('order'),
    metro: text(100).optional(),
    ...setsShape,
    fromPercentile: PercentNumber.default('25'),
    targetPercentile: PercentNumber.default('50'),
    toPercentile: PercentNumber.default('75'),
    wageMultiplier: Multiplier.optional().meta({
      description: 'What an hour of wage or pay bills at. Without it only sets of bill rates are asked.',
    }),
  }),
  output: z
    .strictObject({
      orderId: Id,
      profession: codeOf('profession', 'rn'),
      specialty: codeOf('specialty', 'icu').nullable(),
      state: codeOf('state', 'OH'),
      on: Day,
      currency: Currency,
      from: Rate.nullable(),
      target: Rate.nullable(),
      to: Rate.nullable(),
      billRateRank: PercentNumber.nullable().meta({
        description: 'Where the order’s expected rate stands, in percent of the market below it.',
      }),
      maxBillRateRank: PercentNumber.nullable(),
      why: z.string(),
      sources: z.array(MarketSource),
    })
    .meta({ id: 'ProposedRateBand' }),
  async handle({ orderId, metro, benchmarkSetIds, weights, wageMultiplier, ...asked }, context) {
    assertWeighed(benchmarkSetIds, weights);
    const order = await context.tx.find(orders, orderId);
    const facility = order && (await context.tx.find(facilities, order.facilityId));
    if (!order || !facility) throw notFound();
    const { programId, profession, specialty, currency, startsOn: on } = order;
    const place = { programId, profession, specialty, state: facility.state, metro, currency, on };
    const measures =
      wageMultiplier === undefined ? (['bill_rate'] as const) : (['bill_rate', 'pay_rate', 'wage'] as const);
    const { curve, sources } = await askMarket(
      { ...place, measures, setIds: benchmarkSetIds, weights },
      context,
      ({ measure }) => (measure === 'bill_rate' ? '1' : wageMultiplier!),
    );
    const band = bandOf(curve, {
      from: asked.fromPercentile,
      target: asked.targetPercentile,
      to: asked.toPercentile,
    });
    return {
      orderId,
      profession,
      specialty,
      state: facility.state,
      on,
      currency,
      ...band,
      billRateRank: rankIn(curve, order.billRate),
      maxBillRateRank: rankIn(curve, order.maxBillRate),
      why: explained(band, sources, wageMultiplier),
      sources,
    };
  },
});
