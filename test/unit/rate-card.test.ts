import { expect, test } from 'vitest';
import { explain, mostSpecific } from '../../src/domain/rates/model.ts';

const line = (vendorId: string | null, facilityId: string | null, specialty: string | null) => ({
  vendorId,
  facilityId,
  specialty,
});

test('the vendor tells more than facility and specialty together, the facility more than the specialty', () => {
  const lines = [line(null, null, null), line(null, null, 's'), line(null, 'f', null), line(null, 'f', 's')];
  const vendors = [line('v', null, null), line('v', null, 's'), line('v', 'f', null), line('v', 'f', 's')];
  const ranked = [...lines, ...vendors];
  for (let count = 1; count <= ranked.length; count += 1) {
    expect(mostSpecific(ranked.slice(0, count).toReversed())).toBe(ranked[count - 1]);
  }
  expect(mostSpecific([])).toBeUndefined();
});

test('the answer says why', () => {
  expect(explain(undefined, 0)).toBe('No line of the card is for this profession on this day.');
  expect(explain(line(null, null, null), 1)).toContain('the only one');
  expect(explain(line('v', null, 's'), 3)).toContain('this vendor, specialty');
});
