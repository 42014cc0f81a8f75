import { beforeAll, expect, test } from 'vitest';
import { startService, type Client, type Service } from '../support/service.ts';
import { createWeeks, ok, type Weeks } from '../support/weeks.ts';

let service: Service;
let weeks: Weeks;
let admin: Client;
let controller: Client;

/** The client's document and the vendor's of a new week that is billed by a run. */
async function issued(): Promise<{ invoice: any; statement: any }> {
  await weeks.approved(await weeks.placed());
  const { programId, manager } = weeks;
  const run = ok(
    await manager.post('/invoice-runs', { programId, periodStart: '2026-02-01', periodEnd: '2026-02-07' }),
    201,
  );
  const { data } = ok(await manager.get(`/invoices?runId=${run.id}`));
  const ofKind = (kind: string) => data.find((one: any) => one.kind === kind);
  return { invoice: ofKind('client_invoice'), statement: ofKind('vendor_statement') };
}

const asked = async (): Promise<any> =>
  ok(await controller.get('/approval-inbox')).entries.find((one: any) => one.subjectNoun === 'invoice');
const shown = async ({ id }: { id: string }): Promise<any> => ok(await weeks.finance.get(`/invoices/${id}`));

beforeAll(async () => {
  service = await startService();
  weeks = await createWeeks(service);
  const { tenantId, programId } = weeks;
  admin = await service.member(tenantId, { role: 'tenant_admin' });
  controller = await service.member(tenantId, { role: 'client_finance', programIds: [programId] });
  const title = ok(await admin.post('/approval-titles', { code: 'controller', name: 'Controller' }), 201);
  ok(
    await admin.post('/title-holdings', {
      titleId: title.id,
      membershipId: controller.actor.membershipId,
      programId,
    }),
    201,
  );
  ok(
    await admin.post('/approval-policies', {
      programId,
      name: 'Invoices',
      subject: 'invoice',
      effectiveFrom: '2026-02-01',
      steps: [{ titleId: title.id, level: 'program', minimumAmount: '1000.00' }],
    }),
    201,
  );
});

test('a client’s invoice is approved by whom the policy asks, and by nobody past them; a vendor’s statement by a person', async () => {
  const { invoice, statement } = await issued();
  expect(invoice).toMatchObject({ state: 'issued', approvalState: 'pending' });
  expect(statement).toMatchObject({ state: 'issued', approvalState: 'none' });
  expect(await asked()).toMatchObject({
    subjectId: invoice.id,
    title: invoice.number,
    amount: '4264.75',
  });
  const past = await weeks.finance.post(`/invoices/${invoice.id}/approve`, {});
  expect([past.status, past.body.code]).toEqual([409, 'invoice_approval_is_routed']);
  expect((await shown(invoice)).allowedActions).not.toContain('approve');
  ok(await controller.post(`/approval-steps/${(await asked()).approvalStepId}/approve`, {}));
  expect(await shown(invoice)).toMatchObject({ state: 'approved', approvalState: 'approved' });
  expect(ok(await weeks.manager.get(`/invoices/${invoice.id}`)).approvedBy).toBe(
    controller.actor.membershipId,
  );
});

test('a rejected invoice says why and is routed anew, once; it is not sent before', async () => {
  const { invoice } = await issued();
  const early = await weeks.manager.post(`/invoices/${invoice.id}/route`, {});
  expect([early.status, early.body.code]).toEqual([409, 'invoice_approval_not_rejected']);
  ok(
    await controller.post(`/approval-steps/${(await asked()).approvalStepId}/reject`, {
      reason: 'The purchase order is missing.',
    }),
  );
  expect(await shown(invoice)).toMatchObject({
    state: 'issued',
    approvalState: 'rejected',
    rejectedBecause: 'The purchase order is missing.',
  });
  expect((await weeks.manager.post(`/invoices/${invoice.id}/send`, {})).body.code).toBe('step_not_allowed');
  const { body } = await weeks.manager.graphql(
    `mutation { routeInvoice(input: { invoiceId: "${invoice.id}" }) { invoice { approvalState rejectedBecause } } }`,
  );
  expect(body.data.routeInvoice.invoice).toEqual({ approvalState: 'PENDING', rejectedBecause: null });
  ok(await controller.post(`/approval-steps/${(await asked()).approvalStepId}/approve`, {}));
  ok(await weeks.manager.post(`/invoices/${invoice.id}/send`, {}));
  expect((await shown(invoice)).sentAt).toBe('2026-02-16T12:00:00Z');
});

test('of one that is voided nobody is asked any more', async () => {
  const { invoice } = await issued();
  expect((await asked()).subjectId).toBe(invoice.id);
  ok(await weeks.manager.post(`/invoices/${invoice.id}/void`, { reason: 'Wrong buyer', rebill: false }));
  expect(await shown(invoice)).toMatchObject({ state: 'voided', approvalState: 'none' });
  const left = ok(await controller.get('/approval-inbox')).entries;
  expect(left.filter((one: any) => one.subjectId === invoice.id)).toEqual([]);
});

test('who issued it is not asked, even where they hold the title: it waits for another', async () => {
  const { tenantId, programId, manager } = weeks;
  const { data } = ok(await admin.get('/approval-titles'));
  const other = await service.member(tenantId, { role: 'tenant_admin' });
  ok(
    await other.post('/title-holdings', {
      titleId: data[0].id,
      membershipId: manager.actor.membershipId,
      programId,
    }),
    201,
  );
  const { invoice } = await issued();
  const inbox = ok(await manager.get('/approval-inbox')).entries;
  expect(inbox.filter((one: any) => one.subjectId === invoice.id)).toEqual([]);
  const open = ok(await controller.get('/approval-inbox')).entries;
  expect(open.some((one: any) => one.subjectId === invoice.id)).toBe(true);
});
