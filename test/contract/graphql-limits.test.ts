import { parse } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { limits } from '../../src/server/graphql/limits.ts';
import { problemIn } from '../support/sample.ts';
import type { Answer, Client } from '../support/service.ts';
import { openTheater, type Stage, type Theater } from '../support/stage.ts';

let theater: Theater;
let stage: Stage;
let client: Client;

beforeAll(async () => {
  theater = await openTheater();
  stage = await theater.stage();
  client = stage.members.program_manager;
});

const post = (payload: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
  client.send({
    method: 'POST',
    url: '/graphql',
    headers: { 'content-type': 'application/json', ...headers },
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
  });
const get = (parameters: Record<string, string>): Promise<Answer> =>
  client.send({ method: 'GET', url: `/graphql?${new URLSearchParams(parameters)}` });

const isRefused = (answer: Answer) => {
  expect(answer.status, answer.text).toBeGreaterThanOrEqual(400);
  expect(answer.status, answer.text).toBeLessThan(500);
  expect(answer.body?.data, answer.text).toBeUndefined();
  expect(problemIn(answer)!['code'], answer.text).not.toBe('internal_error');
};

describe('a syntax tree in the place of text (GQL-1)', () => {
  const documents = ['{ __typename }', '{ programs { nodes { id } } }', '{ __schema { types { name } } }', 'mutation { createProgram(input: { name: "x", timeZone: "UTC" }) { replayed } }'];
  const trees = documents.flatMap((text) => {
    const tree = JSON.parse(JSON.stringify(parse(text))) as any;
    const hidden = structuredClone(tree);
    hidden.definitions[0].selectionSet.kind = 'Name';
    const broken = structuredClone(tree);
    broken.definitions[0].selectionSet = null;
    return [tree, hidden, broken];
  });

  test('is never run: not as text, not as an object, not by GET', async () => {
    expect(trees).toHaveLength(12);
    for (const tree of trees) {
      isRefused(await post({ query: JSON.stringify(tree) }));
      isRefused(await post({ query: tree }));
      const text = JSON.stringify(tree);
      if (text.length < 5_000) isRefused(await get({ query: text }));
    }
  });
});

describe('a query beyond the limits (GQL-2)', () => {
  const doubling = (levels: number, leaf: string) =>
    `query { ...F0 } ${Array.from({ length: levels }, (_, level) => `fragment F${level} on Query { ...F${level + 1} ...F${level + 1} }`).join(' ')} fragment F${levels} on Query { ${leaf} }`;
  const probes: Record<string, string> = {
    depth: `{ ${'units(first: 1) { nodes { facility { '.repeat(5)} id ${'} } }'.repeat(5)} }`,
    'depth through fragments': `{ units(first: 1) { nodes { ...A } } } fragment A on Unit { facility { units(first: 1) { nodes { ...B } } } } fragment B on Unit { facility { units(first: 1) { nodes { ...C } } } } fragment C on Unit { facility { units(first: 1) { nodes { facility { units(first: 1) { nodes { id } } } } } } }`,
    aliases: `{ programs { nodes { ${Array.from({ length: limits.aliases + 1 }, (_, n) => `a${n}: id`).join(' ')} } } }`,
    'aliases through a fragment': `{ programs { nodes { ...A } } p: programs { nodes { ...A } } } fragment A on Program { ${Array.from({ length: 16 }, (_, n) => `a${n}: id`).join(' ')} }`,
    'root fields': `{ ${Array.from({ length: limits.rootFields + 1 }, (_, n) => `a${n}: __typename`).join(' ')} }`,
    'root fields through a fragment': `{ ...A } fragment A on Query { ${Array.from({ length: limits.rootFields + 1 }, (_, n) => `a${n}: __typename`).join(' ')} }`,
    directives: `{ programs { nodes { ${'... @include(if: true) { name } '.repeat(limits.directives + 1)} } } }`,
    tokens: `{ programs { nodes { ${'id '.repeat(limits.tokens)} } } }`,
    cost: '{ programs(first: 200) { nodes { facilities(first: 200) { nodes { units(first: 200) { nodes { id } } } } } } }',
    'cost by a variable': 'query($n: Int = 200) { programs(first: $n) { nodes { facilities(first: 200) { nodes { units(first: 200) { nodes { id } } } } } } }',
    'cost behind fragments': '{ programs(first: 200) { ...P } } fragment P on ProgramConnection { nodes { facilities(first: 200) { ...F } } } fragment F on FacilityConnection { nodes { units(first: 200) { ...U } } } fragment U on UnitConnection { nodes { id } }',
    'fragments that double, over a field': doubling(24, 'programs { totalCount }'),
    'fragments that double, over no field of ours': doubling(60, '__typename'),
    'a fragment of itself': '{ ...A } fragment A on Query { ...A }',
    'fragments in a circle': '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }',
  };

  test.each(Object.entries(probes))('%s', async (_, query) => {
    for (const answer of [await post({ query }), ...(query.length < 6_000 ? [await get({ query })] : [])]) {
      isRefused(answer);
      expect(['query_too_complex', 'invalid_input']).toContain(problemIn(answer)!['code']);
    }
  });

  test('is refused in a blink', async () => {
    for (const [name, query] of Object.entries(probes)) {
      const start = performance.now();
      await post({ query });
      expect(performance.now() - start, name).toBeLessThan(300);
    }
  });

  test('counts a variable as the rows it asks for', async () => {
    const query = 'query($n: Int!) { programs(first: $n) { nodes { facilities(first: $n) { nodes { units(first: $n) { nodes { id } } } } } } }';
    isRefused(await post({ query, variables: { n: 200 } }));
    const small = await post({ query, variables: { n: 3 } });
    expect(small.status, small.text).toBe(200);
    // The same text again, now that it is known.
    isRefused(await post({ query, variables: { n: 200 } }));
  });

  test('at the limits is answered', async () => {
    const aliases = Array.from({ length: limits.aliases - limits.rootFields }, (_, n) => `b${n}: id`).join(' ');
    const roots = Array.from({ length: limits.rootFields }, (_, n) => `a${n}: programs(first: 1) { nodes { ${n === 0 ? aliases : 'id'} } }`).join(' ');
    const answer = await post({ query: `{ ${roots} }` });
    expect(answer.status, answer.text).toBe(200);
    expect(answer.body.errors, answer.text).toBeUndefined();
  });
});

describe('GraphQL over HTTP (GQL-3, GQL-9)', () => {
  test('takes JSON in POST, and nothing else', async () => {
    const query = '{ __typename }';
    for (const type of ['application/graphql', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain', 'application/xml', 'application/jsonx', 'text/json']) {
      const answer = await post(type === 'application/graphql' ? query : { query }, { 'content-type': type });
      isRefused(answer);
      expect(answer.status, type).toBe(415);
    }
    for (const type of ['application/json', 'application/json; charset=utf-8', 'Application/JSON'])
      expect((await post({ query }, { 'content-type': type })).status, type).toBe(200);
  });

  test('takes one request, not a batch', async () => {
    for (const body of ['[]', '[{"query":"{__typename}"}]', 'null', '1', '"{__typename}"', '{}', '{"query":""}', '{"query":null}', '{"query":7}', '{"query":["{__typename}"]}', '{"query":"{__typename}","variables":[]}', '{"query":"{__typename}","variables":"{}"}', '{"query":"{__typename}","operationName":7}', '{"query":"{__typename}","id":"persisted"}', '{"query":"{__typename}","query":"{__typename}"}', '{"query":"{__typename}"', ''])
      isRefused(await post(body));
  });

  test('a mutation is not sent by GET', async () => {
    const mutation = 'mutation M { createProgram(input: { name: "By GET", timeZone: "America/New_York" }) { replayed } }';
    for (const parameters of [{ query: mutation }, { query: `query A { __typename } ${mutation}`, operationName: 'M' }]) {
      const answer = await get(parameters as Record<string, string>);
      isRefused(answer);
      expect(answer.status).toBe(405);
    }
    for (const parameters of [{ query: `query A { __typename } ${mutation}` }, { query: 'query A { __typename }', operationName: 'B' }, { query: '{ __typename }', variables: '{' }, { query: '{ __typename }', variables: '[]' }, {}])
      isRefused(await get(parameters as Record<string, string>));
    expect((await client.get('/programs?name=By%20GET')).body.data).toEqual([]);
    expect((await get({ query: '{ __typename }', variables: '{}' })).body).toEqual({ data: { __typename: 'Query' } });
  });

  test('answers in the media type that is asked for', async () => {
    const query = '{ __typename }';
    const graphql = 'application/graphql-response+json; charset=utf-8';
    const json = 'application/json; charset=utf-8';
    const cases: [string | undefined, number, string | undefined][] = [
      [undefined, 200, json],
      ['*/*', 200, json],
      ['application/*', 200, json],
      ['application/json', 200, json],
      ['application/graphql-response+json', 200, graphql],
      ['application/graphql-response+json, application/json;q=0.9', 200, graphql],
      ['application/graphql-response+json;q=0.1, application/json', 200, json],
      ['text/html, application/graphql-response+json', 200, graphql],
      ['text/html', 406, undefined],
      ['application/json;q=0', 406, undefined],
    ];
    for (const [accept, status, type] of cases) {
      const answer = await post({ query }, accept === undefined ? {} : { accept });
      expect(answer.status, accept).toBe(status);
      if (type) expect(answer.headers['content-type'], accept).toBe(type);
    }
    const bad = await post({ query: '{ nothing }' }, { accept: 'application/graphql-response+json' });
    expect([bad.status, bad.headers['content-type'], 'data' in bad.body]).toEqual([400, graphql, false]);
  });

  test('a well-formed request that fails on the way keeps what it has', async () => {
    const answer = await post({
      query: '{ missing: program(id: "0198c0de-0000-7000-8000-000000000001") { id } programs { nodes { id } } }',
    });
    expect(answer.status).toBe(200);
    expect(answer.body.data).toMatchObject({ missing: null, programs: { nodes: [expect.anything()] } });
    expect(answer.body.errors[0]).toMatchObject({ path: ['missing'], extensions: { code: 'not_found', status: 404 } });
  });
});

describe('errors (GQL-5) and the schema (GQL-4)', () => {
  const hostile = [
    '{ program(id: "\\u0000") { id } }',
    '{ programs(q: "\\u0000") { nodes { id } } }',
    '{ programs(after: "x") { nodes { id } } }',
    '{ programs(first: -1) { nodes { id } } }',
    '{ programs(first: 2147483648) { nodes { id } } }',
    '{ programs(first: 0) { nodes { id } } }',
    '{ programs(filter: { name: { eq: null } }) { nodes { id } } }',
    '{ programs(filter: { name: { in: [] } }) { nodes { id } } }',
    '{ programs(filter: { id: { eq: "ext:a:b" } }) { nodes { id } } }',
    '{ facilities(filter: { programId: { eq: "ext:a:b" } }) { nodes { id } } }',
    '{ facilities(filter: { program: { name: { eq: "x" } } }) { nodes { id } } }',
    '{ facilities(asOf: "yesterday") { nodes { id } } }',
    '{ facilities(updatedSince: "yesterday") { nodes { id } } }',
    '{ facility(ref: { system: "workday", id: "\\u0000" }) { id } }',
    '{ facility { id } }',
    '{ programs { nodes { id',
    'query __proto__ { __typename }',
    'query constructor { __typename }',
    '{ programs { nodes { __proto__ } } }',
    'query($a: Int) { __typename } query($a: Int) { __typename }',
    'subscription { nothing }',
    'fragment A on Query { __typename }',
    '{ __type(name: "Query") { fields { name } } }',
    '\u0000',
    '"""',
    '{ programs(filter: { name: { startsWith: "%_\\\\" } }) { nodes { id } } }',
  ];

  test('are problems, never the library’s or the database’s', async () => {
    for (const query of hostile) {
      const answer = await post({ query });
      expect(answer.status, query).toBeLessThan(500);
      expect(answer.text, query).not.toMatch(/internal_error|Did you mean|MER_ERR|node_modules|\.ts:|\.js:|select |syntax error at|TypeError|Cannot read/);
      for (const error of answer.body.errors ?? [])
        expect(error.extensions, query).toMatchObject({ type: expect.stringMatching(/^\/problems\//), code: expect.any(String), status: expect.any(Number), requestId: answer.headers['x-request-id'] });
    }
  });

  test('suggest nothing and repeat no value', async () => {
    const misspelled = await post({ query: '{ programz { nodes { id } } facilities(frist: 1) { nodes { nam } } }' });
    expect(misspelled.text).not.toContain('Did you mean');
    expect(misspelled.body.errors).toHaveLength(3);
    const secret = 'canary-7f3a';
    const answer = await post({
      query: 'mutation($input: CreateProgramInput!) { createProgram(input: $input) { replayed } }',
      variables: { input: { name: { secret }, timeZone: 'America/New_York' } },
    });
    isRefused(answer);
    expect(answer.text).not.toContain(secret);
    expect(problemIn(answer)).toMatchObject({ code: 'invalid_input', detail: expect.stringContaining('input.name') });
  });

  test('show no schema in production', async () => {
    const production = await openTheater({
      NODE_ENV: 'production',
      REQUISITE_SECRET: 'x'.repeat(40),
      DATABASE_URL: theater.service.database.adminUrl,
    });
    const closed = (await production.stage()).members.tenant_admin;
    for (const query of ['{ __schema { types { name } } }', '{ __type(name: "Program") { name } }', '{ ...A } fragment A on Query { __schema { types { name } } }', '{ a: __schema { queryType { name } } }']) {
      const answer = await closed.graphql(query);
      isRefused(answer);
    }
    expect((await closed.graphql('{ __typename }')).body.data).toEqual({ __typename: 'Query' });
    expect((await closed.send({ method: 'GET', url: '/graphiql' })).status).toBe(404);
    expect((await post({ query: '{ __schema { queryType { name } } }' })).status).toBe(200);
  });
});
