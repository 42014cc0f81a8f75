import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../../src/kernel/actor.ts';
import { startService, type Client, type Service } from '../support/service.ts';
import { createWeeks, ok, week, type Supplier, type Weeks } from '../support/weeks.ts';

let service: Service;
let weeks: Weeks;
let rival: Supplier;
let invoice: any;
let statement: any;
let item: any;

beforeAll(async () => {
  service = await startService();
  weeks = await createWeeks(service);
  rival = await weeks.supplier();
  const path = await weeks.approved(await weeks.placed());
  await weeks.approved(await weeks.placed(rival));
  const made = ok(
    await weeks.manager.post('/invoice-runs', {
      programId: weeks.programId,
      periodStart: '2026-02-01',
      periodEnd: '2026-02-07',
    }),
    201,
  );
  const documents = ok(await weeks.manager.get(`/invoices?runId=${made.id}`)).data;
  invoice = documents.find(({ kind }: any) => kind === 'client_invoice');
  statement = documents.find(({ vendorId }: any) => vendorId === weeks.atlas.id);
  [item] = ok(await weeks.manager.get(`/billing-items?sourceId=${path.split('/')[2]}`)).data;
});

const member = (role: any, bound = {}) => service.member(weeks.tenantId, { role, ...bound });
const list = async (as: Client, path: string): Promise<any[]> => ok(await as.get(`${path}?limit=200`)).data;
const without = ({ requestId: _, ...body }: any) => body;

async function isMissing(as: Client, path: string, method: 'get' | 'post' = 'get') {
  const seen = await as[method](path);
  const random = await as[method](path.replace(/[0-9a-f-]{36}/, randomUUID()));
  expect(seen.status).toBe(404);
  expect(without(seen.body)).toEqual(without(random.body));
}

describe('a vendor', () => {
  test('sees its statement, its lines and items, and nothing of rivals or of the client', async () => {
    const { recruiter } = weeks.atlas;
    const documents = (await list(recruiter, '/invoices')).filter(({ state }) => state !== 'draft');
    expect(documents.map(({ id }) => id)).toEqual([statement.id]);
    expect(documents[0]).toMatchObject({ gross: '4264.75', fee: '127.94', net: '4136.81', total: '4136.81' });
    expect(documents[0]).not.toHaveProperty('runId');
    expect(documents[0]).not.toHaveProperty('issuedBy');
    const lines = (await list(recruiter, '/invoice-lines')).filter(
      ({ invoiceId }) => invoiceId === statement.id,
    );
    expect(lines).toHaveLength(4);
    expect(lines.every(({ side, vendorId }) => side === 'vendor' && vendorId === weeks.atlas.id)).toBe(true);
    for (const line of lines) expect(line).not.toHaveProperty('allocation');
    const items = await list(recruiter, '/billing-items');
    expect(new Set(items.map(({ vendorId }) => vendorId))).toEqual(new Set([weeks.atlas.id]));
    for (const one of items) expect(one).not.toHaveProperty('allocation');
    await isMissing(recruiter, `/invoices/${invoice.id}`);
    await isMissing(rival.recruiter, `/invoices/${statement.id}`);
    await isMissing(rival.recruiter, `/billing-items/${item.id}`);
    await isMissing(rival.recruiter, `/billing-items/${item.id}/explain`);
    const { body } = await recruiter.graphql(
      `query($id: ID!) { invoice(id: $id) { id } program(id: "${weeks.programId}") { invoices { nodes { id kind } } } }`,
      { id: invoice.id },
    );
    expect(body.errors![0].extensions).toMatchObject({ status: 404, code: 'not_found' });
    expect(body.data.invoice).toBeNull();
    const kinds = new Set(body.data.program.invoices.nodes.map(({ kind }: any) => kind));
    expect(kinds.isSubsetOf(new Set(['VENDOR_STATEMENT', 'VENDOR_CREDIT']))).toBe(true);
  });

  test('finds in its feed its own documents only', async () => {
    const { events: data } = ok(
      await weeks.atlas.recruiter.get('/events?wait=10&types=invoice.issued_to_vendor,invoice.issued'),
    );
    expect(data.map(({ subject }: any) => subject.id)).toEqual([statement.id]);
    const client = ok(
      await weeks.finance.get('/events?wait=10&types=invoice.issued_to_vendor,invoice.issued'),
    ).events;
    expect(client.map(({ subject }: any) => subject.id)).toEqual([invoice.id]);
  });

  test('cannot tell from a number how much others are billed', async () => {
    const others = ok(await weeks.manager.get('/invoices?kind=vendor_statement&limit=200')).data.filter(
      ({ number }: any) => number,
    );
    expect(others.map(({ number }: any) => number.split('-').at(-1))).toEqual(['000001', '000001']);
  });
});

