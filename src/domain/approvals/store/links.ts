import { and, eq } from 'drizzle-orm';
import { notFound } from '../../../kernel/errors.ts';
import { linkText } from '../../../kernel/link-token.ts';
import type { Context } from '../../../kernel/operation.ts';
import { approvalLinkLife } from '../lifecycle/approval-link.ts';
import { approvalLinks } from '../tables.ts';
import type { LinkRow, StepRow } from './rows.ts';

const shownOfToken = 45;

/** Makes a link by which the membership decides the step within so many hours; the row keeps a keyed digest, the token leaves once. */
export async function insertLink(
  { id: stepId, programId, facilityId, unitId }: StepRow,
  membershipId: string,
  hours: number,
  context: Context,
): Promise<{ row: LinkRow; token: string }> {
  const token = linkText(context.actor.tenantId, context.randomSecret(32));
  const [row] = await context.tx.insert(approvalLinks, [
    {
      stepId,
      membershipId,
      issuedBy: context.actor.membershipId,
      programId,
      facilityId,
      unitId,
      prefix: token.slice(0, shownOfToken),
      secretHash: context.digest(token),
      expiresAt: Temporal.Instant.from(context.now).add({ hours }).toString(),
      state: approvalLinkLife.initial,
    },
  ]);
  return { row: row!, token };
}

/** The link with the token; `not_found` alike where there is none and where it was used, revoked or is past its time. */
export async function openLink(
  token: string,
  context: Context,
  { lock }: { lock: boolean },
): Promise<LinkRow> {
  const { tx, actor, now } = context;
  const asked = tx.db
    .select()
    .from(approvalLinks)
    .where(
      and(eq(approvalLinks.tenantId, actor.tenantId), eq(approvalLinks.secretHash, context.digest(token))),
    );
  const [link] = lock ? await asked.for('update') : await asked;
  if (!link || link.state !== 'live' || Temporal.Instant.compare(link.expiresAt, now) <= 0) throw notFound();
  return link;
}
