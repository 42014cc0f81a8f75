import type { Fact } from '../../kernel/event.ts';
import { step } from '../../kernel/lifecycle.ts';
import type { Context } from '../../kernel/operation.ts';
import { holdPlace, moveStanding } from '../vendors/index.ts';
import { consequenceLife } from './lifecycle.ts';
import { consequenceLifted, consequenceOverturned } from './model/vendor-consequence.ts';
import { cameUpon, standingAfter } from './scoring/standing.ts';
import { liveOf, type ConsequenceRow } from './store/consequences.ts';
import { vendorConsequences } from './tables.ts';

const told = { overturn: consequenceOverturned, lift: consequenceLifted };

/**
 * Ends a consequence, whose vendor's place is held: the standing is what it was before, as far as nothing else holds or
 * set it. Another that came later goes back, when it ends, to where this one would have.
 */
export async function endConsequence(
  consequence: ConsequenceRow,
  verb: keyof typeof told,
  reason: string,
  context: Context,
): Promise<{ row: ConsequenceRow; facts: [Fact, ...Fact[]] }> {
  const others = (await liveOf(consequence, context)).filter(({ id }) => id !== consequence.id);
  const row = await context.tx.change(vendorConsequences, consequence, {
    state: step(consequenceLife, verb, consequence.state),
    endedAt: context.now,
    decidedBecause: reason,
  });
  const later = others.filter(
    (other) =>
      cameUpon(other, consequence) &&
      (other.createdAt > consequence.createdAt ||
        (other.createdAt === consequence.createdAt && other.id > consequence.id)),
  );
  await context.tx.changeAll(
    vendorConsequences,
    later.map((other) => ({ row: other, changes: { standingBefore: consequence.standingBefore } })),
  );
  const facts: [Fact, ...Fact[]] = [told[verb](row, { kind: row.kind }, reason)];
  const place = await holdPlace(consequence, context);
  const to = place && standingAfter(consequence, others, place.standing);
  return { row, facts: to ? [...facts, ...(await moveStanding(place, to, reason, context))] : facts };
}
