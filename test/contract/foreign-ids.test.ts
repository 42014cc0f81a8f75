import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { holds } from '../../src/kernel/actor.ts';
import type { Operation } from '../../src/kernel/operation.ts';
import {
  fieldOf,
  fieldsOf,
  pathNames,
  problemIn,
  sampleInput,
  viaGraphql,
  viaRest,
  type Input,
} from '../support/sample.ts';
import type { Answer } from '../support/service.ts';
import { keyOf, openTheater, registry, type Player, type Stage, type Theater } from '../support/stage.ts';

let theater: Theater;
let theirs: Stage;
let ours: Stage;
/** Members of their tenant to whom none of its rows belong. */
let outsiders: Player[];
let strangers: Player[];

const operations = [...registry.operations.values()];
const nouns = [...registry.nouns.values()].filter(({ shared }) => !shared);

beforeAll(async () => {
  theater = await openTheater();
  theirs = await theater.stage();
  ours = await theater.stage();
  outsiders = await theater.outsiders(theirs);
  strangers = ours.everyone;
});

/** What is seen by design beyond a member's own rows; nothing here is a rival's or another client's. */
const openToTenant = {
  externalSystem: 'the tenant’s own systems',
  approvalTitle: 'titles of the tenant',
  user: 'the operator’s people, without their addresses',
  membership: 'the operator’s people',
};
/** The tenant's lists, which every side reads. */
const openToAll = new Set(['credentialType', 'taxonomyCode']);
const openToProgram = {
  ...openToTenant,
  program: 'all sites of a program share it',
  approvalPolicy: 'a policy of the whole program',
  vendor: 'the panel of the program',
  panelMembership: 'the panel of the program',
  vendorContact: 'whom to call at a vendor on the panel of the program',
  vendorDocument: 'what a vendor on the panel of the program has on file',
  vendorDocumentRequirement: 'a demand of the whole program',
  agreement: 'an agreement of the whole program',
  panelCoverage: 'what a vendor covers of the whole program',
  customField: 'what the whole program keeps',
  broadcastPlan: 'who is told of shifts in the whole program',
  businessCalendar: 'when the whole program works',
  expenseCategory: 'what can be claimed in the whole program',
  releasePlanTemplate: 'the tiers of the whole program',
  timeLock: 'until when time is closed in the whole program',
  agreementFee: 'terms of an agreement of the whole program',
  agreementPenaltyWindow: 'terms of an agreement of the whole program',
  agreementGuarantee: 'terms of an agreement of the whole program',
  agreementConversionFee: 'terms of an agreement of the whole program',
  agreementPlacementTerms: 'terms of an agreement of the whole program',
  agreementVolumeBand: 'terms of an agreement of the whole program',
  agreementUtilization: 'a month of an agreement of the whole program',
  benchmarkSet: 'market rates of the whole program',
  marketRate: 'a market rate of the whole program',
  savingsBenchmark: 'what the savings of the whole program are reckoned against',
  rateCard: 'a card of the whole program',
  rateLine: 'a rate of the whole program',
  payPolicy: 'a policy of the whole program',
  payCode: 'how the payroll of the whole program calls hours and pay',
  fiscalCalendar: 'how the years of the whole program divide',
  fiscalPeriod: 'the periods of the whole program',
  billingProfile: 'how the documents of the whole program are made',
  taxRule: 'a tax of the whole program',
  scorecardDefinition: 'what the vendors of the whole program are scored by',
  statedMeasure: 'what was counted of a vendor in the whole program',
  scorecard: 'how a vendor did in the whole program',
  performanceRule: 'a rule for the vendors of the whole program',
  vendorConsequence: 'where a vendor stands in the whole program',
};
const isOpen = ({ side, name }: Player, noun: string | undefined) =>
  openToAll.has(noun ?? '') ||
  (side === 'client' && (noun ?? '') in (name.endsWith('program') ? openToTenant : openToProgram));

const headersOf = (operation: Operation): Record<string, string> =>
  operation.kind === 'command' && operation.concurrency === 'required' ? { 'if-match': '"1"' } : {};

const bare = ({ status, body, headers }: Answer) => {
  const { requestId: _, ...rest } = (body ?? {}) as Input;
  const text = JSON.stringify(
    rest.errors?.[0]?.extensions ? { ...rest, errors: rest.errors.map(withoutId) } : rest,
  );
  return JSON.stringify([status, text, headers['content-type'], headers['etag'], headers['location']]);
};
const withoutId = ({ extensions: { requestId: _, ...kept }, ...error }: Input) => ({
  ...error,
  extensions: kept,
});

const permits = ({ role, side }: Player, operation: Operation): boolean =>
  holds({ role, side, scopes: null } as never, operation.permission);

const oneInTurn = (players: readonly Player[], turn: number): Player[] =>
  players.length === 0 ? [] : [players[turn % players.length]!];

/** Of each side one, each of its players in turn. */
const oneOfEachSide = (players: readonly Player[], turn: number): Player[] =>
  [...Map.groupBy(players, ({ side }) => side).values()].flatMap((alike) => oneInTurn(alike, turn));

