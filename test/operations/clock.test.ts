import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../../src/kernel/actor.ts';
import { provisionTenant } from '../../src/provision.ts';
import { startService, type Client, type Service } from '../support/service.ts';

let service: Service;
let tenantId: string;
let admin: Client;

beforeAll(async () => {
  service = await startService();
  ({ tenantId, admin } = await service.tenant('Keystone MSP', '2026-01-05T12:00:00Z'));
});

describe('a sandbox’s clock', () => {
  test('stands until it is moved, and the job ends when it has arrived', async () => {
    expect((await admin.get('/clock')).body).toEqual({
      now: '2026-01-05T12:00:00Z',
      target: null,
      movable: true,
    });
    const job = await admin.post('/clock/move', { to: '2026-01-06T12:00:00Z' });
    expect(job.status, job.text).toBe(201);
    expect(job.headers['location']).toBe(`/v1/jobs/${job.body.id}`);
    expect((await admin.get('/clock')).body).toMatchObject({
      now: '2026-01-05T12:00:00Z',
      target: '2026-01-06T12:00:00Z',
    });
    expect((await admin.post('/clock/move', { to: '2026-01-07T12:00:00Z' })).body.code).toBe(
      'clock_is_moving',
    );
    await service.drain(tenantId);
    expect((await admin.get('/clock')).body).toEqual({
      now: '2026-01-06T12:00:00Z',
      target: null,
      movable: true,
    });
    expect((await admin.get(`/jobs/${job.body.id}`)).body).toMatchObject({
      state: 'succeeded',
      result: { now: '2026-01-06T12:00:00Z' },
      finishedAt: '2026-01-06T12:00:00Z',
    });
  });

  test('goes on while others write, who refer to the tenant', async () => {
    await service.as(systemActor(tenantId), async (writer) => {
      // What a foreign key holds while a row is written that names its tenant.
      const held = await writer.rows(sql`select id from tenants where id = ${tenantId} for key share`);
      expect(held).toHaveLength(1);
      await admin.post('/clock/move', { to: '2026-01-06T12:30:00Z' });
      await service.drain(tenantId);
      expect((await admin.get('/clock')).body).toMatchObject({ now: '2026-01-06T12:30:00Z', target: null });
    });
  });

  test('does not go back', async () => {
    const { body } = await admin.graphql(
      'mutation { moveClock(input: { to: "2026-01-01T00:00:00Z" }) { job { id } } }',
    );
    expect(body.errors![0]!.extensions).toMatchObject({
      code: 'invalid_input',
      errors: [{ pointer: '/to', code: 'in_the_past' }],
    });
  });

  test('stamps what is done with its instant', async () => {
    const { body } = await admin.post('/programs', { name: 'Later', timeZone: 'UTC' });
    expect(body).toMatchObject({ createdAt: '2026-01-06T12:30:00Z', updatedAt: '2026-01-06T12:30:00Z' });
  });

  test('is not to be moved in a live tenant, nor by a vendor', async () => {
    const programId = (await admin.post('/programs', { name: 'P', timeZone: 'UTC' })).body.id;
    const live = await provisionTenant(service.pool, { name: 'Live', kind: 'live' });
    const manager = await service.member(live, { role: 'tenant_admin' });
    expect((await manager.post('/clock/move', { to: '2030-01-01T00:00:00Z' })).body.code).toBe(
      'not_a_sandbox',
    );
    const bound = await service.member(tenantId, { role: 'tenant_admin', programIds: [programId] });
    expect((await bound.post('/clock/move', { to: '2030-01-01T00:00:00Z' })).body).toMatchObject({
      status: 403,
      code: 'whole_tenant_only',
    });
    const requester = await service.member(tenantId, { role: 'requester' });
    expect((await requester.post('/clock/move', { to: '2030-01-01T00:00:00Z' })).status).toBe(403);
  });
});
