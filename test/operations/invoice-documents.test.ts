import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../../src/kernel/actor.ts';
import { cleanFile } from '../support/files.ts';
import { logoPng } from '../support/invoice-documents.ts';
import { startService, type Client, type Service } from '../support/service.ts';
import { createWeeks, ok, week, type Weeks } from '../support/weeks.ts';
import { Xml } from '../support/xml.ts';

let service: Service;
let weeks: Weeks;
let manager: Client;
let invoice: any;
let statement: any;
let memo: any;
const issuedAt = '2026-02-16T12:00:00Z';

const formats = {
  json: 'application/json',
  csv: 'text/csv',
  ubl: 'application/xml',
  cxml: 'text/xml',
  pdf: 'application/pdf',
} as const;

interface Fetched {
  status: number;
  headers: Record<string, unknown>;
  bytes: Buffer;
  code: string | undefined;
}

/** A document as its bytes. */
async function fetchDocument(
  client: Client,
  id: string,
  query = '',
  headers: Record<string, string> = {},
): Promise<Fetched> {
  const answer = await service.app.http.inject({
    method: 'GET',
    url: `/v1/invoices/${id}/document${query}`,
    headers: { authorization: `Bearer ${client.token}`, 'accept-encoding': 'identity', ...headers },
  });
  const isProblem = String(answer.headers['content-type']).startsWith('application/problem+json');
  return {
    status: answer.statusCode,
    headers: answer.headers,
    bytes: answer.rawPayload,
    code: isProblem ? answer.json().code : undefined,
  };
}
const textOf = async (id: string, format: keyof typeof formats, client = manager) => {
  const { status, bytes } = await fetchDocument(client, id, `?format=${format}`);
  expect(status).toBe(200);
  return bytes.toString('utf8');
};
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

const document = `query ($id: ID!, $format: InvoiceFormat, $asOf: Instant) {
  invoiceDocument(invoiceId: $id, format: $format, asOf: $asOf) { mediaType fileName size sha256 text base64 } }`;

beforeAll(async () => {
  service = await startService();
  weeks = await createWeeks(service);
  ({ manager } = weeks);
  const placed = await weeks.placed();
  const [first, second] = [await weeks.costCenter('7001'), await weeks.costCenter('7002')];
  const shares = [
    { costCenterId: first, percent: '60' },
    { costCenterId: second, percent: '40' },
  ];
  ok(
    await weeks.finance.post(`/assignments/${placed.assignmentId}/allocations`, {
      effectiveFrom: '2026-02-01',
      shares,
    }),
  );
  const path = await weeks.approved(placed);
  const logoFileId = await cleanFile(service, manager, logoPng(), {
    name: 'Logo.png',
    mediaType: 'image/png',
  });
  ok(await manager.put(`/programs/${weeks.programId}/billing-profile`, { logoFileId }));
  const run = ok(
    await manager.post('/invoice-runs', {
      programId: weeks.programId,
      periodStart: '2026-02-01',
      periodEnd: '2026-02-07',
    }),
    201,
  );
  const documents: any[] = ok(await manager.get(`/invoices?runId=${run.id}`)).data;
  invoice = documents.find(({ kind }) => kind === 'client_invoice');
  statement = documents.find(({ kind }) => kind === 'vendor_statement');
  await service.moveClock(weeks.tenantId, '2026-02-17T12:00:00Z');
  await weeks.agreed(path, week('07:30'));
  memo = ok(await manager.post('/credit-memos', { invoiceId: invoice.id, reason: 'Out at 07:30' }), 201);
});

