import { z } from 'zod';
import { command, type Context } from '../../../../kernel/operation.ts';
import { reference } from '../../../../kernel/shapes.ts';
import { attachFiles, fileNotReady } from '../../../files/index.ts';
import { differences } from '../../../identifiers/index.ts';
import { programs } from '../../../programs/index.ts';
import { assertOwnPart, boundOfWholeProgram } from '../../../purchasing/index.ts';
import type { Party } from '../../charging/document.ts';
import { billingProfileSet, prefixesAlike, ProfileTerms, unsaid } from '../model.ts';
import { billingProfile } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { profileSet } from '../store.ts';
import { billingProfiles } from '../tables.ts';

type Told = z.output<typeof Terms>;

const Terms = z.strictObject(ProfileTerms).partial();

/** A profile that says this, and else what goes without saying. */
const first = (told: Told) => ({
  grouping: told.grouping ?? unsaid.grouping,
  invoicePrefix: told.invoicePrefix ?? unsaid.invoicePrefix,
  statementPrefix: told.statementPrefix ?? unsaid.statementPrefix,
  creditMemoPrefix: told.creditMemoPrefix ?? unsaid.creditMemoPrefix,
  vendorCreditPrefix: told.vendorCreditPrefix ?? unsaid.vendorCreditPrefix,
  seller: told.seller ?? null,
  buyer: told.buyer ?? null,
  remitTo: told.remitTo ?? [],
  note: told.note ?? null,
  logoFileId: told.logoFileId ?? null,
  termsDays: told.termsDays ?? unsaid.termsDays,
});

// jsonb keeps no order of members, so that the same party would differ.
const inOrder = (party: Party | null): Party | null =>
  party && {
    name: party.name,
    addressLines: party.addressLines,
    countryCode: party.countryCode,
    taxId: party.taxId,
    electronicAddress: party.electronicAddress,
    email: party.email,
  };

type Prefixes = Record<
  'invoicePrefix' | 'statementPrefix' | 'creditMemoPrefix' | 'vendorCreditPrefix',
  string
>;

function assertDistinct({ invoicePrefix, statementPrefix, creditMemoPrefix, vendorCreditPrefix }: Prefixes) {
  const all = [invoicePrefix, statementPrefix, creditMemoPrefix, vendorCreditPrefix];
  if (new Set(all).size < all.length) throw prefixesAlike();
}

const attachLogo = (id: string, programId: string, logoFileId: string | null | undefined, context: Context) =>
  attachFiles(
    logoFileId ? [logoFileId] : [],
    { noun: 'billingProfile', id, dataClass: 'general', programId },
    context,
  );

export const setBillingProfile = command({
  name: 'setBillingProfile',
  summary:
    'Say how documents of a program are cut, numbered and headed from now on: absent keeps, null goes back to what goes without saying.',
  rest: 'PUT /programs/{programId}/billing-profile',
  permission: permissions.manageSettings,
  input: z.strictObject({
    programId: reference('program'),
    ...Terms.shape,
    logoFileId: reference('file').nullish(),
  }),
  output: billingProfile,
  errors: [prefixesAlike, boundOfWholeProgram, fileNotReady],
  async handle({ programId, ...told }, context) {
    assertOwnPart({ facilityId: null, unitId: null }, context.actor);
    await context.take(programs, programId, { version: false });
    const before = await profileSet(programId, context);
    if (!before) {
      const values = first(told);
      assertDistinct(values);
      const [made] = await context.tx.insert(billingProfiles, [{ programId, ...values }]);
      await attachLogo(made!.id, programId, told.logoFileId, context);
      return { result: made!, events: [billingProfileSet(made!, {})] };
    }
    context.expectVersion(before);
    const held = { ...before, seller: inOrder(before.seller), buyer: inOrder(before.buyer) };
    const changes = differences<typeof billingProfiles>(held, {
      ...told,
      ...(told.seller !== undefined && { seller: inOrder(told.seller) }),
      ...(told.buyer !== undefined && { buyer: inOrder(told.buyer) }),
    });
    if (Object.keys(changes).length === 0) return { result: before, unchanged: true };
    assertDistinct({ ...before, ...changes } as typeof before);
    await attachLogo(before.id, programId, changes.logoFileId, context);
    const changed = await context.tx.change(billingProfiles, before, changes);
    return { result: changed, events: [billingProfileSet(changed, {})] };
  },
});
