import { and, desc, eq, sql } from 'drizzle-orm';
import { step } from '../../../../kernel/lifecycle.ts';
import type { Context } from '../../../../kernel/operation.ts';
import type { Row } from '../../../../kernel/transaction.ts';
import type { agreements } from '../../tables.ts';
import { utilizationLife } from '../lifecycle.ts';
import { agreementUtilizations } from '../tables.ts';
import type { VolumeBand, VolumeStep } from '../volume.ts';

export type UtilizationRow = Row<typeof agreementUtilizations>;

/** What the volume of one month does to the days of the month after, as far as the agreement covers them. */
export interface MonthStep {
  utilizationId: string;
  revision: number;
  agreementId: string;
  /** The month that was measured, by its first day. */
  month: string;
  measure: UtilizationRow['measure'];
  volume: string;
  /** The first and the last day of the step, both in it. */
  from: string;
  to: string;
  /** Null where the volume lay in no band: no step. */
  band: (VolumeStep & { id: string }) | null;
}

/**
 * The steps of a vendor's agreements in a program on the days from one to another: a closed month's volume sets the
 * step of the month after. `hold` keeps the agreements as they are until the transaction ends, so that no month is
 * measured anew meanwhile.
 */
export async function monthStepsOver(
  asked: { programId: string; vendorId: string; from: string; to: string },
  { tx, actor }: Context,
  { hold = false } = {},
): Promise<MonthStep[]> {
  const { programId, vendorId, from, to } = asked;
  const found = await tx.rows<
    Omit<MonthStep, 'band'> & { bandId: string | null; kind: VolumeStep['kind']; value: string }
  >(sql`
    select u.id as "utilizationId", u.revision, u.agreement_id as "agreementId", u.month::text as month, u.measure, u.volume::text as volume,
      greatest(lower(a.effective), (u.month + interval '1 month')::date)::text as "from",
      (least(upper(a.effective), (u.month + interval '2 months')::date) - 1)::text as "to",
      u.band_id as "bandId", u.step_kind as kind, u.step_value::text as value
    from agreements a join agreement_utilizations u on u.tenant_id = a.tenant_id and u.agreement_id = a.id
    where a.tenant_id = ${actor.tenantId} and a.program_id = ${programId} and a.vendor_id = ${vendorId}
      and a.effective && daterange(${from}::date, ${to}::date, '[]') and u.state = 'in_force'
      and daterange((u.month + interval '1 month')::date, (u.month + interval '2 months')::date)
        && (a.effective * daterange(${from}::date, ${to}::date, '[]'))
    order by u.month, u.id ${hold ? sql`for share of a` : sql``}`);
  return found.map(({ bandId, kind, value, ...row }) => ({
    ...row,
    band: bandId === null ? null : { id: bandId, kind, value },
  }));
}

/** What the months behind steps were ever found to be, by id: whose they are. */
export async function utilizationsBehind(
  steps: readonly MonthStep[],
  { tx, actor }: Context,
): Promise<Map<string, { agreementId: string; month: string }>> {
  const months = JSON.stringify(steps.map(({ agreementId, month }) => ({ agreementId, month })));
  const found = await tx.rows<{ id: string; agreementId: string; month: string }>(sql`
    select u.id, u.agreement_id as "agreementId", u.month::text as month
    from json_to_recordset(${months}::json) as s ("agreementId" uuid, month date)
    join agreement_utilizations u on u.tenant_id = ${actor.tenantId} and u.agreement_id = s."agreementId" and u.month = s.month`);
  return new Map(found.map(({ id, agreementId, month }) => [id, { agreementId, month }]));
}

/** The step in force on a day, `YYYY-MM-DD`. */
export const stepOn = (steps: readonly MonthStep[], day: string): MonthStep | undefined =>
  steps.find(({ from, to }) => from <= day && day <= to);

/** A rate step that is in force, and what brought it. */
export interface StepInForce extends VolumeStep {
  agreementId: string;
  bandId: string;
  /** The month that was measured, by its first day, and its volume. */
  utilization: { measure: string; month: string; value: string };
}

/**
 * The rate step in force for a vendor in a program on a day (`YYYY-MM-DD`, the program's), by the volume of the month
 * before: undefined where its agreement has no bands, that volume lay in none, or the month is not closed yet.
 * `discount_percent`: percent off; `rate_step`: so much an hour more, less where negative; `rate_floor`: the least an
 * hour costs.
 */
export async function rateStepOn(
  { programId, vendorId, day }: { programId: string; vendorId: string; day: string },
  context: Context,
): Promise<StepInForce | undefined> {
  const found = stepOn(await monthStepsOver({ programId, vendorId, from: day, to: day }, context), day);
  if (!found?.band) return undefined;
  const { agreementId, measure, month, volume, band } = found;
  const utilization = { measure, month, value: volume };
  return { agreementId, bandId: band.id, kind: band.kind, value: band.value, utilization };
}

/** What a month was last found to be. */
export async function utilizationOf(
  agreementId: string,
  month: string,
  { tx, actor }: Context,
): Promise<UtilizationRow | undefined> {
  const [found] = await tx.db
    .select()
    .from(agreementUtilizations)
    .where(
      and(
        eq(agreementUtilizations.tenantId, actor.tenantId),
        eq(agreementUtilizations.agreementId, agreementId),
        eq(agreementUtilizations.month, month),
      ),
    )
    .orderBy(desc(agreementUtilizations.revision))
    .limit(1);
  return found;
}

/** Records the volume of a month in place of what it was found to be before; the agreement is held. */
export async function recordUtilization(
  agreement: Pick<Row<typeof agreements>, 'id' | 'programId' | 'vendorId'>,
  found: { month: string; measure: UtilizationRow['measure']; volume: string; band: VolumeBand | undefined },
  before: UtilizationRow | undefined,
  { tx }: Context,
): Promise<UtilizationRow> {
  const { month, measure, volume, band } = found;
  if (before)
    await tx.change(agreementUtilizations, before, {
      state: step(utilizationLife, 'supersede', before.state),
    });
  const { id: agreementId, programId, vendorId } = agreement;
  const [recorded] = await tx.insert(agreementUtilizations, [
    {
      agreementId,
      programId,
      vendorId,
      month,
      revision: (before?.revision ?? 0) + 1,
      measure,
      volume,
      bandId: band?.id ?? null,
      stepKind: band?.stepKind ?? null,
      stepValue: band?.stepValue ?? null,
      state: utilizationLife.initial,
    },
  ]);
  return recorded!;
}