/** Those chosen of whoever is permitted, and in turn one who is not: a refusal for that comes before any row is looked at. */
function askers(
  operation: Operation,
  players: readonly Player[],
  chosen: (permitted: readonly Player[], turn: number) => readonly Player[] = (permitted) => permitted,
): Player[] {
  const [permitted, refused] = [true, false].map((may) =>
    players.filter((player) => permits(player, operation) === may),
  );
  const turn = turnOf(operation);
  return [...chosen(permitted!, turn), ...oneInTurn(refused!, turn)];
}

type Ask = (client: Player['client'], input: Input) => Promise<Answer>;

/** Asks for an operation on either surface, as one who names a version where it must. */
function surfacesOf(operation: Operation): Record<'rest' | 'graphql', Ask> {
  const headers = headersOf(operation);
  const extra =
    operation.kind === 'command' && operation.concurrency === 'required' ? { expectedVersion: 1 } : {};
  return {
    rest: (client, input) => viaRest(client, operation, input, headers),
    graphql: (client, input) => viaGraphql(client, operation, input, extra),
  };
}

/** Whom a surface is asked by: each of them on one, in turn, so that both are asked by somebody. */
const sharing = (players: readonly Player[], surface: number, turn: number): readonly Player[] =>
  players.length === 1 ? players : players.filter((_, place) => (place + surface + turn) % 2 === 0);

/**
 * Asks for a row of theirs, each of the players, and for one that nobody has, one of them who is permitted and one who is
 * not: all who are and all who are not permitted must be given that one's very refusal.
 */
async function compare(operation: Operation, players: readonly Player[], wrong: string[]): Promise<void> {
  const [name] = pathNames(operation);
  const input = sampleInput(operation, theirs);
  if (typeof input[name!] !== 'string') return;
  const random = { ...input, [name!]: randomUUID() };
  const askAs = async (surface: string, ask: Ask, code: string, all: readonly Player[]) => {
    if (all.length === 0) return;
    const missing = await ask(all[0]!.client, random);
    const look = async ({ name: who, client }: Player) => {
      const foreign = await ask(client, input);
      if (bare(foreign) !== bare(missing))
        wrong.push(`${operation.name} by ${who} over ${surface}\n  ${foreign.text}\n  ${missing.text}`);
      if (problemIn(foreign)?.['code'] !== code)
        wrong.push(`${operation.name} by ${who} over ${surface}: ${JSON.stringify(problemIn(foreign))}`);
    };
    await Promise.all(all.map(look));
  };
  const permitted = players.filter((player) => permits(player, operation));
  const refused = players.filter((player) => !permits(player, operation));
  const turn = turnOf(operation);
  for (const [place, [surface, ask]] of Object.entries(surfacesOf(operation)).entries())
    // Refused, all of them, so side by side.
    await Promise.all([
      askAs(surface, ask, 'not_found', sharing(permitted, place, turn)),
      askAs(surface, ask, 'permission_missing', sharing(refused, place, turn)),
    ]);
}

const withIds = operations.filter((operation) => {
  if (pathNames(operation).length === 0) return false;
  return operation.kind === 'get' ? !operation.noun.shared : true;
});
const turnOf = (operation: Operation): number => withIds.indexOf(operation);

test('another tenant’s rows answer like rows that nobody has, for every operation and each side that may take it', async () => {
  expect(withIds.length).toBeGreaterThan(10);
  const wrong: string[] = [];
  const before = await theater.counts(theirs);
  // The tenant's wall stands beneath the surfaces, and asks neither which it is nor who.
  for (const operation of withIds)
    await compare(operation, askers(operation, strangers, oneOfEachSide), wrong);
  expect(wrong.slice(0, 12)).toEqual([]);
  expect(await theater.counts(theirs)).toEqual(before);
}, 180_000);

/** The noun that an operation's path id names. */
const subjectOf = (operation: Operation): string | undefined => {
  if (operation.kind === 'get') return operation.noun.name;
  const [name] = pathNames(operation);
  return operation.kind === 'list' ? undefined : subjectIn((operation.input.shape[name!] as any)?.meta?.());
};
const subjectIn = (meta: any): string | undefined => meta?.noun ?? meta?.subject;

test('rows of a rival, another facility or another person answer like rows that nobody has', async () => {
  const wrong: string[] = [];
  for (const operation of withIds)
    await compare(
      operation,
      askers(
        operation,
        outsiders.filter((outsider) => !isOpen(outsider, subjectOf(operation))),
      ),
      wrong,
    );
  expect(wrong.slice(0, 12)).toEqual([]);
}, 180_000);

