import { z } from 'zod';
import { Amount, BillRate, codeOf, Day, Hours, Instant, Rate, reference, text } from '../../kernel/shapes.ts';
import { CustomValues } from '../custom-fields/index.ts';
import { OrderReason, PayUnit } from './model/order.ts';

const money = Amount.refine((told) => !told.startsWith('-'), 'It is not negative.');
const salary = Amount.refine((told) => /^[^-]*[1-9]/.test(told), 'A salary is above zero.');
const distinct = (values: readonly string[]) => new Set(values).size === values.length;

/** What every order says, save that a direct hire has a salary in place of a bill rate. */
const required = {
  profession: codeOf('profession', 'rn'),
  positions: z
    .int()
    .min(1)
    .max(500)
    .meta({ description: 'Openings; of a per-diem order, how many work at a time.' }),
  startsOn: Day,
  endsOn: Day.meta({
    description: 'The last day; a begun week counts whole. Of a direct hire the first day, unless told.',
  }),
  hoursPerWeek: Hours.meta({ description: 'Of a direct hire 40, unless told.' }),
  reason: OrderReason,
};

const besides = {
  specialty: codeOf('specialty', 'icu'),
  billRate: BillRate.meta({ description: 'Expected, per hour, in the currency of the program.' }),
  guaranteedHours: Hours.meta({ description: 'A week.' }),
  shiftPattern: text(200).meta({ examples: ['3x12 nights'] }),
  maxBillRate: Rate.meta({ description: 'Never shown to vendors.' }),
  postedRateFrom: Rate.meta({ description: 'The range that vendors see and are warned against.' }),
  postedRateTo: Rate,
  payRateFrom: Rate.meta({ description: 'The taxable pay that is posted, per hour.' }),
  payRateTo: Rate,
  salaryFrom: salary.meta({ description: 'Of a direct hire: posted, a year.' }),
  salaryTo: salary,
  placementFeeEstimate: money.meta({
    description:
      'Of a direct hire: what one placement is expected to cost. Without it every approver is asked.',
  }),
  payUnit: PayUnit,
  benefitsText: text(5_000).meta({ description: 'The benefits, as they are posted.' }),
  otherCompensation: text(5_000).meta({
    description: 'Differentials, stipends and bonuses, as they are posted.',
  }),
  description: text(20_000),
  internalNotes: text(20_000).meta({ description: 'Never shown to vendors.' }),
  respondBy: Instant,
  submissionCap: z.int().min(1).max(1_000).meta({ description: 'Live submissions of one vendor, at most.' }),
};

const lists = {
  remoteStates: z.array(codeOf('state', 'OH')).max(60).refine(distinct, 'A state stands once.').meta({
    description: 'Where the work may be done from afar: the rules of these states bind the posting too.',
  }),
  extraCredentialTypeIds: z
    .array(reference('credentialType'))
    .max(50)
    .refine(distinct, 'A credential type stands once.')
    .meta({ description: 'Demanded by the order besides what its unit demands.' }),
  customValues: CustomValues,
};

type Besides = typeof besides;
type Lists = typeof lists;

const each = (shapes: Record<string, z.ZodType>, change: (shape: z.ZodType) => z.ZodType) =>
  Object.fromEntries(Object.entries(shapes).map(([key, shape]) => [key, change(shape)]));

/** Terms that are told: absent keeps (of a new order: is the template's, or none), null clears; lists are whole. */
export const toldTerms = {
  title: text(200).optional(),
  ...z.object(required).partial().shape,
  ...(each(besides, (shape) => shape.nullish()) as {
    [Key in keyof Besides]: z.ZodOptional<z.ZodNullable<Besides[Key]>>;
  }),
  ...(each(lists, (shape) => shape.optional()) as { [Key in keyof Lists]: z.ZodOptional<Lists[Key]> }),
};

/** What cannot be left out, whatever the type. */
export const requiredTerms = Object.keys(required) as (keyof typeof required)[];

/** What is null or empty where nobody tells it. */
export const untold = {
  ...(Object.fromEntries(Object.keys(besides).map((key) => [key, null])) as { [Key in keyof Besides]: null }),
  remoteStates: [] as string[],
  extraCredentialTypeIds: [] as string[],
};

/** The terms that a template may lock. */
export const lockableTerms: readonly string[] = [
  'title',
  ...requiredTerms,
  ...Object.keys(besides),
  'remoteStates',
  'extraCredentialTypeIds',
];