describe('a document as a file', () => {
  test.each(Object.entries(formats))(
    'comes as %s by name and by media type, the same bytes',
    async (format, mediaType) => {
      const named = await fetchDocument(manager, invoice.id, `?format=${format}`);
      expect(named.status).toBe(200);
      expect(String(named.headers['content-type']).split(';')[0]).toBe(mediaType);
      expect(named.headers['content-disposition']).toMatch(
        new RegExp(`^attachment; filename="${invoice.number}\\.(json|csv|xml|cxml|pdf)"`),
      );
      expect(named.headers['x-content-type-options']).toBe('nosniff');
      const accepted = await fetchDocument(manager, invoice.id, '', { accept: mediaType });
      expect(accepted.bytes.equals(named.bytes)).toBe(true);
      const { data, errors } = (
        await manager.graphql(document, { id: invoice.id, format: format.toUpperCase() })
      ).body;
      expect(errors).toBeUndefined();
      const { text, base64, size, sha256: hash, mediaType: type } = data.invoiceDocument;
      expect([type, size, hash]).toEqual([mediaType, named.bytes.length, sha256(named.bytes)]);
      expect(Buffer.from(text ?? base64, text === null ? 'base64' : 'utf8').equals(named.bytes)).toBe(true);
    },
  );

  test('is JSON where nothing is asked for: what its hash covers, byte for byte', async () => {
    for (const one of [invoice, statement, memo]) {
      const { bytes, headers } = await fetchDocument(manager, one.id);
      expect(headers['content-type']).toMatch(/^application\/json/);
      expect(sha256(bytes)).toBe(one.contentHash);
    }
    const packed = await fetchDocument(manager, invoice.id, '', { 'accept-encoding': 'gzip' });
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(sha256(gunzipSync(packed.bytes))).toBe(invoice.contentHash);
    const { data } = (await manager.graphql(document, { id: invoice.id })).body;
    expect(data.invoiceDocument).toMatchObject({
      mediaType: 'application/json',
      sha256: invoice.contentHash,
    });
  });

  test('says the Lakeshore week to the cent, in every format', async () => {
    const ubl = Xml.parse(await textOf(invoice.id, 'ubl'));
    expect(ubl.text('cac:LegalMonetaryTotal', 'cbc:PayableAmount')).toBe('4264.75');
    const net = Xml.parse(await textOf(statement.id, 'ubl'));
    expect(net.text('cac:LegalMonetaryTotal', 'cbc:PayableAmount')).toBe('4136.81');
    expect(net.text('cac:AllowanceCharge', 'cbc:Amount')).toBe('127.94');
    const credit = Xml.parse(await textOf(memo.id, 'ubl'));
    expect(credit.text('cac:LegalMonetaryTotal', 'cbc:PayableAmount')).toBe('36.75');
    expect(credit.text('cac:BillingReference', 'cac:InvoiceDocumentReference', 'cbc:ID')).toBe(
      invoice.number,
    );
    const cxml = Xml.parse(await textOf(invoice.id, 'cxml'));
    expect(cxml.text('Request', 'InvoiceDetailRequest', 'InvoiceDetailSummary', 'DueAmount', 'Money')).toBe(
      '4264.75',
    );
    const csv = await textOf(invoice.id, 'csv');
    expect(csv.trim().split('\r\n').length).toBe(5);
    expect(csv).toContain('7001 2352.00; 7002 1568.00');
  });

  test('to print has the logo of the program’s profile, for its vendor too', async () => {
    for (const [client, id] of [
      [manager, invoice.id],
      [weeks.finance, invoice.id],
      [weeks.atlas.recruiter, statement.id],
    ] as [Client, string][]) {
      const { bytes } = await fetchDocument(client, id, '?format=pdf');
      expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
      const { logoFileId } = JSON.parse(await textOf(id, 'json', client));
      expect(bytes.includes('/Subtype /Image')).toBe(logoFileId !== null);
    }
    expect(JSON.parse(await textOf(invoice.id, 'json')).logoFileId).not.toBeNull();
  });

  test('reads the same whatever is renamed, and as of any instant from its issue on', async () => {
    const before = await Promise.all(
      Object.keys(formats).map((format) => fetchDocument(manager, invoice.id, `?format=${format}`)),
    );
    await weeks.rows(async () => {
      await weeks.world.change('programs', { name: 'Renamed Health' });
      await weeks.world.change('cost_centers', { name: 'Renamed center' });
    });
    for (const [at, format] of Object.keys(formats).entries()) {
      const again = await fetchDocument(manager, invoice.id, `?format=${format}&asOf=${issuedAt}`);
      expect(again.bytes.equals(before[at]!.bytes), format).toBe(true);
    }
    const early = '2026-02-16T11:00:00Z';
    const missing = await fetchDocument(manager, invoice.id, `?asOf=${early}`);
    expect([missing.status, missing.code]).toEqual([404, 'not_found']);
    const late = await fetchDocument(manager, invoice.id, '?asOf=2030-01-01T00:00:00Z');
    expect([late.status, late.code]).toEqual([422, 'invalid_input']);
    const graphql = (await manager.graphql(document, { id: invoice.id, asOf: early })).body;
    expect(graphql.errors![0].extensions.code).toBe('not_found');
  });

  test('is refused in a format that there is not, or to who accepts none', async () => {
    const none = await fetchDocument(manager, invoice.id, '', { accept: 'image/png' });
    expect([none.status, none.code]).toEqual([406, 'not_acceptable']);
    const unknown = await fetchDocument(manager, invoice.id, '?format=docx');
    expect([unknown.status, unknown.code]).toEqual([422, 'invalid_input']);
    const other = await fetchDocument(manager, invoice.id, '?color=red');
    expect(other.status).toBe(422);
  });
});

