import { beforeAll, describe, expect, test } from 'vitest';
import { holds, roles, sideOf, type Role } from '../../src/kernel/actor.ts';
import type { Noun } from '../../src/kernel/noun.ts';
import { collectionOf } from '../../src/server/registry.ts';
import { fieldsOf, problemIn, type Input } from '../support/sample.ts';
import type { Client } from '../support/service.ts';
import { askedOf } from '../support/wire.ts';
import { keyOf, openTheater, registry, type Stage, type Theater } from '../support/stage.ts';

let theater: Theater;
let stage: Stage;
let other: Stage;
const nouns = [...registry.nouns.values()];
const named = nouns.map((noun) => [noun.name, noun] as const);

beforeAll(async () => {
  theater = await openTheater();
  stage = await theater.stage();
  other = await theater.stage();
});

/** Two of what no list takes, in turn: all of it is tried on nouns that follow each other. */
const inTurn = <T>(noun: Noun, refused: readonly T[]): T[] =>
  [0, 1].map((next) => refused[(nouns.indexOf(noun) * 2 + next) % refused.length]!);

const readersKnown = new Map<Noun, Client>();

/** The first role that may read the noun and sees the stage's row of it, or the first that may read it. */
async function reader(noun: Noun): Promise<Client> {
  const known = readersKnown.get(noun) ?? (await findReader(noun));
  readersKnown.set(noun, known);
  return known;
}

async function findReader(noun: Noun): Promise<Client> {
  const allowed = roles.filter((role) => holds(actorOf(role), noun.read));
  for (const role of allowed) {
    const answer = await stage.members[role].get(`${collectionOf(noun)}/${keyOf(stage, noun)}`);
    if (answer.status === 200) return stage.members[role];
  }
  return stage.members[allowed[0]!];
}

