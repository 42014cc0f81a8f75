import { pathParameters } from '../../src/kernel/operation.ts';
import type { Noun } from '../../src/kernel/noun.ts';
import { collectionOf } from '../../src/server/registry.ts';
import { fieldsOf } from './sample.ts';
import { registry, type Answer, type Client } from './service.ts';

/** What somebody was answered of each question, byte for byte but for what differs between any two requests. */
export type VisibleWorld = Map<string, string>;

/** An order that is hidden from somebody, and what a try to use it would name. */
export interface Guess {
  orderId: string;
  representationId: string;
  vendorId: string;
}

/** An id that nothing has. */
export const nobody = '0198c0de-0000-7000-8000-00000000beef';

const sealed = /"(nextCursor|cursor|endCursor|startCursor)" ?: ?"([^"]*)"/g;
const requestIds = /"requestId" ?: ?"[^"]*"/g;
const kept = ['etag', 'content-type', 'content-length', 'location', 'cache-control', 'vary', 'retry-after'];

/** An answer without its request id; of a sealed cursor only how long it is. */
export function plainly({ status, headers, text }: Answer): string {
  const shown = text
    .replaceAll(requestIds, '"requestId":""')
    .replaceAll(sealed, (_, name: string, cursor: string) => `"${name}":"${cursor.length} long"`)
    // The clock is the tenant's, whoever acts.
    .replaceAll(/"(now|asOf)" ?: ?"[^"]*"/g, '"$1":""')
    // When a token was last used is of the reader's own requests.
    .replaceAll(/"lastUsedAt" ?: ?"[^"]*"/g, '"lastUsedAt":""');
  const link = headers['link'] === undefined ? [] : [`link ${String(headers['link']).length} long`];
  return [status, ...kept.map((name) => `${name}: ${String(headers[name] ?? '')}`), ...link, shown].join(
    '\n',
  );
}

/** Of what each reading adds to itself, and is the reader's own. */
const ownTrail = new Set(['accessToken']);

const nouns = [...registry.nouns.values()].filter(({ name }) => !ownTrail.has(name));
const sortsOf = (noun: Noun) =>
  Object.entries(noun.fields).flatMap(([name, { sort }]) => (sort ? [`-${name}`] : []));

/** The standing questions that anybody could ask without knowing an id, and those about an order. */
const queries = [...registry.operations.values()].filter(
  ({ kind, name }) => kind === 'query' && !['searchAccessLog', 'readClock'].includes(name),
);
const onOrders = [...registry.operations.values()].filter(
  ({ kind, rest }) => kind === 'command' && pathParameters(rest).includes('orderId'),
);

type Ask = (question: string, answer: Promise<Answer>) => Promise<Answer>;

/** Every try to learn of an order by its id; the same for one that is hidden and one that is not there. */
export async function tries(client: Client, { orderId, representationId, vendorId }: Guess, ask: Ask) {
  const get = (path: string) => ask(path.replaceAll(orderId, 'order'), client.get(path));
  await get(`/orders/${orderId}`);
  await get(`/orders/${orderId}?asOf=2026-01-05T12:00:00Z`);
  await get(`/orders/${orderId}/history`);
  await get(`/orders/${orderId}?fields=allowedActions,blockedActions&include=unit`);
  for (const noun of nouns)
    if ('orderId' in noun.fields) await get(`${collectionOf(noun)}?orderId=${orderId}&count=true`);
  await get(`/orders?id=${orderId}&count=true`);
  await ask('GraphQL order', client.graphql(`{ order(id: "${orderId}") { id state version } }`));
  for (const { rest } of onOrders) {
    const path = rest.slice(rest.indexOf(' ') + 1).replace('{orderId}', orderId);
    const method = rest.slice(0, rest.indexOf(' ')) as 'POST';
    const headers = { 'content-type': 'application/json', 'if-match': '"1"' };
    await ask(`${rest} {}`, client.send({ method, url: `/v1${path}`, headers, payload: '{}' }));
  }
  const proposal = { orderId, representationId, billRate: '98', availableOn: '2026-02-01' };
  await ask('submit', client.post('/submissions', proposal));
  await ask('submit, dry', client.post('/submissions', proposal, { prefer: 'dry-run' }));
  await ask('thread', client.post('/threads', { orderId, vendorId, topic: 'Hello', body: 'Is it open?' }));
  await ask('by external id', client.post('/submissions', { ...proposal, orderId: 'ext:workday:O1' }));
}

