import { randomBytes } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { holds } from '../../src/kernel/actor.ts';
import { documentOf, problemIn, requestOf, sampleInput, viaGraphql, viaRest } from '../support/sample.ts';
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
    const { query, variables } = documentOf(operation, sampleInput(operation, stage));
    const rest = requestOf(operation, sampleInput(operation, stage));
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
    for (const [place, [fault, authorization]] of known.entries()) {
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
    }
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

test('who lacks the permission is refused on both surfaces, and who has it is not refused for that', async () => {
  const wrong: string[] = [];
  for (const operation of operations) {
    const input = sampleInput(operation, stage);
    const permits = ({ role, side }: Player) =>
      holds({ role, side, scopes: null } as never, operation.permission);
    const extra = operation.kind === 'command' ? { dryRun: true } : {};
    const ask = {
      rest: ({ client }: Player) =>
        viaRest(client, operation, input, extra.dryRun ? { prefer: 'dry-run' } : {}),
      graphql: ({ client }: Player) => viaGraphql(client, operation, input, extra),
    };
    const tryAs = async (player: Player, surface: keyof typeof ask) => {
      const permitted = permits(player);
      const answer = await ask[surface](player);
      const problem = problemIn(answer);
      // An import needs its rows' permission too; that one is another question.
      const refused =
        problem?.['code'] === 'permission_missing' &&
        problem['detail'].endsWith(` ${operation.permission.name}.`);
      if (refused === permitted || problem?.['code'] === 'internal_error')
        wrong.push(`${operation.name} by ${player.name} over ${surface}: ${JSON.stringify(problem)}`);
      if (!permitted && surface === 'rest' && answer.status !== 403)
        wrong.push(`${operation.name} by ${player.name}: ${answer.status}`);
    };
    const holders = stage.everyone.filter(permits);
    const tryBoth = async (player: Player) => {
      const turn = holders.indexOf(player);
      // Whoever lacks it and the first who has it ask both surfaces, the others one in turn: theirs are worked on.
      if (turn < 1 || turn % 2 === 0) await tryAs(player, 'rest');
      if (turn < 1 || turn % 2 === 1) await tryAs(player, 'graphql');
    };
    // Dry runs, so side by side.
    await Promise.all(stage.everyone.map(tryBoth));
  }
  expect(wrong.slice(0, 12)).toEqual([]);
}, 180_000);

test('every permission has a holder, and its name says its capability', () => {
  for (const { name, permission } of operations) {
    expect(permission.roles.size, name).toBeGreaterThan(0);
    expect(permission.name, name).toMatch(/^[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*$/);
  }
});
