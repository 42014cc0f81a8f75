import type pg from 'pg';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createDatabase, serviceClient } from '../support/database.ts';
import { createWorld, enter, type Caller, type Row, type World } from '../support/world.ts';

let client: pg.Client;
let world: World;
const id = (table: string) => world.rows[table]!['id'];

beforeAll(async () => {
  client = await serviceClient(await createDatabase());
  world = await createWorld(client);
});
beforeEach(async () => {
  await client.query('begin');
  await enter(client, world.tenantId, { side: 'system' });
});
afterEach(() => client.query('rollback'));

const unattached: Row = {
  subject_noun: null,
  subject_id: null,
  program_id: null,
  facility_id: null,
  vendor_id: null,
  worker_id: null,
};

/** How many files the caller sees; and whether it could write one that it sees. */
async function sees(caller: Caller): Promise<number> {
  await enter(client, world.tenantId, caller);
  const { rows } = await client.query('select id from files');
  await enter(client, world.tenantId, { side: 'system' });
  return rows.length;
}

const member = async (side: string, role: string, bound: Row = {}) =>
  (await world.copy('memberships', { side, role, ...bound }))['id'];

/** Who sees the world's file in this state, of those whom its scopes concern. */
async function seers(): Promise<string[]> {
  const vendor = { vendor_id: id('vendors') };
  const worker = { worker_id: id('workers') };
  const callers: Record<string, Caller> = {
    manager: { side: 'operator', membershipId: await member('operator', 'program_manager') },
    credentialing: { side: 'operator', membershipId: await member('operator', 'credentialing') },
    integration: { side: 'operator', membershipId: await member('operator', 'integration') },
    requester: { side: 'client', membershipId: await member('client', 'requester') },
    finance: { side: 'client', membershipId: await member('client', 'client_finance') },
    'their credentialing': { side: 'client', membershipId: await member('client', 'credentialing') },
    recruiter: {
      side: 'vendor',
      membershipId: await member('vendor', 'vendor_recruiter', vendor),
      vendorId: id('vendors'),
    },
    worker: {
      side: 'worker',
      membershipId: await member('worker', 'worker', worker),
      workerId: id('workers'),
    },
  };
  const found: string[] = [];
  for (const [name, caller] of Object.entries(callers)) if ((await sees(caller)) > 0) found.push(name);
  return found;
}

test('until it is attached a file is its sender’s alone', async () => {
  await world.change('files', unattached);
  expect(await seers()).toEqual([]);
  expect(await sees({ side: 'operator', membershipId: id('memberships') })).toBe(1);
});

test('health data are seen by credentialing on the operator’s side alone', async () => {
  await world.change('files', { data_class: 'health' });
  expect(await seers()).toEqual(['credentialing']);
});

test('what names a person is never a client’s', async () => {
  await world.change('files', { data_class: 'identity' });
  expect(await seers()).toEqual(['manager', 'credentialing', 'recruiter', 'worker']);
});

test('a worker’s other file is a client’s while the worker is placed with it', async () => {
  const both = ['manager', 'credentialing', 'integration'];
  const clients = ['requester', 'finance', 'their credentialing'];
  expect(await seers()).toEqual([...both, ...clients, 'recruiter', 'worker']);
  await world.change('assignments', { state: 'canceled' });
  expect(await seers()).toEqual([...both, 'recruiter', 'worker']);
});

test('a vendor’s file is that of the client’s finance', async () => {
  await world.change('files', { worker_id: null, program_id: null, facility_id: null });
  expect(await seers()).toEqual(['manager', 'credentialing', 'integration', 'finance', 'recruiter']);
});

test('an operator bound to a program sees what its vendors and people have on file, and nobody else’s', async () => {
  const program = await world.copy('programs', { name: 'Another client' });
  const bound = async (of: unknown) => {
    const membershipId = await member('operator', 'credentialing');
    return sees({ side: 'operator', membershipId, programIds: [of] });
  };
  expect([await bound(id('programs')), await bound(program['id'])]).toEqual([1, 0]);
  await world.change('files', { program_id: null, facility_id: null });
  expect([await bound(id('programs')), await bound(program['id'])]).toEqual([1, 0]);
  await world.change('files', { vendor_id: null });
  expect([await bound(id('programs')), await bound(program['id'])]).toEqual([1, 0]);
});

test('a vendor and a worker write no file that is attached, and none of another member', async () => {
  const membershipId = await member('vendor', 'vendor_recruiter', { vendor_id: id('vendors') });
  const caller: Caller = { side: 'vendor', membershipId, vendorId: id('vendors') };
  for (const attempt of [
    () => world.change('files', { name: 'Renamed' }),
    () => world.copy('files', {}),
    () => world.copy('files', unattached),
  ]) {
    await enter(client, world.tenantId, caller);
    await client.query('savepoint attempt');
    await expect(attempt()).rejects.toMatchObject({ code: '42501' });
    await client.query('rollback to savepoint attempt');
  }
  await world.copy('files', { ...unattached, membership_id: membershipId });
});

test('nobody but the machinery meets the bytes', async () => {
  await enter(client, world.tenantId, { side: 'operator', membershipId: id('memberships') });
  const { rows } = await client.query('select from file_contents');
  expect(rows).toEqual([]);
});
