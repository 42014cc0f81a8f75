import { sql, type SQL } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Actor, Side } from '../../../kernel/actor.ts';
import { wholeSubjects } from '../../../kernel/noun.ts';
import type { Context } from '../../../kernel/operation.ts';
import { rowOf } from '../../../kernel/row-of.ts';
import { approvalSteps, decidableBy } from '../../approvals/index.ts';
import { threads } from '../../threads/index.ts';
import { everything } from '../model/notification.ts';
import type { Audience, Topic } from '../model/topic.ts';
import type { Recipient } from '../recipients.ts';

/** A topic as it is told: what it leads to, and to whom. */
export interface Telling {
  topic: string;
  about: Topic['about'] & { noun: string };
  among: Audience;
  recipients: readonly Recipient[];
  title: string;
  external: boolean;
}

/** Who was told and is to have a message. */
export interface Told {
  id: string;
  version: number;
  membershipId: string;
}

const bound = (column: string) => {
  const list = sql.identifier(`${column}s`);
  const one = sql.identifier(column);
  return sql`(m.${list} is null or e.${one} is null or e.${one} = any (m.${list}))`;
};
const inScope = sql`(${bound('program_id')} and ${bound('facility_id')} and ${bound('unit_id')})`;

// A vendor's and a worker's rows name them; the event itself says which sides it is for.
const inFeed: Record<Side, SQL> = {
  operator: inScope,
  client: inScope,
  vendor: sql`m.vendor_id = e.vendor_id`,
  worker: sql`m.worker_id = e.worker_id`,
};

const existing = (table: PgTable, alias: string, id: SQL, condition: SQL) => sql`exists (
  select from ${table} as ${sql.identifier(alias)}
  where ${sql.identifier(alias)}.tenant_id = e.tenant_id and ${sql.identifier(alias)}.id = ${id} and ${condition})`;

const isOpenTo = (orderId: SQL) => sql`exists (select from order_visibilities v
  where v.tenant_id = e.tenant_id and v.order_id = ${orderId} and v.vendor_id = m.vendor_id and v.visible_from <= app.now()
    and (v.visible_to is null or v.visible_to > app.now()))`;

const member = { membershipId: sql`m.id`, userId: sql`m.user_id` } as unknown as Actor;

// What concerns a program as a whole is not told to a client bound to parts of it.
const ofOwnPart = () => sql`(e.subject_noun <> all(${`{${wholeSubjects().join(',')}}`}::text[]) or
  case when m.unit_ids is not null then e.unit_id is not null when m.facility_ids is not null then e.facility_id is not null else true end)`;

/** The condition under which a member `m` of the side takes part in what the event `e` tells, by the kind of audience. */
const taking: Record<Audience, (side: Side) => SQL> = {
  scope: (side) =>
    sql`(${side} = any (e.sides) and ${inFeed[side]}${side === 'client' ? sql` and ${ofOwnPart()}` : sql``})`,
  deciders: () =>
    existing(approvalSteps, 's', sql`e.subject_id`, decidableBy(rowOf(approvalSteps, 's'), member)),
  owner: () => sql`m.id = (e.data ->> 'membershipId')::uuid`,
  thread: (side) => {
    const id = sql`(e.data ->> 'threadId')::uuid`;
    if (side === 'operator') return inScope;
    // To a vendor a thread on an order goes with the order.
    if (side === 'vendor')
      return sql`(${inFeed.vendor} and ${existing(
        threads,
        't',
        id,
        sql`(t.subject_noun <> 'order' or ${isOpenTo(sql`t.subject_id`)})`,
      )})`;
    // A client takes part in what was shown to it.
    if (side === 'client')
      return sql`(${inScope} and ${existing(
        threads,
        't',
        id,
        sql`t.with_client and (t.subject_noun <> 'submission'
          or exists (select from submissions p where p.tenant_id = t.tenant_id and p.id = t.subject_id and p.presented_at is not null))`,
      )})`;
    return existing(threads, 't', id, sql`t.with_worker and t.worker_id = m.worker_id`);
  },
};

