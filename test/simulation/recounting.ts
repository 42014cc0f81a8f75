import { expect } from 'vitest';
import type { Client } from '../support/service.ts';
import { ok } from '../support/weeks.ts';
import { percentile, type Listed } from './figures-by-hand.ts';
import type { Chance } from './seeded.ts';

/** The dimensions of the catalog and the members by which answers tell them. */
export const fields = {
  program: 'programId',
  facility: 'facilityId',
  unit: 'unitId',
  cost_center: 'costCenterId',
  vendor: 'vendorId',
  tier: 'tier',
  profession: 'profession',
  specialty: 'specialty',
  order_type: 'orderType',
  engagement_kind: 'engagementKind',
  state: 'state',
  requester: 'requesterId',
} as const;
export type Dimension = keyof typeof fields;
export type Keys = Partial<Record<Dimension, string | null>>;

/** One thing that a metric counts: where it belongs, on which day, and what it adds. */
export interface Thing {
  keys: Keys;
  /** Null where it lies in no period; absent of a metric of an instant. */
  day?: string | null;
  currency?: string;
  numerator?: number | undefined;
  denominator?: number | undefined;
  /** Of a distribution. */
  value?: number | undefined;
  /** What counts once however often it comes. */
  once?: { numerator?: string | undefined; denominator?: string | undefined };
}

/** How a metric is counted by hand: which things there are, and what kind of figure they make. */
export interface Recount {
  kind: 'sum' | 'ratio' | 'distribution' | 'instant';
  things: readonly Thing[];
  /** By what a sum of smaller units is divided in the end: 60 where minutes make hours. */
  per?: number;
}

const grains = ['day', 'week', 'month', 'quarter', 'year'] as const;
type Grain = (typeof grains)[number];

interface Question {
  by: Dimension[];
  grain: Grain | undefined;
  from: string | undefined;
  to: string | undefined;
  where: Partial<Record<Dimension, string[]>>;
  without: Dimension[];
  compare: 'prior_period' | 'prior_year' | undefined;
}

const date = (day: string) => Temporal.PlainDate.from(day);

/** The first day of the period that a day lies in; weeks begin on Sunday. */
function beginning(day: string, grain: Grain): string {
  const at = date(day);
  if (grain === 'day') return day;
  if (grain === 'week') return at.subtract({ days: at.dayOfWeek % 7 }).toString();
  const month = grain === 'year' ? 1 : grain === 'quarter' ? at.month - ((at.month - 1) % 3) : at.month;
  return at.with({ month, day: 1 }).toString();
}

/** How far back the question compares. */
function distance({ compare, grain, from, to }: Question): Temporal.DurationLike {
  if (compare === 'prior_year') return grain === 'week' ? { weeks: 52 } : { years: 1 };
  if (grain === 'quarter') return { months: 3 };
  if (grain) return { [`${grain}s`]: 1 };
  const [first, next] = [date(from!), date(to!).add({ days: 1 })];
  return first.day === 1 && next.day === 1
    ? { months: (next.year - first.year) * 12 + next.month - first.month }
    : { days: first.until(next, { largestUnit: 'days' }).days };
}

/** What things come to: nulls where nothing can be divided. */
export interface Told {
  value: number | null;
  numerator: number;
  denominator: number | null;
  median: number | null;
  p90: number | null;
}

const sumOf = (things: readonly Thing[], key: 'numerator' | 'denominator'): number =>
  things.some(({ once }) => once?.[key] !== undefined)
    ? new Set(things.flatMap(({ once }) => once?.[key] ?? [])).size
    : things.reduce((sum, thing) => sum + (thing[key] ?? 0), 0);

function figureOf({ kind, per = 1 }: Recount, things: readonly Thing[]): Told {
  const values = things.flatMap(({ value }) => value ?? []);
  if (kind === 'distribution') {
    const sum = values.reduce((all, one) => all + one, 0);
    const [median, p90] = [0.5, 0.9].map((part) => (values.length === 0 ? null : percentile(values, part)));
    const value = values.length === 0 ? null : sum / values.length;
    return { value, numerator: sum, denominator: values.length, median: median!, p90: p90! };
  }
  const numerator = sumOf(things, 'numerator') / per;
  const spread = { median: null, p90: null };
  if (kind !== 'ratio') return { value: numerator, numerator, denominator: null, ...spread };
  const denominator = sumOf(things, 'denominator');
  return { value: denominator === 0 ? null : numerator / denominator, numerator, denominator, ...spread };
}

const cellOf = ({ keys, currency }: Thing, by: readonly Dimension[], period: string) =>
  JSON.stringify([period, currency ?? null, ...by.map((name) => keys[name] ?? null)]);

