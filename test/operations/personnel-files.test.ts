import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { createPlacementMarket, type Agency, type PlacementMarket } from '../support/placements.ts';
import { startService, type Client, type Service } from '../support/service.ts';
import { ok } from '../support/weeks.ts';

let service: Service;
let market: PlacementMarket;
let credentialing: Client;
let agencies: Agency[];
const placements: {
  assignmentId: string;
  workerId: string;
  agency: Agency;
  type: string;
  from: string;
  to: string;
}[] = [];

// A stream of numbers that look random and are the same in every run.
let state = 8;
const below = (limit: number) => {
  state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
  return Math.floor((state / 2_147_483_648) * limit);
};
const day = (month: number, date: number) => `2026-0${month}-${String(date).padStart(2, '0')}`;

async function place(agency: Agency, type: string, started: string, ended: string | null, known?: string) {
  const { workerId, representationId } = await market.represent(agency, known);
  const parties = { vendor_id: agency.id, worker_id: workerId };
  const orderId = await market.row('orders', { positions: 1, type });
  const at = {
    ...parties,
    order_id: orderId,
    position_id: await market.row('positions', { order_id: orderId }),
  };
  const submission = { ...parties, order_id: orderId, representation_id: representationId };
  const hired = { ...at, submission_id: await market.row('submissions', submission) };
  const days = { starts_on: started, started_on: started, ends_on: ended ?? '2026-06-30' };
  const end =
    ended === null ? { state: 'active' } : { state: 'ended', ended_on: ended, end_kind: 'completed' };
  const assignmentId = await market.row('assignments', {
    ...hired,
    ...days,
    ...end,
    offer_id: await market.row('offers', hired),
  });
  placements.push({ assignmentId, workerId, agency, type, from: started, to: ended ?? '2026-06-30' });
  return { assignmentId, workerId };
}

beforeAll(async () => {
  service = await startService();
  market = await createPlacementMarket(service);
  credentialing = await market.member('credentialing');
  agencies = [await market.agency(), await market.agency()];
  for (let count = 0; count < 24; count += 1) {
    const month = 1 + below(5);
    const ended = below(3) === 0 ? null : day(Math.min(6, month + below(3)), 28);
    await place(agencies[below(2)]!, below(2) ? 'per_diem' : 'contract', day(month, 1 + below(28)), ended);
  }
  // A person of two agencies is one worker of each.
  await place(agencies[1]!, 'contract', day(2, 3), null, placements[0]!.workerId);
  for (const { assignmentId, workerId, from, agency } of placements) {
    if (below(3) > 0) continue;
    const placed = `2026-0${Math.min(6, Number(from[6]) + below(2))}-${10 + below(19)}T0${below(9)}:30:00Z`;
    const mark = { placed_at: placed, kind: below(2) ? 'clinical' : 'professional' };
    await market.row('do_not_returns', {
      ...mark,
      assignment_id: assignmentId,
      worker_id: workerId,
      vendor_id: agency.id,
    });
  }
  await service.moveClock(market.tenantId, '2026-07-01T12:00:00Z');
});

const body = (about: object = {}) => ({
  assignmentId: placements[0]!.assignmentId,
  month: placements[0]!.from.slice(0, 7),
  hasBackgroundCheck: true,
  hasCompetency: true,
  hasCredentials: true,
  ...about,
});
const list = async (path: string, as: Client = market.manager): Promise<any[]> =>
  ok(await as.get(`${path}${path.includes('?') ? '&' : '?'}limit=200`)).data;

