import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { demandedOf } from '../../src/domain/eligibility/judging/demanded.ts';
import type { Demand, Held } from '../../src/domain/eligibility/judging/facts.ts';
import { judge } from '../../src/domain/eligibility/judging/judge.ts';
import { demand, held, nurse, place } from '../support/eligibility.ts';

const question = {
  unitId: 'u',
  profession: 'rn',
  specialty: 'icu',
  extraCredentialTypeIds: [],
  gate: 'start',
  vendorId: 'v',
  until: null,
} as const;
const standing = (credential: Partial<Held>, demanded: Partial<Demand> = {}, asked: object = {}) => {
  const known = place({ requirements: [demand('bls', demanded)] });
  const { eligible, items } = judge(known, nurse([held('bls', credential)]), { ...question, ...asked });
  return { eligible, status: items[0]!.status, reason: items[0]!.reason, by: items[0]!.by };
};

describe('a demand', () => {
  test.each<[string, Partial<Held>, Partial<Demand>, object, object]>([
    ['is met', { expiresOn: '2027-01-01' }, {}, {}, { eligible: true, status: 'met', by: '2027-01-01' }],
    [
      'is met through the last day',
      { expiresOn: '2026-02-01' },
      {},
      {},
      { eligible: true, status: 'expiring' },
    ],
    [
      'is not met on the day after',
      { expiresOn: '2026-01-31' },
      {},
      {},
      { eligible: false, status: 'expired' },
    ],
    [
      'is tolerated within its grace',
      { expiresOn: '2026-01-31' },
      { graceDays: 1 },
      {},
      { eligible: true, reason: 'within_grace', by: '2026-02-01' },
    ],
    [
      'is not tolerated beyond it',
      { expiresOn: '2026-01-30' },
      { graceDays: 1 },
      {},
      { eligible: false, status: 'expired' },
    ],
    [
      'is told as expiring from the days of its type',
      { expiresOn: '2026-03-03' },
      {},
      {},
      { eligible: true, reason: 'ends_soon' },
    ],
    ['is not told so a day earlier', { expiresOn: '2026-03-04' }, {}, {}, { eligible: true, status: 'met' }],
    [
      'is told where it ends within the work',
      { expiresOn: '2026-04-01' },
      {},
      { until: '2026-05-02' },
      { eligible: true, reason: 'ends_within_the_time_asked' },
    ],
    [
      'does not count before it begins',
      { issuedOn: '2026-02-02' },
      {},
      {},
      { eligible: false, reason: 'not_valid_yet' },
    ],
    [
      'may be waived',
      { state: 'waived', proof: null, waivedUntil: '2026-02-01' },
      {},
      {},
      { eligible: true, status: 'waived' },
    ],
    [
      'is no longer waived after the day',
      { state: 'expired', proof: null, waivedUntil: '2026-01-31' },
      {},
      {},
      { eligible: false, reason: 'not_held' },
    ],
    [
      'to warn of lets pass',
      { state: 'revoked' },
      { severity: 'warn' },
      {},
      { eligible: true, status: 'missing' },
    ],
    [
      'is not due before its gate',
      { state: 'revoked' },
      {},
      { gate: 'offer' },
      { eligible: true, status: 'not_yet_due' },
    ],
    [
      'is due at its gate',
      { state: 'revoked' },
      { requiredAt: 'offer' },
      { gate: 'offer' },
      { eligible: false, status: 'missing' },
    ],
    [
      'is due by so many days before',
      { state: 'revoked' },
      { leadDays: 7 },
      { gate: 'submission' },
      { status: 'not_yet_due', by: '2026-01-25' },
    ],
    [
      'of the worker’s word takes a document',
      { proof: 'document' },
      { proof: 'attestation' },
      {},
      { eligible: true },
    ],
    [
      'of a document takes no word',
      { proof: 'attestation' },
      {},
      {},
      { eligible: false, reason: 'proof_too_weak' },
    ],
    [
      'is not met at another facility',
      { facilityId: 'elsewhere' },
      {},
      {},
      { eligible: false, reason: 'not_held' },
    ],
    ['is met at the facility', { facilityId: 'f' }, {}, {}, { eligible: true, status: 'met' }],
  ])('%s', (_, credential, demanded, asked, expected) =>
    expect(standing(credential, demanded, asked)).toMatchObject(expected),
  );

  test('of health says no more than that it is not held, whatever was found', () => {
    const known = place({ requirements: [demand('mmr')] });
    const words = (state: string) => judge(known, nurse([held('mmr', { state })]), question).items;
    expect(words('rejected')).toEqual(judge(known, nurse([]), question).items);
    expect(words('revoked')).toEqual(words('rejected'));
  });

  test('is not asked of one who is excluded or unwanted: neither passes any gate', () => {
    for (const gate of ['submission', 'offer', 'start', 'shift'] as const) {
      const asked = { ...question, gate };
      expect(judge(place(), nurse([], { excluded: true }), asked).eligible).toBe(false);
      expect(judge(place(), nurse([], { unwanted: true }), asked).eligible).toBe(false);
      expect(judge(place({ excludedVendors: ['v'] }), nurse([]), asked).eligible).toBe(false);
      expect(judge(place({ excludedVendors: ['w'] }), nurse([]), asked).eligible).toBe(true);
      expect(judge(place(), nurse([]), asked)).toEqual({ eligible: true, items: [] });
    }
  });
});

