import type { InvoiceContent } from '../charging/content.ts';

/** What an issued document says besides its lines; amounts in its currency, as decimal strings. */
export type DocumentHead = Omit<InvoiceContent, 'lines'>;

/** A line of an issued document. */
export type DocumentLine = InvoiceContent['lines'][number];

/** A party of a document, as it was when that was issued. */
export type DocumentParty = InvoiceContent['seller'];

const quote = 34;
const backslash = 92;
const [openBrace, closeBrace, openBracket, closeBracket] = [123, 125, 91, 93];

/** Where the string that opens at a place ends: the place of its closing quote. */
function endOfString(text: string, from: number): number {
  for (let at = text.indexOf('"', from + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let escapes = 0;
    while (text.charCodeAt(at - 1 - escapes) === backslash) escapes += 1;
    if (escapes % 2 === 0) return at;
  }
  throw new TypeError('the document is cut off');
}

/** Where the lines stand in the text: their array's bounds, and the bounds of each. */
function findLines(text: string): { from: number; to: number; bounds: number[] } {
  const bounds: number[] = [];
  let depth = 0;
  let from = -1;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      const end = endOfString(text, at);
      if (depth === 1 && from < 0 && text.startsWith('"lines":[', at)) from = end + 2;
      at = end;
    } else if (code === openBrace || code === openBracket) {
      depth += 1;
      if (from >= 0 && depth === 3) bounds.push(at);
    } else if (code === closeBrace || code === closeBracket) {
      if (from >= 0 && depth === 3) bounds.push(at + 1);
      depth -= 1;
      if (from >= 0 && depth === 1) return { from, to: at + 1, bounds };
    }
  }
  throw new TypeError('the document has no lines');
}

/** The lines of a document, each read out of its text when it is asked for, so that many are never held at once. */
export class DocumentLines implements Iterable<DocumentLine> {
  readonly #text: string;
  readonly #bounds: Float64Array;

  constructor(text: string, bounds: readonly number[]) {
    this.#text = text;
    this.#bounds = Float64Array.from(bounds);
  }

  get count(): number {
    return this.#bounds.length / 2;
  }

  at(place: number): DocumentLine {
    return JSON.parse(this.#text.slice(this.#bounds[place * 2], this.#bounds[place * 2 + 1])) as DocumentLine;
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
export function readDocument(text: string): InvoiceDocument {
  const { from, to, bounds } = findLines(text);
  const head = JSON.parse(`${text.slice(0, from)}[]${text.slice(to)}`) as DocumentHead;
  return { head, lines: new DocumentLines(text, bounds) };
}

/** Whether the document takes back: its amounts are what they lessen, with the sign turned. */
export const isCredit = ({ kind }: Pick<DocumentHead, 'kind'>): boolean =>
  kind === 'credit_memo' || kind === 'vendor_credit';

/** Whether the document is a vendor's: billed by the operator in its name, net of the fee. */
export const isVendors = ({ kind }: Pick<DocumentHead, 'kind'>): boolean =>
  kind === 'vendor_statement' || kind === 'vendor_credit';