describe('a sample of a personnel file', () => {
  let id: string;

  test('is recorded by credentialing, of a placement under way in the month, once a month', async () => {
    const made = ok(
      await credentialing.post(
        '/personnel-file-samples',
        body({ hasCompetency: false, note: 'No skills list.' }),
      ),
      201,
    );
    id = made.id;
    expect(made).toMatchObject({
      isComplete: false,
      state: 'recorded',
      orderType: placements[0]!.type,
      sampledOn: '2026-07-01',
    });
    const again = await credentialing.post('/personnel-file-samples', body());
    expect(again.body, again.text).toMatchObject({ status: 409, code: 'file_already_sampled' });
    for (const [wrong, pointer] of [
      [{ month: '2025-12' }, '/month'],
      [{ month: '2027-01' }, '/month'],
      [{ sampledOn: '2026-07-02' }, '/sampledOn'],
      [{ sampledOn: '2025-12-31' }, '/sampledOn'],
      [{ assignmentId: randomUUID() }, '/assignmentId'],
    ] as const) {
      const refused = await credentialing.post('/personnel-file-samples', body(wrong));
      expect(refused.body.errors[0], JSON.stringify(wrong)).toMatchObject({ pointer });
    }
    expect((await market.requester.post('/personnel-file-samples', body())).status).toBe(403);
    expect((await agencies[0]!.recruiter.post('/personnel-file-samples', body())).status).toBe(403);
  });

  test('is read by its vendor without the worker’s id and the notes, by no other', async () => {
    const whose = placements[0]!.agency;
    const other = agencies.find((one) => one !== whose)!;
    const theirs = ok(await whose.recruiter.get(`/personnel-file-samples/${id}`));
    expect(theirs).toMatchObject({ isComplete: false, vendorId: whose.id });
    for (const hidden of ['workerId', 'note', 'sampledBy', 'voidReason'])
      expect(theirs).not.toHaveProperty(hidden);
    const without = ({ requestId: _, ...about }: any) => about;
    const [foreign, missing] = await Promise.all(
      [id, randomUUID()].map((one) => other.recruiter.get(`/personnel-file-samples/${one}`)),
    );
    expect(foreign!.status).toBe(404);
    expect(without(foreign!.body)).toEqual(without(missing!.body));
  });

  test('is voided for a reason, once, at the version that was seen; the file is sampled anew', async () => {
    const voiding = { reason: 'Another person’s file.' };
    const path = `/personnel-file-samples/${id}/void`;
    expect((await credentialing.post(path, voiding, { 'if-match': '"7"' })).body.code).toBe('stale_version');
    expect((await credentialing.post(path, {})).status).toBe(422);
    const graph = await credentialing.graphql(
      'mutation($input: VoidPersonnelFileSampleInput!) { voidPersonnelFileSample(input: $input) { personnelFileSample { state voidReason } } }',
      { input: { personnelFileSampleId: id, ...voiding } },
    );
    expect(graph.body.data?.voidPersonnelFileSample.personnelFileSample, graph.text).toEqual({
      state: 'VOIDED',
      voidReason: voiding.reason,
    });
    expect((await credentialing.post(path, voiding)).body.code).toBe('step_not_allowed');
    const { recruiter } = placements[0]!.agency;
    const { events } = (await recruiter.get('/events')).body;
    expect(events.map(({ type }: any) => type)).toContain('personnel_file_sample.recorded');
    expect(JSON.stringify(events)).not.toContain(voiding.reason);
    ok(await credentialing.post('/personnel-file-samples', body()), 201);
  });
});

test('the files to look at are drawn by the rule, the same ones each time, for each agency apart', async () => {
  const asked = `/personnel-file-draws?vendorId=${agencies[0]!.id}&orderType=contract&month=2026-03`;
  const draw = ok(await credentialing.get(asked));
  const people = new Set(
    placements
      .filter(
        ({ agency, type, from, to }) =>
          agency === agencies[0] && type === 'contract' && from < '2026-04' && to >= '2026-03-01',
      )
      .map(({ workerId }) => workerId),
  );
  expect(people.size).toBeGreaterThan(1);
  expect(draw).toMatchObject({ population: people.size, required: people.size });
  expect(new Set(draw.files.map(({ workerId }: any) => workerId))).toEqual(people);
  expect(ok(await credentialing.get(asked)).files).toEqual(draw.files);
  expect((await agencies[0]!.recruiter.get(asked)).status).toBe(403);
});

