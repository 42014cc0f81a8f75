import { z } from 'zod';
import { refuse, type Problem } from '../../../kernel/errors.ts';
import { bulkCommand, type Context, type Outcome } from '../../../kernel/operation.ts';
import { Day, Hours, reference } from '../../../kernel/shapes.ts';
import { censusCorrected, censusRecorded, censusRecordedMeanwhile } from '../model/happened.ts';
import { CensusKind, CensusShift, ShiftTime } from '../model/shapes.ts';
import { twoPlaces } from '../models/decimal.ts';
import { censusCount } from '../nouns/demand.ts';
import { permissions } from '../policy.ts';
import { placesOf, toldCensus } from '../store/recorded.ts';
import { censusCounts } from '../tables.ts';
import { tellAll } from '../tell.ts';

const input = z.strictObject({
  unitId: reference('unit'),
  localDate: Day.meta({ description: 'The day at the facility on which the shift begins.' }),
  shift: CensusShift,
  kind: CensusKind.default('actual'),
  startTime: ShiftTime.meta({ description: 'By the facility’s clock.' }),
  endTime: ShiftTime.meta({ description: 'Of the next day where it is not after the start.' }),
  patients: z.int().min(0).max(10_000),
  employedHours: Hours.refine((hours) => Number(hours) <= 100_000, 'At most 100000 hours.')
    .nullish()
    .meta({ description: 'What the hospital’s own people are scheduled to work in the shift.' }),
});

type Counted = z.output<typeof input>;

const keyOf = ({
  unitId,
  localDate,
  shift,
  kind,
}: Pick<Counted, 'unitId' | 'localDate' | 'shift' | 'kind'>) => [unitId, localDate, shift, kind].join(' ');

async function recordAll(
  inputs: readonly Counted[],
  context: Context,
): Promise<(Outcome<{ id: string }> | Problem)[]> {
  const unitIds = [...new Set(inputs.map(({ unitId }) => unitId))];
  const places = await placesOf(unitIds, context);
  const told = await toldCensus(
    unitIds,
    inputs.map(({ localDate }) => localDate),
    context,
  );
  const timed = inputs.filter(({ startTime, endTime }) => startTime !== endTime);
  const wanted = timed.map((counted) => {
    const { unitId, localDate, shift, kind, startTime, endTime, patients, employedHours } = counted;
    const hours = employedHours == null ? null : twoPlaces(employedHours);
    const values = { startTime, endTime, patients, employedHours: hours, withdrawnAt: null };
    return {
      key: keyOf(counted),
      values,
      row: { ...places.get(unitId)!, localDate, shift, kind, ...values },
    };
  });
  const outcomes = await tellAll(
    {
      table: censusCounts,
      wanted,
      held: new Map(told.map((row) => [keyOf(row), row])),
      recorded: censusRecorded,
      corrected: censusCorrected,
    },
    context,
  );
  const byInput = new Map(timed.map((counted, at) => [counted, outcomes[at]!]));
  return inputs.map(
    (counted) =>
      byInput.get(counted) ?? refuse('/endTime', 'no_length', 'A shift ends at another time than it begins.'),
  );
}

export const recordCensus = bulkCommand({
  name: 'recordCensus',
  summary: 'Tell the patients of a unit in a shift, counted or expected; told again they are corrected.',
  rest: 'POST /census-counts',
  permission: permissions.record,
  input,
  example: {
    unitId: '0198c0de-0000-7000-8000-000000000001',
    localDate: '2026-02-01',
    shift: 'night',
    startTime: '19:00',
    endTime: '07:00',
    patients: 17,
  },
  output: censusCount,
  errors: [censusRecordedMeanwhile],
  bulk: {
    name: 'recordCensuses',
    rest: 'POST /census-counts/bulk',
    summary: 'Tell up to 1,000 shifts of units, with a result for each row.',
  },
  handleMany: recordAll,
});
