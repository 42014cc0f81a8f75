import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { ContactEmail } from '../model/vendor-contact.ts';
import { IssuedLink, registrationLinkCreated } from '../model/vendor-registration.ts';
import { VendorKind } from '../model/vendor.ts';
import { permissions } from '../policy.ts';
import { insertLink } from '../store/registration.ts';

export const inviteVendor = command({
  name: 'inviteVendor',
  summary: 'Invite a firm to register: a link for one registration, whose token is in this answer only.',
  rest: 'POST /vendor-invitations',
  permission: permissions.invite,
  input: z.strictObject({
    email: ContactEmail,
    programId: reference('program').optional().meta({ description: 'For whose sake; named to the firm.' }),
    kind: VendorKind.optional().meta({ description: 'What it registers as; absent, it chooses.' }),
    days: z.int().min(1).max(90).default(14).meta({ description: 'How long the link lives.' }),
  }),
  output: IssuedLink,
  async handle({ email, programId = null, kind = null, days }, context) {
    const link = { purpose: 'invitation' as const, email, programId, vendorKind: kind };
    const { row, token } = await insertLink(link, days, context);
    const { id, prefix, expiresAt } = row;
    return { result: { id, token, prefix, expiresAt }, events: [registrationLinkCreated(row, {})] };
  },
});
