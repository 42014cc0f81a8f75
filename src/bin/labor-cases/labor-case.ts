import { z } from 'zod';

const decimal = z.string().regex(/^\d+(\.\d{1,4})?$/, 'is a decimal string, at most 4 places');
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'is a day, YYYY-MM-DD');
const wall = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, 'is a wall-clock time, YYYY-MM-DDTHH:MM');
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is a time of day, HH:MM');
const offset = z.string().regex(/^[+-]\d{2}:\d{2}$/, 'is an offset, -05:00');
const code = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,30}$/, 'is letters, digits and _');
const weekday = z.enum(['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']);
const category = z.enum(['REG', 'OT', 'DT', 'HOL', 'ONCALL', 'CALLBACK']);

function isZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

const Hours = z.strictObject({ regular: z.string(), overtime: z.string(), doubletime: z.string() });
const Amounts = z.strictObject({
  straight: z.string(),
  overtimePremium: z.string(),
  doubletimePremium: z.string(),
  differentials: z.string(),
  premiums: z.string(),
  total: z.string(),
});
const PremiumLine = z.strictObject({ code: z.string(), amount: z.string() });
const BillLine = z.strictObject({
  category,
  hours: z.string(),
  rate: z.string(),
  amount: z.string(),
  fee: z.string(),
});

/** What a case comes to; every figure a decimal string. */
const Result = z.strictObject({
  hours: Hours,
  byWorkweek: z
    .array(z.strictObject({ start: wall, hours: Hours, regularRate: z.string().optional() }))
    .optional(),
  amounts: Amounts,
  premiumLines: z.array(PremiumLine).optional(),
  regularRate: z.string().optional(),
  overtimeCredit: z.string().optional(),
  bill: z
    .strictObject({
      lines: z.array(BillLine),
      gross: z.string(),
      fee: z.string(),
      clientPays: z.string(),
      supplierReceives: z.string(),
    })
    .optional(),
});
export type Result = z.infer<typeof Result>;

const Punch = z.strictObject({
  start: wall,
  end: wall,
  startOffset: offset.optional(),
  endOffset: offset.optional(),
  unpaidBreakMinutes: z.int().min(0).default(0),
  breakStart: wall.optional(),
  earningCode: code.optional(),
  baseRate: decimal.optional(),
  guarantee: z.strictObject({ minHours: decimal, multiplier: decimal }).optional(),
  flags: z.array(code).optional(),
});

const Differential = z.strictObject({
  code,
  window: z
    .strictObject({ fromDay: weekday.optional(), from: time, toDay: weekday.optional(), to: time })
    .optional(),
  flag: code.optional(),
  amount: decimal.optional(),
  percent: decimal.optional(),
  apply: z.enum(['minute', 'majority']).optional(),
});

const PremiumPay = z.strictObject({
  code,
  multiplier: decimal,
  treatment: z.enum(['credit', 'include']),
  earningCode: z.literal('CALLBACK').optional(),
  dailyAfterHours: decimal.optional(),
  from: wall.optional(),
  to: wall.optional(),
});

/** One worked example in the shape of labor-cases.json, whose `meta` states every convention. */
export const LaborCase = z.strictObject({
  id: z.string(),
  title: z.string().optional(),
  source: z.string().optional(),
  jurisdiction: z.string().optional(),
  notes: z.string().optional(),
  ruleset: z.enum([
    'none',
    'flsa-40',
    'flsa-8-80',
    'ca-8-12-7th',
    'ca-aws-12',
    'ak-8-40',
    'co-12-40',
    'nv-8-40',
  ]),
  timeZone: z.string().refine(isZone, 'is no IANA time zone'),
  workweekStart: z.strictObject({ day: weekday, time }),
  payPeriodStart: wall.optional(),
  params: z
    .strictObject({
      nvMinimumWage: decimal.optional(),
      nvFourTenAgreement: z.boolean().optional(),
      /** Days that the employer cut short under an alternative workweek, 8 CCR 11050(3)(B)(2). */
      awsReducedDays: z.array(day).optional(),
    })
    .optional(),
  rounding: z
    .strictObject({
      minutes: z.literal([0, 5, 6, 15]),
      mode: z.literal('nearest').optional(),
    })
    .optional(),
  baseRate: decimal,
  punches: z.array(Punch).min(1),
  differentials: z.array(Differential).default([]),
  premiumPay: z.array(PremiumPay).optional(),
  otherPay: z
    .array(
      z.strictObject({
        code: z.string(),
        amount: z.string().regex(/^\d+(\.\d{1,2})?$/, 'is an amount, at most 2 places'),
        date: day,
        treatment: z.enum(['include', 'exclude', 'flat-sum']),
      }),
    )
    .optional(),
  mealPremiums: z
    .array(z.strictObject({ day, kind: z.enum(['meal', 'rest']), violations: z.int().min(1) }))
    .optional(),
  reportingTime: z.array(z.strictObject({ day, scheduledHours: decimal })).optional(),
  bill: z
    .strictObject({
      rates: z.partialRecord(category, decimal).refine(({ REG }) => REG !== undefined, 'has a REG rate'),
      feePercent: decimal,
      feeFundedBy: z.enum(['client', 'supplier']),
      rounding: z.enum(['half-up', 'half-even']),
    })
    .optional(),
  expected: Result.optional(),
  actual: z.unknown().optional(),
});
export type LaborCase = z.infer<typeof LaborCase>;

/** Input that is no case, or one that the engine cannot rate; the message names the case and the field. */
export class CaseError extends Error {}

/** A case, at a place from 0 in its file; throws a CaseError that names case and field. */
export function readCase(value: unknown, position: number): LaborCase {
  const id = (value as { id?: unknown } | null)?.id;
  const name = typeof id === 'string' ? `case ${id}` : `case number ${position + 1}`;
  const read = LaborCase.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const field = issue!.path.join('.');
  throw new CaseError(`${name}: ${field ? `${field}: ` : ''}${issue!.message}`);
}

/** The cases in a text, each still to be read: `{cases: […]}`, an array, or one case. Throws a CaseError where it is no JSON. */
export function casesIn(text: string): unknown[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new CaseError(`no JSON: ${(error as Error).message}`, { cause: error });
  }
  const cases = (value as { cases?: unknown } | null)?.cases ?? value;
  return Array.isArray(cases) ? cases : [cases];
}
