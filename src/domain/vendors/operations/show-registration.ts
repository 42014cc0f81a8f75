import { z } from 'zod';
import { byLink } from '../../../kernel/link-token.ts';
import { query } from '../../../kernel/operation.ts';
import { Instant } from '../../../kernel/shapes.ts';
import { LinkToken, linkOver, RegistrationPurpose } from '../model/vendor-registration.ts';
import { VendorKind } from '../model/vendor.ts';
import { hostOf, openLink } from '../store/registration.ts';

export const showRegistration = query({
  name: 'showRegistration',
  summary: 'Who asks the holder of a link to register, and until when.',
  rest: 'GET /registrations/{token}',
  permission: byLink,
  input: z.strictObject({ token: LinkToken }),
  output: z
    .strictObject({
      tenant: z.string().meta({ description: 'The name of the operator.' }),
      program: z.string().nullable().meta({ description: 'The program for whose sake it asks.' }),
      purpose: RegistrationPurpose,
      kind: VendorKind.nullable().meta({ description: 'What is registered; null: the firm chooses.' }),
      expiresAt: Instant,
    })
    .meta({ id: 'RegistrationInvitation' }),
  errors: [linkOver],
  async handle({ token }, context) {
    const link = await openLink(token, context, { lock: false });
    const { purpose, vendorKind: kind, expiresAt } = link;
    return { ...(await hostOf(link, context)), purpose, kind, expiresAt };
  },
});
