import type { DocumentText, InvoiceContent } from '../charging/content.ts';
import { isOfClient } from '../issuing/snapshot.ts';

/** What an issued document says besides its lines; amounts in its currency, as decimal strings. */
export type DocumentHead = Omit<InvoiceContent, 'lines'>;

/** A line of an issued document. */
export type DocumentLine = InvoiceContent['lines'][number];

/** A party of a document, as it was when that was issued. */
export type DocumentParty = InvoiceContent['seller'];

/** The lines of a document, each read out of its text when it is asked for, so that many are never held at once. */
export class DocumentLines implements Iterable<DocumentLine> {
  readonly #texts: DocumentText['lines'];

  constructor(texts: DocumentText['lines']) {
    this.#texts = texts;
  }

  get count(): number {
    return this.#texts.length;
  }

  at(place: number): DocumentLine {
    return JSON.parse(this.#texts[place]!) as DocumentLine;
  }

  /** Whether all lines are so; reads no further than the first that is not. */
  every(holds: (line: DocumentLine) => boolean): boolean {
    for (const line of this) if (!holds(line)) return false;
    return true;
  }

  *[Symbol.iterator](): Generator<DocumentLine> {
    for (let place = 0; place < this.count; place += 1) yield this.at(place);
  }
}

/** An issued document, to be rendered. */
export interface InvoiceDocument {
  head: DocumentHead;
  lines: DocumentLines;
}

/** Reads the canonical text of a document. */
export const readDocument = ({ before, lines, after }: DocumentText): InvoiceDocument => ({
  head: JSON.parse(before + after) as DocumentHead,
  lines: new DocumentLines(lines),
});

/** Whether the document takes back: its amounts are what they lessen, with the sign turned. */
export const isCredit = ({ kind }: Pick<DocumentHead, 'kind'>): boolean =>
  kind === 'credit_memo' || kind === 'vendor_credit';

/** Whether the document is a vendor's: billed by the operator in its name, net of the fee. */
export const isVendors = ({ kind }: Pick<DocumentHead, 'kind'>): boolean => !isOfClient(kind);
