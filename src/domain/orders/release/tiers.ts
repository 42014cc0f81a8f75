import { refuse } from '../../../kernel/errors.ts';
import type { Context } from '../../../kernel/operation.ts';
import { businessTime } from '../../programs/index.ts';
import { noReleaseTiers, type TierDelay } from '../model/release.ts';
import type { OrderRow } from '../store.ts';
import { templateFor } from '../store/release-template.ts';
import type { ReleaseTier } from '../tables.ts';

/** Refuses tiers that name one twice. */
export function assertTiersOnce(tiers: readonly { tier: number }[]): void {
  if (new Set(tiers.map(({ tier }) => tier)).size < tiers.length)
    throw refuse('/tiers', 'repeated', 'A tier stands once in a plan.');
}

/** The tiers that a release named, or those of the program's template for such an order; `no_release_tiers` where there is none. */
export async function tiersFor(
  order: OrderRow,
  named: readonly TierDelay[] | undefined,
  context: Context,
): Promise<{ templateId: string | null; tiers: readonly TierDelay[] }> {
  if (named) return { templateId: null, tiers: named };
  const template = await templateFor(order, context);
  if (!template) throw noReleaseTiers();
  return { templateId: template.id, tiers: template.tiers as TierDelay[] };
}

/** Each tier with the instant at which it is due: so many hours, or business hours of the program, from now. */
export async function plannedTiers(
  programId: string,
  tiers: readonly TierDelay[],
  context: Context,
): Promise<ReleaseTier[]> {
  const { now } = context;
  const business = tiers.some(({ delayUnit }) => delayUnit === 'business_hours')
    ? await businessTime(programId, context)
    : undefined;
  return tiers.map((one) => ({
    ...one,
    opensAt:
      one.delayUnit === 'business_hours'
        ? business!.addHours(now, one.delayHours)
        : Temporal.Instant.from(now).add({ hours: one.delayHours }).toString(),
    openedAt: null,
  }));
}
