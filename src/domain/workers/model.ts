import { z } from 'zod';
import { declareError, refuse, type Problem } from '../../kernel/errors.ts';
import { event } from '../../kernel/event.ts';
import { codeOf, oneOf, text } from '../../kernel/shapes.ts';

/** Whether the digits pass the check of a National Provider Identifier: Luhn with the prefix 80840 (45 CFR 162.406). */
export function isNpi(digits: string): boolean {
  if (!/^\d{10}$/.test(digits)) return false;
  const sum = [...`80840${digits}`].toReversed().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** The name as matching compares it: no accents, case, punctuation or idle spaces; at most 210 characters. */
export function normalizeName(firstName: string, lastName: string): string {
  const plain = `${firstName} ${lastName}`
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’‘`.]/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ');
  const kept = plain.trim() || `${firstName} ${lastName}`.toLowerCase();
  return [...kept].slice(0, 210).join('').trim();
}

/** What is shown of a person before an assignment: the first name and the initial of the last. */
export const displayNameOf = (firstName: string, lastName: string): string =>
  `${[...firstName].slice(0, 96).join('')} ${[...lastName][0]!.toUpperCase()}.`;

/**
 * A worker's id of 16 random bytes (base64url): a UUID of version 4. One that tells its time, as other ids do, would
 * tell a vendor that somebody represented the person before.
 */
export function randomIdOf(bytes: string): string {
  const random = Uint8Array.fromBase64(bytes, { alphabet: 'base64url' });
  random[6] = (random[6]! & 0x0f) | 0x40;
  random[8] = (random[8]! & 0x3f) | 0x80;
  return random.toHex().replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

export const Npi = z
  .string()
  .refine(isNpi, 'An NPI is ten digits whose last one checks the others.')
  .meta({ examples: ['1234567893'] });
export const Email = z
  .email()
  .max(320)
  .meta({ examples: ['ana.nurse@example.com'] });
export const Phone = z
  .string()
  .regex(/^\+?[0-9][0-9 ().x-]{4,30}$/, 'A telephone number is digits, spaces and ( ) . x -, at most 32.')
  .meta({ examples: ['+1 614 555 0100'] });
export const LastFour = z
  .string()
  .regex(/^\d{4}$/, 'The last four digits.')
  .meta({ examples: ['1234'] });
export const Specialties = z.array(codeOf('specialty', 'icu')).max(50);
export const PersonName = text(100);
export const RepresentationState = oneOf('RepresentationState', ['active', 'withdrawn']);

export const npiTaken = declareError('npi_taken', 'conflict', 'Another worker has this NPI.');
export const representationExists = declareError(
  'representation_exists',
  'conflict',
  'Your firm represents this worker already.',
);

/** The refusal of a birth date that has not come by the tenant's clock (UTC), if it is one. */
export const unborn = (birthDate: string | null | undefined, now: string): Problem | undefined =>
  birthDate && birthDate > now.slice(0, 10)
    ? refuse('/birthDate', 'in_the_future', 'Nobody is born after today.')
    : undefined;

const nothing = z.strictObject({});

export const workerCreated = event({
  type: 'worker.created',
  summary: 'A worker became known to the tenant.',
  sides: ['operator'],
  data: nothing,
});
export const workerChanged = event({
  type: 'worker.changed',
  summary: 'What is known of a worker was changed.',
  sides: ['operator', 'worker'],
  data: nothing,
});
export const representationCreated = event({
  type: 'representation.created',
  summary: 'A vendor represents a worker.',
  sides: ['operator', 'vendor'],
  data: nothing,
});
export const representationChanged = event({
  type: 'representation.changed',
  summary: 'A representation was changed.',
  sides: ['operator', 'vendor'],
  data: nothing,
});
export const representationWithdrawn = event({
  type: 'representation.withdrawn',
  summary: 'A vendor no longer represents a worker.',
  sides: ['operator', 'vendor'],
  data: nothing,
});
