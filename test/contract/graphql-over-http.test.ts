import { beforeAll, describe, expect, test } from 'vitest';
import { problemIn } from '../support/sample.ts';
import type { Client } from '../support/service.ts';
import { graphqlRequests, isRefused } from '../support/graphql-requests.ts';
import { openTheater, type Stage, type Theater } from '../support/stage.ts';

let theater: Theater;
let stage: Stage;
let client: Client;

beforeAll(async () => {
  theater = await openTheater();
  stage = await theater.stage();
  client = stage.members.program_manager;
});

const { post, get } = graphqlRequests(() => client);

describe('GraphQL over HTTP (GQL-3, GQL-9)', () => {
  test('takes JSON in POST, and nothing else', async () => {
    const query = '{ __typename }';
    for (const type of [
      'application/graphql',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'text/plain',
      'application/xml',
      'application/jsonx',
      'text/json',
    ]) {
      const answer = await post(type === 'application/graphql' ? query : { query }, { 'content-type': type });
      isRefused(answer);
      expect(answer.status, type).toBe(415);
    }
    for (const type of ['application/json', 'application/json; charset=utf-8', 'Application/JSON'])
      expect((await post({ query }, { 'content-type': type })).status, type).toBe(200);
  });

  test('takes one request, not a batch', async () => {
    for (const body of [
      '[]',
      '[{"query":"{__typename}"}]',
      'null',
      '1',
      '"{__typename}"',
      '{}',
      '{"query":""}',
      '{"query":null}',
      '{"query":7}',
      '{"query":["{__typename}"]}',
      '{"query":"{__typename}","variables":[]}',
      '{"query":"{__typename}","variables":"{}"}',
      '{"query":"{__typename}","operationName":7}',
      '{"query":"{__typename}","id":"persisted"}',
      '{"query":"{__typename}","query":"{__typename}"}',
      '{"query":"{__typename}"',
      '',
    ])
      isRefused(await post(body));
  });

  test('a mutation is not sent by GET', async () => {
    const mutation =
      'mutation M { createProgram(input: { name: "By GET", timeZone: "America/New_York" }) { replayed } }';
    for (const parameters of [
      { query: mutation },
      { query: `query A { __typename } ${mutation}`, operationName: 'M' },
    ]) {
      const answer = await get(parameters as Record<string, string>);
      isRefused(answer);
      expect(answer.status).toBe(405);
    }
    for (const parameters of [
      { query: `query A { __typename } ${mutation}` },
      { query: 'query A { __typename }', operationName: 'B' },
      { query: '{ __typename }', variables: '{' },
      { query: '{ __typename }', variables: '[]' },
      {},
    ])
      isRefused(await get(parameters as Record<string, string>));
    expect((await client.get('/programs?name=By%20GET')).body.data).toEqual([]);
    expect((await get({ query: '{ __typename }', variables: '{}' })).body).toEqual({
      data: { __typename: 'Query' },
    });
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
      query:
        '{ missing: program(id: "0198c0de-0000-7000-8000-000000000001") { id } programs { nodes { id } } }',
    });
    expect(answer.status).toBe(200);
    expect(answer.body.data).toMatchObject({ missing: null, programs: { nodes: [expect.anything()] } });
    expect(answer.body.errors[0]).toMatchObject({
      path: ['missing'],
      extensions: { code: 'not_found', status: 404 },
    });
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
      expect(answer.text, query).not.toMatch(
        /internal_error|Did you mean|MER_ERR|node_modules|\.ts:|\.js:|select |syntax error at|TypeError|Cannot read/,
      );
      for (const error of answer.body.errors ?? [])
        expect(error.extensions, query).toMatchObject({
          type: expect.stringMatching(/^\/problems\//),
          code: expect.any(String),
          status: expect.any(Number),
          requestId: answer.headers['x-request-id'],
        });
    }
  });

  test('a null in the place of a default is the client’s fault, wherever it is met', async () => {
    for (const query of [
      'query ($w: Boolean = true) { programs(first: 1) { nodes { name @include(if: $w) } } }',
      'query ($w: Boolean = false) { programs { nodes { ... on Program @skip(if: $w) { name } } } }',
      'query ($w: Boolean = true) { programs @include(if: $w) { nodes { name } } }',
      'mutation ($w: CreateProgramInput = { name: "z", timeZone: "America/Chicago" }) { createProgram(input: $w) { program { name } } }',
    ]) {
      const answer = await client.graphql(query, { w: null });
      expect(answer.body.errors![0].extensions.code, query).toBe('invalid_input');
    }
  });

  test('suggest nothing and repeat no value', async () => {
    const misspelled = await post({
      query: '{ programz { nodes { id } } facilities(frist: 1) { nodes { nam } } }',
    });
    expect(misspelled.text).not.toContain('Did you mean');
    expect(misspelled.body.errors).toHaveLength(3);
    const secret = 'canary-7f3a';
    const answer = await post({
      query: 'mutation($input: CreateProgramInput!) { createProgram(input: $input) { replayed } }',
      variables: { input: { name: { secret }, timeZone: 'America/New_York' } },
    });
    isRefused(answer);
    expect(answer.text).not.toContain(secret);
    expect(problemIn(answer)).toMatchObject({
      code: 'invalid_input',
      detail: expect.stringContaining('input.name'),
    });
  });

  test('show no schema in production', async () => {
    const production = await openTheater({
      NODE_ENV: 'production',
      REQUISITE_SECRET: 'Zb4v9Qm2Xn7Kc1Ws8Rt5Yp3Lh6Gd0JfA',
      DATABASE_URL: theater.service.database.adminUrl,
    });
    const closed = (await production.stage()).members.tenant_admin;
    for (const query of [
      '{ __schema { types { name } } }',
      '{ __type(name: "Program") { name } }',
      '{ ...A } fragment A on Query { __schema { types { name } } }',
      '{ a: __schema { queryType { name } } }',
    ]) {
      const answer = await closed.graphql(query);
      isRefused(answer);
    }
    expect((await closed.graphql('{ __typename }')).body.data).toEqual({ __typename: 'Query' });
    expect((await closed.send({ method: 'GET', url: '/graphiql' })).status).toBe(404);
    expect((await post({ query: '{ __schema { queryType { name } } }' })).status).toBe(200);
  });
});