const cells = (
  recount: Recount,
  question: Question,
  periodOf: (day: string) => string | undefined,
  within: (day: string) => boolean,
): Map<string, Told> => {
  const { by, where, without } = question;
  const groups = new Map<string, Thing[]>();
  for (const thing of recount.things) {
    const { keys, day } = thing;
    if (recount.kind !== 'instant' && (day == null || !within(day))) continue;
    if (Object.entries(where).some(([name, values]) => !values.includes(keys[name as Dimension] ?? '')))
      continue;
    if (without.some((name) => (keys[name] ?? null) !== null)) continue;
    const period = recount.kind === 'instant' ? '' : periodOf(day!);
    if (period === undefined) continue;
    const cell = cellOf(thing, by, period);
    groups.set(cell, [...(groups.get(cell) ?? []), thing]);
  }
  return new Map([...groups].map(([cell, things]) => [cell, figureOf(recount, things)]));
};

const between = (from: string | undefined, to: string | undefined) => (day: string) =>
  (from === undefined || day >= from) && (to === undefined || day <= to);

const own =
  ({ grain }: Question) =>
  (day: string) =>
    grain ? beginning(day, grain) : '';
const present = (recount: Recount, question: Question) =>
  cells(recount, question, own(question), between(question.from, question.to));

/** The last period of an answer: what stood beside later ones is not told. */
function lastOf(recounts: readonly Recount[], question: Question): string {
  const found = recounts.flatMap((recount) => [...present(recount, question).keys()]);
  return (
    question.to ??
    found
      .map((cell) => JSON.parse(cell)[0] as string)
      .toSorted()
      .at(-1) ??
    ''
  );
}

/** What the question's figures must be, those beside them among them. */
function expected(
  recount: Recount,
  question: Question,
  last: string,
): Map<string, Told & { prior?: Told | undefined }> {
  const { grain, from, to, compare } = question;
  const now = present(recount, question);
  if (!compare) return now;
  const back = distance(question);
  const earlier = between(
    from && date(from).subtract(back).toString(),
    to && date(to).add({ days: 1 }).subtract(back).subtract({ days: 1 }).toString(),
  );
  const later = (day: string) => {
    if (!grain) return '';
    const [period, then] = [beginning(day, grain), date(beginning(day, grain)).add(back)];
    // The last of February has no day of its own in the year after.
    return then.subtract(back).toString() === period ? then.toString() : undefined;
  };
  const before = cells(recount, question, later, earlier);
  const gone = [...before.keys()].filter(
    (cell) => !now.has(cell) && (!grain || (JSON.parse(cell)[0] as string) <= last),
  );
  const nothing = figureOf(recount, []);
  return new Map([
    ...[...now].map(([cell, told]) => [cell, { ...told, prior: before.get(cell) }] as const),
    ...gone.map((cell) => [cell, { ...nothing, prior: before.get(cell) }] as const),
  ]);
}

const number = (text: string | null | undefined) => (text == null ? null : Number(text));

/** The figures of an answer by cell, those that are nothing, now and before, left out. */
function answered(rows: readonly Listed[], metric: string, { by, compare }: Question) {
  return new Map(
    rows
      .filter((row) => row['metric'] === metric)
      .map((row) => {
        const keys = Object.fromEntries(by.map((name) => [name, row[fields[name]]?.toString() ?? null]));
        const told = {
          value: number(row['value']),
          numerator: Number(row['numerator']),
          denominator: number(row['denominator']),
          median: number(row['median']),
          p90: number(row['p90']),
        };
        const prior = {
          value: number(row['priorValue']),
          numerator: number(row['priorNumerator']) ?? 0,
          denominator: number(row['priorDenominator']),
        };
        const thing = { keys, currency: row['currency'] ?? undefined };
        return [cellOf(thing, by, row['period'] ?? ''), { ...told, ...(compare && { prior }) }] as const;
      }),
  );
}

const near = (one: number | null | undefined, other: number | null | undefined) =>
  one == null || other == null
    ? (one ?? null) === (other ?? null)
    : Math.abs(one - other) < 0.000_002 + Math.abs(other) * 1e-9;

const isNothing = (told: Pick<Told, 'numerator' | 'denominator'> | undefined) =>
  !told || (near(told.numerator, 0) && (told.denominator ?? 0) === 0);

type Beside = Pick<Told, 'value' | 'numerator' | 'denominator'>;
const isSame = (one: Beside, other: Beside) =>
  (['value', 'numerator', 'denominator'] as const).every((key) => near(one[key], other[key]));

/** The cells of a figure that are not as they must be, and how many are. */
function compareCells(found: ReturnType<typeof answered>, right: ReturnType<typeof expected>) {
  const wrong: string[] = [];
  let compared = 0;
  for (const cell of new Set([...found.keys(), ...right.keys()])) {
    const [told, must] = [found.get(cell), right.get(cell)];
    const prior = told && 'prior' in told ? told.prior : undefined;
    const isRight =
      (isNothing(told) && isNothing(must)) ||
      (told && must && isSame(told, must) && near(told.median, must.median) && near(told.p90, must.p90));
    const isRightBefore =
      (isNothing(prior) && isNothing(must?.prior)) || (prior && must?.prior && isSame(prior, must.prior));
    if (isRight && isRightBefore) compared += isNothing(told) ? 0 : 1;
    else wrong.push(`${cell} is ${JSON.stringify(told)} and not ${JSON.stringify(must)}`);
  }
  return { wrong, compared };
}

