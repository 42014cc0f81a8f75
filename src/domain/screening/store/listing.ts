import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import { exclusionListLife } from '../lifecycle/exclusion-list.ts';
import { exclusionListCreated, exclusionListPublished } from '../model/exclusion-list.ts';
import type { Asked } from '../model/listing.ts';
import { exclusionLists, exclusionRecords } from '../tables.ts';
import { holdSeries, type ExclusionListRow } from './publishing.ts';

export type ExclusionRecordRow = Row<typeof exclusionRecords>;

/** The worker as a source is asked about it; undefined where nothing is known of who it is. */
export async function askedPerson(workerId: string, { tx, actor }: Context): Promise<Asked | undefined> {
  const [found] =
    await tx.rows<Asked>(sql`select w.id as "workerId", i.first_name as "firstName", i.last_name as "lastName", w.npi
    from workers w join worker_identities i on i.tenant_id = w.tenant_id and i.id = w.id
    where w.tenant_id = ${actor.tenantId} and w.id = ${workerId}`);
  return found;
}

/** The tenant's list of what a source answered when it was asked about people, made where it is called for; its series is no file's. */
export async function listOfSource(
  source: string,
  isCalledFor: boolean,
  context: Context,
): Promise<{ list: ExclusionListRow | undefined; facts: Fact[] }> {
  const { tx, actor, now } = context;
  const name = `${source} (asked)`;
  await holdSeries({ tenantId: actor.tenantId, series: name }, context);
  const [known] = await tx.db
    .select()
    .from(exclusionLists)
    .where(
      and(
        eq(exclusionLists.tenantId, actor.tenantId),
        eq(exclusionLists.series, name),
        eq(exclusionLists.state, 'published'),
      ),
    )
    .orderBy(exclusionLists.createdAt)
    .limit(1);
  if (known || !isCalledFor) return { list: known, facts: [] };
  const [made] = await tx.insert(exclusionLists, [
    {
      source: 'other',
      name,
      kind: 'supplement',
      asOfDate: now.slice(0, 10),
      state: exclusionListLife.initial,
    },
  ]);
  const list = await tx.change(exclusionLists, made!, {
    state: step(exclusionListLife, 'publish', made!.state),
    records: 0,
    added: 0,
    ended: 0,
    publishedAt: now,
  });
  return {
    list,
    facts: [
      exclusionListCreated(made!, {}),
      exclusionListPublished(list, { records: 0, added: 0, ended: 0 }),
    ],
  };
}

/** What the list says of the worker and was never taken back, held until the transaction ends. */
export async function standingRecords(
  workerId: string,
  listId: string,
  { tx, actor }: Context,
): Promise<ExclusionRecordRow[]> {
  return tx.db
    .select()
    .from(exclusionRecords)
    .where(
      and(
        eq(exclusionRecords.tenantId, actor.tenantId),
        eq(exclusionRecords.listId, listId),
        isNull(exclusionRecords.endedOn),
        sql`exists (select from exclusion_matches m where m.tenant_id = ${exclusionRecords.tenantId}
          and m.exclusion_key = ${exclusionRecords.exclusionKey} and m.worker_id = ${workerId})`,
      ),
    )
    .orderBy(exclusionRecords.id)
    .for('update');
}

/** Which of the exclusions other workers' open or confirmed matches rest on too. */
export async function sharedExclusions(
  workerId: string,
  keys: readonly string[],
  { tx, actor }: Context,
): Promise<Set<string>> {
  const found = await tx.rows<{
    key: string;
  }>(sql`select distinct m.exclusion_key as key from exclusion_matches m
    where m.tenant_id = ${actor.tenantId} and m.exclusion_key = any(${`{${keys.join(',')}}`}::uuid[])
      and m.worker_id <> ${workerId} and m.state in ('possible', 'confirmed')`);
  return new Set(found.map(({ key }) => key));
}
