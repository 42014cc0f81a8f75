import type { Fact } from '../../kernel/event.ts';
import type { Context } from '../../kernel/operation.ts';
import { boundaryAt, epochDay, instantAt, localDate } from '../../kernel/zone.ts';
import { programs } from '../programs/index.ts';
import { holdPlace, moveStanding } from '../vendors/index.ts';
import { endConsequence } from './ending.ts';
import { consequenceLife } from './lifecycle.ts';
import { consequenceKinds, consequenceImposed, liveStates } from './model/vendor-consequence.ts';
import { breach, isRecovered, stillHolds, type Finding, type Floor } from './scoring/judge.ts';
import { periodAfter, periodOf, type ScorecardPeriod } from './scoring/period.ts';
import { isWorse, standingFor } from './scoring/standing.ts';
import { consequencesOf, rulesOf, type ConsequenceRow, type RuleRow } from './store/consequences.ts';
import type { DefinitionRow } from './store/definitions.ts';
import { scorecardsFrom, type ScorecardRow } from './store/scorecards.ts';
import { vendorConsequences } from './tables.ts';

/** More than a rule may ask for, of breach and recovery together. */
const periodsLookedBack = 24;

interface FoundPeriod extends Finding {
  scorecardId: string;
}

interface Judged {
  floor: Floor;
  findings: FoundPeriod[];
}

const isLive = ({ state }: ConsequenceRow) => liveStates.some((one) => one === state);

/** What a rule sees of a vendor's scorecards: every period from its first to its last, in order. */
function judgedBy(rule: RuleRow, period: ScorecardPeriod, cards: readonly ScorecardRow[]): Judged {
  const byPeriod = new Map(cards.map((card) => [card.periodFrom, card]));
  const last = cards.at(-1)!.periodFrom;
  const findings: FoundPeriod[] = [];
  let better: Floor['better'] = 'higher';
  for (let { from } = periodOf(period, cards[0]!.periodFrom); from <= last;) {
    const card = byPeriod.get(from);
    const component = card?.components.find(({ name }) => name === rule.component);
    const value = rule.component === null ? (card?.score ?? null) : (component?.actual ?? null);
    if (component) better = component.better;
    findings.push({ from, value, scorecardId: card?.id ?? '' });
    ({ from } = periodAfter(period, from));
  }
  return { floor: { ...rule, better }, findings };
}

interface Deeds {
  lifts: { lift: ConsequenceRow; because: string }[];
  takes: { rule: RuleRow; run: FoundPeriod[] }[];
}

/** What the rules call for now: what is made good or was never so is lifted before anything is taken, the mildest first. */
function deedsOf(
  rules: readonly RuleRow[],
  judged: ReadonlyMap<string, Judged>,
  past: readonly ConsequenceRow[],
): Deeds {
  const { lifts, takes }: Deeds = { lifts: [], takes: [] };
  for (const rule of rules) {
    const { floor, findings } = judged.get(rule.id)!;
    const own = past.filter(({ ruleId }) => ruleId === rule.id);
    const live = own.find(isLive);
    if (live) {
      const periods = live.evidence.map(({ periodFrom }) => periodFrom);
      if (!stillHolds({ ...floor, threshold: live.threshold }, findings, periods))
        lifts.push({ lift: live, because: 'Its figures were corrected' });
      else if (isRecovered(floor, findings, live.lastPeriodFrom))
        lifts.push({ lift: live, because: 'Recovered' });
      continue;
    }
    const ended =
      own
        .map(({ lastPeriodFrom }) => lastPeriodFrom)
        .toSorted()
        .at(-1) ?? null;
    const run = breach(floor, findings, ended);
    if (run) takes.push({ rule, run });
  }
  return { lifts, takes };
}

/** The instant until which what is taken now may be appealed: the end of the last of so many days in the zone. */
const appealUntil = (days: number, now: string, zone: string): string =>
  instantAt(boundaryAt(epochDay(localDate(now, zone)) + days + 1, '00:00', zone));

