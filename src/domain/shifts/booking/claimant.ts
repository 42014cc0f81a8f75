import { notFound, refuse } from '../../../kernel/errors.ts';
import type { Context } from '../../../kernel/operation.ts';
import { claimantOf, ownClaims, type Claimant } from '../store/claimant.ts';

/**
 * Who would take a shift of the order: whom the representation names; a worker without one is spoken for by the vendor
 * whose right is the oldest of those that are shown the order.
 */
export async function claimantFor(
  { orderId }: { orderId: string },
  representationId: string | undefined,
  context: Context,
): Promise<Claimant> {
  const { side, workerId } = context.actor;
  if (representationId !== undefined) {
    // That the caller sees it was checked with the reference.
    const claimant = await claimantOf(representationId, context);
    if (!claimant) throw notFound();
    return claimant;
  }
  if (side !== 'worker')
    throw refuse('/representationId', 'required', 'Name the worker by its representation.');
  const [first] = await ownClaims(workerId!, [orderId], context);
  if (!first) throw notFound();
  return first;
}
