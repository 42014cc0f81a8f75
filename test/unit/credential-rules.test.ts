import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { credentialLife } from '../../src/domain/credentials/lifecycle.ts';
import { soundness } from '../../src/domain/credentials/model/credential-type.ts';
import { licenseFault } from '../../src/domain/credentials/model/license.ts';
import { proofAfter } from '../../src/domain/credentials/model/proof.ts';
import { standardTypes } from '../../src/domain/credentials/model/standard-types.ts';
import {
  lastDayOfTerm,
  standingAt,
  validityFault,
  validityOf,
  watchedDay,
} from '../../src/domain/credentials/model/validity.ts';
import { credentialKinds, proofs } from '../../src/domain/credentials/model/words.ts';
import { warningDays } from '../../src/kernel/expiry-watch.ts';
import { step } from '../../src/kernel/lifecycle.ts';
import { epochDay } from '../../src/kernel/zone.ts';

const pointerOf = (fault: ReturnType<typeof licenseFault>) => fault?.details.errors?.[0]?.pointer;

describe('a license', () => {
  const license = { profession: 'rn', number: 'RN-1', issuingState: 'TX' };

  test.each([
    ['single-state', {}, undefined],
    ['multistate of the primary state', { multistate: true, primaryState: 'TX' }, undefined],
    ['of a practical nurse', { profession: 'lpn', multistate: true, primaryState: 'TX' }, undefined],
    ['without a number', { number: undefined }, '/number'],
    ['without a state', { issuingState: null }, '/issuingState'],
    ['without a profession', { profession: null }, '/profession'],
    ['multistate of another state', { multistate: true, primaryState: 'OH' }, '/primaryState'],
    ['multistate without a primary state', { multistate: true }, '/primaryState'],
    ['multistate of no nurse', { profession: 'rt', multistate: true, primaryState: 'TX' }, '/multistate'],
    [
      'multistate of a nurse practitioner',
      { profession: 'np', multistate: true, primaryState: 'TX' },
      '/multistate',
    ],
  ])('%s', (_, stated, pointer) => {
    expect(pointerOf(licenseFault('license', { ...license, ...stated }))).toBe(pointer);
  });

  test('alone has what only licenses have', () => {
    for (const kind of credentialKinds.filter((one) => one !== 'license')) {
      expect(licenseFault(kind, { number: '1' })).toBeUndefined();
      expect(pointerOf(licenseFault(kind, { multistate: true }))).toBe('/multistate');
      expect(pointerOf(licenseFault(kind, { primaryState: 'TX' }))).toBe('/primaryState');
      expect(pointerOf(licenseFault(kind, { disciplined: true }))).toBe('/disciplined');
    }
  });
});

