import { parse } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { limits } from '../../src/server/graphql/limits.ts';
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

describe('a syntax tree in the place of text (GQL-1)', () => {
  const documents = [
    '{ __typename }',
    '{ programs { nodes { id } } }',
    '{ __schema { types { name } } }',
    'mutation { createProgram(input: { name: "x", timeZone: "UTC" }) { replayed } }',
  ];
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
    'cost by a variable':
      'query($n: Int = 200) { programs(first: $n) { nodes { facilities(first: 200) { nodes { units(first: 200) { nodes { id } } } } } } }',
    'cost behind fragments':
      '{ programs(first: 200) { ...P } } fragment P on ProgramConnection { nodes { facilities(first: 200) { ...F } } } fragment F on FacilityConnection { nodes { units(first: 200) { ...U } } } fragment U on UnitConnection { nodes { id } }',
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
      // The quickest of three: what a document costs it costs each time, what the machine has beside it does not.
      const took: number[] = [];
      for (let tries = 0; tries < 3; tries += 1) {
        const start = performance.now();
        // One that it has not met.
        await post({ query: `${query} # ${tries}` });
        took.push(performance.now() - start);
      }
      expect(Math.min(...took), name).toBeLessThan(300);
    }
  });

  test('counts a variable as the rows it asks for', async () => {
    const query =
      'query($n: Int!) { programs(first: $n) { nodes { facilities(first: $n) { nodes { units(first: $n) { nodes { id } } } } } } }';
    isRefused(await post({ query, variables: { n: 200 } }));
    const small = await post({ query, variables: { n: 3 } });
    expect(small.status, small.text).toBe(200);
    // The same text again, now that it is known.
    isRefused(await post({ query, variables: { n: 200 } }));
  });

  test('at the limits is answered', async () => {
    const aliases = Array.from({ length: limits.aliases - limits.rootFields }, (_, n) => `b${n}: id`).join(
      ' ',
    );
    const roots = Array.from(
      { length: limits.rootFields },
      (_, n) => `a${n}: programs(first: 1) { nodes { ${n === 0 ? aliases : 'id'} } }`,
    ).join(' ');
    const answer = await post({ query: `{ ${roots} }` });
    expect(answer.status, answer.text).toBe(200);
    expect(answer.body.errors, answer.text).toBeUndefined();
  });
});
