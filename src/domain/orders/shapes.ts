import { z } from 'zod';
import { BillRate, codeOf, Day, Hours, Instant, Rate, text } from '../../kernel/shapes.ts';
import { OrderReason } from './model/order.ts';

/** What every order says. */
export const requiredTerms = {
  profession: codeOf('profession', 'rn'),
  positions: z.int().min(1).max(500),
  startsOn: Day,
  endsOn: Day.meta({ description: 'The last day; a begun week counts whole.' }),
  hoursPerWeek: Hours,
  billRate: BillRate.meta({ description: 'Expected, per hour, in the currency of the program.' }),
  reason: OrderReason,
};

const besides = {
  specialty: codeOf('specialty', 'icu'),
  guaranteedHours: Hours.meta({ description: 'A week.' }),
  shiftPattern: text(200).meta({ examples: ['3x12 nights'] }),
  maxBillRate: Rate.meta({ description: 'Never shown to vendors.' }),
  postedRateFrom: Rate.meta({ description: 'The range that vendors see and are warned against.' }),
  postedRateTo: Rate,
  payRateFrom: Rate,
  payRateTo: Rate,
  description: text(20_000),
  internalNotes: text(20_000).meta({ description: 'Never shown to vendors.' }),
  respondBy: Instant,
  submissionCap: z.int().min(1).max(1_000).meta({ description: 'Live submissions of one vendor, at most.' }),
};

type Besides = typeof besides;
const shapes = Object.entries<z.ZodType>(besides);

/** What an order may say besides: absent is null. */
export const optionalTerms = Object.fromEntries(
  shapes.map(([key, shape]) => [key, shape.nullable().default(null)]),
) as unknown as { [Key in keyof Besides]: z.ZodDefault<z.ZodNullable<Besides[Key]>> };

/** The terms of a change: absent keeps, null clears. */
export const changedTerms = {
  ...z.object(requiredTerms).partial().shape,
  ...(Object.fromEntries(shapes.map(([key, shape]) => [key, shape.nullish()])) as unknown as {
    [Key in keyof Besides]: z.ZodOptional<z.ZodNullable<Besides[Key]>>;
  }),
};
