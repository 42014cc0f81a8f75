import type { Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import { asTenant } from '../../../kernel/transaction.ts';
import { workerMatches } from '../tables.ts';
import { workerMatchLife } from './lifecycle.ts';
import { speaksAnew, workerMatchRaised, workerMatchReopened, type Traits } from './model.ts';
import {
  candidatesFor,
  holdPersons,
  pairKey,
  pairsOf,
  traitsOf,
  type Candidate,
  type MatchRow,
} from './store/pairs.ts';
import type { matchSources } from './words.ts';

type Source = (typeof matchSources)[number];

const toReopen = (found: Candidate & { foundBy: Source }, context: Context) => ({
  agreeing: found.agreeing,
  differing: found.differing,
  foundBy: found.foundBy,
  foundAt: context.now,
  state: step(workerMatchLife, 'reopen', 'distinct'),
  reason: null,
  decidedBy: null,
  decidedAt: null,
});

/**
 * Puts pairs up for judgment: new ones, and those judged distinct where what speaks for or against it has changed, or
 * where a person asks again. One that is open stays as it is. Answers what happened, and the rows by their pairs.
 */
export async function raisePairs(
  found: readonly (Candidate & { foundBy: Source })[],
  context: Context,
): Promise<{ facts: Fact[]; rows: Map<string, MatchRow> }> {
  const facts: Fact[] = [];
  if (found.length === 0) return { facts, rows: new Map() };
  const rows = await pairsOf(found, context);
  const fresh = found.filter((pair) => !rows.has(pairKey(pair)));
  const state = workerMatchLife.initial;
  const made = await context.tx.insert(
    workerMatches,
    fresh.map((pair) => ({ ...pair, foundAt: context.now, state })),
  );
  for (const row of made) {
    rows.set(pairKey(row), row);
    facts.push(workerMatchRaised(row, { workerId: row.workerId, otherWorkerId: row.otherWorkerId }));
  }
  for (const pair of found) {
    const row = rows.get(pairKey(pair))!;
    if (row.state !== 'distinct' || (pair.foundBy !== 'person' && !speaksAnew(row, pair))) continue;
    const open = await context.tx.change(workerMatches, row, toReopen(pair, context));
    rows.set(pairKey(open), open);
    facts.push(workerMatchReopened(open, { workerId: open.workerId, otherWorkerId: open.otherWorkerId }));
  }
  return { facts, rows };
}

/**
 * Asks who else these persons may be, and puts the pairs up for judgment: as the tenant's own hand, since whoever states
 * a person may not see the others. What happened is the operator's alone to know.
 */
export const raiseMatches = (
  persons: readonly ({ workerId: string } & Traits)[],
  foundBy: Source,
  context: Context,
): Promise<Fact[]> =>
  persons.length === 0
    ? Promise.resolve([])
    : asTenant(context.tx, async () => {
        const found = await candidatesFor(persons, context);
        const { facts } = await raisePairs(
          found.map((pair) => ({ ...pair, foundBy })),
          context,
        );
        return facts;
      });

/** Asks anew who else the workers may be, after what is known of them has changed. */
export async function rematch(workerIds: readonly string[], context: Context): Promise<Fact[]> {
  if (workerIds.length === 0) return [];
  const traits = await traitsOf(workerIds, context);
  await holdPersons([...traits.values()], context);
  return raiseMatches(
    [...traits].map(([workerId, known]) => ({ workerId, ...known })),
    'change',
    context,
  );
}