/** Judges the vendors by the rules of a scorecard, which is held, and does what they call for. */
export async function enforce(
  { seriesId, programId, period }: DefinitionRow,
  vendorIds: readonly string[],
  context: Context,
): Promise<{ taken: ConsequenceRow[]; facts: Fact[] }> {
  const outcome: { taken: ConsequenceRow[]; facts: Fact[] } = { taken: [], facts: [] };
  const rules = (await rulesOf(seriesId, context)).toSorted(
    (one, other) => consequenceKinds.indexOf(one.consequence) - consequenceKinds.indexOf(other.consequence),
  );
  if (rules.length === 0 || vendorIds.length === 0) return outcome;
  const zone = (await context.tx.find(programs, programId))!.timeZone;
  const ruleIds = rules.map(({ id }) => id);
  const { from } = periodAfter(period, localDate(context.now, zone), -periodsLookedBack);
  const cards = Map.groupBy(
    await scorecardsFrom({ seriesId, from, vendorIds }, context),
    (card) => card.vendorId,
  );
  const past = Map.groupBy(await consequencesOf(ruleIds, vendorIds, context), (one) => one.vendorId);
  // Each vendor's place is held before what is brought upon it, in the order of their ids.
  for (const vendorId of vendorIds.toSorted()) {
    const own = cards.get(vendorId) ?? [];
    if (own.length === 0) continue;
    const judged = new Map(rules.map((rule) => [rule.id, judgedBy(rule, period, own)]));
    const seen = deedsOf(rules, judged, past.get(vendorId) ?? []);
    if (seen.lifts.length + seen.takes.length === 0) continue;
    const place = await holdPlace({ programId, vendorId }, context);
    if (!place) continue;
    const held = await consequencesOf(ruleIds, [vendorId], context);
    const { lifts, takes } = deedsOf(rules, judged, held);
    for (const { lift, because } of lifts) {
      const live = await context.take(vendorConsequences, lift.id, { version: false });
      outcome.facts.push(...(await endConsequence(live, 'lift', because, context)).facts);
    }
    // Who has left is brought nothing more; a lift may have let it back.
    const left =
      takes.length > 0 && (await holdPlace({ programId, vendorId }, context))!.standing === 'exited';
    for (const { rule, run } of left ? [] : takes) {
      const until = appealUntil(rule.appealDays, context.now, zone);
      const { row, facts } = await take(rule, run, { vendorId, until }, context);
      outcome.taken.push(row);
      outcome.facts.push(...facts);
    }
  }
  return outcome;
}

async function take(
  { id: ruleId, programId, name, consequence: kind, threshold }: RuleRow,
  run: readonly FoundPeriod[],
  { vendorId, until }: { vendorId: string; until: string },
  context: Context,
): Promise<{ row: ConsequenceRow; facts: Fact[] }> {
  const place = (await holdPlace({ programId, vendorId }, context))!;
  const [row] = await context.tx.insert(vendorConsequences, [
    {
      programId,
      vendorId,
      ruleId,
      kind,
      firstPeriodFrom: run[0]!.from,
      lastPeriodFrom: run.at(-1)!.from,
      evidence: run.map(({ from, scorecardId, value }) => ({ periodFrom: from, scorecardId, value: value! })),
      threshold,
      standingBefore: place.standing,
      appealUntil: until,
      state: consequenceLife.initial,
    },
  ]);
  const told = consequenceImposed(row!, {
    ruleId,
    kind,
    firstPeriodFrom: run[0]!.from,
    lastPeriodFrom: run.at(-1)!.from,
    scorecardIds: run.map(({ scorecardId }) => scorecardId),
  });
  const to = standingFor[kind];
  const moved = isWorse(to, place.standing) ? await moveStanding(place, to, name, context) : [];
  return { row: row!, facts: [told, ...moved] };
}
