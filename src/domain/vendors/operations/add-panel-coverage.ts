import { z } from 'zod';
import { daysBetween, rangeOf } from '../../../kernel/day-range.ts';
import { Problem, refuse } from '../../../kernel/errors.ts';
import { bulkCommand, type Context, type Outcome } from '../../../kernel/operation.ts';
import { codeOf, Day, reference } from '../../../kernel/shapes.ts';
import type { NewRow } from '../../../kernel/transaction.ts';
import { inHalves } from '../../../kernel/in-halves.ts';
import { programsOf } from '../../programs/index.ts';
import { CoverageStanding, coverageAdded, coverageOverlaps } from '../model/panel-coverage.ts';
import { Tier } from '../model/panel-membership.ts';
import { panelCoverage } from '../nouns/panel-coverage.ts';
import { permissions } from '../policy.ts';
import { panelCoverages, panelMemberships } from '../tables.ts';

const input = z.strictObject({
  membershipId: reference('panelMembership'),
  profession: codeOf('profession', 'rn').nullish(),
  specialty: codeOf('specialty', 'icu').nullish(),
  facilityId: reference('facility').nullish(),
  tier: Tier.nullish(),
  standing: CoverageStanding.nullish(),
  effectiveFrom: Day,
  effectiveTo: Day.nullish().meta({ description: 'The last day; absent: none.' }),
});

type Added = z.output<typeof input>;

type Wanted = NewRow<typeof panelCoverages>;

/** The rows to insert; a problem where the facility is not one of the membership's program. */
async function rowsOf(inputs: readonly Added[], context: Context): Promise<(Wanted | Problem)[]> {
  const places = await context.tx.takeAll(panelMemberships, [
    ...new Set(inputs.map(({ membershipId }) => membershipId)),
  ]);
  const programOf = await programsOf(
    [...new Set(inputs.flatMap(({ facilityId }) => facilityId ?? []))],
    context,
  );
  return inputs.map(({ membershipId, effectiveFrom, effectiveTo, ...said }) => {
    const { programId, vendorId } = places.get(membershipId)!;
    if (said.facilityId != null && programOf.get(said.facilityId) !== programId)
      return refuse('/facilityId', 'not_in_program', 'The facility is not one of the program.');
    if (effectiveTo != null && effectiveTo < effectiveFrom)
      return refuse('/effectiveTo', 'before_start', 'The last day is before the first.');
    const { profession = null, specialty = null, facilityId = null, tier = null, standing = null } = said;
    const what = { profession, specialty, facilityId, tier, standing };
    const effective = rangeOf(daysBetween(effectiveFrom, effectiveTo));
    return { ...what, membershipId, programId, vendorId, effective };
  });
}

async function addAll(
  inputs: readonly Added[],
  context: Context,
): Promise<(Outcome<{ id: string }> | Problem)[]> {
  const wanted = await rowsOf(inputs, context);
  const rows = wanted.filter((row): row is Wanted => !(row instanceof Problem));
  // One that overlaps undoes all of its statement.
  const added = await inHalves(rows, (some) => context.tx.insert(panelCoverages, some), context);
  let place = 0;
  return wanted.map((row) => {
    const result = row instanceof Problem ? row : added[place++]!;
    return result instanceof Problem ? result : { result, events: [coverageAdded(result, {})] };
  });
}

export const addPanelCoverage = bulkCommand({
  name: 'addPanelCoverage',
  summary:
    'Say what a vendor covers of a program: once something of it is said, orders reach it only for what is.',
  rest: 'POST /panel-coverages',
  permission: permissions.managePanel,
  input,
  output: panelCoverage,
  errors: [coverageOverlaps],
  bulk: {
    name: 'addPanelCoverages',
    rest: 'POST /panel-coverages/bulk',
    summary: 'Say up to 1,000 things that vendors cover, with a result for each row.',
  },
  handleMany: addAll,
});
