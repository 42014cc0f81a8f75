import { z } from 'zod';
import { refuse, stepNotAllowed } from '../../../kernel/errors.ts';
import type { Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command, type Context } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import type { Row } from '../../../kernel/transaction.ts';
import { assertWholeTenant, wholeTenantOnly } from '../../../kernel/whole-tenant.ts';
import { vendorRegistrationLife } from '../lifecycle/vendor-registration.ts';
import { vendorLife } from '../lifecycle/vendor.ts';
import { vendorRegistrationAccepted } from '../model/vendor-registration.ts';
import { vendorExists, vendorReviewed } from '../model/vendor.ts';
import { vendorRegistration } from '../nouns/vendor-registration.ts';
import { permissions } from '../policy.ts';
import { addRegistrant, compareRegistration, insertProspect } from '../registering.ts';
import type { RegistrationRow } from '../store/registration.ts';
import { vendorRegistrations, vendors } from '../tables.ts';

type Taken = { vendorId: string; facts: Fact[] };

async function beginReview(row: Row<typeof vendors>, { tx }: Context): Promise<Fact> {
  const state = step(vendorLife, 'review', row.state);
  return vendorReviewed(await tx.change(vendors, row, { state }), {});
}

/** The firm is a vendor that is known: its registrant becomes one more contact, its life goes on as it was. */
async function joinTo(vendorId: string, row: RegistrationRow, context: Context): Promise<Taken> {
  if (row.vendorId !== null && row.vendorId !== vendorId)
    throw refuse('/vendorId', 'own_vendor', 'The registration made a prospect of its own.');
  await context.take(vendors, vendorId, { version: false });
  return { vendorId, facts: [await addRegistrant(row, vendorId, context)] };
}

/** The firm is a vendor of its own: the prospect that it made, or a new one, goes under review. */
async function becomeVendor(row: RegistrationRow, context: Context): Promise<Taken> {
  if (row.vendorId === null) {
    const { row: made, facts } = await insertProspect(row, context);
    return { vendorId: made.id, facts: [...facts, await beginReview(made, context)] };
  }
  const known = await context.take(vendors, row.vendorId, { version: false });
  // Somebody took it up by itself meanwhile; one that was ended is taken up no more, which its review says.
  const isNew = known.state === 'prospect' || known.state === 'terminated';
  const facts = isNew ? [await beginReview(known, context)] : [];
  return { vendorId: known.id, facts };
}

export const acceptVendorRegistration = command({
  name: 'acceptVendorRegistration',
  summary:
    'Take a firm up: its own vendor goes under review, or it proves to be the vendor that is named and becomes a contact there.',
  rest: 'POST /vendor-registrations/{vendorRegistrationId}/accept',
  permission: permissions.manage,
  input: z.strictObject({
    vendorRegistrationId: reference('vendorRegistration'),
    vendorId: reference('vendor').optional().meta({ description: 'The vendor that it proves to be.' }),
  }),
  output: vendorRegistration,
  errors: [stepNotAllowed, vendorExists, wholeTenantOnly],
  async handle({ vendorRegistrationId, vendorId: proven }, context) {
    assertWholeTenant(context.actor);
    const taken = await context.take(vendorRegistrations, vendorRegistrationId);
    const state = step(vendorRegistrationLife, 'accept', taken.state);
    // Whoever names the vendor has compared.
    const { row, facts } =
      proven === undefined ? await compareRegistration(taken, context) : { row: taken, facts: [] };
    const { vendorId, facts: more } = await (proven === undefined
      ? becomeVendor(row, context)
      : joinTo(proven, row, context));
    const accepted = await context.tx.change(vendorRegistrations, row, { state, vendorId });
    return { result: accepted, events: [vendorRegistrationAccepted(accepted, {}), ...facts, ...more] };
  },
});
