import { z } from 'zod';
import { bulkCommand } from '../../../kernel/operation.ts';
import { codeOf, text } from '../../../kernel/shapes.ts';
import { permissions } from '../policy.ts';
import { TaxonomyCode } from '../profile/model.ts';
import { taxonomyCode } from '../profile/nouns.ts';
import { upsertCodes } from '../profile/upsert-codes.ts';

export const upsertTaxonomyCode = bulkCommand({
  name: 'upsertTaxonomyCode',
  summary: 'Put a code on the tenant’s list, or say anew what it means; unchanged content makes no version.',
  rest: 'PUT /taxonomy-codes',
  permission: permissions.manageTaxonomy,
  concurrency: 'optional',
  input: z.strictObject({
    code: TaxonomyCode,
    display: text(300),
    profession: codeOf('profession', 'rn').nullish(),
    specialty: codeOf('specialty', 'icu').nullish(),
  }),
  output: taxonomyCode,
  bulk: {
    name: 'upsertTaxonomyCodes',
    rest: 'POST /taxonomy-codes/bulk',
    summary: 'Put up to 1,000 codes on the tenant’s list, with a result for each row.',
  },
  handleMany: upsertCodes,
});
