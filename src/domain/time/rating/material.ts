import type { Context } from '../../../kernel/operation.ts';
import { dayText, epochMinute, localDay } from '../../../kernel/zone.ts';
import { holidaysOf } from '../../programs/index.ts';
import { agreedRates, type AgreedDays } from '../../rates/index.ts';
import type { StatedTime } from '../model.ts';
import type { PayPolicy } from '../pay-rules/policy.ts';
import type { TimesheetRow } from '../store.ts';
import type { Material } from './input.ts';
import { factsOf, policiesOf, type AskedWeek, type RatingFacts } from './store.ts';
import { countingSpan, daysOfWeek } from './window.ts';

/** A version of a week: its hours, and by which policy and which card they are rated where not by its own. */
export interface ToRate {
  sheet: TimesheetRow;
  revision: number;
  entries: readonly StatedTime[];
  payPolicyId?: string | undefined;
}

/** Prices of hours by a named card instead of those that the program has in force and the assignment agreed. */
export interface Pricing {
  cardId?: string | undefined;
}

const asksHolidays = ({ bill, premiums, differentials }: PayPolicy, agreed: readonly AgreedDays[]) =>
  Boolean(bill?.holidayMultiplier) ||
  Boolean(premiums?.some(({ onHolidays }) => onHolidays)) ||
  differentials.some(({ onHolidays }) => onHolidays) ||
  agreed.some(({ rates }) => rates.some(({ hourType }) => hourType === 'holiday'));

const dayIn = (instant: string, { timeZone }: TimesheetRow) => localDay(epochMinute(instant), timeZone);

const bounds = (weeks: readonly TimesheetRow[]) => {
  const days = weeks.map(daysOfWeek);
  const from = days.map((span) => span.from).toSorted()[0]!;
  const until = days
    .map((span) => span.until)
    .toSorted()
    .at(-1)!;
  return { from, until };
};

/** What cards agree of hours that are not regular, of all the weeks of a program read at once. */
async function agreedOf(
  weeks: readonly ToRate[],
  facts: Map<string, RatingFacts>,
  { cardId }: Pricing,
  context: Context,
): Promise<Map<string, AgreedDays[]>> {
  const found = new Map<string, AgreedDays[]>();
  for (const [programId, ofProgram] of Map.groupBy(weeks, ({ sheet }) => sheet.programId)) {
    const sheets = ofProgram.map(({ sheet }) => sheet);
    const professions = [...new Set(sheets.map(({ id }) => facts.get(id)!.profession))];
    const over = await agreedRates({ programId, professions, span: bounds(sheets), cardId }, context);
    for (const sheet of sheets) {
      const { profession, specialty } = facts.get(sheet.id)!;
      const { vendorId, facilityId, unitId } = sheet;
      found.set(sheet.id, over({ vendorId, facilityId, unitId, profession, specialty }, daysOfWeek(sheet)));
    }
  }
  return found;
}

/** The holidays of each program on the days whose time counts with its weeks, where anything of them asks. */
async function holidaysFor(
  weeks: readonly (AskedWeek & { asks: boolean })[],
  context: Context,
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const [programId, ofProgram] of Map.groupBy(
    weeks.filter(({ asks }) => asks),
    ({ sheet }) => sheet.programId,
  )) {
    const first = Math.min(...ofProgram.map(({ sheet, from }) => dayIn(from, sheet)));
    const last = Math.max(...ofProgram.map(({ sheet, until }) => dayIn(until, sheet)));
    // A holiday that begins on its eve, or ends on the day after, reaches into the week from beside it.
    found.set(programId, await holidaysOf(programId, dayText(first - 1), dayText(last + 1), context));
  }
  return found;
}

/**
 * Reads all that weeks are rated from, for any number of them in as many statements as for one. Only as the tenant's own
 * hand: vendors and workers see neither policy nor rates.
 */
export async function materialOf(
  weeks: readonly ToRate[],
  context: Context,
  pricing: Pricing = {},
): Promise<Material[]> {
  if (weeks.length === 0) return [];
  const policyOf = ({ sheet, payPolicyId }: ToRate) => payPolicyId ?? sheet.payPolicyId;
  const policies = await policiesOf(weeks.map(policyOf), context);
  const asked = weeks.map((week): AskedWeek => {
    const span = countingSpan(week.sheet, policies.get(policyOf(week))!.rules);
    return { sheet: week.sheet, revision: week.revision, ...span };
  });
  const facts = await factsOf(asked, context);
  const agreed = await agreedOf(weeks, facts, pricing, context);
  const asking = weeks.map((week, place) => ({
    ...asked[place]!,
    asks: asksHolidays(policies.get(policyOf(week))!.rules, agreed.get(week.sheet.id)!),
  }));
  const holidays = await holidaysFor(asking, context);
  return weeks.map((week, place) => ({
    sheet: week.sheet,
    entries: week.entries,
    policy: policies.get(policyOf(week))!,
    span: { from: asked[place]!.from, until: asked[place]!.until },
    facts: facts.get(week.sheet.id)!,
    holidays: asking[place]!.asks ? (holidays.get(week.sheet.programId) ?? []) : [],
    agreed: agreed.get(week.sheet.id)!,
    byCard: pricing.cardId !== undefined,
  }));
}
