import { beforeAll, expect, test } from 'vitest';
import { openTheater, type Stage, type Theater } from '../support/stage.ts';

let theater: Theater;

beforeAll(async () => {
  theater = await openTheater();
});

const rowOf = (stage: Stage, table: string) => String(stage.world.rows[table]!['id']);
const archived = (stage: Stage) => ({
  facility: `/facilities/${rowOf(stage, 'facilities')}`,
  unit: `/units/${rowOf(stage, 'units')}`,
  'cost center': `/cost-centers/${rowOf(stage, 'cost_centers')}`,
});

const over = { state: 'ended', ended_on: '2026-02-02', end_kind: 'completed' };
const inUse = { status: 409, code: 'still_in_use' };

test.each(['facility', 'unit', 'cost center'] as const)(
  'a %s stays while orders or placements use it, and is archived after them',
  async (kind) => {
    const stage = await theater.stage(['program_manager']);
    await theater.set(stage, 'units', { cost_center_id: stage.world.rows['cost_centers']!['id'] });
    const archive = () => stage.members.program_manager.post(`${archived(stage)[kind]}/archive`);
    expect((await archive()).body, 'by both').toMatchObject(inUse);
    await theater.set(stage, 'orders', { state: 'closed' });
    expect((await archive()).body, 'by a placement').toMatchObject(inUse);
    await theater.set(stage, 'assignments', over);
    await theater.set(stage, 'orders', { state: 'on_hold', held_from: 'open' });
    expect((await archive()).body, 'by an order').toMatchObject(inUse);
    await theater.set(stage, 'orders', { state: 'canceled', held_from: null });
    expect((await archive()).body.archivedAt).toBe('2026-02-10T12:00:00Z');
  },
);

test('a cost center stays while an allocation names it', async () => {
  const stage = await theater.stage(['program_manager']);
  const { rows } = stage.world;
  const allocated = [{ costCenterId: rows['cost_centers']!['id'], percent: '100' }];
  await theater.set(stage, 'orders', { state: 'closed' });
  await theater.set(stage, 'units', { cost_center_id: null });
  await theater.set(stage, 'allocations', { shares: JSON.stringify(allocated) });
  const archive = () => stage.members.program_manager.post(`${archived(stage)['cost center']}/archive`);
  expect((await archive()).body).toMatchObject(inUse);
  await theater.set(stage, 'allocations', { state: 'superseded' });
  expect((await archive()).status).toBe(200);
});
