import { z } from 'zod';
import { formatHours } from '../../../kernel/hours.ts';
import { Amount, Day, Rate } from '../../../kernel/shapes.ts';
import type { RatingAccount } from '../model.ts';
import { Earning, OtherPayTreatment } from './model.ts';

const hours = z.string().meta({ scalar: 'Decimal', format: 'decimal', examples: ['41.25'] });

/** How a pay line came about: its steps in words and figures, its rule and where that stands. */
export const ExplainedPayLine = z
  .strictObject({
    lineNumber: z.int(),
    earning: Earning,
    code: z.string().nullable(),
    minutes: z.int(),
    hours,
    rate: Rate.nullable(),
    amount: Amount,
    rule: z.string(),
    citation: z.string().nullable(),
    steps: z.array(z.string()),
    days: z.array(
      z
        .strictObject({ workDate: Day, minutes: z.int(), hours, amount: Amount })
        .meta({ id: 'ExplainedPayDay' }),
    ),
  })
  .meta({ id: 'ExplainedPayLine' });

/** What a version is paid, for those who may know. */
export const ExplainedPay = z
  .strictObject({
    total: Amount,
    regularRate: Rate.nullable().meta({ description: '29 CFR 778.109, to 4 places.' }),
    overtimeCredit: Amount.meta({ description: 'What premiums already paid of the overtime due.' }),
    otherPay: z.array(
      z
        .strictObject({ code: z.string(), amount: Amount, day: Day, treatment: OtherPayTreatment })
        .meta({ id: 'ExplainedOtherPay' }),
    ),
    lines: z.array(ExplainedPayLine),
  })
  .meta({ id: 'ExplainedPay' });

type Pay = NonNullable<RatingAccount['pay']>;

export const explainPayLine = ({ days, ...line }: Pay['lines'][number], place: number) => ({
  ...line,
  lineNumber: place + 1,
  hours: formatHours(line.minutes),
  steps: [...line.steps],
  days: days.map((day) => ({ ...day, hours: formatHours(day.minutes) })),
});

/** The pay of an account; undefined where it tells of none. */
export const explainPay = ({ pay, otherPay }: RatingAccount) =>
  pay
    ? {
        total: pay.total,
        regularRate: pay.regularRate,
        overtimeCredit: pay.overtimeCredit,
        otherPay: (otherPay ?? []).map(({ isElsewhere: _, ...item }) => ({ ...item })),
        lines: pay.lines.map(explainPayLine),
      }
    : undefined;
