import type { z } from 'zod';
import { refuse, type Problem } from '../../kernel/errors.ts';
import { step } from '../../kernel/lifecycle.ts';
import { parseRate } from '../../kernel/money.ts';
import type { Context } from '../../kernel/operation.ts';
import type { Changes, NewRow, Row } from '../../kernel/transaction.ts';
import { type Coordinates, locatedAt } from '../programs/index.ts';
import { representationLife } from './lifecycle.ts';
import { representationExists, unborn } from './model.ts';
import { kept } from './profile/model.ts';
import { ownRepresentations } from './store.ts';
import { representations } from './tables.ts';

export type RepresentationRow = Row<typeof representations>;

/** What a vendor states of a worker; absent is unknown. */
export interface Stated extends Omit<
  NewRow<typeof representations>,
  | 'id'
  | 'vendorId'
  | 'workerId'
  | 'state'
  | 'salt'
  | 'rightToRepresentFrom'
  | 'homeLatitude'
  | 'homeLongitude'
> {
  lastFour?: string | null | undefined;
  rightToRepresentFrom?: string | undefined;
  homeCoordinates?: z.output<typeof Coordinates> | undefined;
}

/** The refusal of a statement that cannot be true, if it is one. */
export const untrue = (
  { birthDate, rightToRepresentFrom, rightToRepresentUntil }: Stated,
  { now }: Context,
): Problem | undefined =>
  unborn(birthDate, now) ??
  (Temporal.Instant.compare(rightToRepresentUntil, rightToRepresentFrom ?? now) <= 0
    ? refuse('/rightToRepresentUntil', 'before_start', 'The right ends before it begins.')
    : undefined);

/** What of a statement is kept in a representation; without `lastFour`, which only recognizes. */
export const keptOf = ({
  lastFour: _,
  rightToRepresentFrom,
  payRate,
  experience,
  homeCoordinates,
  ...told
}: Stated) => ({
  birthDate: null,
  npi: null,
  email: null,
  phone: null,
  availableOn: null,
  taxonomyCodes: [] as string[],
  ...told,
  ...locatedAt(homeCoordinates ?? null, 'homeLatitude', 'homeLongitude'),
  ...(rightToRepresentFrom && { rightToRepresentFrom }),
  experience: kept(experience) ?? [],
  payRate: payRate ? parseRate(payRate) : null,
});

/** What turns a withdrawn representation into one that holds again. */
export const renewing = (row: RepresentationRow): Changes<typeof representations> => ({
  state: step(representationLife, 'renew', row.state),
});

/**
 * Writes the vendor's representation of a worker: a new one, or its withdrawn one renewed. Refuses with
 * `representation_exists` where it has an active one.
 */
export async function keepRepresentation(
  workerId: string,
  given: Stated,
  context: Context,
): Promise<RepresentationRow> {
  const values = { rightToRepresentFrom: context.now, ...keptOf(given) };
  const own = (await ownRepresentations({ workerIds: [workerId] }, context)).at(-1);
  if (own?.state === 'active') throw representationExists({ facts: { representationId: own.id } });
  if (own) return context.tx.change(representations, own, { ...values, ...renewing(own) });
  const vendorId = context.actor.vendorId!;
  const [row] = await context.tx.insert(representations, [
    { ...values, vendorId, workerId, state: representationLife.initial },
  ]);
  return row!;
}