const answering =
  (world: VisibleWorld): Ask =>
  async (question, asked) => {
    const answer = await asked;
    world.set(question, plainly(answer));
    return answer;
  };

/** What a member sees in a glance: every list with its count, its feed, who it is, and an order by its id. */
export async function glanceOf(client: Client, { orderId }: Guess): Promise<VisibleWorld> {
  const world: VisibleWorld = new Map();
  const ask = answering(world);
  for (const noun of nouns.filter(({ read }) => read.roles.has(client.actor.role)))
    await ask(noun.name, client.get(`${collectionOf(noun)}?count=true&archived=true`));
  await ask('me', client.get('/me'));
  await ask('/orders/order', client.get(`/orders/${orderId}`));
  await feed(client, ask);
  return world;
}

async function feed(client: Client, ask: Ask): Promise<void> {
  let after = '';
  for (let page = 0; ; page += 1) {
    const { body } = await ask(`events ${page}`, client.get(`/events?limit=200${after}`));
    if (!body.hasMore) return;
    after = `&after=${body.nextCursor}`;
  }
}

/**
 * Everything that a member sees: each noun's lists, by every sort, as pages, files and pasts, rows with their links,
 * history and possible actions on both surfaces, every standing question, and what it learns of an order by its id.
 */
export async function worldOf(client: Client, guess: Guess): Promise<VisibleWorld> {
  const world = await glanceOf(client, guess);
  const ask = answering(world);
  await tries(client, guess, ask);
  for (const noun of nouns) {
    const path = collectionOf(noun);
    const listed = await ask(`${noun.name} pages`, client.get(`${path}?limit=2&count=true`));
    // Of what it may not read, and of what there is nothing, no further question is answered otherwise.
    if (listed.status !== 200 || listed.body.page.total === 0) continue;
    const then = noun.shared ? [] : [`${path}?asOf=2026-01-05T12:00:00Z`];
    const sorted = sortsOf(noun).map((sort) => `${path}?sort=${sort}&limit=5`);
    await Promise.all([
      ...[...then, ...sorted].map((question) => ask(question, client.get(question))),
      ask(`${noun.name} CSV`, client.get(path, { accept: 'text/csv' })),
      ask(
        `${noun.name} GraphQL`,
        client.graphql(
          `{ ${noun.plural}(first: 20) { totalCount nodes { ${fieldsOf(noun)} } pageInfo { hasNextPage } } }`,
        ),
      ),
    ]);
    if (!noun.shared) await rows(noun, listed.body.data as { id: string }[], client, ask);
  }
  for (const { rest, name } of queries) {
    const path = rest
      .slice('GET '.length)
      .replace('{orderId}', guess.orderId)
      .replaceAll(/\{\w+\}/g, nobody);
    await ask(name, client.get(path));
  }
  return world;
}

async function rows(noun: Noun, some: readonly { id: string }[], client: Client, ask: Ask): Promise<void> {
  // One answer for all links: null where the reader may not follow.
  const links = [...noun.links.values()]
    .filter(({ target }) => !ownTrail.has(target.name))
    .map(({ name, target, many }) =>
      many ? `${name}(first: 3) { totalCount nodes { ${target.key} } }` : `${name} { ${target.key} }`,
    );
  for (const { id } of some) {
    const one = `${collectionOf(noun)}/${id}`;
    const actions = noun.lifecycle ? '?fields=allowedActions,blockedActions' : '';
    await Promise.all([
      ask(one, client.get(one)),
      ask(`${one} actions`, client.get(`${one}${actions}`)),
      ask(`${one} history`, client.get(`${one}/history`)),
      ask(
        `${one} links`,
        client.graphql(`{ ${noun.name}(${noun.key}: "${id}") { ${noun.key} ${links.join(' ')} } }`),
      ),
    ]);
  }
}

/** The questions that are answered otherwise, or are asked in one of the worlds only. */
export const changesOf = (before: VisibleWorld, after: VisibleWorld) =>
  [...new Set([...before.keys(), ...after.keys()])]
    .filter((question) => before.get(question) !== after.get(question))
    .map((question) => ({ question, before: before.get(question), after: after.get(question) }));
