import { sql } from 'drizzle-orm';
import type { FileLink } from '../../kernel/file-link.ts';
import { linkText } from '../../kernel/file-link.ts';
import type { Context } from '../../kernel/operation.ts';

/** A link that was given out: a path of this service, and until when (real time, UTC) it opens. */
export interface GivenLink {
  url: string;
  expiresAt: string;
}

/** Makes a link for the actor, good for so many minutes of real time, as every credential is. */
export async function giveLink(
  fileId: string,
  way: FileLink['way'],
  minutes: number,
  { tx, actor, digest }: Context,
): Promise<GivenLink> {
  const [clock] = await tx.rows<{ until: string }>(
    sql`select app.instant(date_trunc('milliseconds', clock_timestamp() + make_interval(mins => ${minutes}::int))) as until`,
  );
  const { tenantId, membershipId, tokenId, scopes } = actor;
  const until = clock!.until;
  const link: FileLink = { way, tenantId, fileId, membershipId: membershipId!, tokenId, scopes, until };
  return { url: `/v1/files/${fileId}/content?token=${linkText(link, digest)}`, expiresAt: until };
}
