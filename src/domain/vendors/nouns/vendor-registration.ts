import { z } from 'zod';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { Id, Instant } from '../../../kernel/shapes.ts';
import { registrationLinkLife, vendorRegistrationLife } from '../lifecycle/vendor-registration.ts';
import { ContactEmail, ContactPhone } from '../model/vendor-contact.ts';
import { DiversityKind } from '../model/vendor-document.ts';
import {
  RegistrationLinkState,
  RegistrationPurpose,
  VendorRegistrationState,
} from '../model/vendor-registration.ts';
import { VendorKind } from '../model/vendor.ts';
import { permissions } from '../policy.ts';
import { registrationLinks, vendorRegistrations } from '../tables.ts';
import { vendor } from './vendor.ts';

const contact = { dataClass: 'contact' as const };

export const registrationLink = noun({
  name: 'registrationLink',
  summary: 'A secret link by which firms register: one firm’s invitation, or a door open to many.',
  table: registrationLinks,
  read: permissions.readRegistrations,
  lifecycle: registrationLinkLife,
  fields: {
    purpose: field(RegistrationPurpose, { filter: true }),
    name: field(z.string().nullable()),
    email: field(ContactEmail.nullable().meta({ description: 'Whom an invitation was for.' }), contact),
    programId: field(Id.nullable(), { filter: true }),
    vendorKind: field(VendorKind.nullable()),
    prefix: field(z.string().meta({ description: 'How its token begins, to recognize it by.' })),
    expiresAt: field(Instant, { filter: true, sort: true }),
    dailyCap: field(z.int().nullable().meta({ description: 'Registrations that it takes in any 24 hours.' })),
    usedAt: field(Instant.nullable(), { filter: true }),
    state: field(RegistrationLinkState, { filter: true }),
  },
  visibleTo: { client: 'none' },
});

export const vendorRegistration = noun({
  name: 'vendorRegistration',
  summary: 'What a firm said of itself when it registered, and which vendors may be the same firm.',
  table: vendorRegistrations,
  read: permissions.readRegistrations,
  lifecycle: vendorRegistrationLife,
  fields: {
    linkId: field(Id, { filter: true }),
    programId: field(Id.nullable(), { filter: true }),
    name: field(z.string(), { filter: true, sort: true, search: true }),
    kind: field(VendorKind, { filter: true }),
    address: field(z.string().nullable(), contact),
    states: field(z.array(z.string()).meta({ description: 'Where it supplies.' })),
    diversity: field(z.array(DiversityKind).meta({ description: 'As it says; certificates prove it.' })),
    contactName: field(z.string(), contact),
    contactEmail: field(ContactEmail, contact),
    contactPhone: field(ContactPhone.nullable(), contact),
    contactTitle: field(z.string().nullable()),
    comparedAt: field(Instant.nullable(), { filter: true }),
    possibleDuplicateIds: field(
      z.array(Id).meta({ description: 'Vendors of the same tax id or of a like name.' }),
    ),
    vendorId: field(
      Id.nullable().meta({ description: 'The vendor that it made, or the one it proved to be.' }),
      { filter: true },
    ),
    state: field(VendorRegistrationState, { filter: true }),
  },
  visibleTo: { client: 'none' },
});

edge(vendorRegistration, 'linkId', 'link', registrationLink, 'registrations');
edge(vendorRegistration, 'vendorId', 'vendor', vendor, null);
