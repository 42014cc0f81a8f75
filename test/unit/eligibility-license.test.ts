import { describe, expect, test } from 'vitest';
import { judge } from '../../src/domain/eligibility/judging/judge.ts';
import { demand, held, nurse, place, reasonOf } from '../support/eligibility.ts';

const single = (state: string) => held('license', { issuingState: state, profession: 'rn' });
const multistate = (state: string, changes = {}) =>
  held('license', {
    issuingState: state,
    profession: 'rn',
    multistate: true,
    primaryState: state,
    ...changes,
  });

const before2023 = { TX: 'active', OH: 'enacted_pending', PA: 'enacted_pending' } as const;
const in2024 = { TX: 'active', OH: 'active', PA: 'partial', MA: 'enacted_pending' } as const;
const in2026 = { TX: 'active', OH: 'active', PA: 'active', MA: 'enacted_pending', GU: 'partial' } as const;

describe('the license rule: states × kinds of license × membership of the compact on the day × expiry', () => {
  test.each<
    [string, string, Record<string, 'active' | 'partial' | 'enacted_pending'>, object, string, string]
  >([
    ['the state’s own single-state license', 'CA', in2026, single('CA'), 'met', 'held'],
    ['the state’s own multistate license', 'OH', in2026, multistate('OH'), 'met', 'held'],
    [
      'another state’s single-state license',
      'OH',
      in2026,
      single('CA'),
      'missing',
      'license_of_another_state',
    ],
    [
      'a member’s single-state license in a member',
      'OH',
      in2026,
      single('TX'),
      'missing',
      'license_of_another_state',
    ],
    ['a multistate license between members', 'OH', in2026, multistate('TX'), 'met', 'held'],
    [
      'a multistate license where the place is no member',
      'CA',
      in2026,
      multistate('TX'),
      'missing',
      'state_not_in_compact',
    ],
    ['a multistate license of no member', 'OH', in2026, multistate('CA'), 'missing', 'state_not_in_compact'],
    [
      'before the place’s membership took effect',
      'OH',
      before2023,
      multistate('TX'),
      'missing',
      'state_not_in_compact',
    ],
    [
      'while the place’s membership is pending',
      'MA',
      in2026,
      multistate('TX'),
      'missing',
      'state_not_in_compact',
    ],
    ['where the place takes others’ licenses only', 'PA', in2024, multistate('TX'), 'met', 'held'],
    [
      'of a state that takes others’ licenses only',
      'OH',
      in2024,
      multistate('PA'),
      'missing',
      'state_not_in_compact',
    ],
    ['of that state once it is a full member', 'OH', in2026, multistate('PA'), 'met', 'held'],
    ['in a territory that takes others’ licenses only', 'GU', in2026, multistate('TX'), 'met', 'held'],
    [
      'not of the primary state of residence',
      'OH',
      in2026,
      multistate('TX', { primaryState: 'FL' }),
      'missing',
      'not_of_primary_state',
    ],
    [
      'without a primary state of residence',
      'OH',
      in2026,
      multistate('TX', { primaryState: null }),
      'missing',
      'not_of_primary_state',
    ],
    [
      'under discipline, at home',
      'TX',
      in2026,
      multistate('TX', { disciplined: true }),
      'missing',
      'disciplined',
    ],
    ['revoked', 'OH', in2026, multistate('TX', { state: 'revoked' }), 'missing', 'not_accepted'],
    ['rejected', 'OH', in2026, multistate('TX', { state: 'rejected' }), 'missing', 'not_accepted'],
    ['of another profession', 'OH', in2026, multistate('TX', { profession: 'lpn' }), 'missing', 'not_held'],
    [
      'through its last day',
      'OH',
      in2026,
      multistate('TX', { expiresOn: '2026-02-01' }),
      'expiring',
      'ends_soon',
    ],
    ['on the day after', 'OH', in2026, multistate('TX', { expiresOn: '2026-01-31' }), 'expired', 'lapsed'],
    [
      'not verified yet',
      'OH',
      in2026,
      multistate('TX', { state: 'pending_verification', proof: null }),
      'unproven',
      'awaits_verification',
    ],
    [
      'proven by document alone',
      'OH',
      in2026,
      multistate('TX', { proof: 'document' }),
      'unproven',
      'proof_too_weak',
    ],
  ])('%s', (_, state, compact, license, status, reason) => {
    const known = place({ state, compact, requirements: [demand('license', { proof: 'primary_source' })] });
    const { eligible, items } = judge(known, nurse([license as never]), question);
    expect(items[0]).toMatchObject({ status, reason });
    expect(eligible).toBe(status === 'met' || status === 'expiring');
  });

  test('covers registered and practical nurses alone', () => {
    const license = multistate('TX', { profession: 'rt' });
    const known = place({ state: 'OH', compact: in2026, requirements: [demand('license')] });
    expect(reasonOf(judge(known, nurse([license]), { ...question, profession: 'rt' }))).toBe(
      'profession_not_in_compact',
    );
  });

  test('is asked of professions that need a license, unless one is named', () => {
    const anybody = place({ requirements: [demand('license')] });
    expect(judge(anybody, nurse([]), { ...question, profession: 'cna' }).items).toEqual([]);
    const named = place({ requirements: [demand('license', { profession: 'cna' })] });
    expect(judge(named, nurse([]), { ...question, profession: 'cna' }).eligible).toBe(false);
  });

  test('says which state is no member, and what would help', () => {
    const known = place({
      state: 'CA',
      compact: in2026,
      requirements: [demand('license', { proof: 'primary_source' })],
    });
    expect(judge(known, nurse([multistate('TX')]), question).items[0]).toMatchObject({
      why: 'A multistate license of TX does not count in CA: CA is no member of the Nurse Licensure Compact on 2026-02-01.',
      fix: 'A state license that counts in CA, verified at its primary source.',
      who: 'worker',
      by: '2026-02-01',
    });
  });
});

const question = {
  unitId: 'u',
  profession: 'rn',
  specialty: 'icu',
  extraCredentialTypeIds: [],
  gate: 'start',
  vendorId: 'v',
  until: null,
} as const;
