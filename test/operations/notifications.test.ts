import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../../src/kernel/actor.ts';
import { allTopics } from '../../src/domain/notifications/model/notification.ts';
import { createPlacementMarket, type Agency, type PlacementMarket } from '../support/placements.ts';
import { registry, startService, type Client, type Service } from '../support/service.ts';

let service: Service;
let market: PlacementMarket;
let first: Agency;
let second: Agency;
let elsewhere: Client;

beforeAll(async () => {
  service = await startService();
  market = await createPlacementMarket(service);
  first = await market.agency();
  second = await market.agency();
  elsewhere = await market.member('requester', { programIds: [market.id('programs')], unitIds: [] });
});

interface Told {
  id: string;
  topic: string;
  title: string;
  state: string;
  subjectNoun: string;
  subjectId: string;
}

/** What a member was told of about a thing. */
async function told(client: Client, subjectId: string): Promise<Told[]> {
  await service.drain(market.tenantId);
  const { body } = await client.get(`/notifications?subjectId=${subjectId}&sort=id`);
  return body.data;
}
const topicsFor = async (client: Client, subjectId: string) =>
  (await told(client, subjectId)).map(({ topic }) => topic);

const release = { tiers: [0, 1, 2].map((tier) => ({ tier, delayHours: 0 })) };

async function submitted() {
  const orderId = await market.order(1, [first, second]);
  const { representationId } = await market.represent(first);
  const made = await first.recruiter.post('/submissions', {
    orderId,
    representationId,
    billRate: '98',
    availableOn: '2026-02-01',
  });
  expect(made.status, made.text).toBe(201);
  return { orderId, submissionId: made.body.id as string };
}

describe('members are told', () => {
  test('of what they may read, not of what they did; a rival and other units of nothing', async () => {
    const { submissionId } = await submitted();
    expect(await topicsFor(market.manager, submissionId)).toEqual(['submission_received']);
    for (const client of [first.recruiter, second.recruiter, market.requester, elsewhere])
      expect(await topicsFor(client, submissionId)).toEqual([]);
    await market.manager.post(`/submissions/${submissionId}/present`);
    expect(await topicsFor(market.requester, submissionId)).toEqual(['submission_presented']);
    expect(await topicsFor(first.recruiter, submissionId)).toEqual(['submission_presented']);
    expect(await topicsFor(second.recruiter, submissionId)).toEqual([]);
    expect(await topicsFor(elsewhere, submissionId)).toEqual([]);
    expect(await topicsFor(market.manager, submissionId)).toEqual(['submission_received']);
  });

  test('each vendor of an order that opened to it, all of a release in one go', async () => {
    const orderId = await market.order(2, [], { state: 'open', title: 'ICU nights' });
    const released = await market.manager.post(`/orders/${orderId}/release`, release);
    expect(released.status, released.text).toBeLessThan(300);
    const [notice] = await told(first.recruiter, orderId);
    expect(notice).toMatchObject({
      topic: 'order_shown',
      subjectNoun: 'order',
      title: expect.stringContaining('ICU nights at '),
      state: 'unread',
    });
    expect(await topicsFor(second.recruiter, orderId)).toEqual(['order_shown']);
    const { rows } = await service.as(systemActor(market.tenantId), async (tx) => ({
      rows: await tx.rows<{ runs: number; events: number }>(sql`select
        count(*) filter (where r.reaction is not null)::int as runs, count(distinct e.id)::int as events
        from events e left join reaction_runs r on r.tenant_id = e.tenant_id and r.event_id = e.id
          and r.reaction = 'tellOfOrderShownOnOrderVisibilityOpened'
        where e.tenant_id = ${market.tenantId} and e.type = 'order_visibility.opened' and e.data ->> 'orderId' = ${orderId}`),
    }));
    expect(rows[0]!.events).toBeGreaterThan(1);
    expect(rows[0]!.runs).toBe(1);
  });

  test('those who take part in a conversation, and nobody of what was said', async () => {
    const { submissionId } = await submitted();
    const { body: thread } = await market.manager.post('/threads', {
      submissionId,
      topic: 'Start',
      body: 'Canary of the message',
      withClient: true,
    });
    const [notice] = await told(first.recruiter, thread.id);
    expect(notice).toMatchObject({ topic: 'message_posted', subjectNoun: 'thread' });
    expect(JSON.stringify(await first.recruiter.get('/notifications?limit=200'))).not.toContain('Canary');
    // The candidate was not presented to the client yet.
    expect(await topicsFor(market.requester, thread.id)).toEqual([]);
    expect(await topicsFor(second.recruiter, thread.id)).toEqual([]);
    await market.manager.post(`/submissions/${submissionId}/present`);
    await first.recruiter.post(`/threads/${thread.id}/post`, { body: 'Here.' });
    expect(await topicsFor(market.requester, thread.id)).toEqual(['message_posted']);
    expect(await topicsFor(market.manager, thread.id)).toEqual(['message_posted']);
  });
});

