import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openApprovals, type Approvals } from '../support/approvals.ts';
import { startService, type Answer, type Client, type Service } from '../support/service.ts';

let service: Service;
let stage: Approvals;
let director: Client;
let titleId: string;
let order: string;
let stepId: string;

/** Sends a request as nobody: with no bearer token. */
async function asNobody(method: 'GET' | 'POST', token: string, body?: object): Promise<Answer> {
  const response = await service.app.http.inject({
    method,
    url: `/v1/approvals/${token}`,
    ...(body && { headers: { 'content-type': 'application/json' }, payload: JSON.stringify(body) }),
  });
  return {
    status: response.statusCode,
    headers: response.headers as Answer['headers'],
    text: response.body,
    body: JSON.parse(response.body),
  };
}

const issue = (by: Client, body: object = {}) => by.post(`/approval-steps/${stepId}/links`, body);
const token = async (by = director, body: object = {}): Promise<string> => {
  const made = await issue(by, body);
  expect(made.status, made.text).toBe(200);
  return made.body.token;
};
const approve = (link: string) => asNobody('POST', link, { decision: 'approve' });
/** What every dead link answers, but for the request’s id. */
const dead = { status: 404, code: 'not_found', title: 'There is no such thing, or none that you may see.' };

beforeAll(async () => {
  service = await startService();
});

beforeEach(async () => {
  stage = await openApprovals(service);
  director = await stage.approver();
  titleId = await stage.title('director', director);
  await stage.policy([{ titleId, level: 'unit' }]);
  order = await stage.submitted();
  stepId = (await stage.steps(order))[0].id;
});

describe('an approval link', () => {
  test('shows what is asked and decides nothing by being looked at', async () => {
    const link = await token();
    for (let looks = 0; looks < 3; looks += 1) {
      const shown = await asNobody('GET', link);
      expect(shown.body, shown.text).toMatchObject({
        subjectNoun: 'order',
        subjectId: order,
        title: 'RN ICU nights',
        amount: '91728.00',
        currency: 'USD',
        as: 'director',
        state: 'pending',
        canDecide: true,
        expiresAt: '2026-01-08T12:00:00Z',
      });
    }
    expect(await stage.orderState(order)).toBe('pending_approval');
  });

  test('decides once, as its member, and the audit names both', async () => {
    const link = await token();
    const done = await approve(link);
    expect(done.body, done.text).toEqual({ state: 'approved', decidedAt: '2026-01-05T12:00:00Z' });
    expect(await stage.orderState(order)).toBe('open');
    const step = (await director.get(`/approval-steps/${stepId}?include=links`)).body;
    const [row] = step.links.data;
    expect(step).toMatchObject({ decidedBy: director.actor.membershipId, decidedByLink: row.id });
    expect(row).toMatchObject({ state: 'used', usedAt: '2026-01-05T12:00:00Z' });
    expect(JSON.stringify(row)).not.toContain(link);
    const audit = (await stage.admin.get(`/audit?subjectId=${stepId}&operation=decideByLink`)).body.entries;
    expect(audit, JSON.stringify(audit)).toMatchObject([
      { type: 'approval_step.approved', actor: { membershipId: director.actor.membershipId } },
    ]);
    expect((await approve(link)).body).toMatchObject(dead);
    expect((await asNobody('GET', link)).body).toMatchObject(dead);
  });

  test('rejects with a reason, and not without', async () => {
    const link = await token();
    const bare = await asNobody('POST', link, { decision: 'reject' });
    expect(bare.body).toMatchObject({ status: 422, errors: [{ pointer: '/reason' }] });
    expect((await asNobody('POST', link, { decision: 'reject', reason: 'No.' })).status).toBe(200);
    expect(await stage.orderState(order)).toBe('rejected');
  });

  test('has one winner of five at once', async () => {
    const link = await token();
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => approve(link)));
    const count = (wanted: number) => answers.filter(({ status }) => status === wanted).length;
    expect([count(200), count(404)]).toEqual([1, 4]);
  });

  test('is answered alike where it is wrong, revoked, past its time or its member gone', async () => {
    const unknown = `${(await token()).slice(0, -4)}AAAA`;
    const short = await token(director, { validHours: 1 });
    const lapsed = await token();
    const revoked = await issue(director);
    const path = `/approval-links/${revoked.body.id}/revoke`;
    expect((await stage.requester.post(path)).status).toBe(404);
    expect((await director.post(path)).body.state).toBe('revoked');
    expect((await director.post(path)).body.code).toBe('step_not_allowed');
    await service.moveClock(stage.tenantId, '2026-01-05T13:00:00Z');
    await stage.admin.post(`/memberships/${director.actor.membershipId}/end`);
    for (const link of [unknown, short, lapsed, revoked.body.token, 'lnk_0', 'x']) {
      const [shown, decided] = [await asNobody('GET', link), await approve(link)];
      for (const { body } of [shown, decided])
        expect(body, link).toEqual({ ...body, ...dead, requestId: body.requestId });
    }
    expect(await stage.orderState(order)).toBe('approval_paused');
  });

  test('refuses where its member lost the title or had a hand in it since, and is not used up by that', async () => {
    const link = await token();
    const held = (await stage.admin.get(`/title-holdings?titleId=${titleId}`)).body.data[0];
    const other = await stage.approver();
    await stage.hold(titleId, other);
    await stage.admin.post(`/title-holdings/${held.id}/end`);
    expect((await approve(link)).body).toMatchObject({ status: 403, code: 'title_not_held' });
    expect((await asNobody('GET', link)).body).toMatchObject({ state: 'pending', canDecide: false });
    await stage.hold(titleId, director);
    expect((await approve(link)).status).toBe(200);
  });

  test('is made by who can decide, for themselves; for others by an administrator who had no hand in it', async () => {
    const membershipId = director.actor.membershipId;
    const code = async (by: Client, body: object = {}) => (await issue(by, body)).body.code;
    const other = await stage.approver();
    expect(await code(other)).toBe('title_not_held');
    expect(await code(other, { membershipId })).toBe('link_for_another');
    expect(await code(stage.requester)).toBe('approver_is_submitter');
    expect(await code(stage.admin)).toBe('permission_missing');
    expect(await code(stage.admin, { membershipId: other.actor.membershipId })).toBe('title_not_held');
    expect((await issue(stage.stranger)).status).toBe(404);
    const { recruiter } = await stage.vendor(1);
    expect((await issue(recruiter)).status).toBe(403);
    const sent = await token(stage.admin, { membershipId });
    expect((await approve(sent)).status).toBe(200);
    expect(await code(director)).toBe('step_not_allowed');
  });
});

test('guesses of links are limited by address', async () => {
  const limited = await startService({ FAILED_AUTHENTICATION_LIMIT: '3' }, service.database);
  const statuses: number[] = [];
  for (let tries = 0; tries < 5; tries += 1) {
    const { statusCode } = await limited.app.http.inject({
      method: 'GET',
      url: `/v1/approvals/lnk_${stage.tenantId.replaceAll('-', '')}_${'A'.repeat(43)}`,
    });
    statuses.push(statusCode);
  }
  expect(statuses).toEqual([404, 404, 404, 429, 429]);
});
