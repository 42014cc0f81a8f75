import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import type { Changes } from '../../../kernel/transaction.ts';
import { differences } from '../../identifiers/index.ts';
import {
  ContactEmail,
  ContactPhone,
  ContactPurposes,
  contactUnreachable,
  vendorContactChanged,
} from '../model/vendor-contact.ts';
import { vendorContact } from '../nouns/vendor-contact.ts';
import { permissions } from '../policy.ts';
import { vendorContacts } from '../tables.ts';

export const updateVendorContact = command({
  name: 'updateVendorContact',
  summary: 'Change a vendor’s contact: absent keeps, null clears.',
  rest: 'PATCH /vendor-contacts/{vendorContactId}',
  permission: permissions.manageContacts,
  input: z.strictObject({
    vendorContactId: reference('vendorContact'),
    name: text(200).optional(),
    email: ContactEmail.nullish(),
    phone: ContactPhone.nullish(),
    title: text(100).nullish(),
    purposes: ContactPurposes.optional(),
  }),
  output: vendorContact,
  errors: [contactUnreachable],
  async handle({ vendorContactId, ...wanted }, context) {
    const row = await context.take(vendorContacts, vendorContactId);
    const changes = differences(row, wanted as Changes<typeof vendorContacts>);
    if (Object.keys(changes).length === 0) return { result: row, unchanged: true };
    const changed = await context.tx.change(vendorContacts, row, changes);
    return { result: changed, events: [vendorContactChanged(changed, {})] };
  },
});
