import { expect } from 'vitest';
import { grossOf, money, type Week } from './model.ts';
import type { Run } from './run.ts';

const byId = <T>(rows: readonly T[], id: (row: T) => string) =>
  Object.fromEntries(rows.map((row) => [id(row), row]));

const sheetOf = (week: Week) => ({
  state: week.state,
  revision: week.revision,
  // Nothing is counted before the week is handed in.
  minutes: week.state === 'open' ? undefined : week.hours.reduce((sum, hours) => sum + hours, 0) * 60,
  gross: week.state === 'open' ? undefined : money(grossOf(week.hours)),
});

/** Holds every read of the service to what the model says, and every type of event to how often it happened. */
export async function compare(run: Run): Promise<void> {
  const { model, scene } = run;
  const manager = scene.manager;
  const centers = await run.all(manager, '/cost-centers');
  expect(
    Object.fromEntries(centers.map(({ code, name, version }) => [code, { name, version }])),
    'cost centers',
  ).toEqual(Object.fromEntries(model.centers));

  const units = await run.all(manager, '/units');
  expect(Object.fromEntries(units.map(({ id, name, version }) => [id, { name, version }])), 'units').toEqual(
    Object.fromEntries([...model.units.values()].map(({ id, name, version }) => [id, { name, version }])),
  );

  const states = async (path: string) =>
    Object.fromEntries((await run.all(manager, path)).map(({ id, state }) => [id, state]));
  const modeled = (rows: readonly { id: string; state: string }[]) =>
    Object.fromEntries(rows.map(({ id, state }) => [id, state]));
  expect(await states('/orders'), 'orders').toEqual(modeled(model.orders));
  expect(await states('/submissions'), 'submissions').toEqual(modeled(model.submissions));
  expect(await states('/offers'), 'offers').toEqual(modeled(model.offers));
  expect(await states('/assignments'), 'assignments').toEqual(modeled(model.assignments));

  const filled = await run.all(manager, '/positions?state=filled');
  for (const order of model.orders)
    if (order.state !== 'canceled')
      expect(filled.filter(({ orderId }) => orderId === order.id).length, 'filled').toBe(order.filled);

  for (const vendor of [0, 1] as const) {
    const seen = (await run.all(scene.recruiters[vendor], '/orders')).map(({ id }) => id as string);
    const placed = new Set(
      model.assignments
        .filter(({ offer }) => offer.submission.vendor === vendor)
        .map(({ offer }) => offer.submission.order.id),
    );
    const due = model.orders.filter(({ id, seen: open }) => open[vendor] || placed.has(id));
    expect(seen.toSorted(), `orders of vendor ${vendor}`).toEqual(due.map(({ id }) => id).toSorted());
  }

  const sheets = byId(await run.all(manager, '/timesheets'), ({ id }) => id as string);
  expect(Object.keys(sheets).toSorted(), 'weeks').toEqual(model.weeks.map(({ id }) => id).toSorted());
  for (const week of model.weeks) {
    const expected = Object.entries(sheetOf(week)).filter(([, value]) => value !== undefined);
    expect(sheets[week.id], 'week').toMatchObject(Object.fromEntries(expected));
  }

  const documents = (await run.all(manager, '/invoices')).filter(({ vendorId }) => vendorId === null);
  expect(documents.map(({ id, kind, total }) => `${id} ${kind} ${total}`).toSorted(), 'documents').toEqual(
    model.invoices.map(({ id, kind, cents }) => `${id} ${kind} ${money(cents)}`).toSorted(),
  );

  // From the table: the feed waits for every transaction of the server, also of other tests.
  const counted = await run.eventCounts();
  for (const [type, times] of model.events) expect(counted.get(type) ?? 0, type).toBe(times);
}
