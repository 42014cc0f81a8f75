import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isAsked,
  isKeptFromReleases,
  standingOf,
  type DocumentRequirement,
  type HeldDocument,
} from '../../src/domain/vendors/model/vendor-compliance.ts';
import { hasAssignedPrefix, TaxId } from '../../src/domain/vendors/model/vendor.ts';

const requirement: DocumentRequirement = {
  id: 'r',
  programId: null,
  kind: 'insurance_general',
  vendorKinds: null,
  states: null,
  leastPerOccurrence: '1000000.00',
  leastAggregate: null,
  currency: 'USD',
  severity: 'block',
  graceDays: 5,
};
const certificate: HeldDocument = {
  id: 'd',
  programId: null,
  kind: 'insurance_general',
  issuingState: null,
  perOccurrenceLimit: '1000000.00',
  aggregateLimit: null,
  currency: 'USD',
  effectiveOn: '2026-01-01',
  expiresOn: '2026-03-31',
  state: 'accepted',
};
const place = { programId: 'p', state: 'OH' };
const asked = { ...place, vendorKind: 'agency' };
const stands = (documents: readonly HeldDocument[], day: string, of = requirement) =>
  standingOf(of, documents, place, day);

describe('how a vendor stands to a requirement', () => {
  test.each<[string, Partial<HeldDocument>, string, string | null, boolean]>([
    ['the first day', {}, '2026-01-01', null, false],
    ['the last day', {}, '2026-03-31', null, false],
    ['the day before the first', {}, '2025-12-31', 'not_yet_effective', true],
    ['the last day of grace', { state: 'expired' }, '2026-04-05', 'expired', false],
    ['the day after grace', { state: 'expired' }, '2026-04-06', 'expired', true],
    ['a document without an end', { expiresOn: null }, '2199-12-31', null, false],
    ['a limit a cent too low', { perOccurrenceLimit: '999999.99' }, '2026-02-01', 'limit_too_low', true],
    ['a limit that is not said', { perOccurrenceLimit: null }, '2026-02-01', 'limit_too_low', true],
    ['a limit in another currency', { currency: 'CAD' }, '2026-02-01', 'limit_too_low', true],
    ['one not decided on', { state: 'submitted' }, '2026-02-01', 'awaiting_decision', true],
    ['one that was rejected', { state: 'rejected' }, '2026-02-01', 'rejected', true],
    ['one of another program', { programId: 'q' }, '2026-02-01', 'missing', true],
    ['one of this program', { programId: 'p' }, '2026-02-01', null, false],
    ['one of another kind', { kind: 'insurance_auto' }, '2026-02-01', 'missing', true],
  ])('on %s', (_, differences, day, shortfall, blocks) => {
    const found = stands([{ ...certificate, ...differences }], day);
    expect([found.shortfall, found.blocks, found.met]).toEqual([shortfall, blocks, shortfall === null]);
  });

  test('says until when it does not block', () => {
    expect(stands([certificate], '2026-02-01').by).toBe('2026-03-31');
    expect(stands([certificate], '2026-04-02').by).toBe('2026-04-05');
    expect(stands([certificate], '2026-05-02').by).toBe(null);
    expect(stands([certificate], '2026-05-02', { ...requirement, severity: 'warn' }).blocks).toBe(false);
  });

  test('a state registration is one of the facility’s state', () => {
    const of: DocumentRequirement = {
      ...requirement,
      kind: 'state_agency_registration',
      leastPerOccurrence: null,
      states: ['OH', 'NJ'],
    };
    const held = { ...certificate, kind: 'state_agency_registration', issuingState: 'NJ' };
    expect(stands([held], '2026-02-01', of).met).toBe(false);
    expect(stands([{ ...held, issuingState: 'OH' }], '2026-02-01', of).met).toBe(true);
    expect(isAsked(of, asked)).toBe(true);
    expect(isAsked(of, { ...asked, state: 'TX' })).toBe(false);
    expect(isAsked(of, { ...asked, state: null })).toBe(false);
    expect(isAsked({ ...of, vendorKinds: ['rpo'] }, asked)).toBe(false);
    expect(isAsked({ ...of, programId: 'q' }, asked)).toBe(false);
  });
});

const days = fc.constantFrom(
  '2025-12-01',
  '2026-01-01',
  '2026-02-01',
  '2026-03-31',
  '2026-04-03',
  '2026-06-01',
);
const documents = fc.record({
  id: fc.uuid(),
  programId: fc.constantFrom(null, 'p', 'q'),
  kind: fc.constantFrom('insurance_general', 'w9', 'state_agency_registration'),
  issuingState: fc.constantFrom(null, 'OH', 'NJ'),
  perOccurrenceLimit: fc.constantFrom(null, '500000.00', '1000000.00', '2000000.00'),
  aggregateLimit: fc.constantFrom(null, '3000000.00'),
  currency: fc.constantFrom('USD', 'CAD'),
  effectiveOn: days,
  expiresOn: fc.option(days),
  state: fc.constantFrom('submitted', 'accepted', 'expiring', 'expired', 'rejected'),
});
const requirements = fc.record({
  id: fc.uuid(),
  programId: fc.constantFrom(null, 'p', 'q'),
  kind: fc.constantFrom('insurance_general', 'w9', 'state_agency_registration'),
  vendorKinds: fc.constantFrom(null, ['agency'], ['rpo']),
  states: fc.constantFrom(null, ['OH'], ['NJ']),
  leastPerOccurrence: fc.constantFrom(null, '1000000.00'),
  leastAggregate: fc.constantFrom(null, '3000000.00'),
  currency: fc.constant('USD'),
  severity: fc.constantFrom('block', 'warn'),
  graceDays: fc.constantFrom(0, 3, 30),
});

test('one more document never keeps a vendor from releases, one more requirement never lets it in', () => {
  fc.assert(
    fc.property(
      fc.array(requirements, { maxLength: 4 }),
      fc.array(documents, { maxLength: 6 }),
      documents,
      requirements,
      days,
      (demanded, held, more, further, day) => {
        const kept = isKeptFromReleases(demanded, held, asked, day);
        if (!kept) expect(isKeptFromReleases(demanded, [...held, more], asked, day)).toBe(false);
        if (kept) expect(isKeptFromReleases([...demanded, further], held, asked, day)).toBe(true);
      },
    ),
    { numRuns: 1_000 },
  );
});

test('what is met blocks nothing, and what is not met says why', () => {
  fc.assert(
    fc.property(requirements, fc.array(documents, { maxLength: 6 }), days, (demanded, held, day) => {
      const found = standingOf(demanded, held, place, day);
      expect(found.met).toBe(found.shortfall === null);
      if (found.met) expect(found.blocks).toBe(false);
      if (demanded.severity === 'warn') expect(found.blocks).toBe(false);
      if (found.shortfall === 'missing') expect(found.documentId).toBe(null);
      else expect(held.map(({ id }) => id)).toContain(found.documentId);
    }),
    { numRuns: 1_000 },
  );
});

test('a tax id is nine digits of a prefix that a campus of the IRS assigns', () => {
  const prefixes = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'));
  const refused = prefixes.filter((prefix) => !TaxId.safeParse(`${prefix}-1234567`).success);
  expect(refused).toEqual('00 07 08 09 17 18 19 28 29 49 69 70 78 79 89 96 97'.split(' '));
  expect(refused.some(hasAssignedPrefix)).toBe(false);
  for (const wrong of ['12-345678', '1234567890', '1-23456789', 'AB-1234567'])
    expect(TaxId.safeParse(wrong).success).toBe(false);
});
