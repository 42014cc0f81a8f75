import { afterEach, beforeAll, expect, test } from 'vitest';
import { openScene, type Scene } from '../simulation/scene.ts';
import { untilKnown } from '../simulation/run.ts';
import { sweep } from '../support/invariants.ts';
import { startService, type Answer, type Client, type Service } from '../support/service.ts';
import { ok } from '../support/weeks.ts';
import {
  acceptedOffer,
  monday,
  post,
  releasedOrder,
  represent,
  submission,
  submittedWeek,
} from './hiring.ts';

const rounds = Number(process.env['ROUNDS'] ?? 20);
const many = 50;

let service: Service;
let scene: Scene;
let credentialing: Client;
/** The type of what the unit U2 demands hard from the start on. */
let typeId: string;

beforeAll(async () => {
  service = await startService();
  scene = await openScene(service, 'Races');
  const { programId, facilityId, admin } = scene;
  ok(await admin.put('/units/ext:hris:U1', { programId, facilityId, name: 'ICU' }));
  const demanding = ok(await admin.put('/units/ext:hris:U2', { programId, facilityId, name: 'ED' }));
  credentialing = await service.member(scene.tenantId, { role: 'credentialing' });
  await post(admin, '/credential-types/adopt');
  typeId = ok(await admin.get('/credential-types?code=bls')).data[0].id;
  const demand = { typeId, unitId: demanding.id, severity: 'hard', effectiveFrom: '2026-01-01' };
  await post(credentialing, '/requirements', demand);
  await service.moveClock(scene.tenantId, '2026-01-05T20:00:00Z');
});

afterEach(async () => {
  expect(await sweep(service.database.adminUrl, scene.tenantId)).toEqual([]);
});

/** Sends all at once, each until its outcome is known. */
const atOnce = (sends: readonly (() => Promise<Answer>)[]) => Promise.all(sends.map(untilKnown));

/** Holds so many to have won, and every other to be told why; no refusal takes longer than its locks may. */
function won(answers: readonly Answer[], winners: number, ...losses: string[]): void {
  const lost = answers.filter(({ status }) => status >= 300);
  expect(answers.length - lost.length, lost[0]?.text).toBe(winners);
  for (const { status, body, text } of lost) {
    expect(status, text).toBe(409);
    expect(losses, text).toContain(body.code);
  }
}

const race = (what: string, round: () => Promise<void>) =>
  test(what, async () => {
    for (let at = 0; at < rounds; at += 1) await round();
  });

race('the last opening of an order goes to one', async () => {
  const orderId = await releasedOrder(scene);
  const offers = await Promise.all(Array.from({ length: 5 }, () => acceptedOffer(scene, orderId)));
  const confirming = offers.map((offer) => () => scene.requester.post(`/offers/${offer}/confirm`));
  won(await atOnce(confirming), 1, 'no_open_position');
});

race('an order takes as many submissions as its cap', async () => {
  const orderId = await releasedOrder(scene, { submissionCap: 3 });
  const persons = await Promise.all(Array.from({ length: 8 }, () => represent(scene)));
  const submitting = persons.map(
    (person) => () => scene.recruiters[0].post('/submissions', submission(orderId, person)),
  );
  won(await atOnce(submitting), 3, 'submission_cap_reached');
});

race('a week is approved once', async () => {
  const { path } = await submittedWeek(scene);
  const approving = Array.from({ length: many }, () => () => scene.approver.post(`${path}/approve`));
  won(await atOnce(approving), 1, 'step_not_allowed');
});

race('a week is approved or rejected', async () => {
  const { path } = await submittedWeek(scene);
  const deciding = [
    () => scene.approver.post(`${path}/approve`),
    () => scene.requester.post(`${path}/reject`, { reason: 'Not these hours' }),
  ];
  won(await atOnce(deciding), 1, 'step_not_allowed');
});

race('hours are stated before a week is handed in, or not at all', async () => {
  const { path } = await submittedWeek(scene);
  await post(scene.requester, `${path}/reject`, { reason: 'Not these hours' });
  const [submitted] = await atOnce([
    () => scene.recruiters[0].post(`${path}/submit`),
    () => scene.recruiters[0].put(`${path}/entries`, { entries: monday(5) }),
  ]);
  expect(ok(submitted!).minutes).toBeOneOf([180, 300]);
});

race('hours are invoiced once, however often the run is started', async () => {
  const { path } = await submittedWeek(scene);
  await post(scene.approver, `${path}/approve`);
  const period = { programId: scene.programId, periodStart: '2026-01-01', periodEnd: '2026-12-31' };
  const running = Array.from({ length: many }, () => () => scene.manager.post('/invoice-runs', period));
  won(await atOnce(running), 1, 'nothing_to_invoice');
});

race('an adjustment and an invoice run each count once', async () => {
  const { path } = await submittedWeek(scene);
  await post(scene.approver, `${path}/approve`);
  const period = { programId: scene.programId, periodStart: '2026-01-01', periodEnd: '2026-12-31' };
  await atOnce([
    () => scene.manager.post('/invoice-runs', period),
    () => scene.manager.post(`${path}/adjust`, { entries: monday(2), reason: 'The kiosk clock was ahead' }),
  ]);
  expect(ok(await scene.manager.get(path)).minutes).toBe(120);
});

