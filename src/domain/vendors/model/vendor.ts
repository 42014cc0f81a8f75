import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { event } from '../../../kernel/event.ts';
import { oneOf } from '../../../kernel/shapes.ts';

export const VendorKind = oneOf('VendorKind', [
  'agency',
  'internal_pool',
  'marketplace',
  'employer_of_record',
  'services',
  'mso',
  'rpo',
]);
export const VendorState = oneOf('VendorState', [
  'prospect',
  'under_review',
  'onboarding',
  'active',
  'suspended',
  'inactive',
  'terminated',
]);

/** A US employer identification number; written with or without its hyphen it is the same one. */
export const TaxId = z
  .string()
  .regex(/^\d{2}-?\d{7}$/, 'A tax id is nine digits, such as 12-3456789.')
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
