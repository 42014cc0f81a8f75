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

/** The worker's latest placement at the facility, of whatever unit, if it ever had one. */
export async function latestPlacement(
  workerId: string,
  facilityId: string,
  { tx, actor }: Context,
): Promise<Placement | undefined> {
  const [found] = await tx.rows<Placement>(sql`select ${placementOf} from assignments a
    where a.tenant_id = ${actor.tenantId} and a.worker_id = ${workerId} and a.facility_id = ${facilityId}
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
