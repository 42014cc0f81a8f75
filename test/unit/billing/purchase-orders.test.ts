import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  purchaseOrderFor,
  type MatchedOrder,
  type PaidFor,
} from '../../../src/domain/purchasing/matching.ts';

const order = (id: string, named: Partial<MatchedOrder> = {}): MatchedOrder => ({
  id,
  number: id,
  state: 'open',
  effective: '[2026-01-01,2027-01-01)',
  assignmentId: null,
  orderId: null,
  unitId: null,
  facilityId: null,
  costCenterId: null,
  vendorId: null,
  ...named,
});
const week: PaidFor = {
  day: '2026-02-07',
  vendorId: 'v1',
  facilityId: 'f1',
  unitId: 'u1',
  orderId: 'o1',
  assignmentId: 'a1',
  costCenterIds: ['c1'],
};

// From the most specific on; what implies a place names it too.
const ranked = [
  order('assignment', { assignmentId: 'a1', orderId: 'o1', unitId: 'u1', facilityId: 'f1', vendorId: 'v1' }),
  order('order', { orderId: 'o1', unitId: 'u1', facilityId: 'f1' }),
  order('unit', { unitId: 'u1', facilityId: 'f1' }),
  order('facility', { facilityId: 'f1' }),
  order('center', { costCenterId: 'c1' }),
  order('vendor', { vendorId: 'v1' }),
  order('program'),
];

describe('the order that pays', () => {
  test('is the one that names most closely, in whatever order they come', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(ranked, { minLength: 1 }), (some) => {
        const best = ranked.find((one) => some.includes(one))!;
        expect(purchaseOrderFor(some, week)).toBe(best.id);
      }),
    );
  });

  test('names more of what is named as closely', () => {
    const both = order('both', { facilityId: 'f1', vendorId: 'v1' });
    expect(purchaseOrderFor([ranked[3]!, both], week)).toBe('both');
  });

  test.each([
    ['another assignment', { assignmentId: 'a2' }],
    ['another order', { orderId: 'o2' }],
    ['another unit', { unitId: 'u2' }],
    ['another facility', { facilityId: 'f2' }],
    ['another cost center', { costCenterId: 'c2' }],
    ['another vendor', { vendorId: 'v2' }],
    ['days that are over', { effective: '[2026-01-01,2026-02-07)' }],
    ['days to come', { effective: '[2026-02-08,)' }],
    ['nothing more', { state: 'closed' as const }],
  ])('is none that is for %s', (_what, named) => {
    expect(purchaseOrderFor([order('one', named)], week)).toBeNull();
  });

  test('is of the first and the last of its days', () => {
    expect(purchaseOrderFor([order('one', { effective: '[2026-02-07,2026-02-08)' })], week)).toBe('one');
    expect(purchaseOrderFor([order('one', { effective: '[2026-02-07,)' })], week)).toBe('one');
  });

  test('of a cost center pays for what that center bears alone', () => {
    const center = order('center', { costCenterId: 'c1' });
    expect(purchaseOrderFor([center], { ...week, costCenterIds: ['c1', 'c2'] })).toBeNull();
    expect(purchaseOrderFor([center], { ...week, costCenterIds: [] })).toBeNull();
  });

  test('of equals is the one that ends first, then that of the lower number', () => {
    const ending = order('ending', { effective: '[2026-01-01,2026-07-01)' });
    const endless = order('endless', { effective: '[2026-01-01,)' });
    expect(purchaseOrderFor([endless, ranked[6]!, ending], week)).toBe('ending');
    expect(purchaseOrderFor([order('b'), order('a')], week)).toBe('a');
  });
});
