import { z } from 'zod';
import { Problem } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { ExternalId, text } from '../../../kernel/shapes.ts';
import { assertWholeTenant, wholeTenantOnly } from '../../../kernel/whole-tenant.ts';
import { externalIdTaken, externalSystemUnknown, upsertAll } from '../../identifiers/index.ts';
import {
  assertSound,
  typeCodeTaken,
  TypeCode,
  typeCreated,
  ValidityMonths,
  WarnDays,
} from '../model/credential-type.ts';
import { CredentialKind } from '../model/words.ts';
import { credentialType } from '../nouns/credential-type.ts';
import { permissions } from '../policy.ts';
import { credentialTypes } from '../tables.ts';

export const createCredentialType = command({
  name: 'createCredentialType',
  summary:
    'Add a type of credential to the tenant’s list; its kind, which says how guarded it is, never changes.',
  rest: 'POST /credential-types',
  permission: permissions.manageTypes,
  input: z.strictObject({
    code: TypeCode,
    name: text(200),
    kind: CredentialKind,
    isFacilityBound: z.boolean().default(false),
    validityMonths: ValidityMonths.optional(),
    warnDays: WarnDays.default(30),
    isWaivable: z.boolean().default(false),
    externalId: ExternalId.optional(),
  }),
  output: credentialType,
  errors: [wholeTenantOnly, typeCodeTaken, externalIdTaken, externalSystemUnknown],
  async handle({ externalId, ...values }, context) {
    assertWholeTenant(context.actor);
    assertSound(values);
    const [created] = await upsertAll('credentialType', credentialTypes, [{ externalId, values }], context);
    if (created instanceof Problem) throw created;
    if (created!.before) throw externalIdTaken();
    return { result: created!.row, events: [typeCreated(created!.row, {})] };
  },
});
