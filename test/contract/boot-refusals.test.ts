import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadConfig } from '../../src/server/config.ts';
import { acquireDatabase } from '../../src/server/database/acquire.ts';
import { migrate } from '../../src/server/database/migrate.ts';
import { type Production, soundSecret, startProduction } from '../support/production.ts';

let production: Production;
beforeAll(async () => {
  production = await startProduction();
}, 120_000);
afterAll(() => production.stop());

/** What a service does before it is made; the process tests below show that both programs do it. */
const acquire = (environment: Record<string, string>) =>
  acquireDatabase(
    loadConfig({
      NODE_ENV: 'production',
      REQUISITE_SECRET: soundSecret,
      DATABASE_URL: production.urlOf('requisite_app'),
      MIGRATE: 'off',
      ...environment,
    }),
    () => undefined,
  );

describe('in production, DEP-3', () => {
  test('the logins of compose.yaml migrate, serve and work, and stop with 0', async () => {
    expect(await production.boot('migrate', { DATABASE_URL: production.urlOf('requisite') })).toMatchObject({
      code: 0,
    });
    for (const program of ['serve', 'work'] as const) {
      expect(await production.boot(program, {})).toMatchObject({ code: 0, ready: true });
    }
    await expect(
      acquire({ DATABASE_URL: production.urlOf('requisite'), MIGRATE: 'on' }),
    ).resolves.toBeDefined();
  }, 120_000);

  test('a login that row security does not bind is refused', async () => {
    for (const url of [production.superuserUrl, production.urlOf('too_mighty')]) {
      const refused = acquire({ DATABASE_URL: url });
      await expect(refused).rejects.toThrow(/DATABASE_URL: its user is a superuser or has BYPASSRLS/);
      await expect(refused).rejects.not.toThrow(new URL(url).password);
    }
  });

  test('a service role that row security does not bind is refused', async () => {
    await production.admin.query('alter role requisite_service bypassrls');
    try {
      await expect(acquire({})).rejects.toThrow(/requisite_service is a superuser or has BYPASSRLS/);
    } finally {
      await production.admin.query('alter role requisite_service nobypassrls');
    }
  });

  test.each([
    ['programs', 'no force'],
    ['orders', 'disable'],
  ])('row security that is off on %s (%s) is refused', async (table, how) => {
    await production.admin.query(`alter table ${table} ${how} row level security`);
    try {
      await expect(acquire({})).rejects.toThrow(`Row security is off on ${table}.`);
    } finally {
      await production.admin.query(
        `alter table ${table} enable row level security, force row level security`,
      );
    }
  });

  test('a Postgres before 18.4 is refused, by the migration too', async () => {
    // The server says another version to whoever looks in this schema first.
    await production.admin.query(`create schema older;
      create function older.current_setting(name text) returns text language sql
        return case name when 'server_version_num' then '180003' else '18.3' end;
      grant usage on schema older to public`);
    try {
      const url = `${production.urlOf('requisite')}?options=-c%20search_path%3Dolder,pg_catalog,public`;
      const refusal = 'PostgreSQL 18.4 or newer is needed; this server is 18.3.';
      await expect(acquire({ DATABASE_URL: url })).rejects.toThrow(refusal);
      await expect(migrate(url)).rejects.toThrow(refusal);
    } finally {
      await production.admin.query('drop schema older cascade');
    }
  });

  test('a Postgres that may lose what it acknowledged is refused', async () => {
    await production.admin.query('alter role requisite_app set synchronous_commit = off');
    try {
      await expect(acquire({})).rejects.toThrow('synchronous_commit=off');
    } finally {
      await production.admin.query('alter role requisite_app reset synchronous_commit');
    }
  });

  test.each(['serve', 'work'] as const)(
    '%s ends with 1 and the reason, and says no secret',
    async (program) => {
      const configured = await production.boot(program, { REQUISITE_SECRET: 'x'.repeat(64) });
      expect(configured).toEqual({
        code: 1,
        ready: false,
        said: 'The configuration is not valid:\n  REQUISITE_SECRET: can be guessed; make one with `openssl rand -base64 48`\n',
      });
      const connected = await production.boot(program, { DATABASE_URL: production.urlOf('too_mighty') });
      expect(connected).toMatchObject({ code: 1, ready: false });
      expect(connected.said).toMatch(/^DATABASE_URL: its user is .*\n$/);
    },
    120_000,
  );

  test.each([
    ['REQUISITE_SECRET', 'too-short'],
    ['REQUISITE_SECRET', 'change-me-change-me-change-me-change-me'],
    ['REQUISITE_SECRET', 'x'.repeat(64)],
    ['DATABASE_URL', 'postgres://app:hunter2hunter2@db.example/requisite'],
    ['DATABASE_URL', 'postgres://app:hunter2hunter2@db.example/requisite?sslmode=disable'],
    ['DATABASE_URL', 'postgres://app:hunter2hunter2@db.example/requisite?sslmode=no-verify'],
    [
      'DATABASE_URL',
      'postgres://app:hunter2hunter2@db.example/requisite?sslmode=require&uselibpqcompat=true',
    ],
    ['DATABASE_URL', 'postgres://app:hunter2hunter2@localhost/requisite?host=db.example'],
    ['CORS_ORIGINS', '*'],
    ['CORS_ORIGINS', 'https://a.example,*'],
    [
      'ISSUERS',
      '[{"issuer":"https://id.example","audience":"requisite","algorithms":["HS256"],"jwksUrl":"https://id.example/keys","tenantId":"0198c0de-0000-7000-8000-000000000001"}]',
    ],
  ])('it refuses %s = %s, and never prints it', (name, value) => {
    const refused = () =>
      loadConfig({
        NODE_ENV: 'production',
        REQUISITE_SECRET: soundSecret,
        DATABASE_URL: production.urlOf('requisite_app'),
        [name]: value,
      });
    expect(refused).toThrow(new RegExp(`The configuration is not valid:\\n  ${name}\\b`));
    if (value.length > 1) expect(refused).not.toThrow(value);
    expect(refused).not.toThrow('hunter2');
  });

  test('TLS is asked for on other machines, unless the setting says that the network is private', () => {
    const on = (url: string, tls?: string) =>
      loadConfig({
        NODE_ENV: 'production',
        REQUISITE_SECRET: soundSecret,
        DATABASE_URL: url,
        ...(tls === undefined ? {} : { DATABASE_TLS: tls }),
      }).databaseUrl;
    for (const url of [
      'postgres://app@db.example/requisite?sslmode=verify-full',
      'postgres://app@127.0.0.1/requisite',
      'postgres://app@[::1]/requisite',
      'postgres://app@localhost/requisite',
      'postgres://app@localhost/requisite?host=/var/run/postgresql',
    ]) {
      expect(on(url)).toBe(url);
    }
    expect(on('postgres://app@postgres/requisite', 'off')).toBeDefined();
    expect(() => on('postgres://app@postgres/requisite')).toThrow(/DATABASE_URL: .*sslmode=verify-full/);
  });

  test('introspection and GraphiQL are off until they are asked for by name', () => {
    const settings = {
      NODE_ENV: 'production',
      REQUISITE_SECRET: soundSecret,
      DATABASE_URL: production.urlOf('requisite_app'),
    };
    expect(loadConfig(settings)).toMatchObject({ introspection: false, graphiql: false });
    expect(loadConfig({ ...settings, INTROSPECTION: 'on' })).toMatchObject({
      introspection: true,
      graphiql: false,
    });
    expect(() => loadConfig({ ...settings, GRAPHIQL: '' })).toThrow(/GRAPHIQL/);
  });
});
