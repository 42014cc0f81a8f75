import { sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { Scoped } from '../../../kernel/event.ts';
import { allTopics, everything } from '../model/notification.ts';
import { topicsOf } from '../policy.ts';

/** How many of the actor's notifications are unread, by topic. */
export async function unreadByTopic({ tx, actor }: Context): Promise<{ topic: string; unread: number }[]> {
  return tx.rows(sql`select n.topic, count(*)::int as unread from notifications n
    where n.tenant_id = ${actor.tenantId} and n.membership_id = ${actor.membershipId}::uuid and n.state = 'unread'
    group by 1 order by 1`);
}

const mostAtOnce = 1_000;

/** Marks the actor's oldest unread notifications as read, up to 1,000 of them; those that were. */
export function readAll(topic: string | undefined, { tx, actor, now }: Context): Promise<Scoped[]> {
  const ofTopic = topic === undefined ? sql`` : sql`and topic = ${topic}`;
  return tx.rows<Scoped>(sql`update notifications n set state = 'read', read_at = ${now}::timestamptz, version = n.version + 1,
      updated_at = ${now}::timestamptz
    where n.tenant_id = ${actor.tenantId} and n.id in (select id from notifications where tenant_id = ${actor.tenantId}
      and membership_id = ${actor.membershipId}::uuid and state = 'unread' ${ofTopic} order by id limit ${mostAtOnce}::int for update skip locked)
    returning n.id, n.version`);
}

interface Setting {
  topic: string;
  inApp: boolean;
  external: boolean;
}

/** What the actor is told of, and how, as it is now. */
export async function settingsOf({
  tx,
  actor,
}: Context): Promise<{ topics: Setting[]; mutedUntil: string | null }> {
  const kept = await tx.rows<
    Setting & { mutedUntil: string | null }
  >(sql`select p.topic, p.in_app as "inApp", p.external,
      app.instant(p.muted_until) as "mutedUntil" from notification_preferences p
    where p.tenant_id = ${actor.tenantId} and p.membership_id = ${actor.membershipId}::uuid`);
  const byTopic = new Map(kept.map((each) => [each.topic, each]));
  const topics = topicsOf(actor).map((topic) => {
    const { inApp, external } = byTopic.get(topic) ?? {
      inApp: true,
      external: allTopics[topic]!.external ?? false,
    };
    return { topic, inApp, external };
  });
  return { topics, mutedUntil: byTopic.get(everything)?.mutedUntil ?? null };
}

/** Keeps what the actor chose, a row a topic; those that changed. */
export function keepSettings(
  settings: readonly (Setting & { mutedUntil?: string | null })[],
  { tx, actor, now }: Context,
): Promise<Scoped[]> {
  const rows = settings.map(({ topic, inApp, external, mutedUntil = null }) => ({
    topic,
    in_app: inApp,
    external,
    muted_until: mutedUntil,
  }));
  return tx.rows<Scoped>(sql`insert into notification_preferences as kept
      (tenant_id, membership_id, topic, in_app, external, muted_until, created_at, updated_at)
    select ${actor.tenantId}::uuid, ${actor.membershipId}::uuid, s.topic, s.in_app, s.external, s.muted_until, ${now}::timestamptz, ${now}::timestamptz
    from json_to_recordset(${JSON.stringify(rows)}::json) as s (topic text, in_app boolean, external boolean, muted_until timestamptz)
    on conflict (tenant_id, membership_id, topic) do update set in_app = excluded.in_app, external = excluded.external,
      muted_until = excluded.muted_until, version = kept.version + 1, updated_at = excluded.updated_at
      where (kept.in_app, kept.external, kept.muted_until) is distinct from (excluded.in_app, excluded.external, excluded.muted_until)
    returning kept.id, kept.version`);
}
