import { z } from 'zod';
import { refuse } from '../../../kernel/errors.ts';
import { fileQuery } from '../../../kernel/file-answer.ts';
import { Instant, reference } from '../../../kernel/shapes.ts';
import { InvoiceContent } from '../charging/content.ts';
import { documentHasNoParties, InvoiceFormat, renderers } from '../formats/formats.ts';
import { readDocument } from '../formats/document.ts';
import { fileNameOf } from '../formats/naming.ts';
import { permissions } from '../policy.ts';
import { contentOf } from '../store/content.ts';

export const invoiceDocument = fileQuery({
  name: 'invoiceDocument',
  summary:
    'An issued document as a file: its canonical JSON, CSV, UBL 2.1, cXML or PDF. Always the same bytes, whatever is renamed or settled later.',
  rest: 'GET /invoices/{invoiceId}/document',
  permission: permissions.readInvoices,
  input: z.strictObject({
    invoiceId: reference('invoice'),
    format: InvoiceFormat.optional().meta({
      description: 'JSON where none is given; on REST the Accept header may choose instead.',
    }),
    asOf: Instant.optional().meta({ description: 'An instant by which the document must have been issued.' }),
  }),
  errors: [documentHasNoParties],
  heavy: true,
  formats: {
    ...renderers,
    json: { ...renderers.json, shape: InvoiceContent },
  },
  async handle({ invoiceId, format = 'json', asOf }, context) {
    if (asOf !== undefined && Temporal.Instant.compare(asOf, context.now) > 0)
      throw refuse('/asOf', 'in_the_future', `It is ${context.now} by the tenant’s clock.`);
    const text = await contentOf(invoiceId, context, { asOf });
    const document = readDocument(text);
    const { mediaType, extension, needsParties, pieces } = renderers[format];
    if (needsParties && !document.head.seller) throw documentHasNoParties();
    const { logoFileId } = document.head;
    const readLogo = logoFileId && format === 'pdf' ? await context.fileContent(logoFileId) : undefined;
    return {
      mediaType,
      fileName: fileNameOf(document.head, extension),
      pieces: pieces(document, text, readLogo),
    };
  },
});
