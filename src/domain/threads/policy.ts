import { sql, type SQL } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { holds, operatorPermission, permission, type Actor } from '../../kernel/actor.ts';
import type { Noun, RowAt, SideRule, Visibility } from '../../kernel/noun.ts';
import { rowOf } from '../../kernel/row-of.ts';
import { sideRuleOf, withinScope } from '../../kernel/visible.ts';
import { assignment } from '../assignments/index.ts';
import { invoice } from '../billing/index.ts';
import { order } from '../orders/index.ts';
import { shift } from '../shifts/index.ts';
import { submission } from '../submissions/index.ts';
import { timesheet } from '../time/index.ts';
import { vendor } from '../vendors/index.ts';
import { worker } from '../workers/index.ts';
import { messages, notes, threads } from './tables.ts';

// Words are free of no rate and no name: neither credentialing, which sees no rates, nor analysts read them.
const ourSide = ['program_manager', 'requester', 'approver', 'client_finance'] as const;
const market = ['vendor_recruiter', 'vendor_finance'] as const;

export const permissions = {
  readNotes: permission('threads.read_notes', ...ourSide, 'integration'),
  writeNotes: permission('threads.write_notes', ...ourSide),
  read: permission('threads.read', ...ourSide, ...market, 'worker', 'integration'),
  start: permission('threads.start', ...ourSide, ...market),
  post: permission('threads.post', ...ourSide, ...market, 'worker'),
  close: permission('threads.close', 'program_manager', 'requester'),
  markRead: permission('threads.mark_read', ...ourSide, ...market, 'worker'),
  /** Takes away what others noted. */
  removeNotes: operatorPermission('threads.remove_notes', 'program_manager'),
};

const inScope = (table: PgTable, row: RowAt, actor: Actor): SQL =>
  sql.join([sql`true`, ...withinScope(table, row, actor)], sql` and `);

const bySubject: Record<string, Noun> = {
  order,
  submission,
  assignment,
  timesheet,
  shift,
  invoice,
  vendor,
  worker,
};

/** Whether the actor reads things of that kind at all. */
export const readsSubject = (noun: string, actor: Actor): boolean => holds(actor, bySubject[noun]!.read);

/** Whether the actor reads such a thing, and this one; what its own scope columns say is said by the row's too. */
function seesSubject(row: RowAt, actor: Actor): SQL {
  const cases = Object.entries(bySubject).map(([name, noun]) => {
    const rule: SideRule = actor.side === 'system' ? 'tenant' : sideRuleOf(noun, actor.side);
    const there = rowOf(noun.table, 'subject', row.source);
    const seen =
      !holds(actor, noun.read) || rule === 'none'
        ? sql`false`
        : typeof rule === 'function'
          ? sql`exists (select from ${row.source(noun.table, 'subject')} where ${there('tenantId')} = ${row('tenantId')}
            and ${there('id')} = ${row('subjectId')} and ${rule(there, actor)})`
          : sql`true`;
    return sql`when ${sql.raw(`'${name}'`)} then ${seen}`;
  });
  return sql`(case ${row('subjectNoun')} ${sql.join(cases, sql` `)} else ${actor.side === 'operator' ? sql`true` : sql`false`} end)`;
}

/** Notes are our side's; a client reads those meant for it on what it sees. */
export const noteVisibility: Visibility = {
  operator: (row, actor) => sql`(${inScope(notes, row, actor)} and ${seesSubject(row, actor)})`,
  client: (row, actor) =>
    sql`(${row('audience')} = 'operator_and_client' and ${inScope(notes, row, actor)} and ${seesSubject(row, actor)})`,
};

/** A thread is seen by those who take part in it, on what they see. */
export const threadVisibility: Visibility = {
  operator: (row, actor) => sql`(${inScope(threads, row, actor)} and ${seesSubject(row, actor)})`,
  client: (row, actor) =>
    sql`(${row('withClient')} and ${inScope(threads, row, actor)} and ${seesSubject(row, actor)})`,
  vendor: (row, actor) => sql`(${row('vendorId')} = ${actor.vendorId}::uuid and ${seesSubject(row, actor)})`,
  worker: (row, actor) => sql`(${row('withWorker')} and ${row('workerId')} = ${actor.workerId}::uuid)`,
};

const inThread = (side: keyof Visibility) => (row: RowAt, actor: Actor) => {
  const there = rowOf(threads, 'thread', row.source);
  const rule = threadVisibility[side] as Extract<SideRule, (...given: never[]) => unknown>;
  return sql`exists (select from ${row.source(threads, 'thread')} where ${there('tenantId')} = ${row('tenantId')}
    and ${there('id')} = ${row('threadId')} and ${rule(there, actor)})`;
};

/** A message is seen with its thread. */
export const messageVisibility: Visibility = {
  operator: inThread('operator'),
  client: inThread('client'),
  vendor: inThread('vendor'),
  worker: inThread('worker'),
};

/** Who of ours or of the vendor's wrote it is for their own side to know; the operator knows everybody. */
export const readsAuthor = (row: RowAt, { side }: Actor): SQL | true =>
  side === 'operator' || sql`${row('side')} = ${side}`;

/** A client that reviews candidates without knowing whose they are does not learn it from what is said of them. */
export const readsVendor = (row: RowAt, actor: Actor): SQL | true => {
  if (actor.side !== 'client') return true;
  const field = submission.fields['vendorId']!;
  if (!field.staged) return true;
  const there = rowOf(submission.table, 'subject', row.source);
  const told = field.staged(there, actor);
  if (told === true) return true;
  return sql`(${row('subjectNoun')} <> 'submission' or exists (select from ${row.source(submission.table, 'subject')}
    where ${there('tenantId')} = ${row('tenantId')} and ${there('id')} = ${row('subjectId')} and ${told}))`;
};

/** Messages of a thread. */
export const messageCount = (row: RowAt): SQL =>
  sql`(select count(*)::int from ${row.source(messages, 'said')} where said.tenant_id = ${row('tenantId')}
    and said.thread_id = ${row('id')})`;

/** Messages of others behind the last one that the member has read. */
export const unreadCount = (row: RowAt, { membershipId }: Actor): SQL =>
  sql`(select count(*)::int from messages said where said.tenant_id = ${row('tenantId')} and said.thread_id = ${row('id')}
    and said.membership_id is distinct from ${membershipId}::uuid and said.id > coalesce((select seen.last_message_id
      from thread_reads seen where seen.tenant_id = ${row('tenantId')} and seen.thread_id = ${row('id')}
      and seen.membership_id = ${membershipId}::uuid), '00000000-0000-0000-0000-000000000000'::uuid))`;
