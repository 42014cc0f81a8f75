import { beforeAll, describe, expect, test } from 'vitest';
import { collectionOf } from '../../src/server/registry.ts';
import { createPlacementMarket, type Agency, type PlacementMarket } from '../support/placements.ts';
import { startService, type Answer, type Client, type Service } from '../support/service.ts';
import { registry } from '../support/stage.ts';

/** What a vendor was answered of each question, without what differs between any two tenants. */
type Answers = Map<string, unknown>;

const ana = {
  firstName: 'Ana',
  lastName: 'Core',
  birthDate: '1990-04-01',
  npi: '1093817462',
  lastFour: '1111',
  homeState: 'OH',
  profession: 'rn',
  specialties: ['icu'],
  rightToRepresentUntil: '2026-07-01T00:00:00Z',
};
const { npi: _, ...bea } = { ...ana, firstName: 'Bea', lastFour: '2222' };
const cal = { ...bea, firstName: 'Cal', lastFour: '3333' };
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

let service: Service;
let alone: Told;
let among: Told;

interface Told {
  answers: Answers;
  /** Refusals that are declared to tell of a rival. */
  refusal: unknown;
  openMatches: number;
  mergedWorkers: number;
}

/** Ids by when they were first shown, and no word of when the machine did it, nor of sealed cursors. */
function plainly(seen: Map<string, string>, { status, headers, text }: Answer): unknown {
  const named = (id: string) => {
    if (!seen.has(id)) seen.set(id, `id ${seen.size + 1}`);
    return seen.get(id)!;
  };
  const kept = text
    .replaceAll(uuid, named)
    .replaceAll(/pat_\w{33}[\w-]+/g, 'token')
    .replaceAll(/"(recordedAt|nextCursor|cursor|email|name|expiresAt)" ?: ?"[^"]*"/g, '"$1":""')
    .replaceAll(/[\w.]+@test\.example/g, 'somebody');
  return [status, headers['etag'], kept];
}

/** The rivals' part of the story: they know the same people before, take them for others, and two become one. */
interface Rivals {
  before(): Promise<void>;
  after(): Promise<{ openMatches: number; mergedWorkers: number }>;
}

const none: Rivals = {
  before: async () => undefined,
  after: async () => ({ openMatches: 0, mergedWorkers: 0 }),
};

const knowing = (market: PlacementMarket, mine: Agency, two: Agency, three: Agency): Rivals => {
  const represent = async ({ recruiter }: Agency, person: object) => {
    const made = await recruiter.post('/representations', person);
    expect(made.status, made.text).toBe(201);
    return made.body.id as string;
  };
  return {
    async before() {
      await represent(two, { ...ana, email: 'ana@two.example' });
      await represent(three, { ...bea, lastFour: '9999' });
    },
    async after() {
      await represent(two, { ...cal, lastFour: '8888' });
      const pairs = (await market.manager.get('/worker-matches?state=open')).body.data;
      const own = (await market.manager.get(`/representations?vendorId=${mine.id}`)).body.data;
      const ids = new Set(own.map(({ workerId }: any) => workerId));
      const judged = pairs.filter((pair: any) => ids.has(pair.workerId) && !ids.has(pair.otherWorkerId));
      // Bea turns out to be whom the rival represents; of Cal nobody has judged yet.
      for (const pair of judged) {
        const merged = await market.manager.post(`/worker-matches/${pair.id}/merge`, {
          survivorId: pair.otherWorkerId,
        });
        expect(merged.status, merged.text).toBe(200);
      }
      return { openMatches: pairs.length - judged.length, mergedWorkers: judged.length };
    },
  };
};

