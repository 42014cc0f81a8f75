import { and, eq } from 'drizzle-orm';
import { Problem } from '../../kernel/errors.ts';
import type { Fact } from '../../kernel/event.ts';
import type { Context } from '../../kernel/operation.ts';
import { step } from '../../kernel/lifecycle.ts';
import { asTenant, type NewRow } from '../../kernel/transaction.ts';
import { chargeLife } from './lifecycle.ts';
import { chargeComputed, chargeMade, chargeWaived } from './model.ts';
import { charges } from './tables.ts';

/** What is owed, before it is a row: money in `currency`, `dueOn` a day at the facility; hours of more than two places are told by its explanation alone. */
export type NewCharge = Omit<NewRow<typeof charges>, 'state' | 'waivedBecause'>;

const exactHours = (hours: string | null | undefined) =>
  hours != null && /^\d+(\.\d{1,2})?$/.test(hours) ? hours : null;

/**
 * Computes a charge once for its source, kind and line key, whoever's act it follows from: the fact of it, or nothing
 * where there is one already. A refund is negative, all others are not.
 */
export async function chargeOnce(owed: NewCharge, context: Context): Promise<Fact[]> {
  const made = await asTenant(context.tx, () =>
    context.attempt(() =>
      context.tx.insert(charges, [{ ...owed, hours: exactHours(owed.hours), state: chargeLife.initial }]),
    ),
  );
  if (made instanceof Problem) {
    if (made.declaration !== chargeComputed) throw made;
    return [];
  }
  const { kind, sourceNoun, sourceId } = owed;
  return [chargeMade(made[0]!, { kind, sourceNoun, sourceId })];
}

/** Waives what was computed for a source under a line key, because it was reckoned anew; nothing where it is none or waived. */
export async function takeBackCharge(
  { kind, sourceId, lineKey }: Pick<NewCharge, 'kind' | 'sourceId' | 'lineKey'>,
  because: string,
  { tx, actor }: Context,
): Promise<Fact[]> {
  return asTenant(tx, async () => {
    const found = await tx.db
      .select()
      .from(charges)
      .where(
        and(
          eq(charges.tenantId, actor.tenantId),
          eq(charges.kind, kind),
          eq(charges.sourceId, sourceId),
          eq(charges.lineKey, lineKey),
          eq(charges.state, 'computed'),
        ),
      )
      .for('update');
    const facts: Fact[] = [];
    for (const one of found) {
      const state = step(chargeLife, 'waive', one.state);
      const waived = await tx.change(charges, one, { state, waivedBecause: because });
      facts.push(chargeWaived(waived, { kind }, because));
    }
    return facts;
  });
}

/** Whether what was computed for a source under a line key was let go of. */
export async function isWaived(
  { kind, sourceId, lineKey }: Pick<NewCharge, 'kind' | 'sourceId' | 'lineKey'>,
  { tx, actor }: Context,
): Promise<boolean> {
  const found = await asTenant(tx, () =>
    tx.db
      .select({ state: charges.state })
      .from(charges)
      .where(
        and(
          eq(charges.tenantId, actor.tenantId),
          eq(charges.kind, kind),
          eq(charges.sourceId, sourceId),
          eq(charges.lineKey, lineKey),
        ),
      )
      // Nobody waives it while what follows from it is computed.
      .for('share'),
  );
  return found.some(({ state }) => state === 'waived');
}
