import { z } from 'zod';
import { Problem } from '../../../kernel/errors.ts';
import { bulkCommand, type Context, type Outcome } from '../../../kernel/operation.ts';
import { ExternalId, text } from '../../../kernel/shapes.ts';
import { assertWholeTenant, wholeTenantOnly } from '../../../kernel/whole-tenant.ts';
import {
  belongsElsewhere,
  externalIdTaken,
  externalSystemUnknown,
  upsertAll,
} from '../../identifiers/index.ts';
import {
  soundness,
  typeChanged,
  TypeCode,
  typeCodeTaken,
  typeCreated,
  typeInUse,
  ValidityMonths,
  WarnDays,
} from '../model/credential-type.ts';
import { CredentialKind } from '../model/words.ts';
import { credentialType } from '../nouns/credential-type.ts';
import { permissions } from '../policy.ts';
import { credentialTypes } from '../tables.ts';

const input = z.strictObject({
  externalId: ExternalId,
  code: TypeCode,
  name: text(200),
  kind: CredentialKind,
  isFacilityBound: z.boolean().default(false),
  validityMonths: ValidityMonths.nullable().default(null),
  warnDays: WarnDays.default(30),
  isWaivable: z.boolean().default(false),
});

async function upsertTypes(
  inputs: readonly z.output<typeof input>[],
  context: Context,
): Promise<(Outcome<{ id: string }> | Problem)[]> {
  assertWholeTenant(context.actor);
  const sound = inputs.filter((given) => !soundness(given));
  const wanted = sound.map(({ externalId, ...values }) => ({ externalId, values }));
  const upserted = await upsertAll('credentialType', credentialTypes, wanted, context);
  const results = new Map(sound.map((given, place) => [given, upserted[place]!]));
  return inputs.map((given) => {
    const result = results.get(given) ?? soundness(given)!;
    if (result instanceof Problem) return result;
    if (!result.changed) return { result: result.row, unchanged: true };
    const happened = result.before ? typeChanged : typeCreated;
    return { result: result.row, events: [happened(result.row, {})] };
  });
}

export const upsertCredentialType = bulkCommand({
  name: 'upsertCredentialType',
  summary:
    'Add a type of credential, or change the one that the external id names already; unchanged content makes no version.',
  rest: 'PUT /credential-types/{externalId}',
  permission: permissions.manageTypes,
  concurrency: 'optional',
  input,
  output: credentialType,
  errors: [
    wholeTenantOnly,
    belongsElsewhere,
    externalIdTaken,
    externalSystemUnknown,
    typeCodeTaken,
    typeInUse,
  ],
  bulk: {
    name: 'upsertCredentialTypes',
    rest: 'POST /credential-types/bulk',
    summary: 'Add or change up to 1,000 by their external ids, with a result for each row.',
  },
  handleMany: upsertTypes,
});
