import { beforeAll, describe, expect, test } from 'vitest';
import { rolesOf } from '../../src/kernel/actor.ts';
import type { Noun } from '../../src/kernel/noun.ts';
import { collectionOf } from '../../src/server/registry.ts';
import { cleanFile, pdf } from '../support/files.ts';
import { createPlacementMarket, type Agency, type PlacementMarket } from '../support/placements.ts';
import { fieldsOf } from '../support/sample.ts';
import { registry, startService, type Answer, type Client, type Service } from '../support/service.ts';

// Of two vendors that are alike to a client one proposes somebody in a program of blind review, and does all that it may.
// Wherever the client looks it meets the one as often as the other: nothing leads from the candidate to its vendor.
let service: Service;
let market: PlacementMarket;
let agency: Agency;
let twin: Agency;
let orderId: string;
let workerId: string;
let submissionId: string;
let threadId: string;
const clients: [string, Client][] = [];

const names = { agency: 'Canavendorxq Staffing', twin: 'Canatwinxq Staffing' };
let marks: { agency: readonly string[]; twin: readonly string[] };
const done = (answer: Answer): any => {
  expect(answer.status, answer.text).toBeLessThan(300);
  return answer.body;
};
const nouns = [...registry.nouns.values()].filter(({ shared }) => !shared);
const asOf = '2026-01-10T18:00:00Z';

/** What tells of the queries' subjects, beside the nouns themselves. */
const others = () => [
  '/events?limit=500',
  '/audit?limit=200',
  '/audit-log?limit=1000',
  '/access-log?limit=200',
  '/work-lists/orders',
  '/work-lists/counts',
  '/work-lists/what-needs-me',
  '/approval-inbox',
  '/notification-settings',
  '/reports/spend?by=vendor',
  `/orders/${orderId}/release-parity`,
  `/programs/${market.id('programs')}/release-parity`,
  `/eligibility?orderId=${orderId}&workerId=${workerId}`,
  `/workers/${workerId}/fhir`,
];

const documentOf = (noun: Noun) => {
  const inner = [...noun.links.values()].map(({ name, target, many }) =>
    many ? `${name}(first: 50) { nodes { ${fieldsOf(target)} } }` : `${name} { ${fieldsOf(target)} }`,
  );
  return `{ ${noun.plural}(first: 50) { nodes { ${fieldsOf(noun)} ${inner.join(' ')} } } }`;
};

/**
 * Everything that a client reads; each answer by where it was asked. Pasts and exports tell what lists do, by the same
 * readers of fields: they are read where they are asked for.
 */
async function readAll(client: Client, pastsToo: boolean): Promise<Map<string, string>> {
  const read = new Map<string, string>();
  const get = async (path: string, headers = {}) => {
    const answer = await client.get(path, headers);
    expect(answer.status, `${path} ${answer.text}`).toBeLessThan(500);
    read.set(`${path} ${JSON.stringify(headers)}`, answer.text);
    return answer.body;
  };
  for (const noun of nouns) {
    const path = collectionOf(noun);
    const { data } = await get(`${path}?limit=100`);
    if (!data?.length) continue;
    const document = documentOf(noun);
    read.set(document, (await client.graphql(document)).text);
    if (!pastsToo) continue;
    await get(`${path}?limit=100&asOf=${asOf}`);
    await get(path, { accept: 'application/x-ndjson' });
    const links = [...noun.links.keys()].slice(0, 10);
    if (links.length > 0) await get(`${path}?include=${links.join(',')}&limit=100`);
    // Some are of one vendor, so that they are alike together alone.
    const pasts = data.map((row: any) => client.get(`${path}/${row[noun.key]}/history?limit=100`));
    const texts = (await Promise.all<Answer>(pasts)).map(({ text }) => text);
    read.set(`histories of ${noun.plural}`, texts.join('\n'));
  }
  for (const path of others()) await get(path);
  return read;
}

const mentions = (text: string, marks: readonly string[]) =>
  marks.reduce((sum, mark) => sum + text.split(mark).length - 1, 0);

/** How many rows each filter by a vendor, or a way to it, finds. */
async function ledTo(client: Client, { id }: Agency, name: string): Promise<[string, number][]> {
  const found: [string, number][] = [];
  for (const noun of nouns)
    for (const field of ['vendorId', 'subVendorId', 'vendor.id', 'vendor.name']) {
      const [first] = field.split('.');
      if (!(first! in noun.fields || noun.links.has(first!))) continue;
      const value = field === 'vendor.name' ? encodeURIComponent(name) : id;
      const { status, body } = await client.get(`${collectionOf(noun)}?${field}=${value}&limit=100`);
      if (status === 200) found.push([`${noun.name} by ${field}`, body.data.length]);
    }
  return found;
}

