import { and, count, eq, gt, sql } from 'drizzle-orm';
import { notFound } from '../../../kernel/errors.ts';
import { linkText } from '../../../kernel/link-token.ts';
import type { Context } from '../../../kernel/operation.ts';
import type { NewRow, Row } from '../../../kernel/transaction.ts';
import { registrationLinkLife } from '../lifecycle/vendor-registration.ts';
import { alikeness, linkOver, registrationCapReached } from '../model/vendor-registration.ts';
import { registrationLinks, vendorRegistrations } from '../tables.ts';

export type LinkRow = Row<typeof registrationLinks>;
export type RegistrationRow = Row<typeof vendorRegistrations>;

type NewLink = Omit<NewRow<typeof registrationLinks>, 'prefix' | 'secretHash' | 'state' | 'expiresAt'>;

const shownOfToken = 45;

/** Makes a link that lives so many days; the row keeps a keyed digest, the token leaves once. */
export async function insertLink(
  link: NewLink,
  days: number,
  context: Context,
): Promise<{ row: LinkRow; token: string }> {
  const token = linkText(context.actor.tenantId, context.randomSecret(32));
  const expiresAt = Temporal.Instant.from(context.now)
    .add({ hours: days * 24 })
    .toString();
  const [row] = await context.tx.insert(registrationLinks, [
    {
      ...link,
      prefix: token.slice(0, shownOfToken),
      secretHash: context.digest(token),
      expiresAt,
      state: registrationLinkLife.initial,
    },
  ]);
  return { row: row!, token };
}

/** The link with the token: `not_found` where there is none, `link_over` where it is used, closed or past its time. */
export async function openLink(
  token: string,
  context: Context,
  { lock }: { lock: boolean },
): Promise<LinkRow> {
  const { tx, actor, now } = context;
  const asked = tx.db
    .select()
    .from(registrationLinks)
    .where(
      and(
        eq(registrationLinks.tenantId, actor.tenantId),
        eq(registrationLinks.secretHash, context.digest(token)),
      ),
    );
  const [link] = lock ? await asked.for('update') : await asked;
  if (!link) throw notFound();
  if (link.state !== 'live' || Temporal.Instant.compare(link.expiresAt, now) <= 0) throw linkOver();
  return link;
}

/** Refuses with `registration_cap_reached` where the link took as many in the last 24 hours as it takes. */
export async function assertBelowDailyCap(
  { id, dailyCap }: LinkRow,
  { tx, actor, now }: Context,
): Promise<void> {
  if (dailyCap === null) return;
  const since = Temporal.Instant.from(now).subtract({ hours: 24 }).toString();
  const [found] = await tx.db
    .select({ taken: count() })
    .from(vendorRegistrations)
    .where(
      and(
        eq(vendorRegistrations.tenantId, actor.tenantId),
        eq(vendorRegistrations.linkId, id),
        gt(vendorRegistrations.createdAt, since),
      ),
    );
  if (found!.taken >= dailyCap) throw registrationCapReached();
}

/** Who asks, as a stranger may be told it: the tenant's and the program's names. */
export async function hostOf(
  { programId }: LinkRow,
  { tx, actor }: Context,
): Promise<{ tenant: string; program: string | null }> {
  const [found] = await tx.rows<{ tenant: string; program: string | null }>(sql`select t.name as tenant,
      (select p.name from programs p where p.tenant_id = t.id and p.id = ${programId}::uuid) as program
    from tenants t where t.id = ${actor.tenantId}`);
  return found!;
}

/** The vendors of the same tax id, or of a name that is the same or alike but for its legal form. */
export async function possibleDuplicatesOf(
  { name, taxIdDigest }: Pick<RegistrationRow, 'name' | 'taxIdDigest'>,
  { tx, actor }: Context,
): Promise<string[]> {
  const found = await tx.rows<{ id: string }>(sql`select v.id from vendors v
    where v.tenant_id = ${actor.tenantId} and (v.tax_id_digest = ${taxIdDigest}
      or app.firm_name(v.name) = app.firm_name(${name})
      or similarity(app.firm_name(v.name), app.firm_name(${name})) >= ${alikeness})
    order by v.tax_id_digest = ${taxIdDigest} desc nulls last, similarity(v.name, ${name}) desc, v.id limit 20`);
  return found.map(({ id }) => id);
}
