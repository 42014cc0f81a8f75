import { describe, expect, test } from 'vitest';
import { nextWatch } from '../../src/kernel/expiry-watch.ts';

const zone = 'America/New_York';

describe('the watch over a last day', () => {
  test('warns at 90, 60, 30, 14, 7 and 1 days, then ends on the day after, each at local midnight', () => {
    const seen: [number, string][] = [];
    let now = '2026-01-01T12:00:00Z';
    for (let next = nextWatch('2026-06-30', now, zone); next; next = nextWatch('2026-06-30', now, zone)) {
      seen.push([next.daysLeft, next.dueAt]);
      now = next.dueAt;
    }
    expect(seen.map(([days, at]) => `${days} ${Temporal.Instant.from(at).toString()}`)).toEqual([
      '90 2026-04-01T04:00:00Z',
      '60 2026-05-01T04:00:00Z',
      '30 2026-05-31T04:00:00Z',
      '14 2026-06-16T04:00:00Z',
      '7 2026-06-23T04:00:00Z',
      '1 2026-06-29T04:00:00Z',
      '0 2026-07-01T04:00:00Z',
    ]);
  });

  test('begins with what is still to come, and holds through the last day itself', () => {
    expect(nextWatch('2026-06-30', '2026-06-20T12:00:00Z', zone)?.daysLeft).toBe(7);
    expect(nextWatch('2026-06-30', '2026-07-01T03:59:00Z', zone)?.daysLeft).toBe(0);
    expect(nextWatch('2026-06-30', '2026-07-01T04:00:00Z', zone)).toBeUndefined();
  });
});
