import { z } from 'zod';

declare module 'zod' {
  interface GlobalMeta {
    /** The GraphQL scalar that carries this value; a zod string without it is a String. */
    scalar?: 'ID' | 'Instant' | 'Day' | 'Decimal' | 'Json';
    /** The noun that an id names: `ext:system:id` is taken in its place. */
    noun?: string;
    [extra: string]: unknown;
  }
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Whether the text is an id of ours. */
export const isId = (text: string): boolean => uuid.test(text);
const external = /^ext:[a-z][a-z0-9_-]{0,62}:.{1,200}$/su;

export const missingMessage = 'There is no such thing, or none that you may see.';
/** What `execute` puts in the place of a reference that names nothing the actor may see. */
export const missingReference = 'missing';

/** The id of a noun: a UUID, lower case, or `ext:system:id`, which stands for the id by the time a handler sees it. */
export const Id = z
  .string()
  .refine((value) => uuid.test(value) || external.test(value), {
    error: ({ input }) =>
      input === missingReference ? missingMessage : 'An id is a lower-case UUID, or ext:system:id.',
  })
  .meta({ scalar: 'ID', format: 'uuid', examples: ['0198c0de-0000-7000-8000-000000000001'] });

/** The code of the named noun of shared reference data. */
export const codeOf = (noun: string, example: string) =>
  z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9_]{0,62}$/, 'A code is letters, digits and _.')
    .refine((value) => value !== missingReference, `There is no such ${noun}.`)
    .meta({ scalar: 'ID', noun, examples: [example] });

/** The id of the named noun. */
export const reference = (noun: string) => Id.meta({ scalar: 'ID', format: 'uuid', noun });

const inRange = (year: number) => year >= 1900 && year <= 2199;

const isDay = (text: string) => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    return inRange(Temporal.PlainDate.from(text, { overflow: 'reject' }).year);
  } catch {
    return false;
  }
};

/** A calendar day, `YYYY-MM-DD`, 1900 to 2199. */
export const Day = z
  .string()
  .refine(isDay, { error: 'A day is YYYY-MM-DD, between 1900 and 2199.', abort: true })
  .meta({ scalar: 'Day', format: 'date', examples: ['2026-03-02'] });

const instantText =
  /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

const isInstant = (text: string) => {
  if (!instantText.test(text) || !isDay(text.slice(0, 10))) return false;
  return inRange(Temporal.Instant.from(text).toZonedDateTimeISO('UTC').year);
};

/** An instant, RFC 3339 with an offset, 1900 to 2199, no leap second; kept in UTC to the millisecond. */
export const Instant = z
  .string()
  .refine(isInstant, { error: 'An instant is RFC 3339 with an offset, between 1900 and 2199.', abort: true })
  .overwrite((text) => (isInstant(text) ? Temporal.Instant.from(text).round('millisecond').toString() : text))
  .meta({ scalar: 'Instant', format: 'date-time', examples: ['2026-03-02T12:00:00Z'] });

const decimal = (scale: number, integerDigits: number, sign: string, what: string, example: string) =>
  z
    .string()
    .regex(
      new RegExp(`^${sign}(0|[1-9]\\d{0,${integerDigits - 1}})(\\.\\d{1,${scale}})?$`),
      `${what} is a decimal string with at most ${integerDigits} digits before the point and ${scale} after.`,
    )
    .meta({ scalar: 'Decimal', format: 'decimal', examples: [example] });

/** Money per hour in the program's currency: a decimal string, at most 5 digits before the point, 4 after. */
export const Rate = decimal(4, 5, '', 'A rate', '98.0000');
/** What a client pays for an hour: a rate above zero. */
export const BillRate = Rate.refine((text) => /[1-9]/.test(text), 'A bill rate is above zero.');
/** Money in the program's currency: a decimal string, scale 2, possibly negative. */
export const Amount = decimal(2, 12, '-?', 'An amount', '4264.75');
/** A percentage, 0 to 100, at most 4 digits after the point. */
export const Percent = decimal(4, 3, '', 'A percentage', '3.0000').refine(
  (text) => Number(text) <= 100,
  'A percentage is at most 100.',
);
/** Hours as a decimal string, at most 2 digits after the point. */
export const Hours = decimal(2, 6, '', 'A number of hours', '36.00');

/** The version of a row; grows by one with each change. */
export const Version = z
  .int()
  .min(1)
  .max(2_147_483_647)
  .meta({ examples: [1] });

// U+0000 cannot be stored, a lone surrogate would be changed silently, a bidi override can disguise a name.
// oxlint-disable-next-line no-control-regex
const unsafe = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/u;

/** Text of 1 to `max` code points, trimmed and in NFC; control characters and bidi overrides are refused. */
export const text = (max: number) =>
  z
    .string()
    .overwrite((value) => value.normalize('NFC').trim())
    .min(1)
    .refine((value) => value.length <= max * 2 && [...value].length <= max, `At most ${max} characters.`)
    .refine(
      (value) => value.isWellFormed() && !unsafe.test(value),
      'Control characters, lone surrogates and bidi overrides are refused.',
    )
    .meta({ maxLength: max, examples: ['Text'] });

/** A closed set of words, named in both contracts; SCREAMING_SNAKE in GraphQL. */
export const oneOf = <const Values extends readonly [string, ...string[]]>(id: string, values: Values) =>
  z.enum(values).meta({ id });

/** An id of ours under another system's name. */
export const ExternalId = z
  .strictObject({
    system: z
      .string()
      .regex(/^[a-z][a-z0-9_-]{0,62}$/, 'A system is lower-case letters, digits, - and _.')
      .meta({ examples: ['workday'] }),
    id: text(200).meta({ examples: ['4410'] }),
  })
  .meta({ id: 'ExternalId' });

/** Any JSON value, where only the reader knows its shape. */
export const Json = z.unknown().meta({ scalar: 'Json' });
