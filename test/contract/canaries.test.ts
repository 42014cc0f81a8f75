import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp, type App } from '../../src/app.ts';
import { provisionMember, provisionTenant } from '../../src/provision.ts';
import type { Role } from '../../src/kernel/actor.ts';
import { loadConfig } from '../../src/server/config.ts';
import { createLog } from '../../src/server/log.ts';
import { dataDirectory } from '../support/data-directory.ts';
import { adminClient, createDatabase } from '../support/database.ts';

// What nobody but its own readers may ever meet, and where it may be kept.
const canaries = {
  'first name': 'Canafirstxq',
  'last name': 'Canalastxq',
  'birth date': '1931-07-23',
  'last four': '"7391"',
  email: 'cana.worker.xq@agency.example',
  phone: '+16145550173',
  'user name': 'Canauserxq Person',
  'user email': 'cana.user.xq@client.example',
} as const;
const homes = new Set(['worker_identities', 'representations', 'users']);

const person = {
  firstName: canaries['first name'],
  lastName: canaries['last name'],
  birthDate: canaries['birth date'],
  lastFour: '7391',
  email: canaries.email,
  phone: canaries.phone,
  homeState: 'OH',
  profession: 'rn',
  rightToRepresentUntil: '2026-12-31T00:00:00Z',
};

let app: App;
let admin: pg.Client;
const tokens = {} as Record<'admin' | 'manager' | 'recruiter' | 'rival' | 'requester' | 'analyst', string>;
let lines: string[];
/** Answers that none of it may stand in: of failures, and to those who may not know. */
const answers: string[] = [];
let logged = 0;