describe('the client', () => {
  test('sees its invoice and its side of the lines, and no statement', async () => {
    const documents = (await list(weeks.finance, '/invoices')).filter(({ state }) => state !== 'draft');
    expect(documents.map(({ id }) => id)).toEqual([invoice.id]);
    const lines = await list(weeks.finance, '/invoice-lines');
    expect(lines).toHaveLength(8);
    expect(lines.every(({ side }) => side === 'client')).toBe(true);
    await isMissing(weeks.finance, `/invoices/${statement.id}`);
    expect((await weeks.finance.get('/invoice-runs')).status).toBe(403);
  });

  test('of some units sees its lines, and no document of the whole program', async () => {
    const narrow = await member('client_finance', { programIds: [weeks.programId], unitIds: [weeks.unitId] });
    expect(await list(narrow, '/invoices')).toEqual([]);
    expect(await list(narrow, '/invoice-lines')).toHaveLength(8);
    await isMissing(narrow, `/invoices/${invoice.id}`);
    // Nor is it told what becomes of one: what concerns the program as a whole is in no feed of a part of it.
    const someFacility = await member('client_finance', {
      programIds: [weeks.programId],
      facilityIds: [String(weeks.world.rows['facilities']!['id'])],
    });
    const told = async (as: Client) =>
      ok(await as.get('/events?types=invoice.issued')).events.map(({ subject }: any) => subject.id);
    expect(await told(weeks.finance)).toContain(invoice.id);
    expect(await told(narrow)).toEqual([]);
    expect(await told(someFacility)).toEqual([]);
    const elsewhere = await member('client_finance', { programIds: [randomUUID()] });
    for (const path of ['/invoices', '/invoice-lines', '/billing-items'])
      expect(await list(elsewhere, path)).toEqual([]);
  });
});

test('an analyst reads items without their workers, and no documents', async () => {
  const analyst = await member('analyst');
  const items = await list(analyst, '/billing-items');
  expect(items.length).toBeGreaterThan(7);
  for (const one of items) expect(one).not.toHaveProperty('workerId');
  expect((await analyst.get('/billing-items?workerId=' + item.workerId)).body.code).toBe(
    'field_not_available',
  );
  expect((await analyst.get('/invoices')).status).toBe(403);
});

test.each(['requester', 'approver', 'worker', 'credentialing', 'tenant_admin'] as const)(
  'a %s reads no bill',
  async (role) => {
    const someone = await member(role, role === 'worker' ? { workerId: item.workerId } : {});
    for (const path of ['/billing-items', '/invoices', '/invoice-lines', '/invoice-runs'])
      expect((await someone.get(path)).status).toBe(403);
  },
);

describe('a document', () => {
  // A client's invoice can be voided too, as long as nothing is paid of it.
  const steps = async (path: string, voids: readonly string[] = []) => {
    const issuer = weeks.manager;
    const second = await member('program_manager');
    expect((await second.post(`${path}/send`)).body.code).toBe('step_not_allowed');
    const own = await issuer.post(`${path}/approve`);
    expect([own.status, own.body.code]).toEqual([403, 'approver_is_issuer']);
    expect(ok(await issuer.get(path)).allowedActions).toEqual(voids);
    expect(ok(await second.get(path)).allowedActions).toEqual(['approve', ...voids]);
    expect((await second.post(`${path}/approve`, {}, { 'if-match': '"1"' })).status).toBe(412);
    expect(ok(await second.post(`${path}/approve`))).toMatchObject({ state: 'approved' });
    expect((await second.post(`${path}/approve`)).body.code).toBe('step_not_allowed');
    expect(ok(await issuer.post(`${path}/send`))).toMatchObject({
      state: 'sent',
      allowedActions: voids,
    });
  };

  test('is approved by another than its issuer, then sent', async () => {
    await steps(`/invoices/${invoice.id}`, ['void']);
    await steps(`/invoices/${statement.id}`);
    const sent = ok(
      await weeks.atlas.recruiter.get('/events?wait=10&types=invoice.delivered_to_vendor,invoice.sent'),
    ).events;
    expect(sent.map(({ subject }: any) => subject.id)).toEqual([statement.id]);
    const approvals = '/events?wait=10&types=invoice.approved,invoice.approved_for_vendor';
    for (const [client, document] of [
      [weeks.finance, invoice],
      [weeks.atlas.recruiter, statement],
    ]) {
      const { events } = ok(await client.get(approvals));
      expect(events.map(({ subject }: any) => subject.id)).toEqual([document.id]);
    }
  });

  test('is no other issuer’s under another membership of the same person', async () => {
    const placed = await weeks.placed();
    await weeks.approved(placed, week('07:30'));
    const made = ok(
      await weeks.manager.post('/invoice-runs', {
        programId: weeks.programId,
        periodStart: '2026-02-01',
        periodEnd: '2026-02-07',
      }),
      201,
    );
    const [fresh] = ok(await weeks.finance.get('/invoices?sort=-createdAt')).data;
    const { userId } = weeks.manager.actor;
    const held = await weeks.rows(async () => {
      const other = await weeks.world.copy('memberships', {
        user_id: userId,
        side: 'client',
        role: 'client_finance',
      });
      return String(other['id']);
    });
    await service.as(systemActor(weeks.tenantId), (tx) =>
      tx.rows(sql`update access_tokens set membership_id = ${held}
        where user_id = ${userId} and membership_id = ${weeks.manager.actor.membershipId}`),
    );
    const answer = await weeks.manager.post(`/invoices/${fresh.id}/approve`);
    expect([answer.status, answer.body.code, made.invoiceCount]).toEqual([403, 'approver_is_issuer', 2]);
  });

  test('is run, credited and sent by the program manager alone, and approved by no vendor', async () => {
    for (const someone of [weeks.finance, weeks.atlas.recruiter, weeks.approver]) {
      for (const [path, body] of [
        ['/invoice-runs', { programId: weeks.programId, periodStart: '2026-02-01', periodEnd: '2026-02-07' }],
        ['/credit-memos', { invoiceId: invoice.id, reason: 'No' }],
        [`/invoices/${invoice.id}/send`, {}],
      ] as const)
        expect((await someone.post(path, body)).status).toBe(403);
    }
    expect((await weeks.atlas.recruiter.post(`/invoices/${statement.id}/approve`)).status).toBe(403);
    await isMissing(weeks.finance, `/invoices/${statement.id}/approve`, 'post');
  });
});
