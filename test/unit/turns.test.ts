import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { Turns } from '../../src/server/database/turns.ts';

interface Begun {
  order: string[];
  pending: Promise<number>[];
}

const begun = new Map<Turns, Begun>();

/** Asks for turns; in which order they began, and those who wait still. */
const started = async (turns: Turns, ...tenants: string[]): Promise<Begun> => {
  const all = begun.get(turns) ?? { order: [], pending: [] };
  begun.set(turns, all);
  all.pending.push(...tenants.map((tenant) => turns.take(tenant).then(() => all.order.push(tenant))));
  await sleep(0);
  return all;
};

// Who still waits would be refused in the middle of another file's tests: everybody gets a turn and gives it back.
afterEach(async () => {
  for (const [turns, { order, pending }] of begun) {
    for (let step = 0; turns.waiting > 0; step += 1) {
      turns.give(order[step]!);
      await sleep(0);
    }
    await Promise.all(pending);
  }
  begun.clear();
});

test('a tenant alone leaves a place to others, and a newcomer begins at once beside it', async () => {
  const turns = new Turns({ size: 4, mostWaiting: 10, patience: 1_000 });
  const { order } = await started(turns, 'a', 'a', 'a', 'a', 'a', 'b');
  expect(order).toEqual(['a', 'a', 'b']);
  expect(turns.waiting).toBe(3);
});

test('those who wait go by turns, the tenant with the least at work first', async () => {
  const turns = new Turns({ size: 2, mostWaiting: 20, patience: 1_000 });
  const { order } = await started(turns, 'a', 'b', 'a', 'a', 'a', 'b', 'c', 'c');
  expect(order).toEqual(['a', 'b']);
  for (let step = 0; step < 6; step += 1) {
    turns.give(order[step]!);
    await sleep(0);
  }
  expect(order).toEqual(['a', 'b', 'a', 'b', 'c', 'a', 'c', 'a']);
  expect(turns.waiting).toBe(0);
});

test('who finds the queue full is refused at once, and a tenant may fill half of it', async () => {
  const turns = new Turns({ size: 2, mostWaiting: 4, patience: 1_000 });
  await started(turns, 'a', 'b', 'a', 'a');
  expect([turns.isFullFor('a'), turns.isFullFor('b'), turns.isFullFor(undefined)]).toEqual([
    true,
    false,
    false,
  ]);
  await expect(turns.take('a')).rejects.toMatchObject({ status: 503, details: { retryAfterSeconds: 1 } });
  await started(turns, 'b', 'c');
  expect(turns.isFullFor(undefined)).toBe(true);
  await expect(turns.take('d')).rejects.toMatchObject({ status: 503 });
  expect(turns.refused).toEqual({ queue_full: 2, waited_too_long: 0 });
});

test('who waits too long is refused, and takes no turn later', async () => {
  const turns = new Turns({ size: 2, mostWaiting: 4, patience: 30 });
  const { pending } = await started(turns, 'a');
  await expect(turns.take('a')).rejects.toMatchObject({ status: 503 });
  expect(turns.refused.waited_too_long).toBe(1);
  await Promise.all(pending);
  turns.give('a');
  expect(turns.waiting).toBe(0);
  await turns.take('a');
  expect(turns.given).toBe(2);
});
