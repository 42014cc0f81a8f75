import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { event } from '../../../kernel/event.ts';
import { oneOf } from '../../../kernel/shapes.ts';

export const vendorKinds = [
  'agency',
  'internal_pool',
  'marketplace',
  'employer_of_record',
  'services',
  'mso',
  'rpo',
] as const;
export const vendorStates = [
  'prospect',
  'under_review',
  'onboarding',
  'active',
  'suspended',
  'inactive',
  'terminated',
] as const;
export const VendorKind = oneOf('VendorKind', vendorKinds);
export const VendorState = oneOf('VendorState', vendorStates);

// The first two digits name the campus that assigned it (IRS, "How EINs are assigned and valid EIN prefixes").
const unassigned = new Set('00 07 08 09 17 18 19 28 29 49 69 70 78 79 89 96 97'.split(' '));

/** Whether the digits, with or without the hyphen, begin as the IRS begins employer identification numbers. */
export const hasAssignedPrefix = (taxId: string): boolean => !unassigned.has(taxId.slice(0, 2));

/** A US employer identification number of an assigned prefix; written with or without its hyphen it is the same one. */
export const TaxId = z
  .string()
  .regex(/^\d{2}-?\d{7}$/, 'A tax id is nine digits, such as 12-3456789.')
  .refine(hasAssignedPrefix, 'No employer identification number begins with these two digits.')
  .meta({ examples: ['12-3456789'] });

/** What a tax id is recognized by: its tenant and its digits. */
export const taxIdText = (tenantId: string, taxId: string): string =>
  `tax-id:${tenantId}:${taxId.replaceAll('-', '')}`;

export const vendorExists = declareError('vendor_exists', 'conflict', 'A vendor with this tax id exists.');

const vendorFact = <Type extends `${string}.${string}`>(type: Type, summary: string) =>
  event({ type, summary, sides: ['operator', 'vendor'], data: z.strictObject({}) });
export const vendorCreated = vendorFact('vendor.created', 'A vendor was registered.');
export const vendorChanged = vendorFact('vendor.changed', 'A vendor was changed.');
export const vendorReviewed = vendorFact('vendor.review_started', 'The review of a vendor began.');
export const vendorOnboarding = vendorFact(
  'vendor.onboarding_started',
  'A vendor passed review and is being set up.',
);
export const vendorActivated = vendorFact('vendor.activated', 'A vendor may supply.');
export const vendorSuspended = vendorFact(
  'vendor.suspended',
  'A vendor may not supply until it is reinstated.',
);
export const vendorReinstated = vendorFact('vendor.reinstated', 'A suspended vendor may supply again.');
export const vendorTerminated = vendorFact('vendor.terminated', 'A vendor was ended for good.');
export const vendorDeactivated = vendorFact('vendor.deactivated', 'A vendor rests.');
export const vendorReactivated = vendorFact('vendor.reactivated', 'A resting vendor supplies again.');