test('no list, search, total, link or filter shows a row of another tenant', async () => {
  const foreign = new Set(Object.values(theirs.world.rows).map(({ id }) => String(id)));
  const wrong: string[] = [];
  for (const [place, noun] of nouns.entries()) {
    const all = strangers.filter(({ role, side }) => holds({ role, side, scopes: null } as never, noun.read));
    // The tenant's wall does not ask who it is: the roles of a side take turns.
    const readers = oneOfEachSide(all, place);
    const askAs = async ({ name: who, role, side, client }: Player, turn: number) => {
      const actor = { role, side, scopes: null } as never;
      const links = [...noun.links.values()].filter((link) => !link.target.shared && link.isOpenTo(actor));
      const list = registry.operations.get(`list${noun.plural[0]!.toUpperCase()}${noun.plural.slice(1)}`)!;
      const path = `/v1${list.rest.split(' ')[1]}`;
      const include = links.map(({ name }) => name).join(',');
      // Each reader takes one way in turn, and few readers take several.
      const ways = ['', '?count=true', ...(include ? [`?include=${include}`] : [])];
      const queries = [
        ...ways.filter((_, way) => turn % ways.length === way || way % readers.length === turn),
        ...(noun.fields['id']?.filter === false ? [] : [`?id=${keyOf(theirs, noun)}&count=true`]),
      ];
      for (const query of queries) {
        const answer = await client.send({ method: 'GET', url: path + query });
        if (answer.status !== 200) wrong.push(`${path}${query} by ${who}: ${answer.text}`);
        if ([...foreign].some((id) => answer.text.includes(id)))
          wrong.push(`${path}${query} by ${who} shows a foreign row`);
        if (query.startsWith('?id=') && answer.body.page?.total !== 0)
          wrong.push(`${path}${query} by ${who} counts a foreign row`);
      }
      const nested = links.map(({ name, many, target }) =>
        many ? `${name}(first: 2) { nodes { ${fieldsOf(target)} } }` : `${name} { ${fieldsOf(target)} }`,
      );
      const graph = await client.graphql(
        `{ ${fieldOf(list)}(first: 3) { totalCount nodes { ${fieldsOf(noun)} ${nested.join(' ')} } } }`,
      );
      if (graph.body.errors) wrong.push(`${noun.plural} by ${who} over graphql: ${graph.text.slice(0, 300)}`);
      if ([...foreign].some((id) => graph.text.includes(id)))
        wrong.push(`${noun.plural} by ${who} over graphql shows a foreign row`);
    };
    await Promise.all(readers.map(askAs));
  }
  expect(wrong.slice(0, 12)).toEqual([]);
}, 120_000);

test('no list shows an outsider a row that is not its own, but of the reviewed nouns', async () => {
  const shown = new Set<string>();
  for (const noun of nouns) {
    const id = keyOf(theirs, noun);
    const list = registry.operations.get(`list${noun.plural[0]!.toUpperCase()}${noun.plural.slice(1)}`)!;
    const look = async (outsider: Player) => {
      const { name: who, role, side, client } = outsider;
      if (!holds({ role, side, scopes: null } as never, noun.read)) return;
      const answer = await client.send({ method: 'GET', url: `/v1${list.rest.split(' ')[1]}?count=true` });
      expect(answer.status, answer.text).toBe(200);
      if (answer.body.data.some((row: Input) => row['id'] === id) && !isOpen(outsider, noun.name))
        shown.add(`${noun.name} to ${who}`);
    };
    await Promise.all(outsiders.map(look));
  }
  expect([...shown]).toEqual([]);
});

test('no foreign id is taken as a reference', async () => {
  const wrong: string[] = [];
  for (const operation of operations) {
    if (operation.kind !== 'command' || operation.rowsOf) continue;
    const paths = new Set(pathNames(operation));
    const references = Object.entries<any>(operation.input.shape).filter(
      ([name, shape]) => !paths.has(name) && registry.nouns.get(referenceIn(shape) ?? '')?.shared === false,
    );
    for (const [name, shape] of references) {
      const [role] = [...operation.permission.roles];
      const input = {
        ...sampleInput(operation, ours),
        [name]: keyOf(theirs, registry.nouns.get(referenceIn(shape)!)!),
      };
      const missing = { ...input, [name]: randomUUID() };
      const answer = await viaRest(ours.members[role!], operation, input, headersOf(operation));
      const other = await viaRest(ours.members[role!], operation, missing, headersOf(operation));
      if (bare(answer) !== bare(other) || answer.status < 400 || answer.status >= 500)
        wrong.push(`${operation.name}.${name}: ${answer.text} ${other.text}`);
    }
  }
  expect(wrong.slice(0, 12)).toEqual([]);
});

function referenceIn(shape: any): string | undefined {
  let inner = shape;
  for (;;) {
    const noun = inner?.meta?.()?.noun;
    if (noun) return noun;
    if (!inner?.def?.innerType) return undefined;
    inner = inner.def.innerType;
  }
}

test('headers that claim a tenant, a user or an address change nothing', async () => {
  const client = ours.members.program_manager;
  const plain = await client.get('/programs?count=true');
  const claims = {
    'x-tenant-id': theirs.world.tenantId,
    'x-user-id': theirs.members.tenant_admin.actor.userId,
    'x-forwarded-user': 'admin',
    'x-forwarded-for': '127.0.0.1',
    'x-original-url': '/v1/users',
    'x-http-method-override': 'POST',
    forwarded: 'for=127.0.0.1',
  };
  const claimed = await client.get('/programs?count=true', claims);
  expect(claimed.text).toBe(plain.text);
  const me = await client.get('/me', claims);
  expect(me.body.tenantId).toBe(ours.world.tenantId);
});
