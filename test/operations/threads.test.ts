import { beforeAll, describe, expect, test } from 'vitest';
import { createPlacementMarket, type Agency, type PlacementMarket } from '../support/placements.ts';
import { cleanFile } from '../support/files.ts';
import { startService, type Client, type Service } from '../support/service.ts';

let service: Service;
let market: PlacementMarket;
let first: Agency;
let second: Agency;
let worker: Client;
let analyst: Client;
let stranger: Client;

beforeAll(async () => {
  service = await startService();
  market = await createPlacementMarket(service);
  first = await market.agency();
  second = await market.agency();
  worker = await market.member('worker', { workerId: market.id('workers') });
  analyst = await market.member('analyst');
  stranger = await market.member('requester', { programIds: [market.id('programs')], unitIds: [] });
});

const canary = 'Canary 4711 of the conversation';

/** A submission by the first agency on an order that both agencies see; the client does not see it yet. */
async function submitted() {
  const orderId = await market.order(1, [first, second]);
  const { representationId } = await market.represent(first);
  const made = await first.recruiter.post('/submissions', {
    orderId,
    representationId,
    billRate: '98',
    availableOn: '2026-02-01',
  });
  expect(made.status, made.text).toBe(201);
  return { orderId, submissionId: made.body.id as string };
}

const start = async (client: Client, about: object, more: object = {}) => {
  const made = await client.post('/threads', { topic: 'Start date', body: canary, ...about, ...more });
  expect(made.status, made.text).toBe(201);
  return made.body;
};

const missing = '0198c0de-0000-7000-8000-0000000000ff';

