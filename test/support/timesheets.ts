import { beforeAll, expect } from 'vitest';
import { serviceClient } from './database.ts';
import { placement } from './hostile.ts';
import { startService, type Client, type Service } from './service.ts';
import { createWorld, enter, type Row, type World } from './world.ts';
import { payRules } from '../../src/bin/sandbox/lakeshore.ts';
import { instantOf } from './local-time.ts';

/** The instant of a wall-clock time at Lakeshore Columbus. */
export const at = (local: string) => instantOf(local, 'America/New_York');

/** A night with an unpaid meal from 01:00 to 01:30. */
export const night = (evening: string, start: string, morning: string, end: string) => ({
  startsAt: at(`${evening}T${start}`),
  endsAt: at(`${morning}T${end}`),
  meals: [{ startsAt: at(`${morning}T01:00`), endsAt: at(`${morning}T01:30`) }],
});

/** Clinician A's first week, with Wednesday's and Sunday's punch out as given. */
export const week = (wednesdayOut = '07:38', sundayOut = '07:30') => [
  night('2026-02-02', '19:00', '2026-02-03', '07:30'),
  night('2026-02-03', '18:53', '2026-02-04', wednesdayOut),
  night('2026-02-06', '19:00', '2026-02-07', '07:30'),
  night('2026-02-07', '19:00', '2026-02-08', sundayOut),
];

/** The body of an answer that must have the status. */
export function ok(answer: { status: number; text: string; body: any }, status = 200): any {
  expect(answer.status, answer.text).toBe(status);
  return answer.body;
}

/** An active assignment at 98 an hour, and its worker. */
export interface Placed {
  assignmentId: string;
  workerId: string;
  worker: Client;
}

/** A timesheet of it, and the path it stands at. */
export interface Opened extends Placed {
  path: string;
  sheet: any;
}

/** A tenant in which time is kept, and the people who keep it, decide on it and bill it. */
export interface TimeKeeping {
  service: Service;
  world: World;
  manager: Client;
  requester: Client;
  approver: Client;
  recruiter: Client;
  /** Recruits for a vendor of which nobody is placed. */
  rival: Client;
  id(table: string): string;
  /** A further client-side approver of the unit. */
  anotherApprover(): Promise<Client>;
  /** A new placement: of a new worker, or by another vendor of one who is placed already. */
  assigned(of?: Placed): Promise<Placed>;
  /** A per-diem assignment of the worker by the same vendor, whose terms differ so; one each. */
  beside(of: Placed, terms?: Row): Promise<Placed>;
  /** Writes rows as the tenant's own hand. */
  inWorld<T>(run: () => Promise<T>): Promise<T>;
  opened(weekStartsOn?: string, of?: Placed): Promise<Opened>;
  submitted(entries?: object[], of?: Opened): Promise<Opened>;
  approved(entries?: object[], of?: Opened): Promise<Opened>;
}

/** Sets it up before the tests of the file; what is answered is filled by then. */
export function keepTime(): TimeKeeping {
  const keeping = {} as TimeKeeping;
  beforeAll(async () => {
    Object.assign(keeping, await setUp());
  });
  return keeping;
}

/** The keys of an assignment of a worker by a further vendor. */
async function placementElsewhere(world: World, position_id: unknown, worker_id: string): Promise<Row> {
  const vendor = await world.copy('vendors', { tax_id_digest: null });
  const parties = { vendor_id: vendor['id'], worker_id };
  const representation = await world.copy('representations', parties);
  const submission = await world.copy('submissions', {
    ...parties,
    representation_id: representation['id'],
    state: 'fell_off',
  });
  const placed = { ...parties, position_id, submission_id: submission['id'] };
  const offer = await world.copy('offers', placed);
  return { ...placed, offer_id: offer['id'] };
}

async function setUp(): Promise<TimeKeeping> {
  const service = await startService();
  const client = await serviceClient(service.database);
  const world = await createWorld(client);
  const { tenantId } = world;
  const id = (table: string) => String(world.rows[table]!['id']);
  const inWorld = async <T>(run: () => Promise<T>): Promise<T> => {
    await client.query('begin');
    await enter(client, tenantId, { side: 'system' });
    const result = await run();
    await client.query('commit');
    return result;
  };
  const rivals = await inWorld(async () => {
    await world.change('orders', { positions: 40 });
    return world.copy('vendors', { tax_id_digest: 'rival' });
  });
  let positions = 2;
  const unit = { programIds: [id('programs')], facilityIds: [id('facilities')], unitIds: [id('units')] };
  const anotherApprover = () => service.member(tenantId, { role: 'approver', ...unit });
  const manager = await service.member(tenantId, { role: 'program_manager' });
  const approver = await anotherApprover();

  const assigned = async (of?: Placed) => {
    const placed = await inWorld(async () => {
      const position = await world.copy('positions', { number: positions++ });
      const terms = of
        ? await placementElsewhere(world, position['id'], of.workerId)
        : await placement(world, { position_id: position['id'] });
      const assignment = await world.copy('assignments', terms);
      const { worker_id, vendor_id = id('vendors') } = terms;
      const parties = { worker_id, vendor_id, assignment_id: assignment['id'] };
      await world.copy('assignment_revisions', parties);
      return { assignmentId: String(assignment['id']), workerId: String(worker_id) };
    });
    return {
      ...placed,
      worker: of?.worker ?? (await service.member(tenantId, { role: 'worker', workerId: placed.workerId })),
    };
  };
  const beside = async (of: Placed, terms: Row = {}) => {
    const worker_id = of.workerId;
    const assignmentId = await inWorld(async () => {
      const unplaced = { kind: 'per_diem', position_id: null, submission_id: null, offer_id: null };
      const assignment = await world.copy('assignments', { ...unplaced, worker_id });
      await world.copy('assignment_revisions', { worker_id, assignment_id: assignment['id'], ...terms });
      return String(assignment['id']);
    });
    return { ...of, assignmentId };
  };
  const opened = async (weekStartsOn = '2026-02-01', of?: Placed) => {
    const placed = of ?? (await assigned());
    const { assignmentId } = placed;
    const sheet = ok(await placed.worker.post('/timesheets', { assignmentId, weekStartsOn }), 201);
    return { ...placed, path: `/timesheets/${sheet.id}`, sheet };
  };
  const submitted = async (entries: object[] = week(), of?: Opened) => {
    const placed = of ?? (await opened());
    ok(await placed.worker.put(`${placed.path}/entries`, { entries }));
    return { ...placed, sheet: ok(await placed.worker.post(`${placed.path}/submit`)) };
  };
  const approved = async (entries?: object[], of?: Opened) => {
    const placed = await submitted(entries, of);
    return { ...placed, sheet: ok(await approver.post(`${placed.path}/approve`)) };
  };

  const policy = { programId: id('programs'), facilityId: id('facilities'), name: 'Lakeshore Columbus' };
  const rules = { rules: payRules, effectiveFrom: '2026-01-01' };
  ok(await manager.post('/pay-policies', { ...policy, ...rules }), 201);
  return {
    service,
    world,
    manager,
    approver,
    requester: await service.member(tenantId, { role: 'requester', ...unit }),
    recruiter: await service.member(tenantId, { role: 'vendor_recruiter', vendorId: id('vendors') }),
    rival: await service.member(tenantId, { role: 'vendor_recruiter', vendorId: String(rivals['id']) }),
    id,
    anotherApprover,
    assigned,
    beside,
    inWorld,
    opened,
    submitted,
    approved,
  };
}
