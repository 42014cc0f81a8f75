import { z } from 'zod';
import { declareError, refuse } from '../../../kernel/errors.ts';
import { event, factsFor } from '../../../kernel/event.ts';
import { Amount, Day, oneOf } from '../../../kernel/shapes.ts';

export const vendorDocumentKinds = [
  'insurance_general',
  'insurance_professional',
  'insurance_workers_comp',
  'insurance_auto',
  'insurance_umbrella',
  'w9',
  'state_agency_registration',
  'joint_commission_certification',
  'business_associate_agreement',
  'diversity_certificate',
  'other',
] as const;
export const VendorDocumentKind = oneOf('VendorDocumentKind', vendorDocumentKinds);
export const vendorDocumentStates = [
  'submitted',
  'accepted',
  'expiring',
  'expired',
  'rejected',
  'superseded',
] as const;
export const VendorDocumentState = oneOf('VendorDocumentState', vendorDocumentStates);
/** Minority, woman, veteran, service-disabled veteran, LGBT and disability owned; SBA 8(a), HUBZone, DBE, small business. */
export const diversityKinds = [
  'mbe',
  'wbe',
  'vbe',
  'sdvosb',
  'lgbtbe',
  'dobe',
  'sba_8a',
  'hubzone',
  'dbe',
  'sbe',
] as const;
export const DiversityKind = oneOf('DiversityKind', diversityKinds);

/** What insurance pays at most, or must pay at least: an amount above zero. */
export const InsuranceLimit = Amount.refine(
  (value) => !value.startsWith('-') && /[1-9]/.test(value),
  'A limit is above zero.',
);

/** How many days before its last one an accepted document is called expiring. */
export const expiringDays = 30;

export const vendorDocumentOver = declareError(
  'vendor_document_over',
  'conflict',
  'The document’s last day is past; the vendor submits one that holds.',
);
export const vendorDocumentsLapsed = declareError(
  'vendor_documents_lapsed',
  'conflict',
  'A document that the program demands of the vendor is missing or lapsed; see its compliance.',
);

interface Stated {
  kind: z.output<typeof VendorDocumentKind>;
  diversityKind?: string | undefined;
  issuingState?: string | undefined;
  perOccurrenceLimit?: string | undefined;
  aggregateLimit?: string | undefined;
  effectiveOn: string;
  expiresOn?: string | null | undefined;
}

/** Refuses a document that lacks what its kind says, or says what its kind has not. */
export function assertDocumentFits(stated: Stated): void {
  const { kind, diversityKind, issuingState, effectiveOn, expiresOn } = stated;
  if ((kind === 'diversity_certificate') !== (diversityKind !== undefined))
    throw refuse(
      '/diversityKind',
      'kind_mismatch',
      'A diversity certificate, and nothing else, names its kind.',
    );
  if (kind === 'state_agency_registration' && issuingState === undefined)
    throw refuse('/issuingState', 'state_missing', 'A state registration names the state.');
  const limit = stated.perOccurrenceLimit ?? stated.aggregateLimit;
  if (limit !== undefined && !kind.startsWith('insurance_'))
    throw refuse('/perOccurrenceLimit', 'kind_mismatch', 'Only insurance has limits.');
  if (kind.startsWith('insurance_') && expiresOn == null)
    throw refuse('/expiresOn', 'end_missing', 'Insurance has a last day.');
  if (expiresOn != null && expiresOn < effectiveOn)
    throw refuse('/expiresOn', 'before_start', 'The last day is before the first.');
}

const sides = ['operator', 'vendor'] as const;
const fact = factsFor(sides, z.strictObject({ kind: VendorDocumentKind }));
export const vendorDocumentSubmitted = fact('vendor_document.submitted', 'A vendor’s document came in.');
export const vendorDocumentAccepted = fact('vendor_document.accepted', 'A vendor’s document was accepted.');
export const vendorDocumentRejected = fact('vendor_document.rejected', 'A vendor’s document was rejected.');
export const vendorDocumentExpired = fact(
  'vendor_document.expired',
  'The last day of a vendor’s document is past.',
);
export const vendorDocumentSuperseded = fact(
  'vendor_document.superseded',
  'A newer document took the place of one.',
);
export const vendorDocumentExpiryWarned = event({
  type: 'vendor_document.expiry_warned',
  summary: 'The last day of a vendor’s document is near: 90, 60, 30, 14, 7 or 1 days ahead.',
  sides,
  data: z.strictObject({ kind: VendorDocumentKind, expiresOn: Day, daysLeft: z.int() }),
});