describe.each(named)('%s', (_, noun) => {
  const path = collectionOf(noun);

  test('is paged, capped and counted', async () => {
    const client = await reader(noun);
    const first = await client.get(`${path}?limit=1&count=true`);
    expect(first.status, first.text).toBe(200);
    expect(first.body.page).toMatchObject({
      limit: 1,
      hasMore: expect.any(Boolean),
      total: expect.any(Number),
    });
    expect(first.headers['cache-control']).toBe('no-store');
    for (const limit of inTurn(noun, ['0', '201', '-1', 'x', '1e2', '', '1&limit=2']))
      expect(problemIn(await client.get(`${path}?limit=${limit}`))?.['status'], limit).toBe(422);
    expect((await client.get(`${path}?limit=200`)).status).toBe(200);
    for (const first_ of inTurn(noun, [0, 201, -1])) {
      const answer = await client.graphql(`{ ${noun.plural}(first: ${first_}) { nodes { ${noun.key} } } }`);
      expect(problemIn(answer), String(first_)).toMatchObject({ status: 422 });
    }
  });

  test('pages hold every row once, in a stable order, by every sort and either way', async () => {
    const client = await reader(noun);
    const keys = Object.entries(noun.fields).flatMap(([name, { sort, staged, readers }]) =>
      sort && !staged && !readers ? [name, `-${name}`] : [],
    );
    const total = (await client.get(`${path}?count=true&limit=1`)).body.page.total as number;
    for (const sort of [undefined, ...keys]) {
      const seen: string[] = [];
      let after: string | null = null;
      const limit = Math.max(1, Math.ceil(total / 3));
      do {
        const query: string = `limit=${limit}${sort ? `&sort=${sort}` : ''}${after ? `&after=${after}` : ''}`;
        const page = await client.get(`${path}?${query}`);
        expect(page.status, page.text).toBe(200);
        seen.push(...page.body.data.map((row: Input) => row[noun.key]));
        after = page.body.page.nextCursor;
        expect(page.body.page.hasMore).toBe(after !== null);
      } while (after);
      expect(seen.length, sort).toBe(total);
      expect(new Set(seen).size, sort).toBe(total);
    }
  });

  test('knows its own fields, filters and parameters only, whoever asks', async () => {
    const strange = ['tenantId', 'nothing', '__proto__', 'constructor', 'toString'];
    const readers = roles.filter((each) => holds(actorOf(each), noun.read));
    for (const [turn, role] of readers.entries()) {
      const client = stage.members[role];
      const hidden = Object.entries(noun.fields).filter(
        ([, { readers }]) => readers && !readers(actorOf(role)),
      );
      // What nobody has is asked by the readers in turn, all of it by those of each noun together.
      const unknown = [
        ...strange.filter((_, place) => place % readers.length === turn || turn % strange.length === place),
        ...hidden.map(([name]) => name),
      ];
      for (const name of unknown) {
        for (const query of [`${name}=1`, `fields=${name}`, `sort=${name}`, `${name}[isNull]=true`]) {
          const answer = await client.get(`${path}?${query}`);
          expect(problemIn(answer), `${role} ${query} ${answer.text}`).toMatchObject({
            status: 422,
            code: 'field_not_available',
          });
        }
      }
      const shown = await client.get(`${path}?limit=200`);
      for (const row of shown.body.data as Input[])
        for (const [name] of hidden) expect(Object.keys(row), `${role} ${name}`).not.toContain(name);
      const graph = await client.graphql(`{ ${noun.plural}(first: 5) { nodes { ${fieldsOf(noun)} } } }`);
      expect(graph.body.errors, graph.text).toBeUndefined();
      for (const row of graph.body.data[noun.plural].nodes as Input[])
        for (const [name] of hidden) expect(row[name], `${role} ${name}`).toBeNull();
    }
  });

  test('is the same on both surfaces', async () => {
    const client = await reader(noun);
    const rest = await client.get(`${path}?limit=5`);
    const graph = await client.graphql(
      `{ ${noun.plural}(first: 5) { nodes { ${fieldsOf(noun)} } pageInfo { hasNextPage } } }`,
    );
    expect(graph.body.errors, graph.text).toBeUndefined();
    const { nodes, pageInfo } = graph.body.data[noun.plural];
    expect(pageInfo.hasNextPage).toBe(rest.body.page.hasMore);
    expect(nodes.map((node: Input) => comparable(node))).toEqual(
      rest.body.data.map((row: Input) => comparable(row)),
    );
  });

  test('passes through in GraphQL exactly as it would be walked', async () => {
    const client = await reader(noun);
    const links = [...noun.links.values()].map(({ name, many, target }) =>
      many
        ? `${name}(first: $n) { __typename nodes { __typename ${fieldsOf(target)} } more: pageInfo { hasNextPage } edges { node { ${target.key} } } totalCount }`
        : `${name} { __typename ${fieldsOf(target)} }`,
    );
    const { key, type } = noun;
    const selection = `one: ${noun.plural}(first: $n) {
        __typename total: totalCount
        nodes { ...Whole }
        edges { cursor at: cursor node { kind: __typename ${key} } __typename }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor __typename }
      }
      two: ${noun.plural}(first: 1) { nodes { ${key} again: ${key} } nodes { third: ${key} } }
      __typename`;
    const fragments = (nested: readonly string[]) => `fragment Whole on ${type} {
        left: ${key} @skip(if: $yes) right: ${key} @include(if: $yes)
        ... @include(if: $no) { ...Never } ... on ${type} { __typename ${fieldsOf(noun)} }
        ${nested.join('\n')}
      }
      fragment Never on ${type} { never: ${key} }`;
    const ask = (beside: string, nested: readonly string[]) =>
      client.graphql(
        `query ($n: Int!, $yes: Boolean!, $no: Boolean!) { ${selection} ${beside} } ${fragments(nested)}`,
        { n: 3, yes: true, no: false },
      );
    // A document has at most 30 aliases and 2,000 tokens, and a noun may have more links than fit.
    for (let from = 0; from === 0 || from < links.length; from += 15) {
      const nested = links.slice(from, from + 15);
      // A question that is no plain read makes the library execute the whole document.
      const walked = await ask('me { role }', nested);
      const plain = await ask('', nested);
      expect(plain.body.errors, plain.text).toBeUndefined();
      const { me, ...rest } = walked.body.data;
      expect(me, walked.text).toBeTruthy();
      expect(JSON.stringify(plain.body.data)).toBe(JSON.stringify(rest));
    }
  });

  test('is one statement, with its links, on both surfaces', async () => {
    const client = await reader(noun);
    const links = [...noun.links.values()];
    const include = links.map(({ name }) => name).join(',');
    const key = keyOf(stage, noun);
    const nested = links
      .map(({ name, many, target }) =>
        many
          ? `${name}(first: 2) { nodes { ${fieldsOf(target)} } pageInfo { hasNextPage } }`
          : `${name} { ${fieldsOf(target)} }`,
      )
      .join(' ');
    // One statement under one Sync: the naming of the caller travels with it, and nothing else is sent.
    const counted = async (send: () => Promise<{ status: number; text: string }>) => {
      const counts: number[] = [];
      // The token is looked up twice a second at most, and a connection that was cut meanwhile is renewed, each of the
      // pool's eight once: one of twelve tries in a row is without.
      for (let tries = 0; tries < 12 && counts.at(-1) !== 1; tries += 1) {
        const { answer, times } = await askedOf(send);
        expect(answer.status, answer.text).toBe(200);
        expect(answer.text).not.toContain('internal_error');
        counts.push(times);
      }
      return Math.min(...counts);
    };
    const suffix = include ? `?include=${include}` : '';
    expect(await counted(() => client.get(path + suffix)), 'list').toBe(1);
    if ((await client.get(`${path}/${key}`)).status === 200) {
      expect(await counted(() => client.get(`${path}/${key}${suffix}`)), 'get').toBe(1);
      expect(
        await counted(() =>
          client.graphql(`{ ${noun.name}(${noun.key}: "${key}") { ${fieldsOf(noun)} ${nested} } }`),
        ),
        'graphql get',
      ).toBe(1);
    }
    expect(
      await counted(() =>
        client.graphql(
          `{ ${noun.plural}(first: 3) { totalCount nodes { ${fieldsOf(noun)} ${nested} } pageInfo { endCursor } } }`,
        ),
      ),
      'graphql list',
    ).toBe(1);
  });

  test('is given as CSV and NDJSON with the same fields', async () => {
    const client = await reader(noun);
    const json = await client.get(`${path}?limit=200`);
    const lines = await client.get(path, { accept: 'application/x-ndjson' });
    expect(lines.status, lines.text).toBe(200);
    expect(lines.headers['cache-control']).toBe('no-store');
    const rows = lines.text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Input);
    expect(rows).toEqual(json.body.data);
    const csv = await client.get(path, { accept: 'text/csv' });
    expect(csv.headers['content-type']).toContain('text/csv');
    expect((await client.get(path, { accept: 'application/pdf' })).status).toBe(406);
  });

  test('is empty as of a time before it was, and refuses a time that is none', async () => {
    const client = await reader(noun);
    if (noun.shared) return;
    const before = await client.get(`${path}?asOf=1999-01-01T00:00:00Z&count=true`);
    expect(before.body, before.text).toMatchObject({ data: [], page: { total: 0 } });
    for (const at of inTurn(noun, [
      'now',
      'infinity',
      '2026-02-30T00:00:00Z',
      '2026-01-01',
      '2026-01-01T24:00:00Z',
      '2026-12-31T23:59:60Z',
      '9999-01-01T00:00:00Z',
    ]))
      expect((await client.get(`${path}?asOf=${at}`)).status, at).toBe(422);
  });

  test('its cursors are bound to the viewer, the list, the filter and the order', async () => {
    const client = await reader(noun);
    const graph = await client.graphql(`{ ${noun.plural}(first: 1) { pageInfo { endCursor } } }`);
    const cursor = graph.body.data[noun.plural].pageInfo.endCursor as string | null;
    if (cursor === null) return;
    const use = (by: Client, terms: string) =>
      by.graphql(`{ ${noun.plural}(first: 5, after: "${cursor}"${terms}) { nodes { ${noun.key} } } }`);
    expect((await use(client, '')).body.errors).toBeUndefined();
    const rest = await client.get(`${path}?after=${cursor}`);
    expect(rest.status, rest.text).toBeLessThan(500);
    const refused = [await use(other.members.program_manager, ''), await use(other.members.tenant_admin, '')];
    if (!noun.shared)
      refused.push(
        await use(client, ', updatedSince: "2020-01-01T00:00:00Z"'),
        await use(client, ', asOf: "2026-01-01T00:00:00Z"'),
      );
    for (const answer of refused)
      expect(['invalid_input', 'permission_missing'], answer.text).toContain(problemIn(answer)?.['code']);
  });
});

/** One surface leaves out what the other shows as null; enums differ in case. */
const comparable = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value === 'string') return value.toLowerCase();
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== null)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => [name, comparable(member)]),
  );
};

const actorOf = (role: Role) =>
  ({ kind: 'membership', tenantId: stage.world.tenantId, role, side: sideOf[role], scopes: null }) as never;