test('that a document left is kept in the access log, on both surfaces', async () => {
  const kept = async (requestId: unknown) =>
    weeks.rows(() =>
      service.as(systemActor(weeks.tenantId), (tx) =>
        tx.rows<{ kind: string; operation: string; subjectId: string }>(
          sql`select kind, operation, subject_id as "subjectId" from access_log where request_id = ${String(requestId)}`,
        ),
      ),
    );
  const expected = [{ kind: 'export', operation: 'invoiceDocument', subjectId: memo.id }];
  const rest = await fetchDocument(manager, memo.id, '?format=csv');
  await expect.poll(() => kept(rest.headers['x-request-id'])).toEqual(expected);
  const graphql = await manager.graphql(document, { id: memo.id });
  await expect.poll(() => kept(graphql.headers['x-request-id'])).toEqual(expected);
});

describe('who reads a document', () => {
  test('a vendor reads its own statement, without workers, cost centers or the client’s taxes', async () => {
    const { recruiter } = weeks.atlas;
    for (const format of Object.keys(formats) as (keyof typeof formats)[]) {
      const own = await fetchDocument(recruiter, statement.id, `?format=${format}`);
      expect([format, own.status]).toEqual([format, 200]);
      const foreign = await fetchDocument(recruiter, invoice.id, `?format=${format}`);
      const missing = await fetchDocument(
        recruiter,
        '0198c0de-0000-7000-8000-00000000dead',
        `?format=${format}`,
      );
      expect([foreign.status, foreign.code, missing.status]).toEqual([404, 'not_found', 404]);
    }
    const said = JSON.parse(await textOf(statement.id, 'json', recruiter));
    expect(said.lines.every((line: any) => line.workerId === null && line.allocation.length === 0)).toBe(
      true,
    );
    expect(Object.keys(said.names.vendors)).toEqual([weeks.atlas.id]);
    expect(said.names.costCenters).toEqual({});
    const graphql = (await recruiter.graphql(document, { id: invoice.id })).body;
    expect([graphql.data.invoiceDocument, graphql.errors![0].extensions.code]).toEqual([null, 'not_found']);
  });

  test('another vendor reads neither; the client’s finance reads what the client is asked for', async () => {
    const rival = await weeks.supplier();
    for (const id of [invoice.id, statement.id, memo.id])
      expect((await fetchDocument(rival.recruiter, id)).status).toBe(404);
    expect((await fetchDocument(weeks.finance, invoice.id, '?format=pdf')).status).toBe(200);
    expect((await fetchDocument(weeks.finance, statement.id)).status).toBe(404);
  });

  test('who reads no invoices is refused', async () => {
    const refused = await fetchDocument(weeks.approver, invoice.id);
    expect([refused.status, refused.code]).toEqual([403, 'permission_missing']);
  });
});