describe('the staffing measures', () => {
  /** Counted anew from what lists say, by agency, month and kind of order. */
  const measures = [
    ['per_diem', 'HCSS-4', 'HCSS-6'],
    ['contract', 'HCSS-5', 'HCSS-7'],
  ] as const;
  /** By type of order, or of any, the metrics that are the measures. */
  const metrics = [
    ['per_diem', 'do_not_return_rate_per_diem', 'personnel_file_completeness_per_diem'],
    ['contract', 'do_not_return_rate_travel', 'personnel_file_completeness_travel'],
    [undefined, 'do_not_return_rate', 'personnel_file_completeness'],
  ] as const;

  async function recount(
    counted: readonly (readonly [type: string | undefined, marking: string, filing: string])[] = measures,
  ) {
    const [marks, samples, assignments, orders] = await Promise.all(
      ['/do-not-returns', '/personnel-file-samples?state=recorded', '/assignments', '/orders'].map((path) =>
        list(path),
      ),
    );
    const typeOf = new Map(orders!.map(({ id, type }) => [id, type]));
    const known = new Map(assignments!.map((one) => [one.id, one]));
    const rows = new Map<string, number>();
    for (const month of ['2026-01', '2026-02', '2026-03', '2026-04', '2026-05', '2026-06']) {
      for (const vendorId of new Set(assignments!.map((one) => one.vendorId))) {
        for (const [type, marking, filing] of counted) {
          const isOf = (orderType: string) => type === undefined || orderType === type;
          const placed = assignments!.filter(
            (one) =>
              one.vendorId === vendorId &&
              isOf(typeOf.get(one.orderId)) &&
              ['active', 'suspended', 'ended'].includes(one.state) &&
              one.startedOn.slice(0, 7) <= month &&
              (one.endedOn ?? one.endsOn).slice(0, 7) >= month,
          );
          const marked = marks!.filter(({ assignmentId, placedAt }) => {
            const local = Temporal.Instant.from(placedAt)
              .toZonedDateTimeISO('America/New_York')
              .toPlainDate()
              .toString();
            const after = known.get(assignmentId);
            return after?.vendorId === vendorId && isOf(typeOf.get(after.orderId)) && local.startsWith(month);
          });
          const files = samples!.filter(
            (one) => one.vendorId === vendorId && isOf(one.orderType) && one.monthStartsOn.startsWith(month),
          );
          const [people, blocked] = [placed, marked].map(
            (some) => new Set(some.map(({ workerId }) => workerId)).size,
          );
          const complete = files.filter(
            (one) => one.hasBackgroundCheck && one.hasCompetency && one.hasCredentials,
          ).length;
          for (const [measure, over, under] of [
            [marking, blocked!, people!],
            [filing, complete, files.length],
          ] as const)
            if (over + under > 0) rows.set([measure, month, vendorId, over].join(' '), under);
        }
      }
    }
    return rows;
  }

  const asked = '/hcss-measures?from=2026-01&to=2026-06';

  test('are what lists come to when counted anew, on a history of chance', async () => {
    for (const { assignmentId, from } of placements)
      if (below(2))
        await credentialing.post(
          '/personnel-file-samples',
          body({ assignmentId, month: from.slice(0, 7), hasCredentials: below(3) > 0 }),
        );
    const pack = ok(await credentialing.get(asked));
    const told = new Map(
      pack.rows.map((row: any) => [
        [row.measure, row.month, row.vendorId, row.numerator].join(' '),
        row.denominator,
      ]),
    );
    const expected = await recount();
    expect(expected.size).toBeGreaterThan(20);
    expect(Object.fromEntries(told)).toEqual(Object.fromEntries(expected));
    expect(new Set(pack.rows.map(({ measure }: any) => measure))).toEqual(
      new Set(['HCSS-4', 'HCSS-5', 'HCSS-6', 'HCSS-7']),
    );
    for (const { rate, numerator, denominator } of pack.rows)
      expect(Number(rate ?? 0)).toBeCloseTo(denominator === 0 ? 0 : numerator / denominator, 6);
    expect(pack).toMatchObject({
      source: expect.stringContaining('HCSS'),
      by: ['vendor'],
      from: '2026-01',
      to: '2026-06',
    });
  });

  test('are metrics too, of each kind of order and of both', async () => {
    const names = metrics.flatMap(([, ...both]) => both).join(',');
    const { rows } = ok(
      await credentialing.get(
        `/reports/query?metrics=${names}&by=vendor&grain=month&from=2026-01-01&to=2026-06-30`,
      ),
    );
    const told = rows
      .filter(({ numerator, denominator }: any) => Number(numerator) + Number(denominator) > 0)
      .map((row: any) => [
        [row.metric, row.period.slice(0, 7), row.vendorId, row.numerator].join(' '),
        Number(row.denominator),
      ]);
    expect(Object.fromEntries(told)).toEqual(Object.fromEntries(await recount(metrics)));
  });

  test('of a program agree with the report of do-not-returns', async () => {
    const { rows } = ok(await credentialing.get(`${asked}&by=program`));
    const report = ok(
      await credentialing.get('/reports/do-not-return-rate?by=program&from=2026-01&to=2026-06'),
    ).rows;
    const kinds: Record<string, string> = { per_diem: 'HCSS-4', contract: 'HCSS-5' };
    const brief = (some: any[]) => some.map((one) => JSON.stringify(one)).toSorted();
    expect(
      brief(
        report.map((one: any) => [kinds[one.orderType], one.month, one.programId, one.marked, one.placed]),
      ),
    ).toEqual(
      brief(
        rows
          .filter(({ measure }: any) => measure < 'HCSS-6')
          .map((one: any) => [one.measure, one.month, one.programId, one.numerator, one.denominator]),
      ),
    );
  });

  test('are CSV too, the same over GraphQL, bounded, and nobody’s who is not to know', async () => {
    const json = ok(await credentialing.get(asked));
    const csv = await credentialing.get(asked, { accept: 'text/csv' });
    const [first, ...lines] = csv.text.trim().split('\r\n');
    expect(first).toBe(json.columns.map(({ name }: any) => name).join(','));
    expect(lines).toHaveLength(json.rows.length);
    for (const { description } of json.columns) expect(description).not.toBe('');
    const graph = await credentialing.graphql(
      '{ hcssMeasures(from: "2026-01", to: "2026-06", format: CSV) { text mediaType } }',
    );
    expect(graph.body.data?.hcssMeasures, graph.text).toEqual({ text: csv.text, mediaType: 'text/csv' });
    const one = ok(await credentialing.get(`${asked}&vendorId=${agencies[0]!.id}`)).rows;
    expect(one).toEqual(json.rows.filter(({ vendorId }: any) => vendorId === agencies[0]!.id));
    expect((await credentialing.get('/hcss-measures?from=2026-02&to=2026-01')).status).toBe(422);
    expect((await credentialing.get('/hcss-measures?from=2020-02&to=2026-01')).body.errors[0].code).toBe(
      'too_long',
    );
    for (const stranger of [market.requester, market.finance, agencies[0]!.recruiter])
      expect((await stranger.get(asked)).status).toBe(403);
  });
});
