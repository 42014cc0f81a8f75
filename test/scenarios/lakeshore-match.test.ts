import { expect, test } from 'vitest';
import type { Client } from '../../src/bin/sandbox/client.ts';
import { qualify } from '../../src/bin/sandbox/credentials.ts';
import { realHospitals } from '../../src/bin/sandbox/hospitals.ts';
import { setStage } from '../../src/bin/sandbox/lakeshore.ts';
import { refusal } from '../../src/bin/sandbox/play.ts';
import { orderStep, releaseStep, submitStep } from '../../src/bin/sandbox/story.ts';
import { sweep } from '../support/invariants.ts';
import { openKeystone } from '../support/keystone.ts';

test('Lakeshore step 3: four vendors, one person twice; and a person who is two until somebody looks', async () => {
  const { address, databaseUrl, provision } = await openKeystone();
  const stage = await setStage(address, provision, { name: 'OhioHealth', hospitals: realHospitals() });
  const { manager, recruiters, credentialing } = stage.cast;
  const said: string[] = [];
  const say = (line: string) => void said.push(line);
  const orderId = await orderStep(stage, say);
  await releaseStep(stage, orderId, say);
  const { a, d, e } = await submitStep(stage, orderId, say);
  expect(said.at(-1)).toContain('already represented');
  const own = async (recruiter: Client) => (await recruiter.get('/submissions'))['data'] as any[];
  for (const [place, { id }] of [a, d, e].entries()) {
    const [mine, ...others] = await own(recruiters[place]!);
    expect([mine.id, others]).toEqual([id, []]);
    expect(mine).not.toHaveProperty('overMax');
    expect(mine.aboveRange).toBe(place > 0);
  }
  expect((await manager.get(`/submissions/${e['id']}`))['overMax']).toBe(true);
  expect(await own(recruiters[3]!)).toEqual([]);

  // V5 states Dina with other last four digits than V2 did: nobody knows, until a person looks.
  const dina = {
    firstName: 'Dina',
    lastName: 'Doyle',
    birthDate: '1990-09-01',
    homeState: 'OH',
    profession: 'rn',
    specialties: ['icu'],
    rightToRepresentUntil: '2026-06-30T00:00:00Z',
  };
  const [, second, , , fifth, sixth] = recruiters as Client[];
  const patched = await manager.put('/workers/ext:hris:D-1', { ...person(dina), lastFour: '1111' });
  expect(patched['id']).toBe(d['workerId']);
  const theirs = await fifth!.post('/representations', { ...dina, lastFour: '2222' });
  expect(theirs).not.toHaveProperty('workerId');
  const proposal = {
    orderId,
    representationId: theirs['id'],
    billRate: '99.0000',
    availableOn: '2026-02-01',
  };
  await qualify(fifth!, credentialing, stage.credentialTypes, theirs['id'], {
    state: 'OH',
    multistate: false,
  });
  const again = await fifth!.post('/submissions', proposal);
  expect(again['state']).toBe('submitted');
  const { data: pairs } = await credentialing.get('/worker-matches?state=open');
  expect(pairs).toMatchObject([
    { agreeing: ['name', 'birth_date'], differing: ['last_four'], allowedActions: ['dismiss', 'merge'] },
  ]);
  const merge = () =>
    manager.mutate(
      'mergeWorkers',
      { workerMatchId: pairs[0].id, survivorId: d['workerId'], reason: 'One license, a mistyped number' },
      'workerMatch { state survivorId }',
    );
  // Both are proposed to one order: which of the two stays is the MSP's to say first.
  expect(await refusal(merge())).toBe('workers_collide');
  await manager.post(`/submissions/${again['id']}/mark-duplicate`, { reason: 'Proposed by V2 before' });
  expect((await merge()).workerMatch).toEqual({ state: 'MERGED', survivorId: d['workerId'] });
  expect((await manager.get(`/representations/${theirs['id']}`))['workerId']).toBe(d['workerId']);
  const [kept] = await own(second!);
  expect(kept).toMatchObject({ id: d['id'], version: kept.version });
  expect(await refusal(fifth!.post('/submissions', proposal))).toBe('already_represented');
  const known = await sixth!.post('/representations', { ...dina, lastFour: '2222' });
  expect((await manager.get(`/representations/${known['id']}`))['workerId']).toBe(d['workerId']);
  expect((await manager.get('/worker-matches?state=open'))['data']).toEqual([]);
  expect(await sweep(databaseUrl)).toEqual([]);
}, 120_000);

const person = ({ rightToRepresentUntil: _, ...rest }: Record<string, unknown>) => rest;
