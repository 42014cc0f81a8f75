import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import type { Changes } from '../../../kernel/transaction.ts';
import { assertWholeTenant, wholeTenantOnly } from '../../../kernel/whole-tenant.ts';
import { differences } from '../../identifiers/index.ts';
import {
  assertSound,
  typeChanged,
  TypeCode,
  typeCodeTaken,
  ValidityMonths,
  WarnDays,
} from '../model/credential-type.ts';
import { credentialType } from '../nouns/credential-type.ts';
import { permissions } from '../policy.ts';
import { credentialTypes } from '../tables.ts';

export const updateCredentialType = command({
  name: 'updateCredentialType',
  summary: 'Change a type of credential: absent keeps, null clears. What is held already keeps its days.',
  rest: 'PATCH /credential-types/{credentialTypeId}',
  permission: permissions.manageTypes,
  input: z.strictObject({
    credentialTypeId: reference('credentialType'),
    code: TypeCode.optional(),
    name: text(200).optional(),
    validityMonths: ValidityMonths.nullish(),
    warnDays: WarnDays.optional(),
    isWaivable: z.boolean().optional(),
  }),
  output: credentialType,
  errors: [wholeTenantOnly, typeCodeTaken],
  async handle({ credentialTypeId, ...wanted }, context) {
    assertWholeTenant(context.actor);
    const known = await context.take(credentialTypes, credentialTypeId);
    const changes = differences(known, wanted as Changes<typeof credentialTypes>);
    if (Object.keys(changes).length === 0) return { result: known, unchanged: true };
    assertSound({ ...known, ...changes } as typeof known);
    const changed = await context.tx.change(credentialTypes, known, changes);
    return { result: changed, events: [typeChanged(changed, {})] };
  },
});
