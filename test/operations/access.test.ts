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
    const program = await admin.post('/programs', { name: 'Lakeshore', timeZone: 'America/New_York' });
    const granted = await admin.graphql(
      `mutation { grantMembership(input: { userId: "${user.body.id}", side: CLIENT, role: APPROVER, programIds: ["${program.body.id}"] }) { membership { role side user { name } } events { type } } }`,
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
    expect((await admin.get('/events?wait=10&types=access_token.revoked')).body.events).toHaveLength(1);
  });
});

describe('nobody reaches further by giving', () => {
  let programs: string[];
  let bound: Client;
  const invited = async () =>
    (await admin.post('/users', { name: 'New', email: `new.${Math.random()}@x.example` })).body.id;
  const grant = async (client: Client, membership: object) =>
    client.post('/memberships', { userId: await invited(), ...membership });
  const refused = { status: 403, code: 'grant_wider_than_own' };

  beforeAll(async () => {
    programs = [];
    for (const name of ['One', 'Two'])
      programs.push((await admin.post('/programs', { name, timeZone: 'America/New_York' })).body.id);
    bound = await service.member(tenantId, { role: 'integration', programIds: [programs[0]!] });
  });

  test('an administrator gives every role; an integration those it holds, within its scopes', async () => {
    const everywhere = await service.member(tenantId, { role: 'integration' });
    expect((await grant(admin, { side: 'client', role: 'requester', programIds: programs })).status).toBe(
      201,
    );
    expect((await grant(everywhere, { side: 'operator', role: 'analyst' })).status).toBe(201);
    for (const role of ['tenant_admin', 'program_manager'])
      expect((await grant(everywhere, { side: 'operator', role })).body).toMatchObject(refused);
    const analyst = { side: 'operator', role: 'analyst' };
    expect((await grant(bound, analyst)).body).toMatchObject(refused);
    expect((await grant(bound, { ...analyst, programIds: [programs[0]] })).status).toBe(201);
    // The other program is out of its sight.
    expect((await grant(bound, { ...analyst, programIds: programs })).status).toBe(422);
  });

  test('a requester and an approver are bound to something, and scopes stand within each other', async () => {
    const [one, two] = programs;
    await admin.post('/external-systems', { name: 'sites' });
    const facility = async (programId: string | undefined) => {
      const place = { programId, name: 'F', state: 'OH', timeZone: 'America/New_York' };
      return (await admin.put(`/facilities/ext:sites:${programId}`, place)).body.id as string;
    };
    const [here, there] = [await facility(one), await facility(two)];
    const unit = { programId: two, facilityId: there, name: 'ICU' };
    const unitId = (await admin.put('/units/ext:sites:U2', unit)).body.id;
    for (const [role, scopes, code] of [
      ['requester', {}, 'scope_missing'],
      ['approver', {}, 'scope_missing'],
      ['requester', { programIds: [] }, 'scope_missing'],
      ['client_finance', { programIds: [] }, 'scope_missing'],
      ['requester', { programIds: [one], unitIds: [] }, 'scope_missing'],
      ['requester', { programIds: [one], unitIds: [unitId] }, 'scopes_do_not_nest'],
      ['requester', { facilityIds: [here], unitIds: [unitId] }, 'scopes_do_not_nest'],
      ['requester', { programIds: [one], facilityIds: [here, there] }, 'scopes_do_not_nest'],
    ] as const) {
      const answer = await grant(admin, { side: 'client', role, ...scopes });
      expect(answer.body, JSON.stringify(scopes)).toMatchObject({ status: 422, code });
    }
    const nested = { programIds: programs, facilityIds: [there], unitIds: [unitId] };
    expect((await grant(admin, { side: 'client', role: 'requester', ...nested })).status).toBe(201);
    const both = await grant(admin, { side: 'client', role: 'requester', facilityIds: [here, there] });
    expect(both.body.programIds.toSorted()).toEqual(programs.toSorted());
  });

  test('an administrator of one program gives nothing of another', async () => {
    const local = await service.member(tenantId, { role: 'tenant_admin', programIds: [programs[0]!] });
    const wide = { side: 'operator', role: 'tenant_admin' };
    expect((await grant(local, wide)).body).toMatchObject(refused);
    expect((await grant(local, { ...wide, programIds: [programs[0]] })).status).toBe(201);
  });

  test('a client’s integration gives the client’s side only', async () => {
    const theirs = await service.member(tenantId, { role: 'integration', side: 'client' });
    expect((await grant(theirs, { side: 'operator', role: 'analyst' })).body).toMatchObject(refused);
    expect((await grant(theirs, { side: 'client', role: 'analyst' })).status).toBe(201);
  });

  test('no integration acts on the vendors’ side', async () => {
    const vendor = await admin.post('/vendors', { name: 'Atlas', kind: 'agency' });
    const vendorId = vendor.body.id;
    const granted = await grant(admin, { side: 'vendor', role: 'integration', vendorId });
    expect(granted.body.code).toBe('role_does_not_fit_side');
  });

  test('nor by ending, deactivating or renaming those who reach further', async () => {
    const second = await service.member(tenantId, { role: 'tenant_admin' });
    const { membershipId, userId } = second.actor;
    expect((await bound.post(`/memberships/${membershipId}/end`)).body).toMatchObject(refused);
    expect((await bound.post(`/users/${userId}/deactivate`)).body).toMatchObject(refused);
    await admin.post('/external-systems', { name: 'idp' });
    const boss = { name: 'Boss', email: 'boss@x.example', externalId: { system: 'idp', id: 'boss' } };
    const user = await admin.post('/users', boss);
    await admin.post('/memberships', { userId: user.body.id, side: 'operator', role: 'tenant_admin' });
    const taking = { ...boss, issuer: 'https://evil.example', subject: 'me' };
    expect((await bound.post('/users', taking)).body).toMatchObject(refused);
    expect((await bound.post('/users', boss)).status).toBeLessThan(300);
    // Who also acts where the integration does not look is out of its reach too.
    const both = await service.member(tenantId, { role: 'analyst', programIds: [programs[0]!] });
    await admin.post('/memberships', {
      userId: both.actor.userId,
      side: 'client',
      role: 'analyst',
      programIds: [programs[1]],
    });
    expect((await bound.post(`/users/${both.actor.userId}/deactivate`)).body).toMatchObject(refused);
    const own = await service.member(tenantId, { role: 'analyst', programIds: [programs[0]!] });
    expect((await bound.post(`/users/${own.actor.userId}/deactivate`)).status).toBe(200);
  });

  test('a client reads the people and vendors of its programs, and not another client’s', async () => {
    const [here, there] = programs as [string, string];
    const reader = await service.member(tenantId, { role: 'requester', programIds: [here] });
    const colleague = await service.member(tenantId, { role: 'approver', programIds: [here] });
    const foreign = await service.member(tenantId, { role: 'approver', programIds: [there] });
    const vendorId = (await admin.post('/vendors', { name: 'Elsewhere', kind: 'agency' })).body.id;
    const recruiter = await service.member(tenantId, { role: 'vendor_recruiter', vendorId });
    const sees = async (client: Client) => {
      const found = [];
      for (const { actor } of [colleague, foreign, recruiter, admin]) {
        const [user, membership] = [
          await client.get(`/users/${actor.userId}`),
          await client.get(`/memberships/${actor.membershipId}`),
        ];
        expect(user.status).toBe(membership.status);
        found.push(user.status === 200);
      }
      return [...found, (await client.get(`/vendors/${vendorId}`)).status === 200];
    };
    expect(await sees(reader)).toEqual([true, false, false, true, false]);
    const panel = { programId: here, vendorId, tier: 1 };
    expect((await admin.post('/panel-memberships', panel)).status).toBe(201);
    expect(await sees(reader)).toEqual([true, false, true, true, true]);
    expect(await sees(foreign)).toEqual([false, true, false, true, false]);
    const feed = await reader.get('/events?types=membership.granted,user.invited');
    expect(feed.body.events).toEqual([]);
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
