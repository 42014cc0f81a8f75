import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { edge, field, noun } from '../../kernel/noun.ts';
import { Id, Instant, text } from '../../kernel/shapes.ts';
import { Email, MembershipState, RoleName, SideName, UserKind, UserState } from './model.ts';
import { colleagues, permissions, theirUsers } from './policy.ts';
import { accessTokens, memberships, users } from './tables.ts';

export const user = noun({
  name: 'user',
  summary: 'A person who acts in the tenant, or the user of a service account.',
  table: users,
  read: permissions.readUsers,
  fields: {
    name: field(text(200), { dataClass: 'identity', filter: true, sort: true, search: true }),
    email: field(Email, {
      dataClass: 'contact',
      filter: true,
      search: true,
      readers: ({ role }) => role === 'tenant_admin' || role === 'integration',
    }),
    issuer: field(z.string().nullable(), {
      dataClass: 'internal',
      readers: ({ role }) => role === 'tenant_admin' || role === 'integration',
    }),
    subject: field(z.string().nullable(), {
      dataClass: 'internal',
      readers: ({ role }) => role === 'tenant_admin' || role === 'integration',
    }),
    isVouched: field(
      z.boolean().meta({ description: 'Whether an administrator, in person, said how the user signs in.' }),
      {
        dataClass: 'internal',
        readers: ({ role }) => role === 'tenant_admin' || role === 'integration',
        // Versions from before do not say.
        value: (row) => sql`coalesce(${row('isVouched')}, true)`,
      },
    ),
    state: field(UserState, { filter: true }),
    kind: field(UserKind, {
      filter: true,
      // Versions from before there were service accounts do not say.
      value: (row) => sql`coalesce(${row('kind')}, 'person')`,
    }),
  },
  visibleTo: { operator: theirUsers, client: theirUsers },
  externalIds: true,
});

export const membership = noun({
  name: 'membership',
  summary: 'One user acting on one side in one role, within scopes; a null list is every one.',
  table: memberships,
  read: permissions.readUsers,
  fields: {
    userId: field(Id, { filter: true }),
    side: field(SideName, { filter: true }),
    role: field(RoleName, { filter: true }),
    programIds: field(z.array(Id).nullable()),
    facilityIds: field(z.array(Id).nullable()),
    unitIds: field(z.array(Id).nullable()),
    vendorId: field(Id.nullable(), { filter: true }),
    workerId: field(Id.nullable(), { filter: true }),
    state: field(MembershipState, { filter: true }),
  },
  visibleTo: { operator: colleagues, client: colleagues },
});

export const accessToken = noun({
  name: 'accessToken',
  summary: 'A personal access token of your own membership; its text was shown once.',
  table: accessTokens,
  read: permissions.ownTokens,
  fields: {
    membershipId: field(Id),
    name: field(text(100), { filter: true }),
    prefix: field(z.string().meta({ description: 'How the token begins, to recognize it by.' })),
    scopes: field(z.array(z.string()).nullable()),
    expiresAt: field(Instant, { filter: true, sort: true }),
    revokedAt: field(Instant.nullable(), { filter: true }),
  },
  visibleTo: Object.fromEntries(
    (['operator', 'client', 'vendor', 'worker'] as const).map((side) => [
      side,
      (row: (key: string) => ReturnType<typeof sql>, actor: { membershipId: string | null }) =>
        sql`${row('membershipId')} = ${actor.membershipId}`,
    ]),
  ),
});

edge(membership, 'userId', 'user', user, 'memberships');
