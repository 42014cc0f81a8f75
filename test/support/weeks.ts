import { sql } from 'drizzle-orm';
import { payRules } from '../../src/bin/sandbox/lakeshore.ts';
import { systemActor } from '../../src/kernel/actor.ts';
import { serviceClient } from './database.ts';
import type { Answer, Client, Service } from './service.ts';
import { createWorld, enter, type Row, type World } from './world.ts';
import { instantOf } from './local-time.ts';

/** A vendor with an agreement, and who speaks for it. */
export interface Supplier {
  id: string;
  recruiter: Client;
}

/** A worker placed at 98 an hour. */
export interface Placed {
  assignmentId: string;
  worker: Client;
  workerId: string;
}

/** A program in a sandbox whose weeks are worked, approved and disputed through HTTP. */
export interface Weeks {
  world: World;
  tenantId: string;
  programId: string;
  unitId: string;
  manager: Client;
  approver: Client;
  finance: Client;
  atlas: Supplier;
  supplier(terms?: Row): Promise<Supplier>;
  placed(supplier?: Supplier): Promise<Placed>;
  costCenter(code: string): Promise<string>;
  /** An approved week of clinician A's, or of the entries given; answers its path. */
  approved(placed: Placed, entries?: readonly object[], weekStartsOn?: string): Promise<string>;
  /** The client proposes other hours and the vendor agrees. */
  agreed(path: string, proposedEntries: readonly object[], supplier?: Supplier): Promise<void>;
  /** Writes rows past the rules, as the tenant's own hand. */
  rows<T>(run: () => Promise<T>): Promise<T>;
}

const at = (local: string) => instantOf(local, 'America/New_York');
const night = (evening: string, start: string, morning: string, end: string) => ({
  startsAt: at(`${evening}T${start}`),
  endsAt: at(`${morning}T${end}`),
  meals: [{ startsAt: at(`${morning}T01:00`), endsAt: at(`${morning}T01:30`) }],
});

/** Clinician A's first week, with Wednesday's out as given. */
export const week = (wednesdayOut = '07:38') => [
  night('2026-02-02', '19:00', '2026-02-03', '07:30'),
  night('2026-02-03', '18:53', '2026-02-04', wednesdayOut),
  night('2026-02-06', '19:00', '2026-02-07', '07:30'),
  night('2026-02-07', '19:00', '2026-02-08', '07:30'),
];

/** One shift of a day without a meal, for small sums. */
export const shift = (day: string, from: string, to: string) => ({
  startsAt: at(`${day}T${from}`),
  endsAt: at(`${day}T${to}`),
  meals: [],
});

/** The body of an answer with the status that is due; throws the whole answer where it is another. */
export function ok(answer: Answer, status = 200): any {
  if (answer.status !== status) throw new Error(`${answer.status}: ${answer.text}`);
  return answer.body;
}

/** Makes the program; its clock stands at 2026-02-16T12:00Z. */
export async function createWeeks(service: Service): Promise<Weeks> {
  const client = await serviceClient(service.database);
  const world = await createWorld(client);
  const { tenantId } = world;
  const id = (table: string) => String(world.rows[table]!['id']);
  await service.as(systemActor(tenantId), async (tx) => {
    await tx.rows(
      sql`update tenants set kind = 'sandbox', clock_at = '2026-02-16T12:00:00Z' where id = ${tenantId}`,
    );
    // The world's own bill is none of these weeks'.
    await tx.rows(sql`update billing_items set state = 'void', source_id = uuidv7()`);
    await tx.rows(
      sql`update charges set state = 'waived', waived_because = 'Of the world, not of these weeks'`,
    );
  });
  const writing = async <T>(run: () => Promise<T>): Promise<T> => {
    await client.query('begin');
    await enter(client, tenantId, { side: 'system' });
    const result = await run();
    await client.query('commit');
    return result;
  };
  // One connection writes for everybody, one after the other.
  let last: Promise<unknown> = Promise.resolve();
  const rows = <T>(run: () => Promise<T>): Promise<T> => {
    const turn = last.then(() => writing(run));
    last = turn.catch(() => undefined);
    return turn;
  };
  await rows(async () => {
    await world.change('orders', { positions: 200 });
    await world.change('allocations', { effective: '[2020-01-01,2020-01-02)' });
    await world.change('units', { cost_center_id: id('cost_centers') });
  });
  const scope = { programIds: [id('programs')] };
  const manager = await service.member(tenantId, { role: 'program_manager' });
  const approver = await service.member(tenantId, {
    role: 'approver',
    ...scope,
    unitIds: [id('units')],
    facilityIds: [id('facilities')],
  });
  ok(
    await manager.post('/pay-policies', {
      programId: id('programs'),
      facilityId: id('facilities'),
      name: 'Lakeshore Columbus',
      rules: payRules,
      effectiveFrom: '2026-01-01',
    }),
    201,
  );
  const recruiterOf = async (vendorId: string): Promise<Supplier> => ({
    id: vendorId,
    recruiter: await service.member(tenantId, { role: 'vendor_recruiter', vendorId }),
  });
  const atlas = await recruiterOf(id('vendors'));
  let positions = 2;

  const placeRows = (supplier: Supplier) =>
    rows(async () => {
      const parties = {
        vendor_id: supplier.id,
        worker_id: (await world.copy('workers', { npi: null }))['id'],
      };
      const position = { position_id: (await world.copy('positions', { number: positions++ }))['id'] };
      const representation = { representation_id: (await world.copy('representations', parties))['id'] };
      const submission = await world.copy('submissions', { ...parties, ...representation });
      const hired = { ...parties, ...position, submission_id: submission['id'] };
      const offer = await world.copy('offers', hired);
      const assignment = await world.copy('assignments', { ...hired, offer_id: offer['id'] });
      await world.copy('assignment_revisions', { ...parties, assignment_id: assignment['id'] });
      return { assignmentId: String(assignment['id']), workerId: String(parties.worker_id) };
    });

  return {
    world,
    tenantId,
    programId: id('programs'),
    unitId: id('units'),
    manager,
    approver,
    finance: await service.member(tenantId, { role: 'client_finance', ...scope }),
    atlas,
    rows,
    async supplier(terms = {}) {
      const made = await rows(async () => {
        const vendor = await world.copy('vendors', { name: 'Supplier', tax_id_digest: null });
        await world.copy('agreements', { vendor_id: vendor['id'], ...terms });
        return vendor;
      });
      return recruiterOf(String(made['id']));
    },
    async placed(supplier = atlas) {
      const made = await placeRows(supplier);
      return { ...made, worker: await service.member(tenantId, { role: 'worker', workerId: made.workerId }) };
    },
    async costCenter(code) {
      const made = await rows(() => world.copy('cost_centers', { code, name: code }));
      return String(made['id']);
    },
    async approved({ assignmentId, worker }, entries = week(), weekStartsOn = '2026-02-01') {
      const sheet = ok(await worker.post('/timesheets', { assignmentId, weekStartsOn }), 201);
      const path = `/timesheets/${sheet.id}`;
      ok(await worker.put(`${path}/entries`, { entries }));
      ok(await worker.post(`${path}/submit`));
      ok(await approver.post(`${path}/approve`));
      return path;
    },
    async agreed(path, proposedEntries, supplier = atlas) {
      ok(await approver.post(`${path}/dispute`, { reason: 'Other hours', proposedEntries }));
      ok(await supplier.recruiter.post(`${path}/resolve-dispute`, { decision: 'accept' }));
    },
  };
}
