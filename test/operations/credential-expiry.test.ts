import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { verifyFromSource, type SourceAnswer } from '../../src/domain/credentials/index.ts';
import { Problem } from '../../src/kernel/errors.ts';
import { systemActor } from '../../src/kernel/actor.ts';
import { bodyOf, openCredentialMarket, type CredentialMarket } from '../support/credentials.ts';
import { startService, type Service } from '../support/service.ts';

let service: Service;
let held: CredentialMarket;

beforeAll(async () => {
  service = await startService();
});
beforeEach(async () => {
  held = await openCredentialMarket(service);
});

interface Told {
  type: string;
  at: string;
  daysLeft: number | null;
}

/** What happened to the credential by itself, in order. */
const told = (id: string): Promise<Told[]> =>
  service.as(systemActor(held.market.tenantId), (tx) =>
    tx.rows<Told>(sql`select type, app.instant(at) as at, (data ->> 'daysLeft')::int as "daysLeft" from events
      where subject_id = ${id} and actor_kind = 'system' order by transaction_id, position`),
  );

const stateOf = async (id: string) => (await held.credentialing.get(`/credentials/${id}`)).body.state;

describe('the watch over an end', () => {
  test('warns at 90, 60, 30, 14, 7 and 1 days, at midnight of the home state, and then lets it end', async () => {
    const { market, submit, prove } = held;
    const { id } = await submit('bls', { number: 'B', expiresOn: '2026-06-30' });
    await prove(id);
    await service.moveClock(market.tenantId, '2026-07-02T00:00:00Z');
    const warned = (at: string, daysLeft: number) => ({ type: 'credential.expiry_warned', at, daysLeft });
    // Texas keeps Central Time: UTC−5 in summer.
    expect(await told(id)).toEqual([
      warned('2026-04-01T05:00:00Z', 90),
      warned('2026-05-01T05:00:00Z', 60),
      { type: 'credential.expiry_neared', at: '2026-05-31T05:00:00Z', daysLeft: null },
      warned('2026-05-31T05:00:00Z', 30),
      warned('2026-06-16T05:00:00Z', 14),
      warned('2026-06-23T05:00:00Z', 7),
      warned('2026-06-29T05:00:00Z', 1),
      { type: 'credential.expired', at: '2026-07-01T05:00:00Z', daysLeft: null },
    ]);
    expect(await stateOf(id)).toBe('expired');
  });

  test('tells the vendor whose it is and the worker, and no rival or client', async () => {
    const { market, vendor, rival, nurse, submit, prove } = held;
    const { id } = await submit('bls', { number: 'B', expiresOn: '2026-01-20' });
    expect((await prove(id)).state).toBe('expiring');
    await service.moveClock(market.tenantId, '2026-01-22T00:00:00Z');
    // The feed waits for every transaction of the server, and tests share one.
    const read = async (by: typeof nurse, isWhole: (types: string[]) => boolean) => {
      for (let looks = 0; looks < 200; looks += 1) {
        const { events } = bodyOf(await by.get('/events?limit=200'));
        const types: string[] = events.flatMap(({ type, subject }: any) => (subject.id === id ? [type] : []));
        if (isWhole(types)) return types;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error('the feed stays behind');
    };
    const toTheEnd = (types: string[]) => types.at(-1) === 'credential.expired';
    const all = ['credential.expiry_warned', 'credential.expiry_warned', 'credential.expiry_warned'];
    for (const by of [vendor.recruiter, nurse, market.manager])
      expect((await read(by, toTheEnd)).slice(-4)).toEqual([...all, 'credential.expired']);
    for (const by of [rival.recruiter, market.requester]) expect(await read(by, () => true)).toEqual([]);
  });

  test('follows a corrected end, once', async () => {
    const { market, credentialing, submit, prove } = held;
    const { id } = await submit('bls', { number: 'B', expiresOn: '2026-01-31' });
    await prove(id);
    const again = (expiresOn: string) =>
      credentialing.post(`/credentials/${id}/verify`, { method: 'document', source: 'The card', expiresOn });
    expect((await again('2026-08-10')).body.state).toBe('verified');
    expect((await again('2026-01-31')).body.state).toBe('expiring');
    expect((await again('2026-08-10')).body.state).toBe('verified');
    await service.moveClock(market.tenantId, '2026-05-14T00:00:00Z');
    const days = (await told(id)).map(({ daysLeft }) => daysLeft);
    expect(days).toEqual([90]);
  });

  test('stops at a revocation', async () => {
    const { market, credentialing, submit, prove } = held;
    const { id } = await submit('bls', { number: 'B', expiresOn: '2026-02-10' });
    await prove(id);
    bodyOf(await credentialing.post(`/credentials/${id}/revoke`, { reason: 'Forged' }));
    await service.moveClock(market.tenantId, '2026-03-01T00:00:00Z');
    expect(await told(id)).toEqual([]);
  });

  test('does not warn where a proven renewal stands ready', async () => {
    const { market, vendor, submit, prove } = held;
    const { id } = await submit('bls', { number: 'B', expiresOn: '2026-02-10' });
    await prove(id);
    const next = { issuedOn: '2026-01-02', expiresOn: '2028-01-31' };
    const renewal = bodyOf(await vendor.recruiter.post(`/credentials/${id}/renew`, next));
    await prove(renewal.id);
    await service.moveClock(market.tenantId, '2026-03-01T00:00:00Z');
    expect((await told(id)).map(({ type }) => type)).toEqual([
      'credential.expiry_neared',
      'credential.expired',
    ]);
    expect([await stateOf(id), await stateOf(renewal.id)]).toEqual(['expired', 'verified']);
  });

  test('an expired one counts again once it is found to last', async () => {
    const { market, credentialing, submit, prove } = held;
    const { id } = await submit('bls', { number: 'B', expiresOn: '2026-01-10' });
    await prove(id);
    await service.moveClock(market.tenantId, '2026-01-12T00:00:00Z');
    expect(await stateOf(id)).toBe('expired');
    const found = { method: 'primary_source', source: 'Registry', expiresOn: '2026-01-31' };
    const again = await credentialing.post(`/credentials/${id}/verify`, found);
    expect(again.body).toMatchObject({ state: 'expiring', proof: 'primary_source' });
    await service.moveClock(market.tenantId, '2026-02-02T00:00:00Z');
    expect(await stateOf(id)).toBe('expired');
  });
});

describe('a primary source', () => {
  const license = { profession: 'rn', number: 'RN-1', issuingState: 'TX', expiresOn: '2026-12-31' };
  const answer = (id: string, given: Partial<SourceAnswer>) =>
    service.as(systemActor(held.market.tenantId), async (tx) => {
      const actor = systemActor(held.market.tenantId);
      const context = {
        tx,
        actor,
        now: '2026-01-05T12:00:00Z',
        expectVersion: () => undefined,
        take: async (table: never, key: string) => (await tx.find(table, key, { lock: true }))!,
        // A refused part undoes everything here; that is all these answers need.
        attempt: async <T>(run: () => Promise<T>) => {
          try {
            return await run();
          } catch (error) {
            if (error instanceof Problem) return error;
            throw error;
          }
        },
      };
      const said = { source: 'Nursys', checkedAt: '2026-01-05T11:00:00Z', status: 'active' as const };
      const { row, events } = await verifyFromSource(id, { ...said, ...given }, context as never);
      return [row.state, ...events.map(({ event }) => event.type.replace('credential.', ''))];
    });
  const verifications = async (id: string) => {
    const { data } = bodyOf(
      await held.credentialing.get(`/credential-verifications?credentialId=${id}&sort=createdAt`),
    );
    return data.map(({ outcome, method, verifiedBy }: any) => [outcome, method, verifiedBy]);
  };

  test('proves what was handed in, as it found it', async () => {
    const { id } = await held.submit('license', license);
    expect(await answer(id, { multistate: true, expiresOn: '2027-12-31', disciplined: true })).toEqual([
      'verified',
      'verification_started',
      'verified',
    ]);
    expect((await held.credentialing.get(`/credentials/${id}`)).body).toMatchObject({
      proof: 'primary_source',
      expiresOn: '2027-12-31',
      multistate: true,
      primaryState: 'TX',
      disciplined: true,
    });
    expect(await verifications(id)).toEqual([['confirmed', 'primary_source', null]]);
  });

  test('rejects what it does not know, and leaves to a person what was proven before', async () => {
    const { id } = await held.submit('license', license);
    expect(await answer(id, { status: 'not_found' })).toEqual(['rejected', 'rejected']);
    const { id: known } = await held.submit('license', { ...license, number: 'RN-2' });
    await held.prove(known);
    expect(await answer(known, { status: 'not_found' })).toEqual(['verified']);
    expect(await verifications(known)).toEqual([
      ['confirmed', 'document', held.credentialing.actor.membershipId],
      ['refuted', 'primary_source', null],
    ]);
  });

  test('ends what it says is over, and revokes what was taken back', async () => {
    const { id } = await held.submit('license', license);
    await held.prove(id);
    expect(await answer(id, { status: 'expired', expiresOn: '2025-12-31' })).toEqual(['expired', 'expired']);
    expect(await answer(id, { status: 'revoked' })).toEqual(['revoked', 'revoked']);
    const renewed = answer(id, { status: 'active', expiresOn: '2027-12-31' });
    await expect(renewed).rejects.toThrow('credential is revoked');
    const { id: stale } = await held.submit('license', { ...license, number: 'RN-2' });
    await held.prove(stale);
    expect(await answer(stale, { status: 'active', expiresOn: '2025-12-31' })).toEqual([
      'expired',
      'expired',
    ]);
    // It says no day: what is known here is over, and a person looks at it.
    expect(await answer(stale, { status: 'active' })).toEqual(['expired']);
    expect((await verifications(stale)).map(([outcome]: string[]) => outcome)).toEqual([
      'confirmed',
      'refuted',
      'confirmed',
    ]);
  });
});