describe('a note', () => {
  test('is for the operator alone, unless it says otherwise; never for a vendor, a worker or an analyst', async () => {
    const { orderId } = await submitted();
    const ours = await market.manager.post('/notes', { orderId, body: 'Their margin is thin.' });
    expect(ours.status, ours.text).toBe(201);
    expect(ours.body).toMatchObject({ subjectNoun: 'order', subjectId: orderId, audience: 'operator' });
    const shared = await market.manager.graphql(
      `mutation ($id: ID!) { addNote(input: { orderId: $id, body: "Two more beds.", audience: OPERATOR_AND_CLIENT, isPinned: true }) { note { id isPinned } } }`,
      { id: orderId },
    );
    expect(shared.body.errors, shared.text).toBeUndefined();
    const theirs = await market.requester.post('/notes', {
      orderId,
      body: 'Days only.',
      audience: 'operator',
    });
    expect(theirs.body.audience).toBe('operator_and_client');
    const seen = async (client: Client) => {
      const { status, body } = await client.get(`/notes?subjectId=${orderId}&sort=createdAt`);
      return status === 200 ? body.data.map(({ body: words }: { body: string }) => words) : body.code;
    };
    expect((await seen(market.manager)).toSorted()).toEqual([
      'Days only.',
      'Their margin is thin.',
      'Two more beds.',
    ]);
    expect((await seen(market.requester)).toSorted()).toEqual(['Days only.', 'Two more beds.']);
    expect(await seen(stranger)).toEqual([]);
    for (const client of [first.recruiter, worker, analyst])
      expect(await seen(client)).toBe('permission_missing');
    const hidden = await market.requester.get(`/notes/${ours.body.id}`);
    const absent = await market.requester.get(`/notes/${missing}`);
    expect([hidden.status, hidden.body.code]).toEqual([absent.status, absent.body.code]);
  });

  test('on a candidate is hidden from a client to whom the candidate was not presented', async () => {
    const { submissionId } = await submitted();
    const note = { submissionId, body: 'Strong.', audience: 'operator_and_client' };
    const made = await market.manager.post('/notes', note);
    expect((await market.requester.get(`/notes/${made.body.id}`)).status).toBe(404);
    expect((await market.requester.post('/notes', { submissionId, body: 'Who?' })).status).toBe(422);
    await market.manager.post(`/submissions/${submissionId}/present`);
    expect((await market.requester.get(`/notes/${made.body.id}`)).body.body).toBe('Strong.');
  });

  test('of a person or a vendor stays with the operator', async () => {
    const workerId = market.id('workers');
    const shared = { workerId, body: 'Kind.', audience: 'operator_and_client' };
    expect((await market.manager.post('/notes', shared)).body.code).toBe('note_for_operator_only');
    const made = await market.manager.post('/notes', { vendorId: first.id, body: 'Slow to answer.' });
    expect(made.body).toMatchObject({ subjectNoun: 'vendor', programId: null });
    expect(
      (await market.requester.post('/notes', { workerId, body: 'x', audience: 'operator' })).body.code,
    ).toBe('note_for_operator_only');
  });

  test('is about one thing', async () => {
    const { orderId, submissionId } = await submitted();
    const both = await market.manager.post('/notes', { orderId, submissionId, body: 'Both.' });
    expect(both.body.errors[0].code).toBe('one_subject');
    expect((await market.manager.post('/notes', { body: 'None.' })).body.errors[0].code).toBe('one_subject');
  });

  test('is changed by its author for a day, its versions kept; taken away by the author or a manager', async () => {
    const { orderId } = await submitted();
    const { body: note } = await market.requester.post('/notes', { orderId, body: 'First words.' });
    const change = (client: Client, version: number) =>
      client.patch(`/notes/${note.id}`, { body: 'Better words.' }, { 'if-match': `"${version}"` });
    expect((await change(market.manager, 1)).body.code).toBe('note_not_yours');
    expect((await change(market.requester, 7)).body.code).toBe('stale_version');
    expect((await change(market.requester, 1)).body).toMatchObject({ body: 'Better words.', version: 2 });
    const { body: history } = await market.requester.get(`/notes/${note.id}/history`);
    expect(JSON.stringify(history)).toContain('First words.');
    const pinned = await market.manager.post(`/notes/${note.id}/pin`);
    expect(pinned.body.isPinned).toBe(true);
    expect((await market.manager.post(`/notes/${note.id}/pin`)).body.code).toBe('step_not_allowed');
    expect((await market.requester.post(`/notes/${note.id}/unpin`)).body.isPinned).toBe(false);
    const other = await market.member('requester', { programIds: [market.id('programs')] });
    expect((await other.post(`/notes/${note.id}/archive`)).body.code).toBe('note_not_yours');
    const { body: archived } = await market.manager.post(`/notes/${note.id}/archive`);
    expect(archived.archivedAt).not.toBeNull();
    const { body: late } = await market.requester.post('/notes', { orderId, body: 'Old.' });
    await service.moveClock(market.tenantId, '2026-01-11T12:00:00Z');
    const settled = await market.requester.patch(
      `/notes/${late.id}`,
      { body: 'New.' },
      { 'if-match': '"1"' },
    );
    expect(settled.body.code).toBe('note_settled');
  });
});

