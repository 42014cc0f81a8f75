import { z } from 'zod';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { Id } from '../../../kernel/shapes.ts';
import { ContactEmail, ContactPhone, ContactPurpose } from '../model/vendor-contact.ts';
import { contactsToClient, permissions, readsContact } from '../policy.ts';
import { vendorContacts } from '../tables.ts';
import { vendor } from './vendor.ts';

const contact = { dataClass: 'contact' as const, readers: readsContact };

export const vendorContact = noun({
  name: 'vendorContact',
  summary: 'Somebody to call at a vendor, and what for; a client sees whom to call first and the escalation.',
  table: vendorContacts,
  read: permissions.readContacts,
  fields: {
    vendorId: field(Id, { filter: true }),
    name: field(z.string(), contact),
    email: field(ContactEmail.nullable(), contact),
    phone: field(ContactPhone.nullable(), contact),
    title: field(z.string().nullable()),
    purposes: field(z.array(ContactPurpose)),
  },
  visibleTo: { client: contactsToClient, vendor: 'scoped' },
});

edge(vendorContact, 'vendorId', 'vendor', vendor, 'contacts');