race('a credit is given once', async () => {
  const { path } = await submittedWeek(scene);
  await post(scene.approver, `${path}/approve`);
  const period = { programId: scene.programId, periodStart: '2026-01-01', periodEnd: '2026-12-31' };
  const run = await post(scene.manager, '/invoice-runs', period);
  const { data } = ok(await scene.manager.get('/invoices?kind=client_invoice&sort=-createdAt,-id&limit=1'));
  expect(run.state).toBe('completed');
  await post(scene.manager, `${path}/adjust`, { entries: monday(2), reason: 'The kiosk clock was ahead' });
  const memo = { invoiceId: data[0].id, reason: 'Hours were corrected' };
  const crediting = Array.from({ length: many }, () => () => scene.manager.post('/credit-memos', memo));
  won(await atOnce(crediting), 1, 'nothing_to_credit');
});

race('approved hours have the rate that is in force, whichever came first', async () => {
  const { path, assignmentId } = await submittedWeek(scene);
  const revision = { effectiveFrom: '2026-01-05', billRate: '80', endsOn: '2026-06-30', reason: 'Agreed' };
  const [approved, revised] = await atOnce([
    () => scene.approver.post(`${path}/approve`),
    () => scene.manager.post(`/assignments/${assignmentId}/revise`, revision),
  ]);
  ok(approved!);
  ok(revised!);
  expect(ok(await scene.manager.get(path)).gross).toBe('240.00');
});

race('an order is canceled, or somebody is placed on it and canceled with it', async () => {
  const orderId = await releasedOrder(scene);
  const offer = await acceptedOffer(scene, orderId);
  const [canceled] = await atOnce([
    () => scene.requester.post(`/orders/${orderId}/cancel`, { reason: 'No longer needed' }),
    () => scene.requester.post(`/offers/${offer}/confirm`),
  ]);
  ok(canceled!);
  const { data } = ok(await scene.manager.get(`/assignments?orderId=${orderId}`));
  expect(data.filter(({ state }: { state: string }) => state !== 'canceled')).toEqual([]);
});

race('a tier is released to once, and a submission meets it or not', async () => {
  const orderId = await releasedOrder(scene);
  const person = await represent(scene);
  const [hidden, met] = await atOnce([
    () => scene.requester.post(`/orders/${orderId}/cancel`, { reason: 'No longer needed' }),
    () => scene.recruiters[0].post('/submissions', submission(orderId, person)),
  ]);
  ok(hidden!);
  expect([201, 404, 409]).toContain(met!.status);
});

/** A placement that may start while its worker's one card counts, and that card. */
async function placedOnOneCard(): Promise<{ assignmentId: string; credentialId: string }> {
  const offer = await acceptedOffer(scene, await releasedOrder(scene, { unitId: 'ext:hris:U2' }));
  const { submissionId } = ok(await scene.manager.get(`/offers/${offer}`));
  const { representationId } = ok(await scene.manager.get(`/submissions/${submissionId}`));
  const stated = { representationId, typeId, issuedOn: '2025-06-01' };
  const { id: credentialId } = await post(scene.recruiters[0], '/credentials', stated);
  await post(credentialing, `/credentials/${credentialId}/start-verification`);
  const found = { method: 'document', source: 'The card' };
  await post(credentialing, `/credentials/${credentialId}/verify`, found);
  await post(scene.requester, `/offers/${offer}/confirm`);
  const { data } = ok(await scene.manager.get(`/assignments?offerId=${offer}`));
  return { assignmentId: data[0].id, credentialId };
}

race('a start meets the revocation of what it leans on: refused with it, or suspended after it', async () => {
  const { assignmentId, credentialId } = await placedOnOneCard();
  const start = () => scene.requester.post(`/assignments/${assignmentId}/start`, { startedOn: '2026-01-05' });
  const revoke = () => credentialing.post(`/credentials/${credentialId}/revoke`, { reason: 'Forged' });
  const [revoked, ...starts] = await atOnce([revoke, ...Array.from({ length: 4 }, () => start)]);
  ok(revoked!);
  won(starts, starts.some(({ status }) => status < 300) ? 1 : 0, 'worker_not_eligible', 'step_not_allowed');
  await service.drain(scene.tenantId);
  const { state } = ok(await scene.manager.get(`/assignments/${assignmentId}`));
  expect(state).toBe(starts.some(({ status }) => status < 300) ? 'suspended' : 'pending');
});

let named = 0;

race('one external id names one row, by whichever road it comes', async () => {
  const { programId, facilityId, admin } = scene;
  const code = `R${(named += 1)}`;
  const center = { programId, facilityId, code, name: code };
  const single = () => admin.put(`/cost-centers/ext:hris:${code}`, center);
  const items = [{ externalId: { system: 'hris', id: code }, ...center }];
  const bulk = () => admin.post('/cost-centers/bulk', { items });
  const answers = await atOnce(Array.from({ length: many }, (_, at) => (at % 2 === 0 ? single : bulk)));
  for (const { status, text } of answers) expect([200, 409], text).toContain(status);
  const { data } = ok(await admin.get(`/cost-centers?code=${code}`));
  expect(data).toHaveLength(1);
});

race('two administrators who end each other leave one', async () => {
  const { tenantId, admin } = await service.tenant('Two administrators');
  const other = await service.member(tenantId, { role: 'tenant_admin' });
  const end = (by: typeof admin, whom: typeof admin) => () =>
    by.post(`/memberships/${whom.actor.membershipId}/end`, {});
  const answers = await atOnce([end(admin, other), end(other, admin)]);
  expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
  for (const { status, text } of answers) expect([200, 401, 403, 409], text).toContain(status);
});