describe('validity', () => {
  test('follows from the term where the end is not stated', () => {
    expect(lastDayOfTerm('2024-03-15', 24)).toBe('2026-03-14');
    expect(lastDayOfTerm('2024-02-29', 12)).toBe('2025-02-27');
    expect(validityOf({ issuedOn: '2026-01-31' }, 1)).toEqual({
      issuedOn: '2026-01-31',
      expiresOn: '2026-02-27',
    });
    expect(validityOf({ issuedOn: '2026-01-31', expiresOn: '2026-12-31' }, 1).expiresOn).toBe('2026-12-31');
    expect(validityOf({ issuedOn: '2026-01-31' }, null).expiresOn).toBeNull();
    expect(validityOf({}, 12)).toEqual({ issuedOn: null, expiresOn: null });
  });

  test('does not end before it begins', () => {
    expect(validityFault({ issuedOn: '2026-02-02', expiresOn: '2026-02-01' })).toBeDefined();
    expect(validityFault({ issuedOn: '2026-02-02', expiresOn: '2026-02-02' })).toBeUndefined();
    expect(validityFault({ issuedOn: null, expiresOn: '2026-02-02' })).toBeUndefined();
  });

  test('does not end beyond the calendar, whatever the term', () => {
    const faultOf = (issuedOn: string) => validityFault(validityOf({ issuedOn }, 24))?.details.errors?.[0];
    expect(faultOf('2199-06-01')).toMatchObject({ pointer: '/issuedOn', code: 'beyond_calendar' });
    expect(faultOf('2197-12-31')).toBeUndefined();
  });

  test('is judged by the calendar of the zone, the last day included', () => {
    const at = (now: string) => standingAt('2026-03-31', 30, now, 'America/Los_Angeles');
    expect(at('2026-03-01T07:59:59Z')).toBe('verified');
    expect(at('2026-03-01T08:00:00Z')).toBe('expiring');
    expect(at('2026-04-01T06:59:59Z')).toBe('expiring');
    expect(at('2026-04-01T07:00:00Z')).toBe('expired');
    expect(standingAt(null, 30, '2026-04-01T07:00:00Z', 'America/Los_Angeles')).toBe('verified');
  });

  test('only ever goes on, from verified over expiring to expired', () => {
    const order = ['verified', 'expiring', 'expired'];
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1000 }),
        fc.integer({ min: 0, max: 500 }),
        fc.integer({ min: 0, max: 500 }),
        fc.constantFrom(...warningDays),
        fc.constantFrom('America/New_York', 'Pacific/Honolulu', 'America/Anchorage', 'UTC'),
        (days, earlier, later, warnDays, zone) => {
          const expiresOn = Temporal.PlainDate.from('2026-01-01').add({ days }).toString();
          const now = (hours: number) =>
            Temporal.Instant.from('2026-01-01T00:00:00Z')
              .add({ hours: hours * 37 })
              .toString();
          const [one, two] = [Math.min(earlier, later), Math.max(earlier, later)].map((hours) =>
            order.indexOf(standingAt(expiresOn, warnDays, now(hours), zone)),
          ) as [number, number];
          expect(two).toBeGreaterThanOrEqual(one);
        },
      ),
    );
  });

  test('is watched where it counts', () => {
    const row = { expiresOn: '2026-05-01', waivedUntil: '2026-03-01' };
    const days = credentialLife.states.map((state) => [state, watchedDay({ ...row, state })]);
    expect(Object.fromEntries(days)).toEqual({
      submitted: null,
      pending_verification: null,
      verified: '2026-05-01',
      expiring: '2026-05-01',
      expired: null,
      rejected: null,
      waived: '2026-03-01',
      revoked: null,
    });
  });
});

test('a weaker look never weakens a proof, save where it found something else', () => {
  fc.assert(
    fc.property(fc.constantFrom(null, ...proofs), fc.constantFrom(...proofs), (before, method) => {
      const after = proofAfter(before, method, false);
      if (before) expect(proofs.indexOf(after)).toBeGreaterThanOrEqual(proofs.indexOf(before));
      expect(proofs.indexOf(after)).toBeGreaterThanOrEqual(proofs.indexOf(method));
      expect(proofAfter(before, method, true)).toBe(method);
    }),
  );
});

test('a life ends rejected or revoked, and nothing leads out of revoked', () => {
  for (const verb of Object.keys(credentialLife.verbs) as (keyof typeof credentialLife.verbs)[])
    expect(() => step(credentialLife, verb, 'revoked'), verb).toThrow();
  expect(step(credentialLife, 'waive', 'rejected')).toBe('waived');
  expect(() => step(credentialLife, 'verify', 'submitted', 'verified')).toThrow();
});

test('the usual types are sound, named once, and none of health or law is waived by mistake', () => {
  expect(new Set(standardTypes.map(({ code }) => code)).size).toBe(standardTypes.length);
  for (const { kind, code, isFacilityBound = false, isWaivable = false, validityMonths } of standardTypes) {
    expect(soundness({ kind, isFacilityBound, isWaivable }), code).toBeUndefined();
    if (['license', 'identity', 'background_check', 'drug_screen'].includes(kind))
      expect(isWaivable, code).toBe(false);
    if (validityMonths)
      expect(epochDay(lastDayOfTerm('2026-01-01', validityMonths)), code).toBeGreaterThan(0);
  }
});
