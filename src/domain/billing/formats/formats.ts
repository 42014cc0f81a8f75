import { declareError } from '../../../kernel/errors.ts';
import type { FileAnswer } from '../../../kernel/file-answer.ts';
import { oneOf } from '../../../kernel/shapes.ts';
import type { DocumentText } from '../charging/content.ts';
import { csvOf } from './csv.ts';
import { cxmlOf } from './cxml/cxml.ts';
import type { InvoiceDocument } from './document.ts';
import { pdfOf } from './pdf/pdf.ts';
import { ublOf } from './ubl/ubl.ts';

export const InvoiceFormat = oneOf('InvoiceFormat', ['json', 'csv', 'ubl', 'cxml', 'pdf']);

export const documentHasNoParties = declareError(
  'document_has_no_parties',
  'conflict',
  'This document was issued before documents kept names and parties; it is given as JSON and CSV.',
);

type ReadLogo = () => Promise<Uint8Array | null>;

/** How a format is made of a document, or of its canonical text. */
export interface Renderer {
  mediaType: string;
  extension: string;
  /** Whether it says who bills whom, which documents of content version 1 do not. */
  needsParties: boolean;
  pieces(document: InvoiceDocument, text: DocumentText, readLogo?: ReadLogo): FileAnswer['pieces'];
}

/** A document's canonical text in pieces. */
export function* piecesOf({ before, lines, after }: DocumentText): Generator<string> {
  yield before;
  for (const [place, line] of lines.entries()) yield place === 0 ? line : `,${line}`;
  yield after;
}

export const renderers: Readonly<Record<(typeof InvoiceFormat)['options'][number], Renderer>> = {
  json: {
    mediaType: 'application/json',
    extension: 'json',
    needsParties: false,
    pieces: (_, text) => piecesOf(text),
  },
  csv: { mediaType: 'text/csv', extension: 'csv', needsParties: false, pieces: csvOf },
  ubl: { mediaType: 'application/xml', extension: 'xml', needsParties: true, pieces: ublOf },
  // As the cXML user's guide sends it.
  cxml: { mediaType: 'text/xml', extension: 'cxml', needsParties: true, pieces: cxmlOf },
  pdf: {
    mediaType: 'application/pdf',
    extension: 'pdf',
    needsParties: true,
    pieces: (document, _, readLogo) => pdfOf(document, readLogo),
  },
};
