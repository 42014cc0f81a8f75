import { beforeAll, describe, expect, test } from 'vitest';
import type { Noun } from '../../src/kernel/noun.ts';
import { collectionOf } from '../../src/server/registry.ts';
import { cleanFile, pdf } from '../support/files.ts';
import { fieldsOf } from '../support/sample.ts';
import type { Answer, Client } from '../support/service.ts';
import { openTheater, registry, type Player, type Stage, type Theater } from '../support/stage.ts';

// What is stated of a worker's health and background, each word once: nobody but the operator's credentialing meets it.
const canaries = {
  number: 'CANA-NUMBER-7Q',
  'corrected number': 'CANA-NUMBER-8Q',
  issuer: 'Canaissuerxq',
  'issued on': '1987-06-05',
  note: 'Cananotexq',
  source: 'Canasourcexq',
  'verified at': '2026-01-19T03:04:05Z',
  evidence: 'Canaevidencexq',
  'verification note': 'Canaprovenxq',
  'reason to reject': 'Canarejectxq',
  'reason to revoke': 'Canarevokexq',
  'reason to waive': 'Canawaivexq',
  'file name': 'Canafilexq.pdf',
} as const;

const healthKinds = ['immunization', 'tuberculosis', 'fit_test', 'drug_screen', 'background_check'];
/** Of a row of these kinds no more than its status, type and days may be told. */
const hiddenFields = [
  'number',
  'issuer',
  'issuedOn',
  'issuingState',
  'primaryState',
  'profession',
  'disciplined',
  'proof',
  'note',
  'reason',
];

let theater: Theater;
let stage: Stage;
let players: Player[];
const credentialIds: string[] = [];
/** What whoever did something was answered. */
const answers: [string, string][] = [];

const done = (by: string, answer: Answer, status = 200): any => {
  expect(answer.status, answer.text).toBe(status);
  answers.push([by, answer.text]);
  return answer.body;
};
const id = (table: string) => String(stage.world.rows[table]!['id']);

async function verify(credentialId: string) {
  const { credentialing } = stage.members;
  await credentialing.post(`/credentials/${credentialId}/start-verification`);
  const fileIds = [await cleanFile(theater.service, credentialing, pdf(), { name: canaries['file name'] })];
  const proven = await credentialing.post(`/credentials/${credentialId}/verify`, {
    method: 'document',
    source: canaries.source,
    verifiedAt: canaries['verified at'],
    evidence: canaries.evidence,
    note: canaries['verification note'],
    fileIds,
  });
  expect(proven.status, proven.text).toBe(200);
}

beforeAll(async () => {
  theater = await openTheater();
  stage = await theater.stage();
  const { vendor_recruiter: recruiter, worker, program_manager: manager, credentialing } = stage.members;
  players = stage.everyone.filter(({ name }) => name !== 'credentialing');
  for (const [place, kind] of healthKinds.entries()) {
    const type = { code: `health_${place}`, name: 'Guarded', kind, is_waivable: true };
    await theater.add(stage, 'credential_types', type);
    const typeId = id('credential_types');
    const stated = {
      typeId,
      number: canaries.number,
      issuer: canaries.issuer,
      issuedOn: canaries['issued on'],
      expiresOn: '2026-03-01',
      issuingState: 'GU',
      profession: 'np',
      note: canaries.note,
    };
    const submit = async (name: string, by: Client, whose: object) => {
      const fileIds = [await cleanFile(theater.service, by, pdf(), { name: canaries['file name'] })];
      const made = done(name, await by.post('/credentials', { ...stated, ...whose, fileIds }), 201);
      const path = `/credentials/${made.id}`;
      const seen = { 'if-match': `"${made.version}"` };
      done(name, await by.patch(path, { number: canaries['corrected number'] }, seen));
      credentialIds.push(made.id);
      return made.id as string;
    };
    const ofVendor = await submit('vendor_recruiter', recruiter, { representationId: id('representations') });
    await verify(ofVendor);
    done('vendor_recruiter', await recruiter.post(`/credentials/${ofVendor}/renew`, { note: canaries.note }));
    if (place > 1) continue;
    const own = await submit('worker', worker, {});
    const reject = { reason: canaries['reason to reject'] };
    expect((await credentialing.post(`/credentials/${own}/reject`, reject)).status).toBe(200);
    const ofOperator = await submit('program_manager', manager, {
      workerId: id('workers'),
      issuedOn: undefined,
    });
    await verify(ofOperator);
    if (place === 0) {
      const revoke = { reason: canaries['reason to revoke'] };
      expect((await credentialing.post(`/credentials/${ofOperator}/revoke`, revoke)).status).toBe(200);
    } else {
      const waive = { reason: canaries['reason to waive'], waivedUntil: '2026-12-31' };
      const waived = await credentialing.post(`/credentials/${ofOperator}/waive`, waive);
      expect(waived.status, waived.text).toBe(200);
    }
  }
  // The warnings, and an end, with what they tell.
  await theater.service.moveClock(stage.world.tenantId, '2026-03-05T12:00:00Z');
}, 60_000);