/** All that a vendor does about a candidate that comes to the client's eyes in some way. */
async function act(representationId: string) {
  const { recruiter } = agency;
  const file = () => cleanFile(service, recruiter, pdf(), { name: 'Résumé.pdf' });
  const proposed = { orderId, representationId, billRate: '98', availableOn: '2026-02-01', note: 'ICU' };
  submissionId = done(await recruiter.post('/submissions', proposed)).id;
  done(await market.manager.post(`/submissions/${submissionId}/present`));
  const typeId = await market.row('credential_types', { code: 'acls', name: 'ACLS', kind: 'certification' });
  const stated = { typeId, representationId, number: 'A-1', issuedOn: '2025-01-01', expiresOn: '2027-01-01' };
  done(await recruiter.post('/credentials', { ...stated, fileIds: [await file()] }));
  const asked = { topic: 'Start', body: 'When?', withClient: true, fileIds: [await file()] };
  threadId = done(await recruiter.post('/threads', { submissionId, ...asked })).id;
  done(await market.requester.post(`/threads/${threadId}/post`, { body: 'Soon.' }));
  done(await recruiter.post(`/threads/${threadId}/post`, { body: 'Fine.' }));
  const proposedTimes = [{ startsAt: '2026-01-20T15:00:00Z', endsAt: '2026-01-20T15:30:00Z' }];
  const meeting = { submissionId, kind: 'phone', proposedTimes, timeZone: 'America/New_York' };
  const interview = done(await market.requester.post('/interviews', meeting));
  const { startsAt } = proposedTimes[0]!;
  done(await recruiter.post(`/interviews/${interview.id}/schedule`, { startsAt }));
  const terms = { billRate: '98', startsOn: '2026-02-01', endsOn: '2026-05-02', hoursPerWeek: '36' };
  const offer = done(await market.manager.post('/offers', { submissionId, ...terms }));
  done(await recruiter.post(`/offers/${offer.id}/counter`, { ...terms, billRate: '99' }));
  done(await market.manager.post(`/offers/${offer.id}/accept-counter`));
  await service.drain(market.tenantId);
  return offer.id as string;
}

let offerId: string;

/** A vendor by a name of its own on the panel that sees the order, with somebody to propose. */
async function vendorNamed(name: string, admin: Client) {
  const made = await market.agency();
  const { version } = done(await admin.get(`/vendors/${made.id}`));
  done(await admin.patch(`/vendors/${made.id}`, { name }, { 'if-match': `"${version}"` }));
  const represented = await market.represent(made);
  const { membershipId, userId } = made.recruiter.actor;
  const told = [made.id, name, membershipId!, userId!, represented.representationId];
  return { made, represented, told };
}

beforeAll(async () => {
  service = await startService();
  market = await createPlacementMarket(service);
  const admin = await market.member('tenant_admin');
  const programId = market.id('programs');
  const { version } = done(await admin.get(`/programs/${programId}`));
  const seen = { 'if-match': `"${version}"` };
  done(await admin.patch(`/programs/${programId}`, { blindReview: 'until_hired' }, seen));
  const first = await vendorNamed(names.agency, admin);
  const second = await vendorNamed(names.twin, admin);
  [agency, twin] = [first.made, second.made];
  marks = { agency: first.told, twin: second.told };
  workerId = first.represented.workerId;
  orderId = await market.order(1, [agency, twin]);
  for (const role of rolesOf.client)
    clients.push([role, await market.member(role, { side: 'client', programIds: [programId] })]);
  await service.moveClock(market.tenantId, '2026-01-10T15:00:00Z');
  offerId = await act(first.represented.representationId);
  await service.moveClock(market.tenantId, '2026-01-11T12:00:00Z');
}, 60_000);

describe('blind review', () => {
  test('lets no client role read the vendor of a candidate, on either surface', async () => {
    const leaks: string[] = [];
    for (const [role, client] of clients) {
      const read = await readAll(client, role === 'requester');
      for (const [where, text] of read)
        if (mentions(text, marks.agency) !== mentions(text, marks.twin)) leaks.push(`${role}: ${where}`);
      if (role !== 'requester') continue;
      const all = [...read.values()].join('\n');
      for (const shown of [submissionId, offerId, threadId, workerId, agency.id])
        expect(all).toContain(shown);
    }
    expect(leaks).toEqual([]);
  }, 120_000);

  test('lets none find a candidate by its vendor', async () => {
    // Whether a filter counts goes by the side, not by the role.
    for (const [role, client] of clients.filter(([role]) => role === 'requester' || role === 'integration'))
      expect(await ledTo(client, agency, names.agency), role).toEqual(await ledTo(client, twin, names.twin));
  }, 60_000);

  test('does not tell whether a named vendor is the one', async () => {
    const about = { submissionId, topic: 'Once more', body: 'When?' };
    const [right, wrong] = await Promise.all(
      [agency, twin].map(({ id }) => market.requester.post('/threads', { ...about, vendorId: id })),
    );
    const of = ({ status, body }: Answer) => ({ status, code: body.code, errors: body.errors });
    expect(of(right!)).toMatchObject({ status: 422 });
    expect(of(right!)).toEqual(of(wrong!));
  });

  test('is over with the hire: then all of it tells', async () => {
    done(await market.requester.post(`/offers/${offerId}/confirm`));
    const [, requester] = clients.find(([role]) => role === 'requester')!;
    const led = new Map(await ledTo(requester, agency, names.agency));
    for (const noun of ['submission', 'offer', 'interview', 'thread'])
      expect(led.get(`${noun} by vendorId`), noun).toBe(1);
  });
});
