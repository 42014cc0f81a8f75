import type { Client } from '../support/service.ts';
import { ok } from '../support/weeks.ts';
import { cents, listed, type Counted, type Listed } from './figures-by-hand.ts';
import type { Money } from './money-ground.ts';
import type { Chance } from './seeded.ts';

/** Says of some days what the client's own staff worked and cost, and what could be spent; of some of them twice. */
export async function tellWorkforce({ weeks }: Money, chance: Chance): Promise<void> {
  const facilityId = String(weeks.world.rows['facilities']!['id']);
  const some = (most: number, often: number) =>
    chance.percent(often) ? (chance.whole(most * 100) / 100).toFixed(2) : null;
  for (const workedOn of [
    '2026-01-31',
    '2026-02-02',
    '2026-02-05',
    '2026-02-05',
    '2026-02-13',
    '2026-03-01',
  ]) {
    const told = { employedCost: some(40_000, 80), addressableSpend: some(90_000, 80) };
    ok(
      await weeks.finance.post('/workforce-measures', {
        facilityId,
        profession: chance.pick(['rn', 'cna']),
        workedOn,
        employedHours: `${chance.whole(900)}.50`,
        ...told,
      }),
      201,
    );
  }
}

/** Certificates of diversity of the first vendors: in force, lapsed before the work, not accepted, and of another month. */
export async function certify({ weeks, suppliers }: Money): Promise<void> {
  const certificate = (at: number, differences: object) =>
    weeks.rows(() =>
      weeks.world.copy('vendor_documents', {
        vendor_id: suppliers[at]!.id,
        kind: 'diversity_certificate',
        diversity_kind: 'mbe',
        per_occurrence_limit: null,
        ...differences,
      }),
    );
  // Ended within the month of the work, and was replaced since.
  await certificate(0, { effective_on: '2025-02-10', expires_on: '2026-02-01', state: 'superseded' });
  await certificate(1, { effective_on: '2025-01-01', expires_on: '2026-01-31', state: 'expired' });
  await certificate(2, { effective_on: '2026-02-20', expires_on: null, state: 'accepted' });
  await certificate(3, { effective_on: '2026-01-01', expires_on: null, state: 'submitted' });
}

/** Findings amiss with time of every vendor's weeks: open ones, and of each other state. */
export async function findAmiss({ weeks }: Money): Promise<void> {
  const sheets = await listed(weeks.manager, '/timesheets');
  for (const [at, { id, vendorId, workerId }] of sheets.entries())
    await weeks.rows(() =>
      weeks.world.copy('time_exceptions', {
        timesheet_id: id,
        vendor_id: vendorId,
        worker_id: workerId,
        key: `found-${at}`,
        state: at % 3 > 0 ? 'open' : 'cleared',
      }),
    );
}

/** Whether a document made the vendor a diverse one on a day of the month of the day. */
function isDiverse(documents: readonly Listed[], { vendorId, workDateTo }: Listed): boolean {
  const month = Temporal.PlainDate.from(workDateTo).toPlainYearMonth();
  const [first, last] = [month.toPlainDate({ day: 1 }), month.toPlainDate({ day: month.daysInMonth })];
  return documents.some(
    (one) =>
      one['vendorId'] === vendorId &&
      one['kind'] === 'diversity_certificate' &&
      ['accepted', 'expiring', 'expired', 'superseded'].includes(one['state']) &&
      one['effectiveOn'] <= last.toString() &&
      (one['expiresOn'] === null || one['expiresOn'] >= first.toString()),
  );
}

/** What was accrued with diverse vendors, of all that was. */
export async function diverseOf(
  manager: Client,
  accrued: readonly Listed[],
  of: string | undefined,
): Promise<Counted[]> {
  const documents = await listed(manager, '/vendor-documents');
  return accrued.map((item) => ({
    day: item['workDateTo'],
    group: of ? item[of] : null,
    numerator: isDiverse(documents, item) ? cents(item['amount']) : 0n,
    denominator: cents(item['amount']),
  }));
}

interface Work {
  accrued: readonly Listed[];
  /** Approved minutes by day and place. */
  hours: readonly Counted[];
  measures: readonly Listed[];
}

/** Contingent work beside the client's own, by the facility of each or by nothing. */
export function besideOwn({ accrued, hours, measures }: Work, of: 'facilityId' | undefined) {
  const at = (row: Listed, day: string) => ({ day: row[day] as string, group: of ? row[of] : null });
  const amount = (text: string | null) => (text === null ? 0n : cents(text));
  // A charge of no placement is no staffing: deliverables, fees and credits of nobody's work.
  const staffing = accrued.filter(({ assignmentId }) => assignmentId !== null);
  return {
    spend_under_management: [
      ...accrued.map((item) => ({
        ...at(item, 'workDateTo'),
        numerator: cents(item['amount']),
        denominator: 0,
      })),
      ...measures.map((told) => ({ ...at(told, 'workedOn'), denominator: amount(told['addressableSpend']) })),
    ],
    premium_labor: [
      ...staffing.map((item) => ({
        ...at(item, 'workDateTo'),
        numerator: cents(item['amount']),
        denominator: cents(item['amount']),
      })),
      ...measures.map((told) => ({ ...at(told, 'workedOn'), denominator: amount(told['employedCost']) })),
    ],
    contingent_share: [
      ...hours.map(({ day, group, denominator = 0 }) => ({
        day,
        group,
        numerator: denominator,
        denominator,
      })),
      ...measures.map((told) => ({
        ...at(told, 'workedOn'),
        denominator: Math.round(Number(told['employedHours']) * 60),
      })),
    ],
  } satisfies Record<string, Counted[]>;
}
