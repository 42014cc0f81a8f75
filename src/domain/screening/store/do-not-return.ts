import { sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';

/** A placement of a worker, and where. */
export interface Placement {
  assignmentId: string;
  vendorId: string;
  workerId: string;
  programId: string;
  facilityId: string;
}

/** Where a worker may not return: a facility, or with none every one of the program. */
export interface Closed {
  programId: string;
  facilityId: string | null;
}

/** Whether the placement is at what is closed. */
export const isWithin = (placement: Placement, { programId, facilityId }: Closed): boolean =>
  placement.programId === programId && (facilityId === null || placement.facilityId === facilityId);

const placementOf = sql.raw(
  `a.id as "assignmentId", a.vendor_id as "vendorId", a.worker_id as "workerId", a.program_id as "programId", a.facility_id as "facilityId"`,
);

/** The assignment as the actor sees it. */
export async function placementBy(id: string, { tx, actor }: Context): Promise<Placement | undefined> {
  const [found] = await tx.rows<Placement>(
    sql`select ${placementOf} from assignments a where a.tenant_id = ${actor.tenantId} and a.id = ${id}`,
  );
  return found;
}

/** The worker's latest placement there, of whatever unit, if it ever had one. */
export async function latestPlacement(
  workerId: string,
  { programId, facilityId }: Closed,
  { tx, actor }: Context,
): Promise<Placement | undefined> {
  const [found] = await tx.rows<Placement>(sql`select ${placementOf} from assignments a
    where a.tenant_id = ${actor.tenantId} and a.worker_id = ${workerId} and a.program_id = ${programId}
      and (${facilityId}::uuid is null or a.facility_id = ${facilityId}::uuid)
      and a.state in ('active', 'suspended', 'ended') order by coalesce(a.started_on, a.starts_on) desc, a.id desc limit 1`);
  return found;
}

/** The program that the facility belongs to. */
export async function programOf(facilityId: string, { tx, actor }: Context): Promise<string> {
  const [found] = await tx.rows<{ programId: string }>(
    sql`select program_id as "programId" from facilities where tenant_id = ${actor.tenantId} and id = ${facilityId}`,
  );
  return found!.programId;
}
