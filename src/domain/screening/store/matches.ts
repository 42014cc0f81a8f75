import { sql } from 'drizzle-orm';
import type { Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import { exclusionMatchLife } from '../lifecycle/exclusion-match.ts';
import {
  exclusionLifted,
  exclusionMatchChanged,
  exclusionMatchFound,
  type matchSignals,
} from '../model/exclusion-match.ts';
import { exclusionMatches } from '../tables.ts';

/** A worker or vendor beside a record in force, and what speaks for their being one. */
export interface Found {
  workerId: string | null;
  vendorId: string | null;
  recordId: string;
  exclusionKey: string;
  signals: (typeof matchSignals)[number][];
  score: string;
  basis: string;
}

const subjectOf = ({
  workerId,
  vendorId,
  exclusionKey,
}: Pick<Found, 'workerId' | 'vendorId' | 'exclusionKey'>) => `${workerId ?? vendorId} ${exclusionKey}`;

/**
 * Keeps what a screening found: new pairs are raised; a decided one is raised again only where the record or the identity
 * has changed since. Answers the facts, and how many were raised.
 */
export async function keepFound(
  found: readonly Found[],
  context: Context,
): Promise<{ facts: Fact[]; raised: number }> {
  if (found.length === 0) return { facts: [], raised: 0 };
  const { tx, now } = context;
  const ids = await tx.rows<{ id: string }>(sql`select m.id from exclusion_matches m
    join json_to_recordset(${JSON.stringify(found)}::json) as f ("workerId" uuid, "vendorId" uuid, "exclusionKey" uuid)
      on m.exclusion_key = f."exclusionKey" and (m.worker_id = f."workerId" or m.vendor_id = f."vendorId")
    where m.tenant_id = ${context.actor.tenantId}`);
  const held = await tx.takeAll(
    exclusionMatches,
    ids.map(({ id }) => id),
  );
  const known = new Map([...held.values()].map((row) => [subjectOf(row), row]));
  const brandNew = found.filter((one) => !known.has(subjectOf(one)));
  const inserted = await tx.insert(
    exclusionMatches,
    brandNew.map((one) => ({ ...one, state: exclusionMatchLife.initial, foundAt: now })),
  );
  const raisedAgain: Parameters<typeof tx.changeAll<typeof exclusionMatches>>[1][number][] = [];
  const kept: typeof raisedAgain = [];
  for (const one of found) {
    const row = known.get(subjectOf(one));
    if (!row) continue;
    const { recordId, signals, score, basis } = one;
    const told = { recordId, signals, score, basis };
    if (row.state === 'lifted' || (row.state === 'cleared' && row.basis !== basis)) {
      const state = step(exclusionMatchLife, 'raise', row.state);
      const undecided = { decidedBy: null, decidedAt: null, reason: null, liftedAt: null };
      raisedAgain.push({ row, changes: { ...told, ...undecided, state, foundAt: now } });
    } else if (row.basis !== basis) kept.push({ row, changes: told });
  }
  const again = await tx.changeAll(exclusionMatches, raisedAgain);
  const changed = await tx.changeAll(exclusionMatches, kept);
  return {
    facts: [
      ...[...inserted, ...again].map((row) => exclusionMatchFound(row, {})),
      ...changed.map((row) => exclusionMatchChanged(row, {})),
    ],
    raised: inserted.length + again.length,
  };
}

/** Lifts matches whose exclusion is in force no more, by any record of it. */
export async function liftEnded(context: Context): Promise<Fact[]> {
  const { tx, actor, now } = context;
  const over = await tx.rows<{ id: string }>(sql`select m.id from exclusion_matches m
    where m.tenant_id = ${actor.tenantId} and m.state in ('possible', 'confirmed') and not exists (
      select from exclusion_records r join exclusion_lists l on l.tenant_id = r.tenant_id and l.id = r.list_id
      where r.tenant_id = m.tenant_id and r.exclusion_key = m.exclusion_key and r.ended_on is null
        and l.state in ('published', 'superseded') and (r.ends_on is null or r.ends_on >= ${now.slice(0, 10)}::date))`);
  const held = await tx.takeAll(
    exclusionMatches,
    over.map(({ id }) => id),
  );
  const lifted = await tx.changeAll(
    exclusionMatches,
    [...held.values()].map((row) => ({
      row,
      changes: { state: step(exclusionMatchLife, 'lift', row.state), liftedAt: now },
    })),
  );
  return lifted.map((row) => exclusionLifted(row, {}, 'The exclusion ended.'));
}

/** The record behind an open match that is over by itself first, and when: as its day, by UTC, is over. None where a timer is set for it or before. */
export async function endingNext(
  timerName: string,
  { tx, actor, now }: Context,
): Promise<{ recordId: string; dueAt: string } | undefined> {
  const [next] = await tx.rows<{ recordId: string; day: string }>(sql`
    select e.id as "recordId", (e.ends_on + 1)::text as day from (
      select r.id, r.ends_on from exclusion_matches m
        join exclusion_records r on r.tenant_id = m.tenant_id and r.exclusion_key = m.exclusion_key and r.ended_on is null
      where m.tenant_id = ${actor.tenantId} and m.state in ('possible', 'confirmed') and r.ends_on >= ${now.slice(0, 10)}::date
      order by r.ends_on, r.id limit 1) e
    where not exists (select from timers t where t.tenant_id = ${actor.tenantId} and t.name = ${timerName} and t.state = 'set'
      and t.due_at <= ((e.ends_on + 1)::timestamp at time zone 'UTC'))`);
  return next && { recordId: next.recordId, dueAt: `${next.day}T00:00:00.000Z` };
}