async function play(withRivals: boolean): Promise<Told> {
  const market = await createPlacementMarket(service);
  const [mine, two, three] = [await market.agency(), await market.agency(), await market.agency()];
  const orderId = await market.order(3, [mine, two]);
  const rivals = withRivals ? knowing(market, mine, two, three) : none;
  const finance = await market.member('vendor_finance', { vendorId: mine.id });
  const answers: Answers = new Map();
  const seen = new Map<string, string>();
  const keep = (question: string, answer: Answer) => {
    answers.set(`${answers.size} ${question}`, plainly(seen, answer));
    return answer;
  };
  const { recruiter } = mine;
  await recruiter.post('/external-systems', { name: 'ats' });
  await rivals.before();
  keep('dry run', await recruiter.post('/representations', ana, { prefer: 'dry-run' }));
  const first = keep('representation', await recruiter.post('/representations', ana));
  keep('again', await recruiter.post('/representations', ana));
  const load = [bea, cal].map((person, place) => ({
    ...person,
    externalId: { system: 'ats', id: `${place}` },
  }));
  keep('dry load', await recruiter.post('/representations/bulk', { items: load }, { prefer: 'dry-run' }));
  // One at a time: ids of one millisecond have no order, and lists go by it.
  const loaded = keep('load', await recruiter.post('/representations/bulk', { items: load.slice(0, 1) }));
  keep('load', await recruiter.post('/representations/bulk', { items: load.slice(1) }));
  const proposal = { orderId, billRate: '98', availableOn: '2026-02-01' };
  const submitted = keep(
    'submission',
    await recruiter.post('/submissions', { ...proposal, representationId: loaded.body.rows[0].id }),
  );
  expect(submitted.status, submitted.text).toBe(201);
  await service.moveClock(market.tenantId, '2026-01-11T12:00:00Z');
  const { openMatches, mergedWorkers } = await rivals.after();
  await service.moveClock(market.tenantId, '2026-01-12T12:00:00Z');
  const own = `/representations/${loaded.body.rows[0].id}`;
  keep('change', await recruiter.patch(own, { payRate: '61' }, { 'if-match': '"1"' }));
  keep('same again', await recruiter.post('/representations/bulk', { items: load }));
  const stretch = { employer: 'Mercy Health', profession: 'rn', startsOn: '2023-01-09' };
  keep('work history', await recruiter.post(`${own}/work-history-entries`, stretch));
  for (const client of [recruiter, finance]) await everything(client, keep);
  const paths = [own, `/representations/${first.body.id}`, `/submissions/${submitted.body.id}`];
  for (const path of paths) {
    keep(`${path} history`, await recruiter.get(`${path}/history`));
    keep(`${path} then`, await recruiter.get(`${path}?asOf=2026-01-10T18:00:00Z`));
  }
  // A rival may ask for the person on the same order: that it is taken is all that it learns.
  const theirs = await two.recruiter.post('/representations', bea);
  const refused = await two.recruiter.post('/submissions', { ...proposal, representationId: theirs.body.id });
  return { answers, refusal: refused.body.code, openMatches, mergedWorkers };
}

/** Every list that the client reads, as JSON and as a file, now and then, and its feed. */
async function everything(client: Client, keep: (question: string, answer: Answer) => Answer) {
  for (const noun of registry.nouns.values()) {
    // Tokens end by the machine's clock, and are the reader's own.
    if (noun.name === 'accessToken') continue;
    const path = collectionOf(noun);
    if (keep(path, await client.get(`${path}?count=true&archived=true`)).status !== 200) continue;
    keep(`${path} as CSV`, await client.get(path, { accept: 'text/csv' }));
    if (!noun.shared) keep(`${path} then`, await client.get(`${path}?asOf=2026-01-10T18:00:00Z`));
  }
  // The feed waits for whatever transaction began before: until it has all, it may have part.
  let events = await client.get('/events?limit=200');
  for (let looks = 0; looks < 100; looks += 1) {
    const { body } = await client.get('/events?limit=200');
    if (body.events?.some(({ type }: any) => type === 'work_history_entry.recorded')) {
      events = await client.get('/events?limit=200');
      break;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  keep('events', events);
  keep('audit', await client.get('/audit?limit=100'));
  keep('access log', await client.get('/access-log'));
}

beforeAll(async () => {
  service = await startService();
  alone = await play(false);
  among = await play(true);
}, 120_000);

describe('a vendor among rivals who know its people', () => {
  test('is answered to the letter as one alone: reads, lists, files, pasts, histories, feed, tries and writes', () => {
    expect([...among.answers.keys()].length).toBe(alone.answers.size);
    expect(alone.answers.size).toBeGreaterThan(60);
    const different = [...alone.answers.values()].flatMap((told, place) => {
      const [question, other] = [...among.answers][place]!;
      return JSON.stringify(told) === JSON.stringify(other) ? [] : [{ question, told, other }];
    });
    expect(different).toEqual([]);
  });

  test('though the operator has pairs to judge and one that became one', () => {
    expect(alone).toMatchObject({ openMatches: 0, mergedWorkers: 0 });
    expect(among.mergedWorkers).toBe(1);
    expect(among.openMatches).toBeGreaterThan(0);
  });

  test('takes a person from a rival with one word, which is declared', () => {
    expect(alone.refusal).toBe('already_represented');
    expect(among.refusal).toBe('already_represented');
  });
});