const met = (text: string): string[] =>
  Object.entries(canaries)
    .filter(([, value]) => text.includes(value))
    .map(([name]) => name);

const nouns = [...registry.nouns.values()].filter(({ shared }) => !shared);
const named = (name: string) => registry.nouns.get(name)!;
const family = ['credential', 'credentialVerification', 'credentialType', 'file', 'worker', 'representation'];

/** Every path that may tell of a credential, but for the words of filters. */
function pathsOf(): string[] {
  const leadsHere = ({ links }: Noun) =>
    [...links.values()].filter(({ target }) =>
      ['credential', 'credentialVerification', 'file'].includes(target.name),
    );
  const asOf = 'asOf=2026-02-10T12:00:00Z';
  return [
    ...nouns.map((noun) => `${collectionOf(noun)}?limit=100`),
    ...nouns.flatMap((noun) =>
      leadsHere(noun).flatMap(({ name }) => [
        `${collectionOf(noun)}?include=${name}&limit=100`,
        `${collectionOf(noun)}?include=${name}&limit=100&${asOf}`,
      ]),
    ),
    '/credentials?include=verifications,files,type,renewals',
    '/workers?include=credentials.verifications,credentials.files',
    ...family.map((name) => `${collectionOf(named(name))}?limit=100&${asOf}`),
    ...credentialIds.flatMap((one) => [
      `/credentials/${one}`,
      `/credentials/${one}?include=verifications,files,renewals,renews&${asOf}`,
      `/credentials/${one}/history?limit=100`,
      `/audit?subjectId=${one}`,
    ]),
    `/workers/${id('workers')}/history`,
    `/workers/${id('workers')}/fhir`,
    '/audit?limit=200',
    '/audit-log?limit=5000',
    '/events?limit=500',
    '/access-log?limit=200',
  ];
}

const documents = () => {
  const inner = (name: string) => fieldsOf(named(name));
  const whole = `${inner('credential')} verifications { nodes { ${inner('credentialVerification')} } }
    files { nodes { ${inner('file')} } } renewals { nodes { ${inner('credential')} } }`;
  return [
    `{ credentials(first: 100) { nodes { ${whole} } } }`,
    `{ workers(first: 9) { nodes { id credentials { nodes { ${whole} } } } } }`,
    `{ representations(first: 9) { nodes { id credentials { nodes { ${whole} } } } } }`,
    `{ credentialVerifications(first: 100) { nodes { ${inner('credentialVerification')} } } }`,
    `{ files(first: 100) { nodes { ${inner('file')} } } }`,
    `{ ${credentialIds.map((one, n) => `c${n}: credential(id: "${one}") { ${whole} }`).join(' ')} }`,
  ];
};

const formats = ['text/csv', 'application/x-ndjson'];

/** Every answer that the player gets to any of it, each by where it was asked. */
async function readAll({ client }: Player): Promise<[string, string][]> {
  const read: [string, string][] = [];
  for (const path of pathsOf()) {
    const answer = await client.get(path);
    expect(answer.status, `${path} ${answer.text}`).toBeLessThan(500);
    read.push([path, answer.text]);
  }
  for (const name of family)
    for (const accept of formats)
      read.push([`${name} ${accept}`, (await client.get(collectionOf(named(name)), { accept })).text]);
  for (const document of documents()) read.push([document, (await client.graphql(document)).text]);
  return read;
}

