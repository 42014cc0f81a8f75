import { randomBytes } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { holds } from '../../src/kernel/actor.ts';
import { documentOf, problemIn, requestOf, sampleInput, viaGraphql } from '../support/sample.ts';
import { openTheater, registry, type Player, type Stage, type Theater } from '../support/stage.ts';

let theater: Theater;
let stage: Stage;
const operations = [...registry.operations.values()];

beforeAll(async () => {
  theater = await openTheater();
  stage = await theater.stage();
});

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** What is wrong with a request's credentials; none of it may get past the door. */
function faults(): Record<string, string | undefined> {
  const { token } = stage.members.program_manager;
  const tenant = stage.world.tenantId.replaceAll('-', '');
  const claims = { iss: 'https://evil.example', sub: 'x', aud: 'requisite', exp: 4e9, iat: 1, jti: '1' };
  return {
    absent: undefined,
    empty: '',
    'another scheme': `Basic ${Buffer.from('a:b').toString('base64')}`,
    'no scheme': token,
    'no token': 'Bearer ',
    'no such token': `Bearer pat_${tenant}_${randomBytes(32).toString('base64url')}`,
    'a token with a changed end': `Bearer ${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
    'a token of another tenant': `Bearer ${token.replace(/_[0-9a-f]{32}_/, `_${'0'.repeat(32)}_`)}`,
    'two tokens': `Bearer ${token}, Bearer ${token}`,
    'an unsigned JWT': `Bearer ${encoded({ alg: 'none' })}.${encoded(claims)}.`,
    'a foreign JWT': `Bearer ${encoded({ alg: 'RS256', kid: '1' })}.${encoded(claims)}.${'A'.repeat(342)}`,
    'a token longer than any': `Bearer ${'a'.repeat(9_000)}`,
  };
}

test('twelve faults of the credential are 401 with a challenge, on every operation and, each in turn, at the one door of GraphQL, before the input is looked at', async () => {
  const wrong: string[] = [];
  const known = Object.entries(faults());
  for (const [turn, operation] of operations.entries()) {
    const input = sampleInput(operation, stage);
    const { query, variables } = documentOf(operation, input);
    const rest = requestOf(operation, input);
    const inTurn = [
      ...(rest.method === 'GET' ? [] : [['rest, broken body', { ...rest, payload: '{' }] as const]),
      [
        'graphql',
        {
          method: 'POST' as const,
          url: '/graphql',
          headers: { 'content-type': 'application/json' },
          payload: JSON.stringify({ query, variables }),
        },
      ],
    ] as const;
    const tryWith = async ([place, [fault, authorization]]: [number, (typeof known)[number]]) => {
      const isItsTurn = place === 0 || place === 1 + (turn % (known.length - 1));
      for (const [surface, request] of [['rest', rest] as const, ...(isItsTurn ? inTurn : [])]) {
        const { authorization: _, ...headers } = request.headers as Record<string, string>;
        const answer = await theater.service.app.http.inject({
          ...request,
          headers: { ...headers, ...(authorization !== undefined && { authorization }) },
        });
        const problem = answer.statusCode === 401 ? answer.json() : {};
        const code = problem.code ?? problem.errors?.[0]?.extensions?.code;
        if (answer.statusCode !== 401 || !answer.headers['www-authenticate'] || code !== 'unauthenticated')
          wrong.push(`${operation.name} over ${surface}, ${fault}: ${answer.statusCode} ${code}`);
      }
    };
    await Promise.all([...known.entries()].map(tryWith));
  }
  expect(wrong.slice(0, 12)).toEqual([]);
}, 180_000);

test('only the published paths answer a stranger', async () => {
  const { http } = theater.service.app;
  const open = http
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => /^[│├└─\s]*(\/\S*) \((.+)\)/.exec(line)?.slice(1, 2) ?? []);
  expect(open.length).toBeGreaterThan(0);
  for (const url of [
    '/health/live',
    '/health/ready',
    '/metrics',
    '/openapi.json',
    '/openapi.yaml',
    '/schema.graphql',
  ])
    expect((await http.inject(url)).statusCode, url).toBe(200);
  for (const url of ['/graphql', '/graphql?query=%7B__typename%7D', '/v1/programs'])
    expect((await http.inject(url)).statusCode, url).toBe(401);
});

test('who has the permission is not refused for want of it', async () => {
  const wrong: string[] = [];
  for (const [turn, operation] of operations.entries()) {
    const input = sampleInput(operation, stage);
    const isCommand = operation.kind === 'command';
    const request = requestOf(operation, input, isCommand ? { prefer: 'dry-run' } : {});
    const crowded = { ...request, url: `${request.url}${request.url.includes('?') ? '&' : '?'}nothing=x` };
    const ask = {
      rest: ({ client }: Player) => client.send(request),
      graphql: ({ client }: Player) =>
        viaGraphql(client, operation, input, isCommand ? { dryRun: true } : {}),
    };
    const holders = stage.everyone.filter(({ role, side }) =>
      holds({ role, side, scopes: null } as never, operation.permission),
    );
    // One of each side is worked for, each of its roles in turn; of them the first asks on both surfaces.
    const workedFor = [...Map.groupBy(holders, ({ side }) => side).values()].map(
      (alike) => alike[turn % alike.length]!,
    );
    const tryOn = async (player: Player, surface: keyof typeof ask) => {
      const problem = problemIn(await ask[surface](player));
      // An import needs its rows' permission too; that one is another question.
      const refused =
        problem?.['code'] === 'permission_missing' &&
        problem['detail'].endsWith(` ${operation.permission.name}.`);
      if (refused || problem?.['code'] === 'internal_error')
        wrong.push(`${operation.name} by ${player.name} over ${surface}: ${JSON.stringify(problem)}`);
    };
    const tryAs = async (player: Player) => {
      const place = workedFor.indexOf(player);
      if (place === -1) {
        // Whoever may not is refused before the question is looked at; the rest of them have a question refused.
        const answer = await player.client.send(crowded);
        if (answer.status !== 422) wrong.push(`${operation.name} by ${player.name}: ${answer.text}`);
      }
      if (place === 0 || (place > 0 && (place + turn) % 2 === 0)) await tryOn(player, 'rest');
      if (place === 0 || (place > 0 && (place + turn) % 2 === 1)) await tryOn(player, 'graphql');
    };
    // Dry runs, so side by side.
    await Promise.all(holders.map(tryAs));
  }
  expect(wrong.slice(0, 12)).toEqual([]);
}, 180_000);

test('every permission has a holder, and its name says its capability', () => {
  for (const { name, permission } of operations) {
    expect(permission.roles.size, name).toBeGreaterThan(0);
    expect(permission.name, name).toMatch(/^[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*$/);
  }
});
