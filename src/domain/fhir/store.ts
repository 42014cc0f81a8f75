import { sql, type SQL } from 'drizzle-orm';
import { holds, type Actor } from '../../kernel/actor.ts';
import type { Noun } from '../../kernel/noun.ts';
import type { Context } from '../../kernel/operation.ts';
import { rowOf } from '../../kernel/row-of.ts';
import { assignment } from '../assignments/index.ts';
import { credential } from '../credentials/index.ts';
import { taxonomyCodes, worker } from '../workers/index.ts';
import type { SeenCredential, SeenWorker } from './model/practitioner.ts';
import type { ListedCode, SeenRole } from './model/practitioner-role.ts';

/** The fields as the noun declares them for the actor: those it reads, and null in the rows where it does not. */
function seenFields(noun: Noun, alias: string, keys: readonly string[], actor: Actor): SQL {
  const row = rowOf(noun.table, alias);
  const shown = keys.flatMap((key) => {
    const { value, readers, staged } = noun.fields[key]!;
    if (readers && !readers(actor)) return [];
    const stage = staged?.(row, actor) ?? true;
    const held = value ? value(row, actor) : row(key);
    const judged = stage === true ? held : sql`case when ${stage} then ${held} end`;
    return [sql`${judged} as ${sql.identifier(key)}`];
  });
  return sql.join(shown, sql`, `);
}

/** Whether the actor sees the row, by the noun's own rule; scopes are row security's, which lets no side see what is none of its. */
function isSeen(noun: Noun, alias: string, actor: Actor): SQL {
  const rule = actor.side === 'system' ? undefined : noun.visibleTo[actor.side];
  return typeof rule === 'function' ? rule(rowOf(noun.table, alias), actor) : sql`true`;
}

const identity = [
  'displayName',
  'legalFirstName',
  'legalLastName',
  'email',
  'phone',
  'birthDate',
  'npi',
  'homeState',
];

/** The worker, whom the caller was found to see, as much as it may read of it. */
export async function seenWorker(
  workerId: string,
  { tx, actor }: Context,
): Promise<SeenWorker & { profession: string; specialties: string[]; taxonomyCodes: string[] }> {
  const [found] = await tx.rows<
    SeenWorker & { profession: string; specialties: string[]; taxonomyCodes: string[] }
  >(
    sql`select w.id, app.instant(w.updated_at) as "updatedAt", w.archived_at::text as "archivedAt", w.profession, w.specialties,
      w.taxonomy_codes as "taxonomyCodes", ${seenFields(worker, 'w', identity, actor)}
    from workers w where w.tenant_id = ${actor.tenantId} and w.id = ${workerId}`,
  );
  return found!;
}

const proof = ['number', 'issuer', 'issuingState', 'issuedOn', 'expiresOn'];

/** What the worker holds that qualifies it, proven and seen by the caller; never what tells of health or background. */
export async function seenCredentials(workerId: string, { tx, actor }: Context): Promise<SeenCredential[]> {
  if (!holds(actor, credential.read)) return [];
  return tx.rows<SeenCredential>(sql`select t.name, ${seenFields(credential, 'c', proof, actor)}
    from credentials c join credential_types t on t.tenant_id = c.tenant_id and t.id = c.type_id
    where c.tenant_id = ${actor.tenantId} and c.worker_id = ${workerId} and c.data_class = 'general'
      and c.kind in ('license', 'certification', 'education') and c.state in ('verified', 'expiring', 'expired')
      and ${isSeen(credential, 'c', actor)}
    order by c.created_at, c.id`);
}

/** The worker's assignments that the caller sees, and what each is of. */
export async function seenAssignments(workerId: string, { tx, actor }: Context): Promise<SeenRole[]> {
  if (!holds(actor, assignment.read)) return [];
  return tx.rows<SeenRole>(sql`select a.id, o.profession, p.name as "professionName", o.specialty, s.name as "specialtyName",
      f.name as "facilityName", coalesce(a.started_on, a.starts_on)::text as "startsOn", coalesce(a.ended_on, a.ends_on)::text as "endsOn",
      a.state in ('active', 'suspended') as "isActive"
    from assignments a
    join orders o on o.tenant_id = a.tenant_id and o.id = a.order_id
    join facilities f on f.tenant_id = a.tenant_id and f.id = a.facility_id
    join professions p on p.code = o.profession
    left join specialties s on s.code = o.specialty
    where a.tenant_id = ${actor.tenantId} and a.worker_id = ${workerId} and a.state not in ('canceled', 'no_show')
      and ${isSeen(assignment, 'a', actor)}
    order by a.starts_on, a.id`);
}

/** A role for each specialty of a profile, or one for the profession, under ids that follow from the worker's own. */
export const profileRoles = (
  {
    id,
    profession,
    specialties,
    archivedAt,
  }: { id: string; profession: string; specialties: string[]; archivedAt?: string | null },
  { tx }: Context,
): Promise<SeenRole[]> =>
  tx.rows<SeenRole>(sql`select md5(${id} || ' ' || p.code || ' ' || coalesce(s.code, ''))::uuid::text as id, p.code as profession,
      p.name as "professionName", s.code as specialty, s.name as "specialtyName", null as "facilityName", null as "startsOn",
      null as "endsOn", ${!archivedAt}::boolean as "isActive"
    from professions p
    left join specialties s on s.code = any(${`{${specialties.join(',')}}`}::text[])
    where p.code = ${profession} order by s.code`);

/** What the tenant's list says of the codes. */
export const listedCodes = (codes: readonly string[], { tx, actor }: Context): Promise<ListedCode[]> =>
  tx.rows<ListedCode>(sql`select t.code, t.display, t.profession, t.specialty from ${taxonomyCodes} t
    where t.tenant_id = ${actor.tenantId} and t.code = any(${`{${codes.join(',')}}`}::text[]) order by t.code`);
