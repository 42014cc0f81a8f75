import type { Fact } from '../../kernel/event.ts';
import { step } from '../../kernel/lifecycle.ts';
import type { Context } from '../../kernel/operation.ts';
import { asTenant } from '../../kernel/transaction.ts';
import { membersOf } from '../vendors/index.ts';
import { findingsOf, type Findings } from './figures.ts';
import { scorecardLife } from './lifecycle.ts';
import { MeasureEvidence, scorecardEvaluated, ScoredComponent } from './model/scorecard.ts';
import type { PeriodDays } from './scoring/period.ts';
import { scoreOf } from './scoring/score.ts';
import type { DefinitionRow } from './store/definitions.ts';
import { scorecardsFrom, type ScorecardRow, vendorsScoredIn } from './store/scorecards.ts';
import { scorecards } from './tables.ts';

/** A vendor's period, reckoned and not yet kept. */
export interface Reckoned {
  vendorId: string;
  /** Of a hundred, 2 places; null where too little is known. */
  score: string | null;
  components: ScoredComponent[];
}

function reckon({ components, missing }: DefinitionRow, findings: Findings, vendorId: string): Reckoned {
  const found = components.map((component) => ({ component, ...findings(component, vendorId) }));
  const { score, parts } = scoreOf(
    found.map(({ component, measured }) => ({ aim: component, measured })),
    missing,
  );
  return {
    vendorId,
    score,
    components: found.map(({ component, measured, definitionId, evidence }, place) => ({
      ...component,
      definitionId,
      numerator: measured?.numerator ?? null,
      denominator: measured?.denominator ?? null,
      ...parts[place]!,
      evidence,
    })),
  };
}

/**
 * The scores of a period, by vendor: of all that are on the panel, of the tiers asked for, and have not left it; of a
 * period that was scored before, of those too that were scored then.
 */
export async function reckonPeriod(
  definition: DefinitionRow,
  days: PeriodDays,
  context: Context,
): Promise<Reckoned[]> {
  const { programId, seriesId, tiers } = definition;
  const members = await asTenant(context.tx, () => membersOf(programId, context));
  // Who has left since is scored anew: it may have had to leave for figures that were wrong.
  const scored = await vendorsScoredIn({ seriesId, periodFrom: days.from }, context);
  const asked = members.filter(({ tier }) => tiers === null || tiers.includes(tier));
  const vendorIds = new Set([...asked.map(({ vendorId }) => vendorId), ...scored]);
  const findings = await findingsOf(definition, days, context);
  return [...vendorIds].toSorted().map((vendorId) => reckon(definition, findings, vendorId));
}

// Members in one order, whatever the one in which the database gives them back.
const memberOrder = [...Object.keys(ScoredComponent.shape), ...Object.keys(MeasureEvidence.shape)];
const written = (components: readonly ScoredComponent[]): string => JSON.stringify(components, memberOrder);

/**
 * Keeps what was reckoned of a period; what differs from what was found before supersedes it. The series is held.
 * Answers what is new, with its facts, and what stays.
 */
export async function keepPeriod(
  { id: definitionId, seriesId, programId }: DefinitionRow,
  days: PeriodDays,
  reckoned: readonly Reckoned[],
  context: Context,
): Promise<{ rows: ScorecardRow[]; fresh: ReadonlySet<string>; facts: Fact[] }> {
  const vendorIds = reckoned.map(({ vendorId }) => vendorId);
  const since = { seriesId, from: days.from, vendorIds };
  const present = new Map(
    (vendorIds.length === 0 ? [] : await scorecardsFrom(since, context))
      .filter(({ periodFrom }) => periodFrom === days.from)
      .map((row) => [row.vendorId, row]),
  );
  const differing = reckoned.filter(({ vendorId, score, components }) => {
    const before = present.get(vendorId);
    return !(
      before?.definitionId === definitionId &&
      before.score === score &&
      written(before.components) === written(components)
    );
  });
  const replaced = differing.flatMap(({ vendorId }) => present.get(vendorId) ?? []);
  await context.tx.changeAll(
    scorecards,
    replaced.map((row) => ({ row, changes: { state: step(scorecardLife, 'supersede', row.state) } })),
  );
  const fresh = await context.tx.insert(
    scorecards,
    differing.map(({ vendorId, score, components }) => ({
      programId,
      vendorId,
      seriesId,
      definitionId,
      periodFrom: days.from,
      periodTo: days.to,
      revision: (present.get(vendorId)?.revision ?? 0) + 1,
      score,
      components,
      state: scorecardLife.initial,
    })),
  );
  const byVendor = new Map([...present, ...fresh.map((row) => [row.vendorId, row] as const)]);
  return {
    rows: vendorIds.map((vendorId) => byVendor.get(vendorId)!),
    fresh: new Set(fresh.map(({ id }) => id)),
    facts: fresh.map((row) =>
      scorecardEvaluated(row, { periodFrom: days.from, score: row.score, revision: row.revision }),
    ),
  };
}
