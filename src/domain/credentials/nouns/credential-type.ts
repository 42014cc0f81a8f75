import { z } from 'zod';
import { field, noun } from '../../../kernel/noun.ts';
import { text } from '../../../kernel/shapes.ts';
import { TypeCode, ValidityMonths, WarnDays } from '../model/credential-type.ts';
import { CredentialClass, CredentialKind } from '../model/words.ts';
import { permissions } from '../policy.ts';
import { credentialTypes } from '../tables.ts';

export const credentialType = noun({
  name: 'credentialType',
  summary: 'What can be held and asked for, by the tenant’s own list.',
  table: credentialTypes,
  read: permissions.readTypes,
  fields: {
    code: field(TypeCode, { filter: true, sort: true }),
    name: field(text(200), { filter: true, sort: true, search: true }),
    kind: field(CredentialKind, { filter: true }),
    dataClass: field(CredentialClass, { filter: true }),
    isFacilityBound: field(z.boolean(), { filter: true }),
    validityMonths: field(ValidityMonths.nullable()),
    warnDays: field(WarnDays),
    isWaivable: field(z.boolean(), { filter: true }),
  },
  visibleTo: { operator: 'tenant', client: 'tenant', vendor: 'tenant', worker: 'tenant' },
  externalIds: true,
});
