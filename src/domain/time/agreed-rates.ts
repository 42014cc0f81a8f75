import { z } from 'zod';
import { lastDayOf, spanOf } from '../../kernel/day-range.ts';
import { Day, Id, Rate } from '../../kernel/shapes.ts';
import { HourType, type RatingAccount } from './model.ts';

/** What a card agrees of an hour type over some days: a rate of its own, or a multiple of the regular one. */
export const ExplainedAgreedRate = z
  .strictObject({
    effectiveFrom: Day,
    effectiveTo: Day.nullable(),
    hourType: HourType,
    rateLineId: Id,
    cardName: z.string().nullable(),
    billRate: Rate.nullable(),
    multiplier: z
      .string()
      .meta({ scalar: 'Decimal', format: 'decimal', examples: ['1.5'] })
      .nullable(),
  })
  .meta({ id: 'ExplainedAgreedRate' });

/** What cards agree of hours that are not regular, for an account. */
export const agreedOf = ({ agreedRates = [] }: RatingAccount) =>
  agreedRates.map(({ days, hourType, ...rate }) => {
    const span = spanOf(days);
    return {
      effectiveFrom: span.from,
      effectiveTo: lastDayOf(span),
      ...rate,
      hourType: HourType.parse(hourType),
    };
  });