describe('a thread', () => {
  test('is its vendor’s and the operator’s; a rival finds nothing, identical to what is not there', async () => {
    const { submissionId } = await submitted();
    const thread = await start(market.manager, { submissionId });
    expect(thread).toMatchObject({
      subjectNoun: 'submission',
      vendorId: first.id,
      withClient: false,
      messageCount: 1,
      unreadCount: 0,
      allowedActions: ['post', 'close'],
    });
    expect((await first.recruiter.get(`/threads/${thread.id}`)).body).toMatchObject({
      unreadCount: 1,
      allowedActions: ['post'],
    });
    for (const client of [second.recruiter, market.requester, worker]) {
      const hidden = await client.get(`/threads/${thread.id}`);
      const absent = await client.get(`/threads/${missing}`);
      const same = { instance: '', requestId: '' };
      expect({ ...hidden.body, ...same }).toEqual({ ...absent.body, ...same });
      expect((await client.get('/messages')).text).not.toContain(canary);
      expect((await client.post(`/threads/${thread.id}/post`, { body: 'Hello?' })).status).toBe(404);
    }
    expect((await analyst.get('/threads')).body.code).toBe('permission_missing');
    const own = await second.recruiter.get('/threads?count=true');
    expect(own.body.data).toEqual([]);
  });

  test('with the client is read by it once it sees the subject', async () => {
    const { submissionId } = await submitted();
    const thread = await start(market.manager, { submissionId }, { withClient: true });
    expect((await market.requester.get(`/threads/${thread.id}`)).status).toBe(404);
    await market.manager.post(`/submissions/${submissionId}/present`);
    expect((await market.requester.get(`/threads/${thread.id}`)).body).toMatchObject({
      withClient: true,
      unreadCount: 1,
    });
    expect((await stranger.get(`/threads/${thread.id}`)).status).toBe(404);
    const answer = await market.requester.post(`/threads/${thread.id}/post`, { body: 'Monday?' });
    expect(answer.status, answer.text).toBe(200);
    const read = await first.recruiter.get(`/messages?threadId=${thread.id}&sort=id`);
    expect(read.body.data.map(({ side }: { side: string }) => side)).toEqual(['operator', 'client']);
    expect(read.body.data.every((each: object) => !('membershipId' in each))).toBe(true);
  });

  test('is begun by those who read what it is about: else they would not see their own words', async () => {
    const { submissionId } = await submitted();
    await market.manager.post(`/submissions/${submissionId}/present`);
    const finance = await market.member('client_finance');
    for (const refused of [
      await finance.post('/threads', { submissionId, topic: 'Her rate', body: canary }),
      await finance.post('/notes', { submissionId, body: canary, audience: 'operator_and_client' }),
    ]) {
      expect(refused.status, refused.text).toBe(422);
      expect(refused.body.errors).toMatchObject([{ pointer: '/submissionId', code: 'not_found' }]);
    }
    const { orderId } = await submitted();
    const { body: order } = await finance.get(`/orders/${orderId}`);
    expect(order.id).toBe(orderId);
    expect((await finance.post('/notes', { orderId, body: 'Its center?' })).status).toBe(201);
  });

  test('counts what each member has not read', async () => {
    const { submissionId } = await submitted();
    const thread = await start(first.recruiter, { submissionId });
    const unread = async (client: Client) => (await client.get(`/threads/${thread.id}`)).body.unreadCount;
    expect([await unread(first.recruiter), await unread(market.manager)]).toEqual([0, 1]);
    const { body: message } = await first.recruiter.post(`/threads/${thread.id}/post`, {
      body: 'And again.',
    });
    await first.recruiter.post(`/threads/${thread.id}/post`, { body: 'And once more.' });
    expect(await unread(market.manager)).toBe(3);
    const upTo = await market.manager.post(`/threads/${thread.id}/mark-read`, { messageId: message.id });
    expect(upTo.body.unreadCount, upTo.text).toBe(1);
    const all = await market.manager.graphql(
      `mutation ($id: ID!) { markThreadRead(input: { threadId: $id }) { thread { unreadCount messageCount } } }`,
      { id: thread.id },
    );
    expect(all.body.data.markThreadRead.thread).toEqual({ unreadCount: 0, messageCount: 3 });
    const foreign = await market.manager.post(`/threads/${thread.id}/mark-read`, {
      messageId: (await start(market.manager, { submissionId }, { topic: 'Another' })).id,
    });
    expect(foreign.status).toBe(422);
  });

  test('there is one of a topic with a vendor; on an order it is with one vendor who may see it', async () => {
    const orderId = await market.order(1, [first]);
    const thread = await start(market.manager, { orderId, vendorId: first.id });
    const again = await first.recruiter.post('/threads', { orderId, topic: 'start DATE', body: 'Me too.' });
    expect(again.body.code).toBe('thread_exists');
    const elsewhere = await market.manager.post('/threads', {
      orderId,
      vendorId: second.id,
      topic: 'x',
      body: 'x',
    });
    expect(elsewhere.body.code).toBe('vendor_has_no_order');
    expect(
      (await market.manager.post('/threads', { orderId, topic: 'x', body: 'x' })).body.errors[0].code,
    ).toBe('required');
    const blind = await second.recruiter.post('/threads', { orderId, topic: 'x', body: 'x' });
    expect(blind.body.errors[0]).toMatchObject({ pointer: '/orderId' });
    expect((await first.recruiter.get(`/threads/${thread.id}`)).status).toBe(200);
  });

  test('is closed by our side, then says no more, and goes on when it is opened again', async () => {
    const { submissionId } = await submitted();
    const thread = await start(first.recruiter, { submissionId });
    expect((await first.recruiter.post(`/threads/${thread.id}/close`)).body.code).toBe('permission_missing');
    expect((await market.manager.post(`/threads/${thread.id}/close`)).body.state).toBe('closed');
    const refused = await first.recruiter.post(`/threads/${thread.id}/post`, { body: 'But' });
    expect(refused.body.code).toBe('step_not_allowed');
    const reopened = await market.manager.graphql(
      `mutation ($id: ID!) { reopenThread(input: { threadId: $id }) { thread { state } } }`,
      { id: thread.id },
    );
    expect(reopened.body.data.reopenThread.thread.state).toBe('OPEN');
    const posted = await first.recruiter.graphql(
      `mutation ($id: ID!) { postMessage(input: { threadId: $id, body: "Good." }) { message { body side } } }`,
      { id: thread.id },
    );
    expect(posted.body.data.postMessage.message).toEqual({ body: 'Good.', side: 'VENDOR' });
  });

  test('of a placement takes its worker in where that was said', async () => {
    const assignmentId = market.id('assignments');
    const thread = await start(market.manager, { assignmentId }, { withWorker: true, topic: 'Parking' });
    const without = await start(market.manager, { assignmentId }, { topic: 'Rate' });
    expect((await worker.get(`/threads/${without.id}`)).status).toBe(404);
    expect((await worker.post(`/threads/${thread.id}/post`, { body: 'Level 2?' })).status).toBe(200);
    expect((await worker.post('/threads', { assignmentId, topic: 'x', body: 'x' })).body.code).toBe(
      'permission_missing',
    );
    const { submissionId } = await submitted();
    const early = await market.manager.post('/threads', {
      submissionId,
      topic: 'x',
      body: 'x',
      withWorker: true,
    });
    expect(early.body.errors[0].code).toBe('no_worker');
  });

  test('carries files, which are read by those who read the message', async () => {
    const { submissionId } = await submitted();
    await market.manager.post(`/submissions/${submissionId}/present`);
    const alone = await start(market.manager, { submissionId }, { topic: 'Between us' });
    const shared = await start(market.manager, { submissionId }, { topic: 'All', withClient: true });
    const attach = async (threadId: string) => {
      const fileId = await cleanFile(service, first.recruiter);
      const sent = await first.recruiter.post(`/threads/${threadId}/post`, {
        body: 'See.',
        fileIds: [fileId],
      });
      expect(sent.status, sent.text).toBe(200);
      expect(sent.body.fileIds).toEqual([fileId]);
      return fileId;
    };
    const statuses = async (fileId: string) =>
      Promise.all(
        [market.manager, first.recruiter, market.requester, stranger, second.recruiter, worker].map(
          async (client) => (await client.get(`/files/${fileId}/link`)).status,
        ),
      );
    expect(await statuses(await attach(alone.id))).toEqual([200, 200, 404, 404, 404, 404]);
    expect(await statuses(await attach(shared.id))).toEqual([200, 200, 200, 404, 404, 404]);
    const foreign = await cleanFile(service, market.manager);
    const stolen = await first.recruiter.post(`/threads/${shared.id}/post`, {
      body: 'x',
      fileIds: [foreign],
    });
    expect([409, 422]).toContain(stolen.status);
  });

  test('is told of in events and feeds, and what was said stands in none of them', async () => {
    const { submissionId } = await submitted();
    await start(first.recruiter, { submissionId });
    for (const client of [market.manager, first.recruiter]) {
      const feed = await client.get('/events?types=message.posted&limit=200');
      expect(feed.text).toContain('message.posted');
      expect(feed.text).not.toContain(canary);
    }
    const rival = await second.recruiter.get('/events?types=message.posted,thread.started');
    expect(rival.status).toBe(200);
    expect(rival.text).not.toContain('thread');
  });
});