const send = async (
  as: keyof typeof tokens,
  method: 'GET' | 'POST' | 'PUT',
  url: string,
  body?: object,
  headers = {},
) => {
  const answer = await app.http.inject({
    method,
    url,
    headers: {
      authorization: `Bearer ${tokens[as]}`,
      ...(body && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body && { payload: JSON.stringify(body) }),
  });
  const isFailure = answer.statusCode >= 400 || /"errors":\[/.test(answer.body);
  if (isFailure) answers.push(`${method} ${url} ${answer.body} ${JSON.stringify(answer.headers)}`);
  return answer;
};
const post = (as: keyof typeof tokens, url: string, body: object, headers = {}) =>
  send(as, 'POST', url, body, headers);

/** The server's own log, where it stands beside its data; null where it is kept elsewhere. */
const serverLog = async (from: number): Promise<string | null> => {
  const { rows } = await admin.query<{ text: string | null }>(
    `select pg_read_file('server.log', $1, 100000000, true) as text`,
    [from],
  );
  return rows[0]!.text;
};

beforeAll(async () => {
  const database = await createDatabase();
  admin = await adminClient(database);
  logged = Buffer.byteLength((await serverLog(0)) ?? '');
  lines = [];
  const config = loadConfig({
    NODE_ENV: 'test',
    WORKER: 'off',
    LOG_LEVEL: 'trace',
    DATA_DIRECTORY: dataDirectory,
  });
  const log = createLog('trace', { write: (line) => void lines.push(line) });
  app = await createApp(config, database.adminUrl, randomBytes(32).toString('hex'), log);
  afterAll(() => app.close());
  const tenantId = await provisionTenant(app.pool, {
    name: 'Canaries',
    kind: 'sandbox',
    clockAt: '2026-01-05T12:00:00Z',
  });
  const member = async (as: keyof typeof tokens, role: Role, scope: object = {}) => {
    const given = { name: as, email: `${as}@test.example`, role, ...scope };
    tokens[as] = (await provisionMember(app.pool, app.executor, tenantId, given)).token;
  };
  await member('admin', 'tenant_admin');
  await member('manager', 'program_manager');
  const made = async (url: string, body: object) => {
    const answer = await post('admin', url, body);
    expect(answer.statusCode, answer.body).toBe(201);
    return answer.json().id as string;
  };
  const programId = await made('/v1/programs', { name: 'Lakeshore', timeZone: 'America/New_York' });
  const vendor = () => made('/v1/vendors', { name: 'Agency', kind: 'agency' });
  await member('recruiter', 'vendor_recruiter', { vendorId: await vendor() });
  await member('rival', 'vendor_recruiter', { vendorId: await vendor() });
  await member('requester', 'requester', { programIds: [programId] });
  await member('analyst', 'analyst');
}, 60_000);

/** Where each canary was met in a text, by its name. */
const met = (text: string): string[] =>
  Object.entries(canaries)
    .filter(([, value]) => text.includes(value))
    .map(([name]) => name);

test('they are planted, and answered to those who may read them', async () => {
  const represented = await post('recruiter', '/v1/representations', person, { 'idempotency-key': 'canary' });
  expect(represented.statusCode, represented.body).toBe(201);
  // The key's answer is kept, and given again.
  const again = await post('recruiter', '/v1/representations', person, { 'idempotency-key': 'canary' });
  expect(again.body).toBe(represented.body);
  expect(met(represented.body)).toEqual(['first name', 'last name', 'birth date', 'email', 'phone']);
  const user = { name: canaries['user name'], email: canaries['user email'] };
  const invited = await post('admin', '/v1/users', user);
  expect(invited.statusCode, invited.body).toBe(201);
  expect(met(invited.body)).toEqual(['user name', 'user email']);
  const workers = await send('manager', 'GET', '/v1/workers');
  expect(met(workers.body)).toContain('last name');
});

test('every kind of failure happens with them in its hands', async () => {
  const refused = async (
    as: keyof typeof tokens,
    url: string,
    body: object,
    status: number,
    headers = {},
  ) => {
    const answer = await post(as, url, body, headers);
    expect(answer.statusCode, answer.body).toBe(status);
  };
  await refused(
    'recruiter',
    '/v1/representations',
    { ...person, rightToRepresentUntil: canaries.email },
    422,
  );
  await refused('recruiter', '/v1/representations', { ...person, phone: canaries['last name'] }, 422);
  await refused('recruiter', '/v1/representations', person, 409);
  await refused('recruiter', '/v1/representations', { ...person, payRate: '1' }, 422, {
    'idempotency-key': 'canary',
  });
  await refused('requester', '/v1/representations', person, 403);
  await refused('admin', '/v1/users', { name: canaries['user name'], email: canaries['user email'] }, 409);
  const mutation = {
    query:
      'mutation ($input: CreateRepresentationInput!) { createRepresentation(input: $input) { representation { id } } }',
    variables: { input: { ...person, profession: canaries['last name'] } },
  };
  expect((await post('recruiter', '/graphql', mutation)).body).toContain('"errors"');
  // A fault of a kind that nobody declared, whose words quote the row.
  await admin.query(`
    create function app.fail_on_canary() returns trigger language plpgsql as $$
    begin perform (new.first_name || new.last_name || new.email || new.phone || new.birth_date)::integer; return new; end $$;
    create trigger fail before insert or update on representations for each row execute function app.fail_on_canary()`);
  const other = { ...person, email: 'other@agency.example', lastFour: '1111' };
  await refused('rival', '/v1/representations', other, 500);
  await admin.query(`drop trigger fail on representations;
    alter table representations add constraint canary check (home_state is null or first_name <> '${canaries['first name']}') not valid`);
  await post('rival', '/v1/representations', other);
  await admin.query('alter table representations drop constraint canary');
  await app.worker.drain((await admin.query('select id from tenants')).rows[0].id);
  expect(answers.length).toBeGreaterThanOrEqual(8);
});

test('no failure, no line of the log and no figure holds them', async () => {
  expect(lines.length).toBeGreaterThan(10);
  const metrics = await app.http.inject({ url: '/metrics' });
  expect(metrics.statusCode).toBe(200);
  const leaks = [...answers, ...lines, metrics.body].filter((text) => met(text).length > 0);
  expect(leaks).toEqual([]);
});

test('nobody else reads them, on either surface, nor in the feed', async () => {
  const names =
    '{ workers { nodes { id displayName legalFirstName legalLastName email } } representations { nodes { id } } users { nodes { name email } } }';
  for (const as of ['rival', 'requester', 'analyst'] as const) {
    for (const path of [
      '/v1/workers',
      '/v1/representations',
      '/v1/users',
      '/v1/events?limit=200',
      '/v1/submissions',
    ])
      expect(met((await send(as, 'GET', path)).body), `${as} ${path}`).toEqual([]);
    expect(met((await post(as, '/graphql', { query: names })).body), as).toEqual([]);
  }
  expect(met((await send('manager', 'GET', '/v1/events?limit=200')).body)).toEqual([]);
});

test('no table keeps them but those that are their homes: neither history, events, keys nor work that is owed', async () => {
  const { rows: tables } = await admin.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`,
  );
  const found: string[] = [];
  const kept = new Set<string>();
  for (const { name } of tables) {
    for (const [canary, value] of Object.entries(canaries)) {
      const sought = value.replaceAll('"', '');
      // A display name ("Ana N.") is on the worker, for whoever may meet the worker, and in its history.
      const isDisplayed = canary === 'first name';
      if (isDisplayed && name === 'workers') continue;
      const besides = isDisplayed && name === 'row_versions' ? `and table_name <> 'workers'` : '';
      // In a row's text a value of four digits stands between commas; in a document within quotes.
      const { rows } = await admin.query<{ met: boolean }>(
        `select exists (select from ${name} t where (t::text like $1 or t::text like $2)
          ${besides}) as met`,
        canary === 'last four' ? [`%,${sought},%`, `%"${sought}"%`] : [`%${sought}%`, `%${sought}%`],
      );
      if (!rows[0]!.met) continue;
      kept.add(canary);
      if (!homes.has(name)) found.push(`${name}: ${canary}`);
    }
  }
  expect(found).toEqual([]);
  // They were there to be found.
  expect([...kept].toSorted()).toEqual(Object.keys(canaries).toSorted());
});

test('the log of Postgres does not hold them', async () => {
  await admin.query(`do $$ begin raise log 'the test looked'; end $$`);
  const text = await serverLog(logged);
  if (text === null) return;
  expect(text).toContain('the test looked');
  expect(met(text)).toEqual([]);
});
