import { z } from 'zod';
import { refuse, type Problem } from '../../../kernel/errors.ts';
import { bulkCommand, type Context, type Outcome } from '../../../kernel/operation.ts';
import { codeOf, Day, reference, text } from '../../../kernel/shapes.ts';
import { demandCorrected, demandRecorded, demandRecordedMeanwhile } from '../model/happened.ts';
import { DemandQuantity } from '../model/shapes.ts';
import { twoPlaces } from '../models/decimal.ts';
import { demandObservation } from '../nouns/demand.ts';
import { permissions } from '../policy.ts';
import { placesOf, toldDemand } from '../store/recorded.ts';
import { demandObservations } from '../tables.ts';
import { tellAll } from '../tell.ts';

const input = z.strictObject({
  unitId: reference('unit'),
  profession: codeOf('profession', 'rn'),
  localDate: Day.meta({ description: 'Of figures known by the week only: one day of it.' }),
  hours: DemandQuantity.nullish(),
  positions: DemandQuantity.nullish(),
  source: text(200).nullish(),
});

type Observed = z.output<typeof input>;

const keyOf = ({ unitId, profession, localDate }: Pick<Observed, 'unitId' | 'profession' | 'localDate'>) =>
  `${unitId} ${profession} ${localDate}`;

async function recordAll(
  inputs: readonly Observed[],
  context: Context,
): Promise<(Outcome<{ id: string }> | Problem)[]> {
  const unitIds = [...new Set(inputs.map(({ unitId }) => unitId))];
  const places = await placesOf(unitIds, context);
  const told = await toldDemand(
    unitIds,
    inputs.map(({ localDate }) => localDate),
    context,
  );
  const counted = inputs.filter(({ hours, positions }) => hours != null || positions != null);
  const wanted = counted.map((observed) => {
    const { unitId, profession, localDate, hours, positions, source = null } = observed;
    const values = {
      hours: hours == null ? null : twoPlaces(hours),
      positions: positions == null ? null : twoPlaces(positions),
      source,
      withdrawnAt: null,
    };
    return {
      key: keyOf(observed),
      values,
      row: { ...places.get(unitId)!, profession, localDate, ...values },
    };
  });
  const outcomes = await tellAll(
    {
      table: demandObservations,
      wanted,
      held: new Map(told.map((row) => [keyOf(row), row])),
      recorded: demandRecorded,
      corrected: demandCorrected,
    },
    context,
  );
  const byInput = new Map(counted.map((observed, at) => [observed, outcomes[at]!]));
  return inputs.map(
    (observed) => byInput.get(observed) ?? refuse('/hours', 'nothing_told', 'Hours or positions are told.'),
  );
}

export const recordDemand = bulkCommand({
  name: 'recordDemand',
  summary:
    'Tell a unit’s demand for a profession on a day, as another system counted it; told again it is corrected.',
  rest: 'POST /demand-observations',
  permission: permissions.record,
  input,
  example: {
    unitId: '0198c0de-0000-7000-8000-000000000001',
    profession: 'rn',
    localDate: '2026-02-01',
    hours: '96.00',
  },
  output: demandObservation,
  errors: [demandRecordedMeanwhile],
  bulk: {
    name: 'recordDemands',
    rest: 'POST /demand-observations/bulk',
    summary: 'Tell up to 1,000 days of units, with a result for each row.',
  },
  handleMany: recordAll,
});
