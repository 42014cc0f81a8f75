import { ok } from '../support/weeks.ts';
import { listed } from './figures-by-hand.ts';
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