const among = (telling: Telling): SQL => {
  const bySide = Map.groupBy(telling.recipients, ({ side }) => side);
  return sql.join(
    [...bySide].map(
      ([
        side,
        held,
      ]) => sql`(m.side = ${side} and m.role = any (${`{${held.map(({ role }) => role).join(',')}}`}::text[])
        and ${taking[telling.among](side)})`,
    ),
    sql` or `,
  );
};

// To a vendor an order has a title while it is open to it.
const orderTitle = sql`case when m.side = 'worker' or (m.side = 'vendor' and not ${isOpenTo(sql`o.id`)})
  then 'An order' else coalesce(o.title, 'An order') end`;

const filled = (template: SQL): SQL =>
  sql`replace(replace(replace(replace(${template}, '{{order}}', ${orderTitle}), '{{facility}}', coalesce(f.name, 'a facility')),
    '{{unit}}', coalesce(n.name, 'a unit')), '{{program}}', coalesce(g.name, 'the program'))`;

/**
 * Tells every member concerned of the event and of its like in the same transaction, in one statement, each once of what
 * it is about: not who did it, nor who wants to hear nothing. Answers those to whom a message is to be sent.
 */
export function tell(eventId: string, telling: Telling, { tx, actor, now }: Context): Promise<Told[]> {
  const { topic, about, title, external } = telling;
  const subject = about.id ? sql`(e.data ->> ${about.id}::text)::uuid` : sql`e.subject_id`;
  return tx.rows<Told>(sql`with happened as materialized (
      select e.tenant_id, e.id, e.subject_id, e.subject_noun, e.sides, e.program_id, e.facility_id, e.unit_id, e.vendor_id,
        e.worker_id, e.user_id, e.data, e.at, ${subject} as about_id, coalesce((e.data ->> 'orderId')::uuid, case when e.subject_noun = 'order' then e.subject_id end) as order_id
      from events first join events e on e.tenant_id = first.tenant_id and e.transaction_id = first.transaction_id and e.type = first.type
      where first.tenant_id = ${actor.tenantId} and first.id = ${eventId}),
    told as (
      insert into notifications (tenant_id, membership_id, event_id, topic, subject_noun, subject_id, title, body, state, happened_at, created_at, updated_at)
      select distinct on (m.id, e.about_id) e.tenant_id, m.id, e.id, ${topic}, ${about.noun}, e.about_id, left(${filled(sql`coalesce(w.title, ${title})`)}, 300),
        left(${filled(sql`w.body`)}, 4000), case when coalesce(p.in_app, true) then 'unread' else 'archived' end, e.at,
        ${now}::timestamptz, ${now}::timestamptz
      from happened e
      join memberships m on m.tenant_id = e.tenant_id and m.state = 'active' and m.user_id is distinct from e.user_id and (${among(telling)})
      join users u on u.tenant_id = m.tenant_id and u.id = m.user_id and u.state = 'active'
      left join notification_preferences p on p.tenant_id = m.tenant_id and p.membership_id = m.id and p.topic = ${topic}
      left join notification_templates w on w.tenant_id = e.tenant_id and w.topic = ${topic} and w.archived_at is null
      left join orders o on o.tenant_id = e.tenant_id and o.id = e.order_id
      left join facilities f on f.tenant_id = e.tenant_id and f.id = e.facility_id
      left join units n on n.tenant_id = e.tenant_id and n.id = e.unit_id
      left join programs g on g.tenant_id = e.tenant_id and g.id = e.program_id
      where coalesce(p.in_app, true) or coalesce(p.external, ${external}::boolean)
      order by m.id, e.about_id, e.id
      on conflict on constraint notifications_once do nothing
      returning id, version, membership_id)
    select t.id, t.version, t.membership_id as "membershipId" from told t
    left join notification_preferences p on p.tenant_id = ${actor.tenantId} and p.membership_id = t.membership_id and p.topic = ${topic}
    left join notification_preferences q on q.tenant_id = ${actor.tenantId} and q.membership_id = t.membership_id and q.topic = ${everything}
    where coalesce(p.external, ${external}::boolean) and (q.muted_until is null or q.muted_until <= ${now}::timestamptz)`);
}
