import { z } from 'zod';
import type { Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { byLink } from '../../../kernel/link-token.ts';
import { command, type Context } from '../../../kernel/operation.ts';
import { codeOf, Id, Instant, text } from '../../../kernel/shapes.ts';
import { registrationLinkLife, vendorRegistrationLife } from '../lifecycle/vendor-registration.ts';
import { ContactEmail, ContactPhone } from '../model/vendor-contact.ts';
import { DiversityKind } from '../model/vendor-document.ts';
import {
  Address,
  linkOver,
  LinkToken,
  registrationCapReached,
  registrationLinkUsed,
  vendorKindFixed,
  vendorRegistrationReceived,
} from '../model/vendor-registration.ts';
import { TaxId, taxIdText, VendorKind } from '../model/vendor.ts';
import { assertBelowDailyCap, openLink, type LinkRow } from '../store/registration.ts';
import { registrationLinks, vendorRegistrations } from '../tables.ts';

/** An invitation is for one. */
async function useUp(link: LinkRow, { tx, now }: Context): Promise<Fact[]> {
  if (link.purpose === 'open') return [];
  const state = step(registrationLinkLife, 'use', link.state);
  const used = await tx.change(registrationLinks, link, { state, usedAt: now });
  return [registrationLinkUsed(used, {})];
}

export const registerVendor = command({
  name: 'registerVendor',
  summary: 'Register a firm by a link; the answer is the same whether or not the firm is known.',
  rest: 'POST /registrations/{token}',
  permission: byLink,
  input: z.strictObject({
    token: LinkToken,
    name: text(200),
    kind: VendorKind.optional().meta({ description: 'Absent: what the link says, or agency.' }),
    taxId: TaxId.meta({ description: 'Recognizes the firm; not kept.' }),
    contact: z
      .strictObject({
        name: text(200),
        email: ContactEmail,
        phone: ContactPhone.optional(),
        title: text(100).optional(),
      })
      .meta({ id: 'RegistrantInput' }),
    address: Address.optional(),
    states: z.array(codeOf('state', 'OH')).max(60).default([]).meta({ description: 'Where it supplies.' }),
    diversity: z.array(DiversityKind).max(10).default([]),
  }),
  output: z
    .strictObject({ registrationId: Id, receivedAt: Instant })
    .meta({ id: 'ReceivedVendorRegistration' }),
  errors: [linkOver, registrationCapReached, vendorKindFixed],
  async handle({ token, name, kind, taxId, contact, address, states, diversity }, context) {
    const link = await openLink(token, context, { lock: true });
    await assertBelowDailyCap(link, context);
    if (link.vendorKind !== null && kind !== undefined && kind !== link.vendorKind) throw vendorKindFixed();
    const [row] = await context.tx.insert(vendorRegistrations, [
      {
        linkId: link.id,
        programId: link.programId,
        name,
        kind: kind ?? link.vendorKind ?? 'agency',
        taxIdDigest: context.digest(taxIdText(context.actor.tenantId, taxId)).toString('hex'),
        address: address ?? null,
        states: [...new Set(states)],
        diversity: [...new Set(diversity)],
        contactName: contact.name,
        contactEmail: contact.email,
        contactPhone: contact.phone ?? null,
        contactTitle: contact.title ?? null,
        state: vendorRegistrationLife.initial,
      },
    ]);
    return {
      result: { registrationId: row!.id, receivedAt: context.now },
      events: [vendorRegistrationReceived(row!, {}), ...(await useUp(link, context))],
    };
  },
});
