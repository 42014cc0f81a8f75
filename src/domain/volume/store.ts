import { and, eq, inArray, sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { Context } from '../../kernel/operation.ts';
import type { Row } from '../../kernel/transaction.ts';
import { approvedLines, workedTypes, type WorkedOver } from '../time/index.ts';
import { agreements, type VolumeMeasure } from '../vendors/index.ts';

export type AgreementRow = Row<typeof agreements>;

/**
 * The volume of some days, at most 2 places. Hours: those approved, each counted once. Headcount: the people who were
 * placed on any of the days. Spend: what was charged for approved time at the agreed rates, before fees and steps.
 */
export async function volumeOf(
  measure: z.output<typeof VolumeMeasure>,
  measured: WorkedOver,
  { tx, actor }: Context,
): Promise<string> {
  const { programId, vendorId, from, to } = measured;
  const statement = {
    monthly_hours: sql`select coalesce(round(sum(l.minutes) filter (where l.hour_type = any(${`{${workedTypes.join(',')}}`}::text[])) / 60.0, 2), 0)::text as volume
      from ${approvedLines(measured, actor.tenantId)}`,
    spend: sql`select coalesce(sum(l.amount), 0)::text as volume from ${approvedLines(measured, actor.tenantId)}`,
    headcount: sql`select count(distinct a.worker_id)::text as volume from assignments a
      where a.tenant_id = ${actor.tenantId} and a.program_id = ${programId} and a.vendor_id = ${vendorId}
        and a.state in ('active', 'suspended', 'ended') and a.started_on <= ${to}::date
        and (a.ended_on is null or a.ended_on >= ${from}::date)`,
  }[measure];
  const [found] = await tx.rows<{ volume: string }>(statement);
  return found!.volume;
}

/** The agreements of a vendor in a program that hold on some of the days. */
export const agreementsOver = (
  { programId, vendorId, from, to }: WorkedOver,
  { tx, actor }: Context,
): Promise<AgreementRow[]> =>
  tx.db
    .select()
    .from(agreements)
    .where(
      and(
        eq(agreements.tenantId, actor.tenantId),
        eq(agreements.programId, programId),
        eq(agreements.vendorId, vendorId),
        sql`${agreements.effective} && daterange(${from}::date, ${to}::date, '[]')`,
      ),
    );

/** The months, by their first days, in which the lines of a week's versions were worked. */
export async function monthsOfWeek(timesheetId: string, { tx, actor }: Context): Promise<string[]> {
  const found = await tx.rows<{ month: string }>(sql`
    select distinct date_trunc('month', l.work_date)::date::text as month from timesheet_lines l
    where l.tenant_id = ${actor.tenantId} and l.timesheet_id = ${timesheetId} order by 1`);
  return found.map(({ month }) => month);
}

/** A month of an agreement that is over, by its first day, as it was last found to be. */
export interface MeasuredMonth {
  agreementId: string;
  programId: string;
  vendorId: string;
  month: string;
  measure: z.output<typeof VolumeMeasure>;
  volume: string;
}

interface Asked {
  programId?: string | undefined;
  vendorId?: string | undefined;
  from: string;
  to: string;
}

const seen = (asked: Asked, { actor }: Context) => {
  const programId = asked.programId ?? null;
  const whose = actor.side === 'vendor' ? actor.vendorId : (asked.vendorId ?? null);
  const programIds = actor.programIds === null ? null : `{${actor.programIds.join(',')}}`;
  return sql`a.tenant_id = ${actor.tenantId} and (${programId}::uuid is null or a.program_id = ${programId}::uuid)
    and (${whose}::uuid is null or a.vendor_id = ${whose}::uuid)
    and (${programIds}::uuid[] is null or a.program_id = any (${programIds}::uuid[]))`;
};

/** The months measured from one to another, by their first days, of the agreements that the caller sees. */
export const measuredMonths = (asked: Asked, context: Context): Promise<MeasuredMonth[]> =>
  context.tx.rows<MeasuredMonth>(sql`
    select a.id as "agreementId", a.program_id as "programId", a.vendor_id as "vendorId", u.month::text as month, u.measure, u.volume::text as volume
    from agreements a join agreement_utilizations u on u.tenant_id = a.tenant_id and u.agreement_id = a.id
    where ${seen(asked, context)} and u.state = 'in_force' and u.month between ${asked.from}::date and ${asked.to}::date`);

/** The agreements with bands that the caller sees and that hold on some of the days. */
export async function bandedAgreements(asked: Asked, context: Context): Promise<AgreementRow[]> {
  const found = await context.tx.rows<{ id: string }>(sql`
    select a.id from agreements a where ${seen(asked, context)}
      and a.effective && daterange(${asked.from}::date, ${asked.to}::date, '[]')
      and exists (select from agreement_volume_bands b
        where b.tenant_id = a.tenant_id and b.agreement_id = a.id and b.state = 'in_force')`);
  const rows = await context.tx.db
    .select()
    .from(agreements)
    .where(
      and(
        eq(agreements.tenantId, context.actor.tenantId),
        inArray(
          agreements.id,
          found.map(({ id }) => id),
        ),
      ),
    );
  return rows;
}
