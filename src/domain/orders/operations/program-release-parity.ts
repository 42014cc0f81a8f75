import { z } from 'zod';
import { refuse } from '../../../kernel/errors.ts';
import { query } from '../../../kernel/operation.ts';
import { Id, Instant, reference } from '../../../kernel/shapes.ts';
import { OmissionReason, ReleasePlanState, Tier } from '../model/release.ts';
import { permissions } from '../policy.ts';
import { releasedByName, tiersReleased } from '../store/parity.ts';

const Omitted = z
  .strictObject({ vendorId: Id, vendorName: z.string(), why: OmissionReason })
  .meta({ id: 'ReleaseOmission' });

const TierRow = z
  .strictObject({
    orderId: Id,
    orderTitle: z.string(),
    planId: Id,
    planState: ReleasePlanState,
    releasedAt: Instant,
    tier: Tier,
    plannedAt: Instant,
    openedAt: Instant.nullable(),
    vendorCount: z.int().meta({ description: 'Vendors who first saw the order by this tier.' }),
    firstVisibleAt: Instant.nullable(),
    lastVisibleAt: Instant.nullable(),
    spreadSeconds: z
      .string()
      .nullable()
      .meta({ scalar: 'Decimal', description: 'Between the first and the last of them; zero is parity.' }),
    joinedLater: z.int().meta({ description: 'Vendors who came to belong to the tier after it opened.' }),
    jumpedAt: Instant.nullable(),
    jumpReason: z.string().nullable(),
    withdrawnAt: Instant.nullable(),
    withdrawReason: z.string().nullable(),
    omitted: z.array(Omitted),
  })
  .meta({ id: 'ReleaseTierParity' });

const NamedRow = z
  .strictObject({
    orderId: Id,
    vendorId: Id,
    vendorName: z.string(),
    tier: Tier,
    shownAt: Instant,
    reason: z.string().nullable(),
  })
  .meta({ id: 'NamedRelease' });

const longest = Temporal.Duration.from({ hours: 24 * 400 });

export const programReleaseParity = query({
  name: 'programReleaseParity',
  summary:
    'Of every order that was released in a period, tier by tier: when it was planned and opened, how alike its vendors were served, and whom it left out and why.',
  rest: 'GET /programs/{programId}/release-parity',
  permission: permissions.readReleases,
  input: z.strictObject({ programId: reference('program'), from: Instant, until: Instant }),
  output: z
    .strictObject({
      programId: Id,
      from: Instant,
      until: Instant,
      widestSpreadSeconds: z.string().nullable().meta({ scalar: 'Decimal' }),
      tiers: z.array(TierRow),
      named: z.array(NamedRow),
    })
    .meta({ id: 'ProgramReleaseParity' }),
  rows: 'tiers',
  heavy: true,
  async handle({ programId, from, until }, context) {
    const length = Temporal.Instant.from(until).since(Temporal.Instant.from(from));
    if (length.sign <= 0) throw refuse('/until', 'before_start', 'The end is not after the start.');
    if (Temporal.Duration.compare(length, longest) > 0)
      throw refuse('/until', 'too_long', 'A report covers at most 400 days.');
    const period = { programId, from, until };
    const tiers = await tiersReleased(period, context);
    const spreads = tiers.flatMap(({ spreadSeconds }) => spreadSeconds ?? []);
    const widest = spreads.toSorted((one, other) => Number(other) - Number(one))[0] ?? null;
    const named = await releasedByName(period, context);
    return { ...period, widestSpreadSeconds: widest, tiers: tiers as z.input<typeof TierRow>[], named };
  },
});
