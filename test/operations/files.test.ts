import { createHash, createHmac, randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { linkText, type FileLink } from '../../src/kernel/file-link.ts';
import { systemActor, type Role } from '../../src/kernel/actor.ts';
import { actorOf, announce, attach, cleanFile, pdf, sendTo } from '../support/files.ts';
import { createPlacementMarket, type Agency, type PlacementMarket } from '../support/placements.ts';
import { startService, type Client, type Service } from '../support/service.ts';

let service: Service;
let market: PlacementMarket;
let agency: Agency;
let rival: Agency;
let recruiter: Client;

beforeAll(async () => {
  service = await startService({ FILE_BYTES: '200000' });
  market = await createPlacementMarket(service);
  agency = await market.agency();
  rival = await market.agency();
  recruiter = agency.recruiter;
});

const fetchBy = async (url: string, headers: Record<string, string> = {}) =>
  service.app.http.inject({ method: 'GET', url, headers });
const linkOf = async (client: Client, id: string) => client.get(`/files/${id}/link`);
const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex');
const rows = <R extends object>(text: string) =>
  service.as(systemActor(market.tenantId), (tx) => tx.rows<R>(sql.raw(text)));

describe('a file', () => {
  test('is announced, sent to its link by whoever holds it, scanned, and fetched from a link', async () => {
    const content = pdf('Jané Núñez');
    const { id, uploadUrl, uploadExpiresAt } = await announce(recruiter, content, { name: 'Núñez "RN".pdf' });
    expect(Date.parse(uploadExpiresAt) - Date.now()).toBeGreaterThan(14 * 60_000);
    expect((await recruiter.get(`/files/${id}`)).body).toMatchObject({
      state: 'awaiting_content',
      sha256: null,
    });
    const sent = await sendTo(service, uploadUrl, content);
    expect(sent.status, sent.text).toBe(200);
    expect(sent.body).toMatchObject({
      state: 'clean',
      sizeBytes: content.length,
      sha256: sha256(content),
      uploadedAt: '2026-01-10T12:00:00Z',
      retainedUntil: '2033-01-08T12:00:00Z',
    });
    const link = await linkOf(recruiter, id);
    expect(link.status, link.text).toBe(200);
    const got = await fetchBy(link.body.url);
    expect(got.rawPayload).toEqual(content);
    expect(got.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(content.length),
      'content-disposition': `attachment; filename="N__ez _RN_.pdf"; filename*=UTF-8''N%C3%BA%C3%B1ez%20%22RN%22.pdf`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    const bearer = await recruiter.send({ method: 'GET', url: `/v1/files/${id}/content` });
    expect(bearer.status).toBe(200);
    const { data } = (
      await recruiter.graphql(`{ file(id: "${id}") { state name } linkFile(fileId: "${id}") { url } }`)
    ).body;
    expect(data.file).toEqual({ state: 'CLEAN', name: 'Núñez "RN".pdf' });
    expect((await fetchBy(data.linkFile.url)).statusCode).toBe(200);
  });

  test('is announced over GraphQL and sent with a bearer token too', async () => {
    const made = await recruiter.graphql(
      `mutation ($input: CreateFileInput!) { createFile(input: $input) { result { id uploadUrl } } }`,
      { input: { name: 'a.txt', mediaType: 'text/plain', sizeBytes: 5, purpose: 'OTHER' } },
    );
    expect(made.body.errors).toBeUndefined();
    const { id } = made.body.data.createFile.result;
    const sent = await recruiter.send({ method: 'PUT', url: `/v1/files/${id}/content`, payload: 'Guten' });
    expect(sent.body, sent.text).toMatchObject({ state: 'clean' });
    const other = await announce(recruiter, pdf());
    const theirs = await rival.recruiter.send({
      method: 'PUT',
      url: `/v1/files/${other.id}/content`,
      payload: pdf(),
    });
    const none = await rival.recruiter.send({
      method: 'PUT',
      url: `/v1/files/${randomUUID()}/content`,
      payload: pdf(),
    });
    expect([theirs.status, none.status]).toEqual([404, 404]);
    expect({ ...theirs.body, requestId: 0 }).toEqual({ ...none.body, requestId: 0 });
  });

  test('of another type, too large or misnamed is not announced', async () => {
    const input = { name: 'a.pdf', mediaType: 'application/pdf', sizeBytes: 10, purpose: 'other' };
    const refusals = [
      [{ mediaType: 'application/x-msdownload' }, 415, 'file_type_not_taken'],
      [{ mediaType: 'Application/PDF' }, 422, 'invalid_input'],
      [{ sizeBytes: 200_001 }, 413, 'too_large'],
      [{ sizeBytes: 0 }, 422, 'invalid_input'],
      [{ name: '../a.pdf' }, 422, 'invalid_input'],
      [{ sha256: 'AB' }, 422, 'invalid_input'],
      [{ purpose: 'fun' }, 422, 'invalid_input'],
    ] as const;
    for (const [differences, status, code] of refusals) {
      const answer = await recruiter.post('/files', { ...input, ...differences });
      expect([answer.status, answer.body.code], JSON.stringify(differences)).toEqual([status, code]);
    }
    const analyst = await market.member('analyst');
    expect((await analyst.post('/files', input)).status).toBe(403);
    expect((await analyst.get('/files')).status).toBe(403);
  });
});

describe('content', () => {
  test('of another length, digest or type is refused, and the file waits on', async () => {
    const content = pdf();
    const png = Buffer.concat([
      Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
      Buffer.alloc(content.length - 16),
    ]);
    const { id, uploadUrl } = await announce(recruiter, content, { sha256: sha256(content) });
    const more = await sendTo(service, uploadUrl, Buffer.concat([content, Buffer.from('!')]));
    expect([more.status, more.body.code]).toEqual([413, 'too_large']);
    const less = await sendTo(service, uploadUrl, content.subarray(1));
    expect([less.status, less.body.code]).toEqual([400, 'malformed']);
    const other = await sendTo(service, uploadUrl, pdf('Certificatf'));
    expect([other.status, other.body.errors?.[0].code]).toEqual([422, 'sha256_differs']);
    const untyped = await announce(recruiter, content);
    for (const wrong of [png, Buffer.alloc(content.length, 'a'), Buffer.alloc(content.length)]) {
      const refused = await sendTo(service, untyped.uploadUrl, wrong);
      expect([refused.status, refused.body.code]).toEqual([415, 'media_type_not_supported']);
    }
    const text = await announce(recruiter, content, { mediaType: 'text/plain', name: 'a.txt' });
    expect((await sendTo(service, text.uploadUrl, Buffer.alloc(content.length, 0xff))).status).toBe(415);
    expect((await sendTo(service, text.uploadUrl, content)).status).toBe(415);
    expect((await recruiter.get(`/files/${id}`)).body.state).toBe('awaiting_content');
    expect(
      await rows(`select from file_contents where file_id in ('${id}', '${untyped.id}', '${text.id}')`),
    ).toEqual([]);
    expect((await sendTo(service, uploadUrl, content)).body.state).toBe('clean');
  });

  test('that is harmful condemns the file and is deleted', async () => {
    const eicar = 'X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR' + '-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*';
    const script = pdf('x) /OpenAction << /S /J#61vaScript /JS (app.alert)');
    const cases = [
      [Buffer.from(eicar), { mediaType: 'text/plain', name: 'a.txt' }, 'EICAR test signature'],
      [script, {}, 'Active content: JavaScript'],
    ] as const;
    for (const [content, input, finding] of cases) {
      const { id, uploadUrl } = await announce(recruiter, content, input);
      expect((await sendTo(service, uploadUrl, content)).body).toMatchObject({ state: 'infected', finding });
      expect(await rows(`select from file_contents where file_id = '${id}'`)).toEqual([]);
      expect((await linkOf(recruiter, id)).body.code).toBe('file_not_ready');
      const fetched = await recruiter.send({ method: 'GET', url: `/v1/files/${id}/content` });
      expect([fetched.status, fetched.body.code]).toEqual([409, 'step_not_allowed']);
      const events = await rows<{ type: string }>(
        `select type from events where subject_id = '${id}' order by position`,
      );
      expect(events.map(({ type }) => type)).toEqual(['file.created', 'file.received', 'file.infected']);
      const actor = actorOf(market.tenantId, recruiter, { vendorId: agency.id });
      await expect(
        attach(service, actor, [id], { noun: 'agreement', id: randomUUID(), dataClass: 'general' }),
      ).rejects.toThrow('Only a clean file of your own');
    }
  });

  test('comes once: a link that has served is refused, and of two at once one wins', async () => {
    const content = pdf();
    const { id, uploadUrl } = await announce(recruiter, content);
    const both = await Promise.all([
      sendTo(service, uploadUrl, content),
      sendTo(service, uploadUrl, content),
    ]);
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    const replayed = await sendTo(service, uploadUrl, content);
    expect([replayed.status, replayed.body.code]).toEqual([409, 'step_not_allowed']);
    expect(await rows(`select from file_contents where file_id = '${id}'`)).toHaveLength(1);
  });
});

describe('a link', () => {
  const digest = (text: string) => createHmac('sha256', service.secret).update(text).digest();

  test('opens one file one way, until it expires, its member ends or its text is touched', async () => {
    const leaver = await service.member(market.tenantId, { role: 'vendor_recruiter', vendorId: agency.id });
    const id = await cleanFile(service, leaver);
    const { url } = (await linkOf(leaver, id)).body as { url: string };
    const token = url.split('token=')[1]!;
    const link = JSON.parse(Buffer.from(token.split('.')[0]!, 'base64url').toString()) as FileLink;
    expect(Date.parse(link.until) - Date.now()).toBeLessThanOrEqual(5 * 60_000);
    const other = await cleanFile(service, leaver);
    const signed = (differences: Partial<FileLink>) => linkText({ ...link, ...differences }, digest);
    const forged: Record<string, string> = {
      expired: signed({ until: new Date(Date.now() - 1).toISOString() }),
      'to send': signed({ way: 'send' }),
      'of another file': signed({ fileId: other }),
      'of another secret': linkText(link, (text) => createHmac('sha256', 'x').update(text).digest()),
      'of nobody': signed({ membershipId: randomUUID() }),
      'of another tenant': signed({ tenantId: randomUUID() }),
      touched: `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
      empty: '',
      none: 'x.y',
    };
    expect((await fetchBy(`/v1/files/${id}/content?token=${signed({})}`)).statusCode).toBe(200);
    for (const [name, text] of Object.entries(forged)) {
      const answer = await fetchBy(`/v1/files/${id}/content?token=${text}`, {
        authorization: `Bearer ${leaver.token}`,
      });
      expect([answer.statusCode, answer.json().code], name).toEqual([401, 'unauthenticated']);
      expect(answer.headers['www-authenticate'], name).toBe('Bearer');
    }
    expect((await fetchBy(`/v1/files/${id}/content?token=${token}&token=${token}`)).statusCode).toBe(401);
    expect((await fetchBy(`/v1/files/${id}/content`)).statusCode).toBe(401);
    const sending = await announce(leaver, pdf());
    await market.manager.post(`/memberships/${leaver.actor.membershipId}/end`);
    const admin = await market.member('tenant_admin');
    expect((await admin.post(`/memberships/${leaver.actor.membershipId}/end`)).status).toBe(200);
    expect((await fetchBy(url)).statusCode).toBe(401);
    expect((await sendTo(service, sending.uploadUrl, pdf())).status).toBe(401);
  });

  test('is nothing to any other route', async () => {
    const id = await cleanFile(service, recruiter);
    const { url } = (await linkOf(recruiter, id)).body as { url: string };
    expect((await fetchBy(`/v1/files/${id}?${url.split('?')[1]}`)).statusCode).toBe(401);
    expect((await fetchBy(`/v1/files?${url.split('?')[1]}`)).statusCode).toBe(401);
  });
});

test('each giving out is kept in the access log', async () => {
  const id = await cleanFile(service, recruiter);
  const { url } = (await linkOf(recruiter, id)).body as { url: string };
  await fetchBy(url);
  const found = async () =>
    rows<{ operation: string }>(
      `select operation from access_log where subject_id = '${id}' and membership_id = '${recruiter.actor.membershipId}' and operation in ('linkFile', 'readFileContent')`,
    );
  await expect
    .poll(async () => (await found()).map(({ operation }) => operation).toSorted())
    .toEqual(['linkFile', 'readFileContent']);
});

describe('a file that is attached', () => {
  const everyone = async (id: string) => {
    const seen: string[] = [];
    for (const [name, client] of Object.entries(people)) {
      const got = await client.get(`/files/${id}`);
      const listed = (await client.get(`/files?limit=200`)).body.data.some(
        (row: { id: string }) => row.id === id,
      );
      const bytes = (await client.send({ method: 'GET', url: `/v1/files/${id}/content` })).status;
      const past = (await client.get(`/files/${id}/history`)).status;
      expect([listed, bytes], name).toEqual([got.status === 200, got.status]);
      // Its sender keeps what it sent in view as it was then.
      if (name !== 'recruiter') expect(past, name).toBe(got.status);
      expect([200, 404]).toContain(got.status);
      if (got.status === 200) seen.push(name);
    }
    return seen.toSorted();
  };
  let people: Record<string, Client>;
  let workerId: string;
  beforeAll(async () => {
    const member = (role: Role, scope = {}) => market.member(role, scope);
    workerId = market.id('workers');
    const programIds = [market.id('programs')];
    people = {
      recruiter,
      colleague: await member('vendor_finance', { vendorId: agency.id }),
      rival: rival.recruiter,
      worker: await member('worker', { workerId }),
      manager: market.manager,
      elsewhere: await member('program_manager', {
        programIds: [await market.row('programs', { name: 'Another' })],
      }),
      credentialing: await member('credentialing'),
      integration: await member('integration'),
      requester: market.requester,
      finance: market.finance,
      stranger: await member('requester', { programIds, facilityIds: [], unitIds: [] }),
    };
  });

  const attached = async (dataClass: 'general' | 'identity' | 'health', scope: object, input = {}) => {
    const id = await cleanFile(service, recruiter, pdf(), input);
    expect(await everyone(id)).toEqual(['recruiter']);
    const actor = actorOf(market.tenantId, recruiter, { vendorId: agency.id });
    await attach(service, actor, [id], {
      noun: 'assignment',
      id: market.id('assignments'),
      dataClass,
      ...scope,
    });
    return id;
  };

  test('with health data is seen by credentialing alone', async () => {
    const id = await attached('health', { vendorId: agency.id, workerId });
    expect(await everyone(id)).toEqual(['credentialing']);
    const stays = await attached('general', { vendorId: agency.id, workerId }, { purpose: 'health_record' });
    expect(await everyone(stays)).toEqual(['credentialing']);
  });

  test('and names a person is seen by its manager, credentialing, its vendor and its worker', async () => {
    const id = await attached('identity', { vendorId: agency.id, workerId });
    expect(await everyone(id)).toEqual(['colleague', 'credentialing', 'manager', 'recruiter', 'worker']);
    const read = await recruiter.get(`/files/${id}`);
    expect(read.body).toMatchObject({ vendorId: agency.id, subjectNoun: 'assignment' });
    expect(read.body).not.toHaveProperty('workerId');
    expect(read.body).not.toHaveProperty('membershipId');
  });

  test('of a placed worker is seen by a client in scope, of a vendor by the client’s finance', async () => {
    const ofWorker = await attached('general', { workerId });
    expect(await everyone(ofWorker)).toEqual(
      ['credentialing', 'finance', 'integration', 'manager', 'requester', 'worker'].toSorted(),
    );
    const ofVendor = await attached('general', { vendorId: agency.id });
    expect(await everyone(ofVendor)).toEqual([
      'colleague',
      'credentialing',
      'finance',
      'integration',
      'manager',
      'recruiter',
    ]);
    const placed = await attached('general', {
      programId: market.id('programs'),
      facilityId: market.id('facilities'),
    });
    expect(await everyone(placed)).toEqual([
      'credentialing',
      'finance',
      'integration',
      'manager',
      'requester',
    ]);
  });

  test('stays with its subject, and only its sender may attach it', async () => {
    const actor = actorOf(market.tenantId, recruiter, { vendorId: agency.id });
    const id = await cleanFile(service, recruiter);
    const subject = {
      noun: 'agreement',
      id: randomUUID(),
      dataClass: 'general' as const,
      vendorId: agency.id,
    };
    const refused = 'Only a clean file of your own';
    const colleague = actorOf(market.tenantId, people['colleague']!, { vendorId: agency.id });
    await expect(attach(service, colleague, [id], subject)).rejects.toThrow(refused);
    await attach(service, actor, [id], subject);
    await attach(service, actor, [id], subject);
    await expect(attach(service, actor, [id], { ...subject, id: randomUUID() })).rejects.toThrow(refused);
    await expect(attach(service, actor, [randomUUID()], subject)).rejects.toThrow(refused);
    const pending = await announce(recruiter, pdf());
    await expect(attach(service, actor, [pending.id], subject)).rejects.toThrow(refused);
    await attach(service, actor, [], subject);
  });
});
