import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import {
  ContactEmail,
  ContactPhone,
  ContactPurposes,
  contactUnreachable,
  vendorContactAdded,
} from '../model/vendor-contact.ts';
import { vendorContact } from '../nouns/vendor-contact.ts';
import { permissions } from '../policy.ts';
import { vendorContacts } from '../tables.ts';

export const addVendorContact = command({
  name: 'addVendorContact',
  summary: 'Name somebody to call at a vendor, and what for.',
  rest: 'POST /vendor-contacts',
  permission: permissions.manageContacts,
  input: z.strictObject({
    vendorId: reference('vendor'),
    name: text(200),
    email: ContactEmail.optional(),
    phone: ContactPhone.optional(),
    title: text(100).optional(),
    purposes: ContactPurposes,
  }),
  output: vendorContact,
  errors: [contactUnreachable],
  async handle(stated, { tx }) {
    const [row] = await tx.insert(vendorContacts, [stated]);
    return { result: row!, events: [vendorContactAdded(row!, {})] };
  },
});