test('those who can decide an approval are told, and its author is not', async () => {
  const stepId = market.id('approval_steps');
  const decider = await market.member('program_manager');
  const other = await market.member('program_manager');
  await market.row('title_holdings', { membership_id: decider.actor.membershipId });
  await service.as(systemActor(market.tenantId), async (tx) => {
    const event = sql`insert into events (tenant_id, type, sides, program_id, facility_id, unit_id, subject_noun, subject_id, subject_version,
        actor_kind, operation, request_id, at, data)
      select s.tenant_id, 'approval_step.opened', '{operator,client}', s.program_id, s.facility_id, s.unit_id, 'approval_step', s.id, 1,
        'system', 'test', 'r', app.now(), '{}' from approval_steps s where s.id = ${stepId} returning id, tenant_id`;
    await tx.rows(sql`with e as (${event}) insert into reaction_runs (tenant_id, event_id, reaction)
      select e.tenant_id, e.id, 'tellOfApprovalWaitingOnApprovalStepOpened' from e`);
  });
  expect(await topicsFor(decider, stepId)).toEqual(['approval_waiting']);
  expect(await topicsFor(other, stepId)).toEqual([]);
});

describe('a notification', () => {
  async function oneOf(client: Client): Promise<Told> {
    const { submissionId } = await submitted();
    return (await told(client, submissionId))[0]!;
  }

  test('is its member’s alone, read once and put away', async () => {
    const notice = await oneOf(market.manager);
    const other = await market.member('program_manager');
    expect((await other.get(`/notifications/${notice.id}`)).status).toBe(404);
    expect((await other.post(`/notifications/${notice.id}/archive`)).status).toBe(404);
    const stale = await market.manager.post(
      `/notifications/${notice.id}/mark-read`,
      {},
      { 'if-match': '"9"' },
    );
    expect(stale.body.code).toBe('stale_version');
    const read = await market.manager.post(`/notifications/${notice.id}/mark-read`);
    expect(read.body).toMatchObject({ state: 'read', allowedActions: ['archive'] });
    expect((await market.manager.post(`/notifications/${notice.id}/mark-read`)).body.code).toBe(
      'step_not_allowed',
    );
    const archived = await market.manager.graphql(
      `mutation ($id: ID!) { archiveNotification(input: { notificationId: $id }) { notification { state } } }`,
      { id: notice.id },
    );
    expect(archived.body.data.archiveNotification.notification.state).toBe('ARCHIVED');
  });

  test('is counted while unread; all are read at once', async () => {
    await oneOf(market.manager);
    const before = await market.manager.get('/notification-counts');
    expect(before.body.unread).toBeGreaterThan(0);
    const some = before.body.topics.find(({ topic }: Told) => topic === 'submission_received');
    const marked = await market.manager.post('/notifications/mark-all-read', {
      topic: 'submission_received',
    });
    expect(marked.body.marked).toBe(some.unread);
    const all = await market.manager.graphql(
      `mutation { markAllNotificationsRead(input: {}) { result { marked } } }`,
    );
    expect(all.body.errors, all.text).toBeUndefined();
    expect((await market.manager.get('/notification-counts')).body).toEqual({ unread: 0, topics: [] });
    expect((await market.manager.post('/notifications/mark-all-read')).body.marked).toBe(0);
  });
});

test('what was told half a year ago is let go', async () => {
  const ownRow = { membership_id: market.manager.actor.membershipId };
  const young = await market.row('notifications', { ...ownRow, subject_id: randomUUID() });
  const old = await service.as(systemActor(market.tenantId), async (tx) => {
    const [row] = await tx.rows<{ id: string }>(sql`insert into notifications
        (tenant_id, id, membership_id, event_id, topic, subject_noun, subject_id, title, state, happened_at, created_at, updated_at)
      select tenant_id, uuidv7(-'181 days'::interval), membership_id, gen_random_uuid(), topic, subject_noun, subject_id, title, 'unread',
        happened_at, created_at, updated_at from notifications where id = ${young} returning id`);
    return row!.id;
  });
  expect((await market.manager.get(`/notifications/${old}`)).status).toBe(200);
  await service.app.worker.hands.keeper.tidy(market.tenantId);
  expect((await market.manager.get(`/notifications/${old}`)).status).toBe(404);
});

