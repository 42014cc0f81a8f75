import { refuse } from '../../kernel/errors.ts';
import { step } from '../../kernel/lifecycle.ts';
import { parseRate } from '../../kernel/money.ts';
import type { Context } from '../../kernel/operation.ts';
import type { NewRow, Row } from '../../kernel/transaction.ts';
import { representationLife } from './lifecycle.ts';
import { representationExists } from './model.ts';
import { representationOf } from './store.ts';
import { representations } from './tables.ts';

export type RepresentationRow = Row<typeof representations>;

/** What a vendor states of a worker; absent is unknown. */
interface Stated extends Omit<
  NewRow<typeof representations>,
  'id' | 'vendorId' | 'workerId' | 'state' | 'salt' | 'rightToRepresentFrom'
> {
  lastFour?: string | undefined;
  rightToRepresentFrom?: string | undefined;
}

/**
 * Writes the vendor's representation of a worker: a new one, or its withdrawn one renewed. Refuses with
 * `representation_exists` where it has an active one.
 */
export async function keepRepresentation(
  workerId: string,
  given: Stated,
  context: Context,
): Promise<RepresentationRow> {
  const { lastFour: _, rightToRepresentFrom = context.now, payRate, ...told } = given;
  const values = {
    birthDate: null,
    npi: null,
    email: null,
    phone: null,
    availableOn: null,
    ...told,
    rightToRepresentFrom,
    payRate: payRate ? parseRate(payRate) : null,
  };
  if (Temporal.Instant.compare(values.rightToRepresentUntil, rightToRepresentFrom) <= 0)
    throw refuse('/rightToRepresentUntil', 'before_start', 'The right ends before it begins.');
  const own = await representationOf(workerId, context);
  if (own?.state === 'active') throw representationExists({ facts: { representationId: own.id } });
  if (own) {
    const state = step(representationLife, 'renew', own.state);
    return context.tx.change(representations, own, { ...values, state });
  }
  const vendorId = context.actor.vendorId!;
  const [row] = await context.tx.insert(representations, [
    { ...values, vendorId, workerId, state: 'active' },
  ]);
  return row!;
}