const levels = [
  {},
  { programId: 'p' },
  { programId: 'p', facilityId: 'f' },
  { programId: 'p', facilityId: 'f', unitId: 'u' },
] as const;
const people = [
  {},
  { state: 'OH' },
  { specialty: 'icu' },
  { specialty: 'icu', state: 'OH' },
  { profession: 'rn' },
  { profession: 'rn', state: 'OH' },
  { profession: 'rn', specialty: 'icu' },
  { profession: 'rn', specialty: 'icu', state: 'OH' },
] as const;

describe('of requirements for one type', () => {
  // From the widest to the narrowest: a narrower place before narrower people.
  const all = levels.flatMap((level) => people.map((who) => ({ ...level, ...who })));

  test('the narrowest counts, in whatever order they are told', () =>
    fc.assert(
      fc.property(
        fc.shuffledSubarray(
          all.map((_, place) => place),
          { minLength: 1 },
        ),
        (some) => {
          const requirements = some.map((at) => demand('bls', { ...all[at]!, graceDays: at }));
          const [counts, ...others] = demandedOf(place({ requirements }), question);
          expect(others).toEqual([]);
          expect(counts!.graceDays).toBe(Math.max(...some));
        },
      ),
    ));

  test('one of another unit, profession or specialty does not apply', () => {
    const requirements = [{ unitId: 'other' }, { profession: 'lpn' }, { specialty: 'ed' }].map((other) =>
      demand('bls', other),
    );
    expect(demandedOf(place({ requirements }), question)).toEqual([]);
  });

  test('none relaxes what a wider place demands, and nothing of other types', () => {
    const requirements = [demand('bls'), demand('acls'), demand('bls', { programId: 'p', severity: 'none' })];
    expect(demandedOf(place({ requirements }), question).map(({ type }) => type.code)).toEqual(['acls']);
  });

  test('an order adds to it, hard from the submission on, and relaxes nothing', () => {
    const { type } = demand('bls');
    const known = (...requirements: Demand[]) =>
      demandedOf(place({ requirements, extraTypes: [type] }), {
        ...question,
        extraCredentialTypeIds: ['bls'],
      });
    const own = { severity: 'hard', requiredAt: 'submission', byOrder: true };
    expect(known()).toEqual([
      expect.objectContaining({ ...own, id: null, proof: 'document', graceDays: 0, leadDays: 0, type }),
    ]);
    expect(known(demand('bls', { severity: 'none' }))).toEqual(known());
    const asPlace = { id: 'r', proof: 'primary_source', graceDays: 3, leadDays: 5 } as const;
    expect(known(demand('bls', { ...asPlace, severity: 'warn' }))).toEqual([
      expect.objectContaining({ ...own, ...asPlace }),
    ]);
    // What another order demands is known of the place too, and not asked here.
    expect(demandedOf(place({ extraTypes: [type] }), question)).toEqual([]);
  });
});

const days = fc.constantFrom('2025-12-31', '2026-01-31', '2026-02-01', '2026-02-20', '2027-01-01');
const credentials = fc.record({
  typeId: fc.constantFrom('license', 'bls', 'mmr'),
  state: fc.constantFrom(
    'submitted',
    'pending_verification',
    'verified',
    'expiring',
    'expired',
    'rejected',
    'waived',
    'revoked',
  ),
  proof: fc.constantFrom('attestation', 'document', 'primary_source', null),
  issuedOn: fc.option(days),
  expiresOn: fc.option(days),
  waivedUntil: fc.option(days),
  profession: fc.constantFrom('rn', 'lpn', null),
  issuingState: fc.constantFrom('OH', 'TX', 'CA', null),
  multistate: fc.boolean(),
  primaryState: fc.constantFrom('OH', 'TX', null),
  disciplined: fc.boolean(),
  facilityId: fc.constantFrom('f', 'elsewhere', null),
}) as fc.Arbitrary<Held>;
const demands = fc.array(
  fc
    .record({
      code: fc.constantFrom('license', 'bls', 'mmr'),
      severity: fc.constantFrom('hard', 'warn', 'none'),
      proof: fc.constantFrom('attestation', 'document', 'primary_source'),
      graceDays: fc.constantFrom(0, 1, 30),
      leadDays: fc.constantFrom(0, 7),
      requiredAt: fc.constantFrom('submission', 'offer', 'start'),
      unitId: fc.constantFrom('u', null),
    })
    .map(({ code, ...terms }) => demand(code, terms as Partial<Demand>)),
  { maxLength: 6 },
);
const asked = fc.record({
  unitId: fc.constant('u'),
  profession: fc.constantFrom('rn', 'lpn'),
  specialty: fc.constant('icu'),
  gate: fc.constantFrom('submission', 'offer', 'start', 'shift'),
  until: fc.option(days),
});

test('one more credential makes nobody less eligible, one less nobody more', () =>
  fc.assert(
    fc.property(
      demands,
      fc.array(credentials, { maxLength: 8 }),
      credentials,
      asked,
      (requirements, all, more, about) => {
        const known = place({ requirements });
        const question = about as Parameters<typeof judge>[2];
        const without = judge(known, nurse(all), question);
        const withIt = judge(known, nurse([...all, more]), question);
        expect(Number(withIt.eligible)).toBeGreaterThanOrEqual(Number(without.eligible));
      },
    ),
    { numRuns: 2_000 },
  ));

test('later gates demand all that earlier ones do', () =>
  fc.assert(
    fc.property(demands, fc.array(credentials, { maxLength: 6 }), (requirements, all) => {
      const passes = (['submission', 'offer', 'start', 'shift'] as const).map(
        (gate) => judge(place({ requirements }), nurse(all), { ...question, gate }).eligible,
      );
      expect(passes).toEqual(passes.toSorted((one, other) => Number(other) - Number(one)));
    }),
  ));
