import { z } from 'zod';
import { Problem, refuse } from '../../../kernel/errors.ts';
import { inHalves } from '../../../kernel/in-halves.ts';
import { bulkCommand, type Context, type Outcome } from '../../../kernel/operation.ts';
import { Day, reference, text } from '../../../kernel/shapes.ts';
import type { NewRow } from '../../../kernel/transaction.ts';
import { localDate } from '../../../kernel/zone.ts';
import { Month } from '../../reports/index.ts';
import { sampleLife } from '../lifecycle/personnel-file-sample.ts';
import { fileAlreadySampled, fileSampled } from '../model/personnel-file-sample.ts';
import { personnelFileSample } from '../nouns/personnel-file-sample.ts';
import { permissions } from '../policy.ts';
import { placementsOf, wasUnderWay, type SampledPlacement } from '../store/sample.ts';
import { personnelFileSamples } from '../tables.ts';

const input = z.strictObject({
  assignmentId: reference('assignment').meta({
    noun: 'assignment',
    description: 'A placement of the person, under way in the month.',
  }),
  month: Month,
  sampledOn: Day.optional().meta({ description: 'Today, by the facility, unless told.' }),
  hasBackgroundCheck: z.boolean(),
  hasCompetency: z.boolean(),
  hasCredentials: z.boolean(),
  note: text(2_000).nullish(),
});

type Sampled = z.output<typeof input>;
type Wanted = NewRow<typeof personnelFileSamples>;

/** The row to insert; a problem where the placement or the day is none that can be sampled for the month. */
function rowOf(sampled: Sampled, placement: SampledPlacement, { actor, now }: Context): Wanted | Problem {
  const { timeZone, orderType, startedOn: _, lastDay: __, ...parties } = placement;
  const today = localDate(now, timeZone);
  const { month, sampledOn = today, note = null, ...found } = sampled;
  if (orderType === 'direct_hire')
    return refuse('/assignmentId', 'invalid_value', 'A direct hire has its file with its employer.');
  if (!wasUnderWay(placement, month))
    return refuse('/month', 'not_placed', 'The placement was not under way in that month.');
  if (sampledOn > today) return refuse('/sampledOn', 'in_the_future', `It is ${today} there.`);
  if (sampledOn < `${month}-01`)
    return refuse('/sampledOn', 'before_start', 'The file was looked at before the month began.');
  return {
    ...found,
    ...parties,
    note,
    orderType,
    sampledOn,
    monthStartsOn: `${month}-01`,
    state: sampleLife.initial,
    sampledBy: actor.membershipId,
  };
}

async function recordAll(
  inputs: readonly Sampled[],
  context: Context,
): Promise<(Outcome<{ id: string }> | Problem)[]> {
  const placements = await placementsOf(
    inputs.map(({ assignmentId }) => assignmentId),
    context,
  );
  const wanted = inputs.map((one) => rowOf(one, placements.get(one.assignmentId)!, context));
  const rows = wanted.filter((row): row is Wanted => !(row instanceof Problem));
  const made = await inHalves(rows, (some) => context.tx.insert(personnelFileSamples, some), context);
  let place = 0;
  return wanted.map((row) => {
    const result = row instanceof Problem ? row : made[place++]!;
    return result instanceof Problem ? result : { result, events: [fileSampled(result, {})] };
  });
}

export const createPersonnelFileSample = bulkCommand({
  name: 'createPersonnelFileSample',
  summary: 'Record what was found in a person’s file that was sampled for a month.',
  rest: 'POST /personnel-file-samples',
  permission: permissions.sampleFiles,
  input,
  output: personnelFileSample,
  errors: [fileAlreadySampled],
  bulk: {
    name: 'createPersonnelFileSamples',
    rest: 'POST /personnel-file-samples/bulk',
    summary: 'Record up to 1,000 sampled files, with a result for each row.',
  },
  handleMany: recordAll,
});
