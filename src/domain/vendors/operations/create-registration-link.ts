import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { IssuedLink, registrationLinkCreated } from '../model/vendor-registration.ts';
import { VendorKind } from '../model/vendor.ts';
import { permissions } from '../policy.ts';
import { insertLink } from '../store/registration.ts';

export const createRegistrationLink = command({
  name: 'createRegistrationLink',
  summary: 'Open a door by which any firm that has the link registers; its token is in this answer only.',
  rest: 'POST /registration-links',
  permission: permissions.invite,
  input: z.strictObject({
    name: text(200).meta({ description: 'What the operator calls it; no registrant sees it.' }),
    programId: reference('program').optional(),
    kind: VendorKind.optional().meta({ description: 'What all register as; absent, each chooses.' }),
    days: z.int().min(1).max(366).default(90).meta({ description: 'How long the link lives.' }),
    dailyCap: z
      .int()
      .min(1)
      .max(1_000)
      .default(50)
      .meta({ description: 'Registrations that it takes in any 24 hours.' }),
  }),
  output: IssuedLink,
  async handle({ name, programId = null, kind = null, days, dailyCap }, context) {
    const link = { purpose: 'open' as const, name, programId, vendorKind: kind, dailyCap };
    const { row, token } = await insertLink(link, days, context);
    const { id, prefix, expiresAt } = row;
    return { result: { id, token, prefix, expiresAt }, events: [registrationLinkCreated(row, {})] };
  },
});
