import { sql } from 'drizzle-orm';
import type { Transaction } from '../../kernel/transaction.ts';
import type { ContentKey } from './ports.ts';

/** Rows that one look takes. */
const most = 100;

/** Content that is to be scanned. */
export interface DueContent extends ContentKey {
  mediaType: string;
  attempts: number;
}

/** Remembers bytes before they are kept, so that none is forgotten whoever is killed; run as the tenant's own hand. */
export async function rememberContent({ tenantId, fileId, contentId }: ContentKey, tx: Transaction) {
  await tx.rows(sql`insert into file_contents (tenant_id, id, file_id)
    values (${tenantId}::uuid, ${contentId}::uuid, ${fileId}::uuid)`);
}

/** Forgets bytes that are gone. */
export async function forgetContent({ tenantId, contentId }: ContentKey, tx: Transaction) {
  await tx.rows(sql`delete from file_contents where tenant_id = ${tenantId} and id = ${contentId}`);
}

/** The content by which a file is what it is; undefined where it has none. */
export async function contentOf(
  tenantId: string,
  fileId: string,
  tx: Transaction,
): Promise<ContentKey | undefined> {
  const [found] = await tx.rows<{ id: string | null }>(
    sql`select content_id as id from files where tenant_id = ${tenantId} and id = ${fileId}`,
  );
  return found?.id ? { tenantId, fileId, contentId: found.id } : undefined;
}

/** Takes, for two minutes, the content that has waited longest for a scanner, or that of the file; undefined where none waits. */
export async function takeUnscanned(
  tenantId: string,
  fileId: string | undefined,
  tx: Transaction,
): Promise<DueContent | undefined> {
  const which = fileId === undefined ? sql`true` : sql`f.id = ${fileId}`;
  const [due] = await tx.rows<DueContent>(sql`update file_contents c set scan_attempts = c.scan_attempts + 1,
      scan_retry_at = clock_timestamp() + interval '2 minutes'
    from (select k.id, f.id as file_id, f.media_type from files f
      join file_contents k on k.tenant_id = f.tenant_id and k.id = f.content_id
      where f.tenant_id = ${tenantId} and f.state = 'scanning' and ${which}
        and (k.scan_retry_at is null or k.scan_retry_at <= clock_timestamp())
      order by f.uploaded_at, f.id limit 1 for update of k skip locked) d
    where c.tenant_id = ${tenantId} and c.id = d.id
    returning c.tenant_id as "tenantId", d.file_id as "fileId", c.id as "contentId", d.media_type as "mediaType", c.scan_attempts as attempts`);
  return due;
}

/** Lets nobody scan it for so many seconds. */
export async function waitToScan({ tenantId, contentId }: ContentKey, seconds: number, tx: Transaction) {
  await tx.rows(sql`update file_contents set scan_retry_at = clock_timestamp() + make_interval(secs => ${seconds}::int)
    where tenant_id = ${tenantId} and id = ${contentId}`);
}

/** Bytes that no file uses: of what is infected or removed, and of attempts of more than a day ago that came to nothing. */
export const unusedContents = (tenantId: string, tx: Transaction): Promise<ContentKey[]> =>
  tx.rows<ContentKey>(sql`select c.tenant_id as "tenantId", c.file_id as "fileId", c.id as "contentId" from file_contents c
    join files f on f.tenant_id = c.tenant_id and f.id = c.file_id
    where c.tenant_id = ${tenantId} and (f.state in ('infected', 'removed')
      or (f.content_id is distinct from c.id and c.id < (select uuidv7('-1 day'::interval))))
    order by c.id limit ${most}::int`);

/** Files whose time has passed by the tenant's clock, and those of more than a day ago that became part of nothing. */
export const expiredFiles = (tenantId: string, tx: Transaction): Promise<{ id: string; reason: string }[]> =>
  tx.rows<{
    id: string;
    reason: string;
  }>(sql`(select f.id, 'The time for which it was kept has passed.' as reason from files f
      where f.tenant_id = ${tenantId} and f.state = 'clean' and f.retained_until <= app.now() limit ${most}::int)
    union
    (select f.id, 'It became part of nothing within a day.' as reason from files f
      where f.tenant_id = ${tenantId} and f.subject_id is null and f.state in ('awaiting_content', 'clean')
        and f.id < (select uuidv7('-1 day'::interval)) and not (f.state = 'clean' and f.retained_until <= app.now())
      order by f.id limit ${most}::int)`);
