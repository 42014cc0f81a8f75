import { Problem } from '../../../kernel/errors.ts';
import { bulkCommand, type Context, type Outcome } from '../../../kernel/operation.ts';
import { ExternalId } from '../../../kernel/shapes.ts';
import {
  belongsElsewhere,
  externalIdTaken,
  externalSystemUnknown,
  upsertAll,
  type ExternalRef,
  type Upserted,
} from '../../identifiers/index.ts';
import { placeOrRefuse, type PlacedLine, type ToldLine } from '../model/placing.ts';
import { rateCardRetired } from '../model/rate-card.ts';
import { rateLineChanged, rateLineCreated, rateLineOverlaps } from '../model/rate-line.ts';
import { rateLine } from '../nouns/rate-line.ts';
import { permissions } from '../policy.ts';
import { RateLineTerms } from '../shapes.ts';
import { factsOf } from '../store/facts.ts';
import { sameLines } from '../store/natural.ts';
import { rateLines } from '../tables.ts';

type Named = ToldLine & { externalId?: ExternalRef | null | undefined };

type Told = { at: number; input: Named; values: PlacedLine };

/** Lines as they are to be kept, with the row that each is where no external id says so; one told twice is refused. */
async function wantedOf(lines: readonly Told[], context: Context) {
  const same = await sameLines(
    lines.map(({ values }) => values),
    context,
  );
  const seen = new Set<string>();
  return lines.map(({ at, input, values }, place) => {
    const externalId = input.externalId ?? undefined;
    const subjectId = externalId ? undefined : same.get(place);
    if (subjectId && seen.has(subjectId))
      return rateLineOverlaps({ detail: 'It stands twice in this call.' });
    if (subjectId) seen.add(subjectId);
    return { at, externalId, values, subjectId };
  });
}

const isSound = <One>(one: One | Problem): one is One => !(one instanceof Problem);

async function upsertLines(
  inputs: readonly Named[],
  context: Context,
): Promise<(Outcome<{ id: string }> | Problem)[]> {
  const facts = await factsOf(inputs, context);
  const placed = inputs.map((input, at) => placeOrRefuse(input, facts[at]!));
  const told = placed.flatMap((values, at) => (isSound(values) ? [{ at, input: inputs[at]!, values }] : []));
  const wanted = await wantedOf(told, context);
  const sound = wanted.filter(isSound);
  const upserted = await upsertAll('rateLine', rateLines, sound, context);
  const results = new Map<number, Problem | Upserted<typeof rateLines>>([
    ...placed.flatMap((line, at) => (isSound(line) ? [] : [[at, line] as const])),
    ...wanted.flatMap((one, place) => (isSound(one) ? [] : [[told[place]!.at, one] as const])),
    ...sound.map(({ at }, place) => [at, upserted[place]!] as const),
  ]);
  return inputs.map((_, at) => {
    const result = results.get(at)!;
    if (!isSound(result)) return result;
    const { row, before, changed } = result;
    if (!changed) return { result: { id: row.id }, unchanged: true };
    const happened = before ? rateLineChanged : rateLineCreated;
    return { result: { id: row.id }, events: [happened(row, {})] };
  });
}

export const upsertRateLine = bulkCommand({
  name: 'upsertRateLine',
  summary:
    'Create a rate line, or change the one that the external id names or, without one, that is for the same from the same day; what is absent is none.',
  rest: 'PUT /rate-lines/{externalId}',
  permission: permissions.manage,
  concurrency: 'optional',
  input: RateLineTerms.extend({ externalId: ExternalId.nullish() }),
  output: rateLine,
  errors: [belongsElsewhere, externalIdTaken, externalSystemUnknown, rateLineOverlaps, rateCardRetired],
  bulk: {
    name: 'upsertRateLines',
    rest: 'POST /rate-lines/bulk',
    summary: 'Create or change up to 1,000 rate lines, with a result for each row.',
  },
  handleMany: upsertLines,
});
