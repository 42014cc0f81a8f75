import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { Id, Instant, oneOf, text } from '../../../kernel/shapes.ts';
import { membership } from '../nouns.ts';
import { accountsInReach, permissions, secretsInReach } from '../policy.ts';
import { serviceAccounts, serviceAccountSecrets } from '../tables.ts';
import { serviceAccountLife } from './lifecycle.ts';
import { serviceAccountStates } from './model.ts';

const idText = (row: (key: string) => ReturnType<typeof sql>, key: string) =>
  sql`replace(${row(key)}::text, '-', '')`;

export const serviceAccount = noun({
  name: 'serviceAccount',
  summary: 'A machine that acts under a membership of its own, with tokens from /oauth/token.',
  table: serviceAccounts,
  read: permissions.manageServiceAccounts,
  lifecycle: serviceAccountLife,
  fields: {
    name: field(text(100), { filter: true, sort: true, search: true }),
    description: field(text(2_000).nullable()),
    clientId: field(z.string().meta({ description: 'What it names itself at /oauth/token.' }), {
      value: (row) => sql`'rqc_' || ${idText(row, 'tenantId')} || '_' || ${idText(row, 'id')}`,
    }),
    membershipId: field(Id, { filter: true }),
    userId: field(Id, { filter: true }),
    scopes: field(z.array(z.string()).nullable()),
    state: field(oneOf('ServiceAccountState', serviceAccountStates), { filter: true }),
  },
  visibleTo: { operator: accountsInReach },
});

export const serviceAccountSecret = noun({
  name: 'serviceAccountSecret',
  summary: 'A secret by which a service account asks for tokens; its text was shown once.',
  table: serviceAccountSecrets,
  read: permissions.manageServiceAccounts,
  fields: {
    serviceAccountId: field(Id, { filter: true }),
    prefix: field(z.string().meta({ description: 'How the secret begins, to recognize it by.' })),
    expiresAt: field(Instant, { filter: true, sort: true }),
    revokedAt: field(Instant.nullable(), { filter: true }),
    lastUsedAt: field(
      Instant.nullable().meta({ description: 'When it was last exchanged for a token, to the minute.' }),
      {
        unversioned: true,
        value: (row) => sql`(select u.used_at from service_account_secret_uses u
          where u.tenant_id = ${row('tenantId')} and u.secret_id = ${row('id')})`,
      },
    ),
  },
  visibleTo: { operator: secretsInReach },
});

edge(serviceAccount, 'membershipId', 'membership', membership, null);
edge(serviceAccountSecret, 'serviceAccountId', 'serviceAccount', serviceAccount, 'secrets');
