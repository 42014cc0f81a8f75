import { Problem } from '../../kernel/errors.ts';
import type { Fact } from '../../kernel/event.ts';
import type { Context } from '../../kernel/operation.ts';
import type { Row } from '../../kernel/transaction.ts';
import { vendorLife } from './lifecycle/vendor.ts';
import { vendorContactAdded } from './model/vendor-contact.ts';
import { vendorRegistrationCompared } from './model/vendor-registration.ts';
import { vendorCreated } from './model/vendor.ts';
import { possibleDuplicatesOf, type RegistrationRow } from './store/registration.ts';
import { vendorContacts, vendorRegistrations, vendors } from './tables.ts';

/** Adds the registrant as the first contact of the vendor that its firm is. */
export async function addRegistrant(
  { contactName: name, contactEmail: email, contactPhone: phone, contactTitle: title }: RegistrationRow,
  vendorId: string,
  { tx }: Context,
): Promise<Fact> {
  const [contact] = await tx.insert(vendorContacts, [
    { vendorId, name, email, phone, title, purposes: ['primary'] },
  ]);
  return vendorContactAdded(contact!, {});
}

/** The prospect that a registration makes, with the registrant as its contact; `vendor_exists` where the tax id is taken. */
export async function insertProspect(
  registration: RegistrationRow,
  context: Context,
): Promise<{ row: Row<typeof vendors>; facts: [Fact, ...Fact[]] }> {
  const { name, kind, taxIdDigest, address, states, diversity } = registration;
  const [row] = await context.tx.insert(vendors, [
    { name, kind, taxIdDigest, address, states, diverse: diversity.length > 0, state: vendorLife.initial },
  ]);
  const contact = await addRegistrant(registration, row!.id, context);
  return { row: row!, facts: [vendorCreated(row!, {}), contact] };
}

/**
 * Compares a registration with the vendors there are. One that resembles none becomes a prospect at once; one that may
 * be a firm that is known waits for a person. What was compared before stays as it is.
 */
export async function compareRegistration(
  registration: RegistrationRow,
  context: Context,
): Promise<{ row: RegistrationRow; facts: Fact[] }> {
  if (registration.comparedAt !== null || registration.state !== 'received')
    return { row: registration, facts: [] };
  let duplicates = await possibleDuplicatesOf(registration, context);
  const made =
    duplicates.length === 0 ? await context.attempt(() => insertProspect(registration, context)) : null;
  // Another registration of the firm was quicker.
  if (made instanceof Problem) duplicates = await possibleDuplicatesOf(registration, context);
  const prospect = made instanceof Problem ? null : made;
  const row = await context.tx.change(vendorRegistrations, registration, {
    comparedAt: context.now,
    possibleDuplicateIds: duplicates,
    vendorId: prospect?.row.id ?? null,
  });
  return { row, facts: [...(prospect?.facts ?? []), vendorRegistrationCompared(row, {})] };
}
