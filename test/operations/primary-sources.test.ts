import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../../src/kernel/actor.ts';
import { startService, type Client, type Service } from '../support/service.ts';

/** A live source that does what its mood says, and keeps what it was asked. */
let mood: (asked: any, request: IncomingMessage) => { status?: number; body?: unknown; after?: number };
let asked: { question: any; authorization: string | undefined }[];
const live = createServer((request, response) => void answer(request, response));

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const question = await json(request);
  asked.push({ question, authorization: request.headers.authorization });
  const { status = 200, body = {}, after = 0 } = mood(question, request);
  await sleep(after);
  response.writeHead(status, { 'content-type': 'application/json', 'retry-after': '0' });
  response.end(JSON.stringify(body));
}

let service: Service;
let tenantId: string;
let manager: Client;
let credentialing: Client;
let types: Record<string, string>;
let facilityId: string;
let people = 0;

beforeAll(async () => {
  await new Promise<void>((resolve) => live.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(live.address() as AddressInfo).port}/`;
  service = await startService({
    PRIMARY_SOURCES: JSON.stringify([
      { name: 'boards', kind: 'license_board', file: 'test/fixtures/sources/license-board.csv' },
      {
        name: 'heart',
        kind: 'certification_issuer',
        url,
        token: 'canary-token',
        timeoutSeconds: 0.6,
        attempts: 3,
      },
      { name: 'oig_live', kind: 'exclusion_list', url, attempts: 1 },
    ]),
  });
  let admin: Client;
  ({ tenantId, admin } = await service.tenant('Sources', '2026-01-05T14:00:00Z'));
  manager = await service.member(tenantId, { role: 'program_manager' });
  credentialing = await service.member(tenantId, { role: 'credentialing' });
  await admin.post('/credential-types/adopt');
  await admin.post('/external-systems', { name: 'hris' });
  const { body: program } = await admin.post('/programs', { name: 'Sources', timeZone: 'America/New_York' });
  const { body: facility } = await admin.put('/facilities/ext:hris:F1', {
    programId: program.id,
    name: 'Sources General',
    state: 'OH',
    timeZone: 'America/New_York',
  });
  facilityId = facility.id;
  const { body } = await credentialing.get('/credential-types?limit=200');
  types = Object.fromEntries(body.data.map(({ id, code }: { id: string; code: string }) => [code, id]));
});
afterAll(() => live.close());

async function person(
  firstName: string,
  lastName: string,
  birthDate: string,
  homeState = 'TX',
  npi?: string,
): Promise<string> {
  const { body } = await manager.put(`/workers/ext:hris:${(people += 1)}`, {
    firstName,
    lastName,
    birthDate,
    homeState,
    profession: 'rn',
    npi,
  });
  expect(body, JSON.stringify(body)).toHaveProperty('id');
  return body.id as string;
}

const submit = async (workerId: string, type: string, more: Record<string, unknown>) => {
  const { body } = await manager.post('/credentials', { workerId, typeId: types[type], ...more });
  expect(body, JSON.stringify(body)).toHaveProperty('id');
  return body as { id: string };
};
const license = (workerId: string, issuingState: string, number: string, more = {}) =>
  submit(workerId, 'license', { profession: 'rn', issuingState, number, issuedOn: '2024-01-01', ...more });

const ask = () => service.app.worker.hands.checker.drain(tenantId);
const check = async (credentialId: string) => {
  const { status, body } = await credentialing.post(`/credentials/${credentialId}/check`);
  expect(status).toBe(200);
  return body.id as string;
};
const told = async (id: string) => (await credentialing.get(`/source-checks/${id}?include=credential`)).body;

describe('a license board in a file', () => {
  test('what it confirms is proven at its source, with its dates, and recorded on both surfaces', async () => {
    const worker = await person('Alma', 'Arroyo', '1990-04-01');
    const held = await license(worker, 'TX', 'RN-778120', { multistate: true, primaryState: 'TX' });
    const id = await check(held.id);
    expect((await told(id)).state).toBe('queued');
    expect((await credentialing.post(`/credentials/${held.id}/check`)).body.code).toBe('source_check_open');
    await ask();
    expect(await told(id)).toMatchObject({
      state: 'answered',
      outcome: 'confirmed',
      source: 'boards',
      sourceStatus: 'Active',
      sourceExpiresOn: '2027-06-30',
      differences: ['expiresOn'],
      attempts: 1,
      credential: { state: 'verified', expiresOn: '2027-06-30', proof: 'primary_source' },
    });
    const { body } = await credentialing.graphql(
      `query ($id: ID!) { credential(id: $id) { verifications(first: 1) { nodes { method outcome source } }
        sourceChecks(first: 5) { nodes { outcome kind } } } }`,
      { id: held.id },
    );
    expect(body.data.credential).toEqual({
      verifications: { nodes: [{ method: 'PRIMARY_SOURCE', outcome: 'CONFIRMED', source: 'boards' }] },
      sourceChecks: { nodes: [{ outcome: 'CONFIRMED', kind: 'LICENSE_BOARD' }] },
    });
  });

  test.each([
    ['one that has ended', 'Bea', 'Borg', '1988-02-29', 'CA', '95011223', 'rejected', 'Delinquent'],
    ['one that was suspended', 'Cy', 'Castle', '1979-09-09', 'OH', 'RN.400100', 'revoked', 'Suspended'],
  ])('%s does not count', async (_, first, last, birth, state, number, after, status) => {
    const held = await license(await person(first, last, birth, state), state, number);
    const id = await check(held.id);
    await ask();
    expect(await told(id)).toMatchObject({
      outcome: 'differs',
      sourceStatus: status,
      credential: { state: after },
    });
  });

  test('a number that is another person’s is left for a person, and nothing is taken over', async () => {
    const held = await license(await person('Dora', 'Dane', '1985-05-05', 'OH'), 'OH', 'RN.400200');
    const id = await check(held.id);
    await ask();
    expect(await told(id)).toMatchObject({
      outcome: 'differs',
      differences: expect.arrayContaining(['lastName']),
      credential: { state: 'submitted' },
    });
  });

  test('one that it does not know is not found', async () => {
    const held = await license(await person('Eve', 'East', '1985-05-06', 'OH'), 'OH', 'RN.999999');
    const id = await check(held.id);
    await ask();
    expect(await told(id)).toMatchObject({ outcome: 'not_found', credential: { state: 'rejected' } });
  });
});

describe('a live source', () => {
  const bls = async () => {
    asked = [];
    const number = `BLS-${(people += 1)}`;
    const worker = await person(`Fay${people}`, 'Farr', '1991-01-01');
    return { number, id: (await submit(worker, 'bls', { number, issuedOn: '2025-06-01' })).id };
  };
  const good = (number: string) => ({
    records: [{ number, status: 'valid', isInForce: true, expiresOn: '2027-05-31' }],
    reference: 'eCard 1',
  });
  /** Asks until it is over, once a round, each time as if the wait before the next try were over. */
  const untilAnswered = async (id: string) => {
    for (let round = 1; ; round += 1) {
      await ask();
      const shown = await told(id);
      expect(shown.attempts).toBe(round);
      if (shown.state !== 'queued') return shown;
      await service.as(systemActor(tenantId), (tx) =>
        tx.rows(
          sql`update source_checks set asks_again_at = clock_timestamp() - interval '1 second' where id = ${id}`,
        ),
      );
    }
  };

  test('is asked by the contract, with its token, and again after it failed and was too slow', async () => {
    const { id: credentialId, number } = await bls();
    mood = () =>
      asked.length === 1 ? { status: 503 } : asked.length === 2 ? { after: 1_000 } : { body: good(number) };
    const id = await check(credentialId);
    expect(await untilAnswered(id)).toMatchObject({
      outcome: 'confirmed',
      attempts: 3,
      reference: 'eCard 1',
      credential: { state: 'verified' },
    });
    expect(asked[0]).toEqual({
      authorization: 'Bearer canary-token',
      question: {
        kind: 'certification_issuer',
        firstName: expect.stringMatching(/^Fay/),
        lastName: 'Farr',
        birthDate: '1991-01-01',
        npi: null,
        profession: null,
        state: 'TX',
        certification: 'bls',
        number,
      },
    });
  });

  test.each([
    ['refuses', () => ({ status: 403 }), /heart: it answered 403/, 1],
    ['answers what is none of the contract’s', () => ({ body: { ok: true } }), /not the contract’s/, 1],
    ['never answers', () => ({ status: 500 }), /heart: it answered 500/, 3],
  ])('that %s is given up in the end, and a person may ask again', async (_, how, failure, attempts) => {
    const { id: credentialId } = await bls();
    mood = how;
    const id = await check(credentialId);
    expect(await untilAnswered(id)).toMatchObject({
      state: 'failed',
      attempts,
      failure: expect.stringMatching(failure),
      credential: { state: 'submitted' },
    });
    await check(credentialId);
    mood = () => ({ body: { records: [] } });
    await ask();
  });

  test('what it confirms of a credential that was rejected meanwhile is left for a person', async () => {
    const { id, number } = await bls();
    mood = () => ({ body: good(number) });
    const asks = await check(id);
    const rejected = await credentialing.post(`/credentials/${id}/reject`, { reason: 'Unreadable.' });
    expect(rejected.status, rejected.text).toBe(200);
    await ask();
    expect(await told(asks)).toMatchObject({
      state: 'answered',
      outcome: 'differs',
      differences: expect.arrayContaining(['state']),
      attempts: 1,
      credential: { state: 'rejected' },
    });
  });

  describe('an exclusion list', () => {
    const hard = { status: '1128a1', isInForce: true, lastName: 'HARD' };
    const checkExclusion = async (workerId: string, outcome: string) => {
      const { body } = await credentialing.post(`/workers/${workerId}/check-exclusion`);
      await ask();
      expect((await told(body.id)).outcome).toBe(outcome);
      await service.drain(tenantId);
    };
    const queue = async (workerId: string) => {
      const { body } = await credentialing.get(`/exclusion-matches?workerId=${workerId}&include=record`);
      return body.data as any[];
    };
    const decide = async (matchId: string, verb: 'confirm' | 'clear') => {
      const { status, text } = await credentialing.post(`/exclusion-matches/${matchId}/${verb}`, {
        reason: 'The board’s letter',
      });
      expect(status, text).toBe(200);
    };

    test('says whether it lists somebody; a hit waits for a person in the queue, who blocks by it', async () => {
      asked = [];
      const clear = await person('Gil', 'Gray', '1970-07-07');
      const listed = await person('Hal', 'Hard', '1970-08-08');
      mood = ({ lastName }) => ({ body: { records: lastName === 'Hard' ? [hard] : [] } });
      await checkExclusion(clear, 'clear');
      await checkExclusion(listed, 'listed');
      expect(await queue(clear)).toEqual([]);
      const [match, ...others] = await queue(listed);
      expect(others).toEqual([]);
      expect(match).toMatchObject({
        state: 'possible',
        signals: ['name', 'listed'],
        score: '0.900',
        record: { lastName: 'HARD', firstName: 'Hal', exclusionType: '1128a1', endedOn: null },
      });
      const { body: lists } = await manager.get('/exclusion-lists');
      expect(lists.data).toEqual([
        expect.objectContaining({
          source: 'other',
          name: 'oig_live (asked)',
          kind: 'supplement',
          state: 'published',
        }),
      ]);
      const isBlocked = async () => {
        const { body, text } = await credentialing.get(
          `/eligibility?workerId=${listed}&facilityId=${facilityId}&profession=rn`,
        );
        expect(body, text).toHaveProperty('items');
        return body.items.some(({ reason }: any) => reason === 'excluded');
      };
      expect(await isBlocked()).toBe(false);
      await decide(match.id, 'confirm');
      expect(await isBlocked()).toBe(true);
      // What it says again is the same exclusion; what it says no more has ended.
      await checkExclusion(listed, 'listed');
      expect(await queue(listed)).toMatchObject([{ id: match.id, state: 'confirmed' }]);
      mood = () => ({ body: { records: [] } });
      await checkExclusion(listed, 'clear');
      expect(await queue(listed)).toMatchObject([{ id: match.id, state: 'lifted' }]);
      expect(await isBlocked()).toBe(false);
    });

    test('that says again what a person cleared raises nothing; of two of one name each has its own', async () => {
      const [one, other] = [
        await person('Lu', 'Hard', '1970-08-08'),
        await person('Lu', 'Hard', '1980-09-09'),
      ];
      mood = () => ({ body: { records: [hard] } });
      await checkExclusion(one, 'listed');
      await checkExclusion(other, 'listed');
      const [[first], [second]] = [await queue(one), await queue(other)];
      expect(first.record.id).not.toBe(second.record.id);
      await decide(first.id, 'clear');
      await checkExclusion(one, 'listed');
      expect(await queue(one)).toMatchObject([{ id: first.id, state: 'cleared' }]);
      mood = () => ({ body: { records: [{ ...hard, isInForce: false }] } });
      await checkExclusion(one, 'clear');
      expect(await queue(other)).toMatchObject([{ id: second.id, state: 'possible' }]);
    });

    test('that gives an NPI or an end says who it is, and when it is over', async () => {
      const worker = await person('Mo', 'Marsh', '1970-08-08', 'TX', '1234567893');
      mood = () => ({
        body: {
          records: [
            {
              status: '1128b4',
              isInForce: true,
              lastName: 'MOORE',
              npi: '1234567893',
              expiresOn: '2026-01-09',
            },
          ],
        },
      });
      await checkExclusion(worker, 'listed');
      expect(await queue(worker)).toMatchObject([{ state: 'possible', signals: ['npi'], score: '1.000' }]);
      await service.moveClock(tenantId, '2026-01-09T23:00:00Z');
      expect(await queue(worker)).toMatchObject([{ state: 'possible' }]);
      await service.moveClock(tenantId, '2026-01-10T00:00:00Z');
      expect(await queue(worker)).toMatchObject([{ state: 'lifted', liftedAt: '2026-01-10T00:00:00Z' }]);
    });

    test('is not asked about a worker that another one stands for', async () => {
      const [kept, merged] = [
        await person('Nia', 'North', '1971-01-01'),
        await person('Nia', 'North-Ost', '1971-01-01'),
      ];
      const raised = await manager.post('/worker-matches', { workerId: kept, otherWorkerId: merged });
      await manager.post(`/worker-matches/${raised.body.id}/merge`, { survivorId: kept, reason: 'Married' });
      const { status, body } = await credentialing.post(`/workers/${merged}/check-exclusion`);
      expect([status, body.code, body.mergedIntoId]).toEqual([409, 'worker_merged', kept]);
    });
  });
});

test('who may ask and who may see: the operator’s credentialing and program managers, nobody else', async () => {
  const held = await license(await person('Ida', 'Ives', '1985-05-06', 'OH'), 'OH', 'RN.999998');
  const id = await check(held.id);
  for (const role of ['requester', 'tenant_admin', 'analyst'] as const) {
    const other = await service.member(tenantId, { role });
    expect((await other.get(`/source-checks/${id}`)).status, role).toBe(403);
    expect((await other.post(`/credentials/${held.id}/check`)).status, role).toBe(403);
  }
  const elsewhere = await service.tenant('Elsewhere');
  const stranger = await service.member(elsewhere.tenantId, { role: 'credentialing' });
  expect((await stranger.get(`/source-checks/${id}`)).status).toBe(404);
  expect((await stranger.post(`/credentials/${held.id}/check`)).status).toBe(404);
});

test('what has no source that answers for it is refused', async () => {
  const worker = await person('Jo', 'Jay', '1985-05-06');
  const held = await submit(worker, 'tb_screening', { issuedOn: '2026-01-01' });
  expect((await credentialing.post(`/credentials/${held.id}/check`)).body.code).toBe('no_primary_source');
});

test('whatever waits is found by the worker by itself', async () => {
  const { checker } = service.app.worker.hands;
  const worker = await person('Kit', 'Kane', '1985-05-06', 'TX');
  const id = await check((await license(worker, 'TX', 'RN-000001')).id);
  checker.start();
  await expect.poll(async () => (await told(id)).outcome, { timeout: 10_000 }).toBe('not_found');
  await checker.stop();
});
