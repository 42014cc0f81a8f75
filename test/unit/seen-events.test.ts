import { expect, test } from 'vitest';
import { z } from 'zod';
import { systemActor, type Actor, type Side } from '../../src/kernel/actor.ts';
import { event } from '../../src/kernel/event.ts';
import { seenBy } from '../../src/server/execute/happenings.ts';

const declare = (sides: Side[]) =>
  event({ type: 'submission.expired', summary: 'It expired.', sides, data: z.strictObject({}) });
const happened = (sides: Side[], subject: object) => {
  const shown = { id: '1', type: 'submission.expired', subject: { type: 'submission', id: 's', version: 2 } };
  return {
    event: declare(sides),
    subject: { id: 's', version: 2, ...subject },
    shown: { ...shown, at: '2026-01-01T00:00:00Z', reason: null, data: {} },
  };
};
const actor = (side: Side, bound: Partial<Actor> = {}): Actor => ({
  ...systemActor('t'),
  kind: 'membership',
  side,
  role: 'analyst',
  ...bound,
});

test('an answer shows a vendor its own events only, not those of a rival that its act brought about', () => {
  const events = [
    happened(['vendor', 'operator'], { vendorId: 'mine' }),
    happened(['vendor', 'operator'], { vendorId: 'rival' }),
    happened(['vendor', 'operator'], { vendorId: null }),
    happened(['operator'], { vendorId: 'mine' }),
  ];
  expect(seenBy(actor('vendor', { vendorId: 'mine' }), events)).toEqual([events[0]!.shown]);
  expect(seenBy(actor('vendor'), events)).toEqual([]);
  expect(seenBy(actor('worker', { workerId: null }), events)).toEqual([]);
  expect(seenBy(actor('operator'), events)).toHaveLength(4);
});

test('and a client those within its scopes', () => {
  const events = [
    happened(['client'], { unitId: 'icu' }),
    happened(['client'], { unitId: 'ed' }),
    happened(['client'], {}),
  ];
  expect(seenBy(actor('client', { unitIds: ['icu'] }), events)).toEqual([events[0]!.shown, events[2]!.shown]);
  expect(seenBy(systemActor('t'), events)).toHaveLength(3);
});