describe('preferences', () => {
  test('say what comes into the inbox and what leaves as a message', async () => {
    const orderId = await market.order(1, [], { state: 'open' });
    const quiet = await market.agency();
    const settings = await quiet.recruiter.get('/notification-settings');
    const shown = settings.body.topics.find(({ topic }: Told) => topic === 'order_shown');
    expect(shown).toEqual({ topic: 'order_shown', inApp: true, external: true });
    expect(settings.body.topics.map(({ topic }: Told) => topic)).not.toContain('submission_received');
    const set = await quiet.recruiter.put('/notification-settings', {
      topics: [{ topic: 'order_shown', inApp: false, external: false }],
    });
    expect(set.status, set.text).toBe(200);
    const foreign = await quiet.recruiter.put('/notification-settings', {
      topics: [{ topic: 'submission_received', inApp: true, external: true }],
    });
    expect(foreign.body.errors[0]).toMatchObject({ pointer: '/topics/0/topic', code: 'not_told' });
    const muted = await first.recruiter.graphql(
      `mutation { setNotificationPreferences(input: { mutedUntil: "2026-02-01T00:00:00Z" }) { result { mutedUntil } } }`,
    );
    expect(muted.body.errors, muted.text).toBeUndefined();
    const third = await market.agency();
    await market.manager.post(`/orders/${orderId}/release`, release);
    expect(await topicsFor(quiet.recruiter, orderId)).toEqual([]);
    expect(await topicsFor(first.recruiter, orderId)).toEqual(['order_shown']);
    expect(await topicsFor(third.recruiter, orderId)).toEqual(['order_shown']);
    const integration = await market.member('integration');
    const { text } = await integration.get('/events?types=notification.created&limit=200');
    expect(text).toContain(third.recruiter.actor.membershipId);
    expect(text).not.toContain(quiet.recruiter.actor.membershipId);
    expect(text).not.toContain('title');
    expect((await first.recruiter.get('/events?types=notification.created')).text).not.toContain(
      'membershipId',
    );
    const { body } = await first.recruiter.get('/notification-preferences');
    expect(body.data).toMatchObject([{ topic: 'everything', mutedUntil: '2026-02-01T00:00:00Z' }]);
  });
});

describe('a template', () => {
  test('puts a topic into the tenant’s words, with nothing filled in that there is not', async () => {
    const words = {
      topic: 'submission_withdrawn',
      title: 'Gone from {{order}} in {{unit}}',
      body: 'At {{facility}}.',
    };
    const wrong = await market.manager.post('/notification-templates', {
      ...words,
      title: '{{candidate}} left {{',
    });
    expect(wrong.body.code).toBe('placeholder_unknown');
    expect(wrong.body.errors).toHaveLength(2);
    const made = await market.manager.post('/notification-templates', words);
    expect(made.status, made.text).toBe(201);
    expect((await market.manager.post('/notification-templates', words)).body.code).toBe('template_exists');
    expect((await first.recruiter.get('/notification-templates')).body.code).toBe('permission_missing');
    expect((await market.requester.get('/notification-templates')).body.code).toBe('permission_missing');
    const bound = await market.member('program_manager', { programIds: [market.id('programs')] });
    expect((await bound.post('/notification-templates', words)).body.code).toBe('whole_tenant_only');
    const { submissionId } = await submitted();
    await first.recruiter.post(`/submissions/${submissionId}/withdraw`, { reason: 'Taken.' });
    const notice = (await told(market.manager, submissionId)).at(-1)!;
    expect(notice.title).toMatch(/^Gone from .+ in ICU 4 East$/);
    const changed = await market.manager.patch(
      `/notification-templates/${made.body.id}`,
      { title: 'Withdrawn', body: null },
      { 'if-match': '"1"' },
    );
    expect(changed.body).toMatchObject({ title: 'Withdrawn', body: null, version: 2 });
    expect((await market.manager.post(`/notification-templates/${made.body.id}/archive`)).status).toBe(200);
    expect((await market.manager.post('/notification-templates', words)).status).toBe(201);
    const back = await market.manager.post(`/notification-templates/${made.body.id}/restore`);
    expect(back.body.code).toBe('template_exists');
  });
});

test('everything that members are told of happens', () => {
  const silent = Object.entries(allTopics).filter(
    ([, { on }]) => !on.some((type) => registry.events.has(type)),
  );
  expect(silent.map(([name]) => name)).toEqual([]);
  const unknown = Object.values(allTopics).flatMap(({ on }) =>
    on.filter((type) => !registry.events.has(type)),
  );
  expect(unknown).toEqual([]);
  expect(Object.keys(allTopics).length).toBeGreaterThan(20);
});
