import { sql } from 'drizzle-orm';
import type { Actor } from '../../kernel/actor.ts';
import type { Fact } from '../../kernel/event.ts';
import type { Context } from '../../kernel/operation.ts';
import type { Row } from '../../kernel/transaction.ts';
import { attachFiles } from '../files/index.ts';
import type { NoteSubject } from './model/note.ts';
import { messagePosted, type ThreadSubject } from './model/thread.ts';
import { messages, type threads } from './tables.ts';

export type ThreadRow = Row<typeof threads>;
export type MessageRow = Row<typeof messages>;

interface Place {
  programId: string | null;
  facilityId: string | null;
  unitId: string | null;
}

const tableOf: Record<NoteSubject, string> = {
  order: 'orders',
  submission: 'submissions',
  assignment: 'assignments',
  timesheet: 'timesheets',
  shift: 'shifts',
  invoice: 'invoices',
  vendor: 'vendors',
  worker: 'workers',
};

// What spans units, facilities or programs has no such columns.
const columns = (noun: NoteSubject) =>
  noun === 'vendor' || noun === 'worker'
    ? sql`null::uuid as "programId", null::uuid as "facilityId", null::uuid as "unitId"`
    : noun === 'invoice'
      ? sql`program_id as "programId", null::uuid as "facilityId", null::uuid as "unitId"`
      : sql`program_id as "programId", facility_id as "facilityId", unit_id as "unitId"`;

/** Where the thing belongs, which the actor sees. */
export async function placeOf(
  noun: NoteSubject,
  id: string,
  { tx, actor }: Context,
): Promise<Place | undefined> {
  const [found] = await tx.rows<Place>(sql`select ${columns(noun)} from ${sql.identifier(tableOf[noun])}
    where tenant_id = ${actor.tenantId} and id = ${id}`);
  return found;
}

interface Subject extends Place {
  programId: string;
  facilityId: string;
  unitId: string;
  vendorId: string | null;
  workerId: string | null;
}

/** Where the thing belongs and whose it is, which the actor sees; an order is no one vendor's. */
export async function subjectOf(
  noun: ThreadSubject,
  id: string,
  { tx, actor }: Context,
): Promise<Subject | undefined> {
  const parties =
    noun === 'order'
      ? sql`null::uuid as "vendorId", null::uuid as "workerId"`
      : sql`vendor_id as "vendorId", worker_id as "workerId"`;
  const [found] = await tx.rows<Subject>(sql`select ${columns(noun)}, ${parties}
    from ${sql.identifier(tableOf[noun])} where tenant_id = ${actor.tenantId} and id = ${id}`);
  return found;
}

/** Whether the vendor may see the order now. */
export async function hasOrder(
  vendorId: string,
  orderId: string,
  { tx, actor, now }: Context,
): Promise<boolean> {
  const [found] = await tx.rows<{ has: boolean }>(sql`select exists (select from order_visibilities v
    where v.tenant_id = ${actor.tenantId} and v.order_id = ${orderId} and v.vendor_id = ${vendorId}
      and v.visible_from <= ${now}::timestamptz and (v.visible_to is null or v.visible_to > ${now}::timestamptz)) as has`);
  return found!.has;
}

/** Says something in a thread, with files; its own member has read it. */
export async function post(
  thread: ThreadRow,
  { body, fileIds }: { body: string; fileIds: readonly string[] },
  context: Context,
): Promise<{ message: MessageRow; fact: Fact }> {
  const { actor, tx } = context;
  const { programId, facilityId, unitId, vendorId, workerId } = thread;
  const [message] = await tx.insert(messages, [
    {
      threadId: thread.id,
      programId,
      facilityId,
      unitId,
      vendorId,
      workerId,
      membershipId: actor.membershipId!,
      side: actor.side as MessageRow['side'],
      body,
      fileIds: [...fileIds],
    },
  ]);
  const shared = { programId, facilityId, vendorId, workerId: thread.withWorker ? workerId : null };
  await attachFiles(fileIds, { noun: 'message', id: message!.id, dataClass: 'general', ...shared }, context);
  await readUpTo(message!, context);
  return { message: message!, fact: messagePosted(message!, { threadId: thread.id }) };
}

/** The last message of a thread. */
export async function lastMessage(
  threadId: string,
  { tx, actor }: Context,
): Promise<{ id: string; threadId: string } | undefined> {
  const [found] = await tx.rows<{
    id: string;
    threadId: string;
  }>(sql`select id, thread_id as "threadId" from messages
    where tenant_id = ${actor.tenantId} and thread_id = ${threadId} order by id desc limit 1`);
  return found;
}

/** Notes that the actor has read a thread up to a message; false where it had read as far. */
export async function readUpTo(
  { id, threadId }: { id: string; threadId: string },
  { tx, actor, now }: Context,
): Promise<boolean> {
  const moved =
    await tx.rows(sql`insert into thread_reads (tenant_id, thread_id, membership_id, last_message_id, created_at, updated_at)
    values (${actor.tenantId}, ${threadId}, ${memberOf(actor)}, ${id}, ${now}::timestamptz, ${now}::timestamptz)
    on conflict (tenant_id, membership_id, thread_id) do update
      set last_message_id = excluded.last_message_id, version = thread_reads.version + 1, updated_at = excluded.updated_at
      where thread_reads.last_message_id < excluded.last_message_id
    returning id`);
  return moved.length > 0;
}

const memberOf = ({ membershipId }: Actor): string => {
  if (membershipId === null) throw new Error('only members read');
  return membershipId;
};