interface Span {
  first: string;
  last: string;
}

function drawn(
  chance: Chance,
  dimensions: readonly Dimension[],
  recount: Recount,
  { first, last }: Span,
): Question {
  const some = dimensions.filter(() => chance.percent(25)).slice(0, 4);
  const isInstant = recount.kind === 'instant';
  const days = date(first).until(last, { largestUnit: 'days' }).days;
  const [one, other] = [0, 0]
    .map(() =>
      date(first)
        .add({ days: chance.whole(days + 1) })
        .toString(),
    )
    .toSorted();
  const months = [
    beginning(one!, 'month'),
    date(beginning(other!, 'month')).add({ months: 1 }).subtract({ days: 1 }),
  ];
  const [from, to] = chance.percent(40) ? [one, other] : chance.percent(50) ? months.map(String) : [];
  const compare =
    !isInstant && chance.percent(35)
      ? chance.pick(['prior_period', 'prior_period', 'prior_year'] as const)
      : undefined;
  const grain = isInstant || !chance.percent(60) ? undefined : chance.pick(grains);
  const where: Question['where'] = {};
  const without: Dimension[] = [];
  const filter = chance.percent(40) && dimensions.length > 0 ? chance.pick(dimensions) : undefined;
  const values = filter
    ? [...new Set(recount.things.flatMap(({ keys }) => keys[filter] ?? []))].toSorted()
    : [];
  if (filter && values.length > 0 && !chance.percent(25))
    where[filter] = [...new Set([chance.pick(values), chance.pick(values)])];
  else if (filter) without.push(filter);
  return {
    by: some,
    grain,
    from,
    to,
    where,
    without,
    // Days without an end are compared with nothing.
    compare: grain || from ? compare : undefined,
  };
}

const written = (
  metrics: readonly string[],
  { by, grain, from, to, where, without, compare }: Question,
  asOf?: string,
) =>
  [
    ...metrics.map((name) => `metrics=${name}`),
    ...by.map((name) => `by=${name}`),
    ...without.map((name) => `without=${name}`),
    ...Object.entries(where).flatMap(([name, values]) =>
      values.map((value) => `${fields[name as Dimension]}=${encodeURIComponent(value)}`),
    ),
    ...Object.entries({ grain, from, to, compare, asOf }).flatMap(([name, value]) =>
      value === undefined ? [] : [`${name}=${value}`],
    ),
  ].join('&');

/** What the catalog lets the client ask, as far as it is counted by hand. */
async function askable(client: Client, recounts: Readonly<Record<string, Recount>>) {
  const { metrics } = ok(await client.get('/reports/metrics'));
  return (metrics as Listed[])
    .filter(({ name }) => name in recounts)
    .map(({ name, dimensions, view, cohort }) => ({
      name: name as string,
      dimensions: dimensions as Dimension[],
      of: `${view} ${cohort}`,
    }));
}

interface Asking {
  client: Client;
  recounts: Readonly<Record<string, Recount>>;
  chance: Chance;
  /** How many questions. */
  times: number;
  /** Among which days they are asked. */
  span: Span;
  asOf?: string;
  who: string;
  /** Where what is not as it must be is noted. */
  wrong: string[];
}

/** Asks questions drawn by chance, every metric that the client may ask among them, and compares each figure; answers how many there were. */
export async function askAtRandom({
  client,
  recounts,
  chance,
  times,
  span,
  asOf,
  who,
  wrong,
}: Asking): Promise<number> {
  const all = await askable(client, recounts);
  let compared = 0;
  for (let time = 0; time < times; time += 1) {
    const first = all[(time + chance.whole(2)) % all.length]!;
    const beside = all.filter(
      ({ name, of }) => name !== first.name && (of === first.of || chance.percent(10)),
    );
    const isInstant = ({ name }: { name: string }) => recounts[name]!.kind === 'instant';
    const asked = [
      first,
      ...beside.filter((one) => isInstant(one) === isInstant(first) && chance.percent(50)).slice(0, 4),
    ];
    const dimensions = first.dimensions.filter((name) => asked.every((one) => one.dimensions.includes(name)));
    const question = drawn(chance, dimensions, recounts[first.name]!, span);
    const text = written(
      asked.map(({ name }) => name),
      question,
      asOf,
    );
    const answer = await client.get(`/reports/query?${text}`);
    expect(answer.status, `${text}: ${answer.text}`).toBe(200);
    const last = lastOf(
      asked.map(({ name }) => recounts[name]!),
      question,
    );
    for (const { name } of asked) {
      const right = expected(recounts[name]!, question, last);
      const told = compareCells(answered(answer.body.rows, name, question), right);
      wrong.push(...told.wrong.map((one) => `${who}: ${name} of ${text}: ${one}`));
      compared += told.compared;
    }
  }
  return compared;
}
