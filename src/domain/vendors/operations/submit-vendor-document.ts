import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { codeOf, Day, reference, text } from '../../../kernel/shapes.ts';
import { attachFiles, fileIdsInput, fileNotReady } from '../../files/index.ts';
import { Currency } from '../../programs/index.ts';
import { vendorDocumentLife } from '../lifecycle/vendor-document.ts';
import {
  assertDocumentFits,
  DiversityKind,
  InsuranceLimit,
  VendorDocumentKind,
  vendorDocumentSubmitted,
} from '../model/vendor-document.ts';
import { vendorDocument } from '../nouns/vendor-document.ts';
import { permissions } from '../policy.ts';
import { vendorDocuments } from '../tables.ts';

export const submitVendorDocument = command({
  name: 'submitVendorDocument',
  summary: 'Hand in a document of a vendor, with its files; it counts once it is accepted.',
  rest: 'POST /vendor-documents',
  permission: permissions.submitDocuments,
  input: z.strictObject({
    vendorId: reference('vendor'),
    programId: reference('program').optional().meta({ description: 'Absent: good in every program.' }),
    kind: VendorDocumentKind,
    diversityKind: DiversityKind.optional().meta({ description: 'Of a diversity certificate.' }),
    number: text(100).optional(),
    issuer: text(200).optional().meta({ description: 'The insurer, agency or state office.' }),
    issuingState: codeOf('state', 'OH').optional().meta({ description: 'Of a state registration.' }),
    perOccurrenceLimit: InsuranceLimit.optional(),
    aggregateLimit: InsuranceLimit.optional(),
    currency: Currency.default('USD'),
    effectiveOn: Day,
    expiresOn: Day.nullish().meta({ description: 'The last day on which it holds.' }),
    fileIds: fileIdsInput,
  }),
  output: vendorDocument,
  errors: [fileNotReady],
  async handle({ fileIds, ...stated }, context) {
    assertDocumentFits(stated);
    const [row] = await context.tx.insert(vendorDocuments, [
      { ...stated, expiresOn: stated.expiresOn ?? null, state: vendorDocumentLife.initial },
    ]);
    const { id, vendorId, programId, kind } = row!;
    // A W-9 names the firm's tax id, which may be a person's.
    const dataClass = kind === 'w9' ? ('identity' as const) : ('general' as const);
    const subject = { noun: 'vendorDocument', id, dataClass, vendorId, ...(programId && { programId }) };
    await attachFiles(fileIds, subject, context);
    return { result: row!, events: [vendorDocumentSubmitted(row!, { kind })] };
  },
});
