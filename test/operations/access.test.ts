import { beforeAll, describe, expect, test } from 'vitest';
import { startService, type Client, type Service } from '../support/service.ts';

let service: Service;
let tenantId: string;
let admin: Client;

beforeAll(async () => {
  service = await startService();
  ({ tenantId, admin } = await service.tenant());
});

const untilForgotten = () => new Promise((resolve) => setTimeout(resolve, 600));

describe('users and memberships', () => {
  test('a user is invited, given a role, and both surfaces say so', async () => {
    const user = await admin.post('/users', { name: 'Nora Director', email: 'nora@lakeshore.example' });
    expect(user.status, user.text).toBe(201);
    expect(user.body).toMatchObject({
      name: 'Nora Director',
      email: 'nora@lakeshore.example',
      state: 'active',
    });
    const granted = await admin.graphql(
      `mutation { grantMembership(input: { userId: "${user.body.id}", side: CLIENT, role: APPROVER }) { membership { role side user { name } } events { type } } }`,
    );
    expect(granted.body).toEqual({
      data: {
        grantMembership: {
          membership: { role: 'APPROVER', side: 'CLIENT', user: { name: 'Nora Director' } },
          events: [{ type: 'membership.granted' }],
        },
      },
    });
    expect((await admin.post('/users', { name: 'Other', email: 'NORA@lakeshore.example' })).body.code).toBe(
      'email_taken',
    );
    expect(
      (await admin.post('/memberships', { userId: user.body.id, side: 'vendor', role: 'requester' })).body
        .code,
    ).toBe('role_does_not_fit_side');
  });

  test('a unit’s scope includes its facility and program', async () => {
    await admin.post('/external-systems', { name: 'hris' });
    const program = (await admin.post('/programs', { name: 'P', timeZone: 'America/New_York' })).body.id;
    await admin.put('/facilities/ext:hris:F', {
      programId: program,
      name: 'F',
      state: 'OH',
      timeZone: 'America/New_York',
    });
    const unit = (
      await admin.put('/units/ext:hris:U', { programId: program, facilityId: 'ext:hris:F', name: 'ICU' })
    ).body;
    const user = (await admin.post('/users', { name: 'R', email: 'r@x.example' })).body;
    const { body } = await admin.post('/memberships', {
      userId: user.id,
      side: 'client',
      role: 'requester',
      unitIds: [unit.id],
    });
    expect(body).toMatchObject({ unitIds: [unit.id], facilityIds: [unit.facilityId], programIds: [program] });
  });

  test('e-mail addresses are for administrators', async () => {
    const manager = await service.member(tenantId, { role: 'program_manager' });
    const { body } = await manager.get('/users');
    expect(body.data.length).toBeGreaterThan(0);
    for (const user of body.data) expect(user).not.toHaveProperty('email');
    expect((await manager.get('/users?email=nora@lakeshore.example')).body.code).toBe('field_not_available');
    const graph = await manager.graphql('{ users(first: 1) { nodes { name email } } }');
    expect(graph.body.data.users.nodes[0].email).toBeNull();
  });

  test('the last administrator stays', async () => {
    expect((await admin.post(`/memberships/${admin.actor.membershipId}/end`)).body.code).toBe('last_admin');
    expect((await admin.post(`/users/${admin.actor.userId}/deactivate`)).body.code).toBe('last_admin');
  });

  test('a deactivated user is refused within a second, and the tokens are revoked', async () => {
    const leaver = await service.member(tenantId, { role: 'program_manager' });
    expect((await leaver.get('/me')).status).toBe(200);
    expect((await admin.post(`/users/${leaver.actor.userId}/deactivate`)).status).toBe(200);
    await service.drain(tenantId);
    await untilForgotten();
    expect((await leaver.get('/me')).status).toBe(401);
    expect((await admin.get('/events?types=access_token.revoked')).body.events).toHaveLength(1);
  });
});

describe('access tokens', () => {
  test('are issued once, narrowed to scopes, and revoked at once', async () => {
    const issued = await admin.post('/access-tokens', {
      name: 'script',
      scopes: ['programs.read', 'access.*'],
    });
    expect(issued.status, issued.text).toBe(201);
    const script = service.client(issued.body.token);
    expect((await script.get('/programs')).status).toBe(200);
    const refused = await script.post('/programs', { name: 'No', timeZone: 'UTC' });
    expect(refused.body).toMatchObject({ status: 403, code: 'permission_missing' });
    expect((await script.get('/me')).body).toMatchObject({
      role: 'tenant_admin',
      tokenScopes: ['programs.read', 'access.*'],
    });
    expect(JSON.stringify((await admin.get('/access-tokens')).body)).not.toContain(issued.body.token);
    expect((await admin.post(`/access-tokens/${issued.body.id}/revoke`)).status).toBe(200);
    await untilForgotten();
    expect((await script.get('/me')).status).toBe(401);
  });

  test('never hold more than their membership, and are seen by it alone', async () => {
    const manager = await service.member(tenantId, { role: 'program_manager' });
    expect(
      (await manager.post('/access-tokens', { name: 'wide', scopes: ['access.manage_users'] })).body.code,
    ).toBe('scope_not_held');
    const mine = (await manager.post('/access-tokens', { name: 'mine' })).body;
    expect((await admin.get(`/access-tokens/${mine.id}`)).status).toBe(404);
  });
});
