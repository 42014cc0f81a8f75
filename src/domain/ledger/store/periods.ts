import { sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';

/** The closed periods of programs in which documents are dated; the periods stay as they are until the transaction ends. */
export async function closedPeriodsOf(
  invoiceIds: readonly string[],
  { tx, actor }: Context,
): Promise<{ name: string; endsOn: string }[]> {
  // The lock makes a closing wait for documents that are being issued, and them for it.
  const met = await tx.rows<{ name: string; endsOn: string; state: string }>(sql`
    select p.name, p.ends_on as "endsOn", p.state from fiscal_periods p
    where p.tenant_id = ${actor.tenantId} and exists (select from invoices i where i.tenant_id = p.tenant_id
      and i.id = any(${`{${invoiceIds.join(',')}}`}::uuid[]) and i.program_id = p.program_id
      and i.issued_on between p.starts_on and p.ends_on)
    order by p.id for share of p`);
  return met.filter(({ state }) => state === 'closed');
}

/** Periods of the same program that must be closed before it, and those closed after it, by name. */
export async function neighborsOf(
  { programId, startsOn }: { programId: string; startsOn: string },
  { tx, actor }: Context,
): Promise<{ earlierOpen: string[]; laterClosed: string[] }> {
  const found = await tx.rows<{ name: string; isEarlier: boolean }>(sql`
    select p.name, p.starts_on < ${startsOn}::date as "isEarlier" from fiscal_periods p
    where p.tenant_id = ${actor.tenantId} and p.program_id = ${programId} and p.starts_on <> ${startsOn}::date
      and (p.state = 'open') = (p.starts_on < ${startsOn}::date)
    order by p.starts_on`);
  const named = (isEarlier: boolean) =>
    found.filter((period) => period.isEarlier === isEarlier).map(({ name }) => name);
  return { earlierOpen: named(true), laterClosed: named(false) };
}
