import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { assertWholeTenant, wholeTenantOnly } from '../../../kernel/whole-tenant.ts';
import { typeCodeTaken, typeCreated } from '../model/credential-type.ts';
import { standardTypes } from '../model/standard-types.ts';
import { permissions } from '../policy.ts';
import { knownCodes } from '../store.ts';
import { credentialTypes } from '../tables.ts';

const Adopted = z
  .strictObject({ added: z.array(z.string()).meta({ description: 'The codes of those.' }) })
  .meta({ id: 'AdoptedCredentialTypes' });

export const adoptCredentialTypes = command({
  name: 'adoptCredentialTypes',
  summary:
    'Add those of the field’s usual types that the tenant has none of that code of; answers their codes.',
  rest: 'POST /credential-types/adopt',
  permission: permissions.manageTypes,
  input: z.strictObject({}),
  output: Adopted,
  errors: [wholeTenantOnly, typeCodeTaken],
  async handle(_, context) {
    assertWholeTenant(context.actor);
    const known = await knownCodes(context);
    const missing = standardTypes.filter(({ code }) => !known.has(code));
    const rows = await context.tx.insert(
      credentialTypes,
      missing.map(({ isFacilityBound = false, isWaivable = false, validityMonths = null, ...type }) => ({
        ...type,
        isFacilityBound,
        isWaivable,
        validityMonths,
      })),
    );
    const result = { added: rows.map(({ code }) => code) };
    const [first, ...others] = rows.map((row) => typeCreated(row, {}));
    return first ? { result, events: [first, ...others] } : { result, unchanged: true };
  },
});
