import { z } from 'zod';
import { type Problem, refuse } from '../../../kernel/errors.ts';
import { bulkCommand, type Context, type Outcome } from '../../../kernel/operation.ts';
import { Day, reference, text } from '../../../kernel/shapes.ts';
import { statedMeasureLife } from '../lifecycle.ts';
import { Figure, MeasureName } from '../model/figure.ts';
import { measureStated, measureStatedTwice } from '../model/stated-measure.ts';
import { statedMeasure } from '../nouns/stated-measure.ts';
import { permissions } from '../policy.ts';
import { statedBefore, supersedeStated, type StatedRow } from '../store/scorecards.ts';
import { statedMeasures } from '../tables.ts';

const input = z.strictObject({
  programId: reference('program'),
  vendorId: reference('vendor'),
  measure: MeasureName,
  periodFrom: Day,
  periodTo: Day.meta({ description: 'The last day, in it.' }),
  numerator: Figure,
  denominator: Figure.nullish().meta({
    description: 'Above 0; absent: the figure is the numerator itself.',
  }),
  evidence: text(2_000).meta({ description: 'What it was found by, as the vendor may read it.' }),
});
type Stated = z.output<typeof input>;

const keyOf = ({
  programId,
  vendorId,
  measure,
  periodFrom,
  periodTo,
}: Pick<Stated, 'programId' | 'vendorId' | 'measure' | 'periodFrom' | 'periodTo'>) =>
  [programId, vendorId, measure, periodFrom, periodTo].join(' ');

function faultOf({ periodFrom, periodTo, denominator }: Stated): Problem | undefined {
  if (periodTo < periodFrom) return refuse('/periodTo', 'before_start', 'The last day is before the first.');
  if (denominator != null && !(Number(denominator) > 0))
    return refuse('/denominator', 'not_positive', 'What is divided by is above 0.');
  return undefined;
}

const says = (row: StatedRow, { numerator, denominator, evidence }: Stated): boolean =>
  row.numerator === numerator && row.denominator === (denominator ?? null) && row.evidence === evidence;

async function recordAll(
  inputs: readonly Stated[],
  context: Context,
): Promise<(Outcome<{ id: string }> | Problem)[]> {
  const known = new Map<string, StatedRow>();
  for (const row of await statedBefore(inputs, context)) known.set(keyOf(row), row);
  const seen = new Set<string>();
  const faults = inputs.map((said) => {
    const again = seen.has(keyOf(said));
    seen.add(keyOf(said));
    return faultOf(said) ?? (again ? measureStatedTwice() : undefined);
  });
  const isNew = (said: Stated, place: number) => {
    const before = known.get(keyOf(said));
    return !faults[place] && !(before && says(before, said));
  };
  const fresh = inputs.filter(isNew);
  const replaced = fresh.flatMap((said) => known.get(keyOf(said)) ?? []);
  await supersedeStated(replaced, context);
  const rows = await context.tx.insert(
    statedMeasures,
    fresh.map((said) => ({
      ...said,
      denominator: said.denominator ?? null,
      state: statedMeasureLife.initial,
    })),
  );
  let place = 0;
  return inputs.map((said, at) => {
    if (faults[at]) return faults[at];
    if (!isNew(said, at)) return { result: known.get(keyOf(said))!, unchanged: true };
    const row = rows[place++]!;
    return { result: row, events: [measureStated(row, { measure: row.measure })] };
  });
}

export const recordStatedMeasure = bulkCommand({
  name: 'recordStatedMeasure',
  summary:
    'State what a vendor did in a period by a measure that the catalog does not hold, with evidence; it takes the place of what was stated before.',
  rest: 'POST /stated-measures',
  permission: permissions.recordMeasures,
  input,
  output: statedMeasure,
  errors: [measureStatedTwice],
  bulk: {
    name: 'recordStatedMeasures',
    rest: 'POST /stated-measures/bulk',
    summary: 'State up to 1,000 measures of vendors, with a result for each row.',
  },
  handleMany: recordAll,
});
