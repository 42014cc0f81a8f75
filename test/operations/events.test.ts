import { sql } from 'drizzle-orm';
import pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../../src/kernel/actor.ts';
import { startService, type Client, type Service } from '../support/service.ts';

let service: Service;
let tenantId: string;
let admin: Client;

beforeAll(async () => {
  service = await startService();
  ({ tenantId, admin } = await service.tenant());
});

const newProgram = (name: string) => admin.post('/programs', { name, timeZone: 'America/New_York' });

describe('the event feed', () => {
  test('gives what happened in order, and reads on from a cursor', async () => {
    await newProgram('One');
    await newProgram('Two');
    const first = await admin.get('/events?limit=1');
    expect(first.status, first.text).toBe(200);
    expect(first.body).toMatchObject({
      hasMore: true,
      events: [
        {
          type: 'program.created',
          tenantId,
          subject: { type: 'program', version: 1 },
          actor: { kind: 'membership', membershipId: admin.actor.membershipId },
        },
      ],
    });
    const rest = await admin.get(`/events?after=${first.body.nextCursor}&types=program.created`);
    expect(rest.body.events).toHaveLength(1);
    const none = await admin.get(`/events?after=${rest.body.nextCursor}`);
    expect(none.body).toEqual({ events: [], nextCursor: rest.body.nextCursor, hasMore: false });
  });

  test('is the same over GraphQL', async () => {
    const rest = await admin.get('/events?limit=200');
    const { body } = await admin.graphql(
      '{ readEvents { events { id type at cursor subject { id type version } data } nextCursor hasMore } }',
    );
    expect(body.errors).toBeUndefined();
    expect(body.data.readEvents.events.map(({ id }: { id: string }) => id)).toEqual(
      rest.body.events.map(({ id }: { id: string }) => id),
    );
  });

  test('waits for the next event without holding a transaction', async () => {
    const { body } = await admin.get('/events');
    const waiting = admin.get(`/events?after=${body.nextCursor}&wait=10`);
    await new Promise((resolve) => setTimeout(resolve, 300));
    // It looks from time to time, in a transaction of its own.
    const open = async () => {
      const { rows } = await service.pool.query<{ n: number }>(
        "select count(*)::int as n from pg_stat_activity where state = 'idle in transaction' and datname = current_database()",
      );
      return rows[0]!.n;
    };
    await expect.poll(open, { timeout: 5_000 }).toBe(0);
    await newProgram('Three');
    expect((await waiting).body.events).toMatchObject([{ type: 'program.created' }]);
  });

  test('never lets a reader pass an event that commits late', async () => {
    const { body: before } = await admin.get('/events?limit=200');
    const late = new pg.Client(service.database.adminUrl);
    await late.connect();
    try {
      await late.query('begin');
      await late.query('select pg_current_xact_id()');
      await newProgram('Overtaking');
      const meanwhile = await admin.send({ method: 'GET', url: `/v1/events?after=${before.nextCursor}` });
      expect(meanwhile.body.events).toEqual([]);
      await late.query('commit');
      const afterwards = await admin.get(`/events?after=${before.nextCursor}`);
      expect(afterwards.body.events).toHaveLength(1);
    } finally {
      await late.end();
    }
  });

  test('takes no cursor of another viewer', async () => {
    const other = await service.member(tenantId, { role: 'program_manager' });
    const { body } = await admin.get('/events');
    const refused = await other.get(`/events?after=${body.nextCursor}`);
    expect(refused.status).toBe(422);
    expect(refused.body.errors).toMatchObject([{ pointer: '/after', code: 'invalid_cursor' }]);
  });

  test('keeps who, what, when and under which request of every change', async () => {
    const created = await newProgram('Audited');
    const [event] = await service.as(systemActor(tenantId), (tx) =>
      tx.rows<Record<string, unknown>>(sql`select e.*, v."row" ->> 'name' as after from events e
        join row_versions v on v.tenant_id = e.tenant_id and v.opened_by = e.transaction_id and v.row_id = e.subject_id
        where e.subject_id = ${created.body.id}`),
    );
    expect(event).toMatchObject({
      membership_id: admin.actor.membershipId,
      user_id: admin.actor.userId,
      operation: 'createProgram',
      request_id: created.headers['x-request-id'],
      after: 'Audited',
    });
  });
});