describe('health and background', () => {
  test('are told in full to credentialing, which shows that they are to be found', async () => {
    const credentialing = stage.everyone.find(({ name }) => name === 'credentialing')!;
    const text = (await readAll(credentialing)).map(([, answer]) => answer).join('\n');
    // What a number was before it was corrected, history keeps as a digest alone.
    const kept = Object.keys(canaries).filter((name) => name !== 'number');
    expect(met(text).toSorted()).toEqual(kept.toSorted());
  });

  test('are told to nobody else by any read, nor by the answer to a command', async () => {
    const leaks: string[] = [];
    let seen = 0;
    for (const player of players) {
      for (const [where, text] of await readAll(player)) {
        leaks.push(...met(text).map((name) => `${name} to ${player.name} by ${where}`));
        seen += text.includes(credentialIds[0]!) ? 1 : 0;
      }
    }
    for (const [by, text] of answers) leaks.push(...met(text).map((name) => `${name} to ${by} who did it`));
    expect(leaks).toEqual([]);
    expect(seen).toBeGreaterThan(50);
  }, 120_000);

  test('show as a status: the fields beside it are absent, or null in GraphQL', async () => {
    const shown: string[] = [];
    let rows = 0;
    for (const { name, client } of players) {
      const { status, body } = await client.get('/credentials?dataClass=health&limit=100');
      if (status !== 200) continue;
      for (const row of body.data) {
        rows += 1;
        expect(row).toMatchObject({ state: expect.any(String), typeId: expect.any(String) });
        shown.push(...hiddenFields.filter((field) => field in row).map((field) => `${field} to ${name}`));
      }
      const document = `{ credentials(first: 100) { nodes { dataClass ${hiddenFields.join(' ')} } } }`;
      const { nodes } = (await client.graphql(document)).body.data.credentials;
      for (const row of nodes.filter(({ dataClass }: any) => dataClass === 'HEALTH'))
        shown.push(
          ...hiddenFields.filter((field) => row[field] !== null).map((field) => `${field} to ${name}`),
        );
      const verifications = await client.get('/credential-verifications?dataClass=health');
      expect(verifications.body.data ?? [], name).toEqual([]);
    }
    expect(shown).toEqual([]);
    expect(rows).toBeGreaterThan(30);
  });

  test('are neither found by a filter nor told by an order or a search', async () => {
    const filters = [
      `number=${canaries.number}`,
      `number=${canaries['corrected number']}`,
      'number[startsWith]=CANA',
      `issuedOn=${canaries['issued on']}`,
      'issuingState=GU',
      'profession=np',
      'proof=document&dataClass=health',
      'disciplined=false&dataClass=health',
      'number[isNull]=false&dataClass=health',
    ];
    const refused = [
      'issuer=Canaissuerxq',
      'note=Cananotexq',
      'q=Cana',
      ...hiddenFields.map((field) => `sort=${field}`),
    ];
    for (const { name, client } of players) {
      for (const filter of filters) {
        const { status, body } = await client.get(`/credentials?${filter}&count=true`);
        if (status === 200) expect([name, filter, body.data, body.page.total]).toEqual([name, filter, [], 0]);
        else expect([403, 422], `${name} ${filter}`).toContain(status);
      }
      for (const question of refused)
        expect([403, 422], `${name} ${question}`).toContain(
          (await client.get(`/credentials?${question}`)).status,
        );
    }
    const all = await stage.members.credentialing.get(
      `/credentials?number=${canaries['corrected number']}&count=true`,
    );
    expect(all.body.page.total).toBeGreaterThan(8);
  });
});

describe('what is no health', () => {
  test('is a client’s qualification, its number once the worker is placed', async () => {
    const { requester } = stage.members;
    const seen = async () => {
      const { body } = await requester.get('/credentials?kind=certification');
      return body.data as Record<string, unknown>[];
    };
    const [placed] = await seen();
    expect(placed).toMatchObject({ state: 'verified', number: 'BLS-1', expiresOn: '2027-12-31' });
    for (const field of ['issuer', 'note', 'proof', 'vendorId', 'representationId', 'submittedBy', 'reason'])
      expect(placed).not.toHaveProperty(field);
    await theater.set(stage, 'assignments', { state: 'canceled' });
    const [presented] = await seen();
    expect(presented).toMatchObject({ state: 'verified', expiresOn: '2027-12-31' });
    expect(presented).not.toHaveProperty('number');
    expect((await requester.get('/credentials?number=BLS-1')).body.data).toEqual([]);
    await theater.set(stage, 'submissions', { presented_at: null });
    expect(await seen()).toEqual([]);
  });
});
